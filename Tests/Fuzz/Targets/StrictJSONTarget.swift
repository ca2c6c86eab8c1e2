import StrictJSON

/// Whatever the bytes and the chunks they come in: one answer; and what was read can be written
/// and read again.
enum StrictJSONTarget {
  private static let limits = [
    JSONLimits.exchange,
    JSONLimits(
      depth: 3, stringBytes: 8, nameBytes: 4, numberBytes: 5, members: 3, treeBytes: 64),
  ]

  static func run(_ bytes: [UInt8]) {
    for limits in limits {
      let whole = outcome { try JSONNode.parse(bytes, limits: limits) }
      for chunk in [1, 3, 7] {
        let pieces = outcome { try tree(pieceReader(bytes, chunk, limits)) }
        hold(same(whole, pieces), "chunks of \(chunk) give the same")
      }
      compareWithEvents(bytes, limits, whole)
      switch whole {
      case .failure(let error):
        hold((0...Int64(bytes.count)).contains(error.position.offset), "the place is inside")
        hold(error.position.line >= 1 && error.position.column >= 1, "places count from 1")
      case .success(let node):
        if limits == .exchange { writeAndReadAgain(node) }
      }
    }
  }

  /// Skipping and walking through the events are as strict as building a tree, but for the limit
  /// on the size of trees, which only those have.
  private static func compareWithEvents(
    _ bytes: [UInt8], _ limits: JSONLimits, _ whole: Result<JSONNode, JSONError>
  ) {
    var limits = limits
    limits.treeBytes = max(1, bytes.count)
    let reference =
      switch whole {
      case .failure(let error) where error.kind == .tooManyMembers:
        outcome { try JSONNode.parse(bytes, limits: limits) }
      default: whole
      }
    let skipped = outcome {
      let reader = JSONReader(bytes: bytes, limits: limits)
      try reader.skipValue()
      _ = try reader.next()
    }
    let walked = outcome {
      let reader = JSONReader(bytes: bytes, limits: limits)
      while try reader.next() != .end {}
    }
    hold(error(of: skipped) == error(of: reference), "skipping is as strict as reading")
    hold(error(of: walked) == error(of: reference), "events are as strict as trees")
  }

  private static func writeAndReadAgain(_ node: JSONNode) {
    var roomy = JSONLimits.exchange
    // Indenting makes the text longer than it came.
    roomy.treeBytes = 1 << 30
    let canonical = node.canonical()
    hold(canonical == node.value.canonical(), "tree and value have one canonical form")
    for text in [canonical, node.value.text()] {
      switch outcome({ try JSONNode.parse(text, limits: roomy) }) {
      case .failure(let error): hold(false, "what was written is read: \(error)")
      case .success(let again): hold(again.canonical() == canonical, "and is the same")
      }
    }
  }

  private static func tree(_ reader: JSONReader) throws -> JSONNode {
    let node = try reader.readNode()
    _ = try reader.next()
    return node
  }

  private static func pieceReader(
    _ bytes: [UInt8], _ chunk: Int, _ limits: JSONLimits
  ) -> JSONReader {
    var start = 0
    return JSONReader(limits: limits) { buffer in
      let end = min(bytes.count, start + min(chunk, buffer.count))
      buffer.copyBytes(from: bytes[start..<end])
      defer { start = end }
      return end - start
    }
  }

  private static func outcome<Value>(_ body: () throws -> Value) -> Result<Value, JSONError> {
    do {
      return .success(try body())
    } catch let error as JSONError {
      return .failure(error)
    } catch {
      preconditionFailure("another error than JSONError: \(error)")
    }
  }

  private static func same(
    _ a: Result<JSONNode, JSONError>, _ b: Result<JSONNode, JSONError>
  ) -> Bool {
    switch (a, b) {
    case (.success(let a), .success(let b)): a.value == b.value && a.position == b.position
    case (.failure(let a), .failure(let b)): a == b
    default: false
    }
  }

  private static func error<Value>(of outcome: Result<Value, JSONError>) -> JSONError? {
    if case .failure(let error) = outcome { return error }
    return nil
  }
}
