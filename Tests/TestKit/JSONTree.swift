import Foundation

/// Any JSON, read by Foundation: the tests' own eyes on what the program wrote, independent of the
/// program's reader.
public enum JSONTree: Decodable, Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case text(String)
  case list([JSONTree])
  case object([String: JSONTree])

  /// Reads one document and nothing else.
  public init(_ bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(JSONTree.self, from: Data(bytes))
  }

  /// Reads a value of any shape.
  public init(from decoder: any Decoder) throws {
    let box = try decoder.singleValueContainer()
    if box.decodeNil() {
      self = .null
    } else if let value = try? box.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? box.decode(Int.self) {
      self = .int(value)
    } else if let value = try? box.decode(String.self) {
      self = .text(value)
    } else if let value = try? box.decode([JSONTree].self) {
      self = .list(value)
    } else {
      self = .object(try box.decode([String: JSONTree].self))
    }
  }

  /// A member of an object; null when there is none.
  public subscript(_ name: String) -> JSONTree {
    if case .object(let members) = self { return members[name] ?? .null }
    return .null
  }

  /// An element of an array; null when there is none.
  public subscript(_ index: Int) -> JSONTree {
    let all = elements
    return all.indices.contains(index) ? all[index] : .null
  }

  /// The elements of an array; none of anything else.
  public var elements: [JSONTree] {
    if case .list(let elements) = self { return elements }
    return []
  }

  /// The names of an object's members.
  public var names: Set<String> {
    if case .object(let members) = self { return Set(members.keys) }
    return []
  }

  /// The text of a string or the digits of an integer; nil of anything else.
  public var text: String? {
    switch self {
    case .text(let text): text
    case .int(let value): String(value)
    default: nil
    }
  }

  /// The integer; nil of anything else.
  public var int: Int? {
    if case .int(let value) = self { return value }
    return nil
  }
}
