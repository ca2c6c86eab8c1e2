/// Strings: validated, unescaped, and taken straight from the window where that is possible.
extension JSONScanner {
  /// Reads the string whose opening quote is at the cursor.
  ///
  /// Whatever the chunks are, the same document gives the same result or the same error: the
  /// length is checked at the same bytes, before each special one, on both ways below.
  mutating func scanString(limit: Int) throws -> UnsafeBufferPointer<UInt8> {
    let base = window.base
    let end = window.end
    let start = window.cursor + 1
    var index = start
    while true {
      index = Self.endOfPlainRun(base, from: index, to: end)
      if index == end { break }
      if index - start > limit { throw error(.stringTooLong, at: tokenStart) }
      let byte = base[index]
      if byte == Byte.quote {
        window.cursor = index + 1
        return UnsafeBufferPointer(start: base + start, count: index - start)
      }
      if byte == Byte.backslash { break }
      if byte < Byte.space {
        window.cursor = index
        throw error(.controlCharacter)
      }
      switch UTF8Sequence(base + index, available: end - index) {
      case .complete(let count): index += count
      case .cut: return try scanStringInPieces(from: start, to: index, limit: limit)
      case let bad:
        window.cursor = index
        throw error(bad == .noncharacter ? .noncharacter : .invalidUTF8)
      }
    }
    return try scanStringInPieces(from: start, to: index, limit: limit)
  }

  /// The slow way: what was read so far is set aside, and the rest follows piece by piece.
  private mutating func scanStringInPieces(
    from start: Int, to index: Int, limit: Int
  ) throws -> UnsafeBufferPointer<UInt8> {
    pieces.clear()
    pieces.append(UnsafeBufferPointer(start: window.base + start, count: index - start))
    window.cursor = index
    while true {
      let start = window.cursor
      let stop = Self.endOfPlainRun(window.base, from: start, to: window.end)
      pieces.append(UnsafeBufferPointer(start: window.base + start, count: stop - start))
      window.cursor = stop
      if pieces.count > limit { throw error(.stringTooLong, at: tokenStart) }
      switch try window.peek() {
      case nil:
        throw error(.unexpectedEnd)
      case Byte.quote:
        window.cursor += 1
        return pieces.bytes
      case Byte.backslash:
        try scanEscape()
      case let byte? where byte < Byte.space:
        throw error(.controlCharacter)
      case let byte?:
        if byte >= 0x80 { try scanSequenceInPieces() }
      }
    }
  }

  /// One character of several bytes, which the end of a chunk may cut.
  private mutating func scanSequenceInPieces() throws {
    let start = window.position
    var sequence: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
    try withUnsafeMutableBytes(of: &sequence) { buffer in
      for count in 1...buffer.count {
        guard let byte = try window.peek() else { throw error(.unexpectedEnd) }
        buffer[count - 1] = byte
        window.cursor += 1
        let bytes = buffer.bindMemory(to: UInt8.self)
        guard let base = bytes.baseAddress else { return }
        switch UTF8Sequence(base, available: count) {
        case .cut: continue
        case .complete: return pieces.append(UnsafeBufferPointer(start: base, count: count))
        case .noncharacter: throw error(.noncharacter, at: start)
        case .invalid: throw error(.invalidUTF8, at: start)
        }
      }
    }
  }

  /// An escape, its backslash at the cursor (RFC 8259 §7).
  private mutating func scanEscape() throws {
    let start = window.position
    window.cursor += 1
    guard let byte = try window.peek() else { throw error(.unexpectedEnd) }
    let plain: UInt8
    switch byte {
    case Byte.quote, Byte.backslash, UInt8(ascii: "/"): plain = byte
    case UInt8(ascii: "b"): plain = 0x08
    case UInt8(ascii: "f"): plain = 0x0C
    case UInt8(ascii: "n"): plain = Byte.lineFeed
    case UInt8(ascii: "r"): plain = Byte.carriageReturn
    case UInt8(ascii: "t"): plain = Byte.tab
    case UInt8(ascii: "u"):
      window.cursor += 1
      return try appendScalar(scanUnicodeEscape(at: start), at: start)
    default: throw error(.invalidEscape)
    }
    window.cursor += 1
    pieces.append(plain)
  }

  /// The code point of `uXXXX`, or of two of them that form a surrogate pair.
  private mutating func scanUnicodeEscape(at start: JSONPosition) throws -> UInt32 {
    let unit = try scanFourHexDigits()
    switch unit {
    case 0xD800...0xDBFF:
      for expected in [Byte.backslash, UInt8(ascii: "u")] {
        guard let byte = try window.peek() else { throw error(.unexpectedEnd) }
        if byte != expected { throw error(.loneSurrogate, at: start) }
        window.cursor += 1
      }
      let low = try scanFourHexDigits()
      guard (0xDC00...0xDFFF).contains(low) else { throw error(.loneSurrogate, at: start) }
      return 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
    case 0xDC00...0xDFFF:
      throw error(.loneSurrogate, at: start)
    default:
      return unit
    }
  }

  private mutating func scanFourHexDigits() throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = try window.peek() else { throw error(.unexpectedEnd) }
      guard let digit = Byte.hexDigit(byte) else { throw error(.invalidEscape) }
      value = value << 4 | digit
      window.cursor += 1
    }
    return value
  }

  private mutating func appendScalar(_ value: UInt32, at start: JSONPosition) throws {
    if isNoncharacter(value) { throw error(.noncharacter, at: start) }
    guard let scalar = Unicode.Scalar(value) else { throw error(.loneSurrogate, at: start) }
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { pieces.append(byte) }
  }

  /// The index of the first byte that is a quote, a backslash, a control character or not ASCII.
  @inline(__always)
  private static func endOfPlainRun(
    _ base: UnsafeMutablePointer<UInt8>, from start: Int, to end: Int
  ) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var index = start
    while end - index >= 8 {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
      let quotes = word ^ (ones &* UInt64(Byte.quote))
      let slashes = word ^ (ones &* UInt64(Byte.backslash))
      // The high bit of the lowest special byte is exact; those above it may be borrowed.
      let special =
        (((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes)
          | ((word &- ones &* UInt64(Byte.space)) & ~word) | word) & highs
      if special != 0 { return index + special.trailingZeroBitCount >> 3 }
      index += 8
    }
    while index < end {
      let byte = base[index]
      if byte == Byte.quote || byte == Byte.backslash || byte < Byte.space || byte >= 0x80 {
        break
      }
      index += 1
    }
    return index
  }
}
