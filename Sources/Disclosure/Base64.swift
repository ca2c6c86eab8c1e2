/// Base64, both alphabets, on one line or wrapped over several.
enum Base64 {
  /// The shortest run that could hold eleven digits.
  private static let shortestRun = 15
  /// The shortest text that could tell something: two Han characters.
  private static let shortestText = 6

  /// Six bits for each byte; 64 for what is no digit.
  private static let values: [UInt8] = (0..<256).map { value in
    switch UInt8(value) {
    case 0x41...0x5A: UInt8(value) - 0x41
    case 0x61...0x7A: UInt8(value) - 0x47
    case 0x30...0x39: UInt8(value) + 4
    case 0x2B, 0x2D: 62
    case 0x2F, 0x5F: 63
    default: 64
    }
  }

  /// Hands over what in some content reads as text, or is packed, once it is decoded.
  ///
  /// Most runs are words and paths: nothing of them reads as text for long.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ found: ([UInt8], _ at: Int) -> Void) {
    values.withUnsafeBufferPointer { values in
      // No run that is long enough lies between two places that are no digits.
      var index = 0
      while index + shortestRun <= bytes.count {
        var start = index + shortestRun - 1
        while start >= index, values[Int(bytes[start])] < 64 { start -= 1 }
        if start >= index {
          index = start + 1
          continue
        }
        var end = index + shortestRun
        while end < bytes.count, values[Int(bytes[end])] < 64 { end += 1 }
        while let more = wrapped(bytes, at: end, values) { end = more }
        read(UnsafeBufferPointer(rebasing: bytes[index..<end]), at: index, values, found)
        index = end
      }
    }
  }

  /// The end of the line that goes on after a line's end, nil when there is none.
  private static func wrapped(
    _ bytes: UnsafeBufferPointer<UInt8>, at end: Int, _ values: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    var index = end
    var isWrapped = false
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) {
      isWrapped = isWrapped || bytes[index] < 0x20
      index += 1
    }
    let start = index
    while index < bytes.count, values[Int(bytes[index])] < 64 { index += 1 }
    return isWrapped && index > start ? index : nil
  }

  /// Decodes a run from its beginning, and from behind each of its marks and lines' ends: those may
  /// stand before it.
  private static func read(
    _ run: UnsafeBufferPointer<UInt8>, at place: Int, _ values: UnsafeBufferPointer<UInt8>,
    _ found: ([UInt8], _ at: Int) -> Void
  ) {
    for start in run.indices {
      guard start == 0 || isMark(run[start - 1]) else { continue }
      let rest = UnsafeBufferPointer(rebasing: run[start...])
      if readsAsText(rest, values) {
        var utf8 = UTF8State()
        found(decoded(rest, values) { utf8.takes($0) }, place + start)
      }
      if beginsPacked(rest) { found(decoded(rest, values) { _ in true }, place + start) }
    }
  }

  /// Whether enough bytes at the beginning read as text to tell something.
  @inline(__always)
  private static func readsAsText(
    _ run: UnsafeBufferPointer<UInt8>, _ values: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var utf8 = UTF8State()
    var count = 0
    forEachByte(run, values) { byte in
      guard utf8.takes(byte) else { return false }
      count += 1
      return count < shortestText
    }
    return count >= shortestText
  }

  /// How gzip and zlib begin: H4sI; eJ, eN, eA, eF.
  @inline(__always)
  private static func beginsPacked(_ run: UnsafeBufferPointer<UInt8>) -> Bool {
    guard run.count >= 2 else { return false }
    switch (run[0], run[1]) {
    case (0x65, 0x4A), (0x65, 0x4E), (0x65, 0x41), (0x65, 0x46): return true
    case (0x48, 0x34): return run.count >= 4 && run[2] == 0x73 && run[3] == 0x49
    default: return false
    }
  }

  /// A plus, a dash, a solidus, a low line, or what parts lines.
  @inline(__always)
  private static func isMark(_ byte: UInt8) -> Bool { byte < 0x30 || byte == 0x5F }

  /// The bytes as long as they are wanted.
  private static func decoded(
    _ run: UnsafeBufferPointer<UInt8>, _ values: UnsafeBufferPointer<UInt8>,
    _ isWanted: (UInt8) -> Bool
  ) -> [UInt8] {
    var result: [UInt8] = []
    forEachByte(run, values) { byte in
      guard isWanted(byte) else { return false }
      result.append(byte)
      return true
    }
    return result
  }

  /// Decodes byte by byte, until `body` has enough.
  @inline(__always)
  private static func forEachByte(
    _ run: UnsafeBufferPointer<UInt8>, _ values: UnsafeBufferPointer<UInt8>,
    _ body: (UInt8) -> Bool
  ) {
    var bits: UInt32 = 0
    var count: UInt32 = 0
    for byte in run {
      let six = values[Int(byte)]
      if six > 63 { continue }
      bits = bits << 6 | UInt32(six)
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      guard body(UInt8(truncatingIfNeeded: bits >> count)) else { return }
    }
  }
}
