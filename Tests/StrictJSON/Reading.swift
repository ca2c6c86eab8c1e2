import StrictJSON

/// The kind of the refusal when the document is read as a tree, nil when it is read.
func verdict(
  _ bytes: [UInt8], limits: JSONLimits = JSONLimits(depth: 64, stringBytes: 4096)
) -> JSONError.Kind? {
  refusal(bytes, limits: limits)?.kind
}

/// The refusal when the document is read as a tree, nil when it is read.
func refusal(
  _ bytes: [UInt8], limits: JSONLimits = JSONLimits(depth: 64, stringBytes: 4096)
) -> JSONError? {
  do {
    _ = try JSONNode.parse(bytes, limits: limits)
    return nil
  } catch {
    return error
  }
}

/// The same when the document is only skipped.
func verdictBySkipping(_ bytes: [UInt8], limits: JSONLimits) -> JSONError.Kind? {
  let reader = JSONReader(bytes: bytes, limits: limits)
  do {
    try reader.skipValue()
    _ = try reader.next()
    return nil
  } catch let error as JSONError {
    return error.kind
  } catch {
    preconditionFailure("\(error)")
  }
}

/// A source that gives a document in pieces of at most `size` bytes.
func pieces(
  of bytes: [UInt8], size: Int
) -> (UnsafeMutableRawBufferPointer) throws -> Int {
  var start = 0
  return { buffer in
    let end = min(bytes.count, start + min(size, buffer.count))
    buffer.copyBytes(from: bytes[start..<end])
    defer { start = end }
    return end - start
  }
}

/// Everything that reading reveals, as text: events with positions and pointers, then the end or
/// the error.
func transcript(
  limits: JSONLimits, _ read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
) -> [String] {
  let reader = JSONReader(limits: limits, read: read)
  var lines: [String] = []
  do {
    while true {
      let event = try reader.next()
      let place = reader.position
      lines.append("\(event) \(place.line):\(place.column)@\(place.offset) \(reader.pointer)")
      if event == .end { return lines }
    }
  } catch {
    return lines + ["\(error)"]
  }
}

/// The UTF-8 of a text.
func utf8(_ text: String) -> [UInt8] {
  Array(text.utf8)
}
