/// A value as it was read, each part with its position.
public struct JSONNode: Sendable {
  /// What was read.
  public let content: Content
  /// Where its first byte stands.
  public let position: JSONPosition

  /// The seven shapes of a value.
  public enum Content: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number, as its literal.
    case number(JSONNumber)
    /// A string, unescaped.
    case string(String)
    /// The elements of an array.
    case array([JSONNode])
    /// The members of an object, in their order; no two have the same name.
    case object([JSONField])
  }

  /// Reads a whole document from memory.
  /// - Throws: the first place where the document is not I-JSON or passes a limit.
  public static func parse(
    _ bytes: [UInt8], limits: JSONLimits
  ) throws(JSONError) -> JSONNode {
    let reader = JSONReader(bytes: bytes, limits: limits)
    do {
      let node = try reader.readNode()
      _ = try reader.next()
      return node
    } catch let error as JSONError {
      throw error
    } catch {
      preconditionFailure("reading from memory cannot fail but for its content: \(error)")
    }
  }

  /// The value of a member by its exact name; nil when there is none or this is no object.
  public subscript(name: String) -> JSONNode? {
    guard case .object(let fields) = content else { return nil }
    return fields.first { sameBytes($0.name, name) }?.node
  }

  /// The same value without positions.
  public var value: JSONValue {
    switch content {
    case .null: .null
    case .bool(let bool): .bool(bool)
    case .number(let number): .number(number)
    case .string(let text): .string(text)
    case .array(let nodes): .array(nodes.map(\.value))
    case .object(let fields): .object(fields.map { JSONMember($0.name, $0.node.value) })
    }
  }
}

/// One member of an object as it was read.
public struct JSONField: Sendable {
  /// The name, unescaped.
  public let name: String
  /// Where the opening quote of the name stands.
  public let namePosition: JSONPosition
  /// The value.
  public let node: JSONNode
}
