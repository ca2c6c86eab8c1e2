/// Numbers: the literal is checked and kept, never converted.
extension JSONScanner {
  /// Reads the number that begins at the cursor.
  mutating func scanNumber() throws -> UnsafeBufferPointer<UInt8> {
    let start = window.cursor
    let stop = endOfNumberRun(from: start)
    if stop < window.end {
      window.cursor = stop
      let run = UnsafeBufferPointer(start: UnsafePointer(window.base + start), count: stop - start)
      return try checked(run)
    }
    pieces.clear()
    repeat {
      let start = window.cursor
      let stop = endOfNumberRun(from: start)
      pieces.append(UnsafeBufferPointer(start: window.base + start, count: stop - start))
      window.cursor = stop
      if stop < window.end || pieces.count > limits.numberBytes { break }
    } while try window.peek() != nil
    return try checked(pieces.bytes)
  }

  /// The end of the bytes that occur in numbers.
  private func endOfNumberRun(from start: Int) -> Int {
    let base = window.base
    var index = start
    while index < window.end {
      switch base[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), Byte.minus, Byte.plus, Byte.point,
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        index += 1
      default: return index
      }
    }
    return index
  }

  /// Checks a literal against the grammar of RFC 8259 §6.
  private func checked(
    _ run: UnsafeBufferPointer<UInt8>
  ) throws -> UnsafeBufferPointer<UInt8> {
    if run.count > limits.numberBytes { throw error(.numberTooLong, at: tokenStart) }
    if let fault = Self.fault(in: run) {
      var position = tokenStart
      position.column += fault
      position.offset += Int64(fault)
      throw error(.invalidNumber, at: position)
    }
    return run
  }

  /// The index of the first byte that breaks the grammar; nil when the literal is a number.
  private static func fault(in run: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    /// Moves over digits; false when there is none.
    func digits() -> Bool {
      let start = index
      while index < run.count, Byte.isDigit(run[index]) { index += 1 }
      return index > start
    }
    if run[0] == Byte.minus { index = 1 }
    if index < run.count, run[index] == Byte.zero {
      index += 1
    } else if !digits() {
      return index
    }
    if index < run.count, run[index] == Byte.point {
      index += 1
      if !digits() { return index }
    }
    if index < run.count, run[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < run.count, run[index] == Byte.plus || run[index] == Byte.minus { index += 1 }
      if !digits() { return index }
    }
    return index == run.count ? nil : index
  }
}
