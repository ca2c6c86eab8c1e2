/// One chunk of the document, the place in it, and the lines counted so far.
///
/// The memory is unmanaged so that the inner loops of the scanner pay for no bounds or exclusivity
/// check: whoever reads at `base` stays below `end`.
struct ByteWindow: ~Copyable {
  let base: UnsafeMutablePointer<UInt8>
  private(set) var end = 0
  var cursor = 0
  private let capacity: Int
  private let read: (UnsafeMutableRawBufferPointer) throws -> Int
  private var atEnd = false
  /// Document offset of `base`.
  private var baseOffset: Int64 = 0
  private var line = 1
  /// Document offset of the first byte of the line.
  private var lineStart: Int64 = 0

  init(
    capacity: Int, read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) {
    base = .allocate(capacity: capacity)
    self.capacity = capacity
    self.read = read
  }

  deinit {
    base.deallocate()
  }

  /// The position of the byte at the cursor.
  @inline(__always)
  var position: JSONPosition {
    let offset = baseOffset + Int64(cursor)
    return JSONPosition(line: line, column: Int(offset - lineStart) + 1, offset: offset)
  }

  /// The byte at the cursor, from the next chunk where this one is used up; nil at the end.
  @inline(__always)
  mutating func peek() throws -> UInt8? {
    if cursor < end { return base[cursor] }
    return try refill() ? base[0] : nil
  }

  /// Moves to the first byte that is not white space, and returns it; nil at the end.
  @inline(__always)
  mutating func skipWhitespace() throws -> UInt8? {
    if cursor < end, base[cursor] > Byte.space { return base[cursor] }
    return try skipWhitespaceSlowly()
  }

  @inline(never)
  private mutating func skipWhitespaceSlowly() throws -> UInt8? {
    repeat {
      var index = cursor
      while index < end {
        switch base[index] {
        case Byte.space, Byte.tab, Byte.carriageReturn:
          index += 1
        case Byte.lineFeed:
          index += 1
          // Strings hold no raw line feed, so lines are counted here and nowhere else.
          line += 1
          lineStart = baseOffset + Int64(index)
        case let other:
          cursor = index
          return other
        }
      }
      cursor = index
    } while try refill()
    return nil
  }

  @inline(never)
  private mutating func refill() throws -> Bool {
    if atEnd { return false }
    let count = try read(UnsafeMutableRawBufferPointer(start: base, count: capacity))
    precondition((0...capacity).contains(count), "the source wrote past the buffer")
    if count == 0 {
      // The cursor stays behind the last byte: the place to name when the document is cut off.
      atEnd = true
      return false
    }
    baseOffset += Int64(end)
    cursor = 0
    end = count
    return true
  }
}

/// A token that did not stand in one piece and in clear: cut by the end of a chunk, or escaped.
struct TokenBytes: ~Copyable {
  private var base = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
  private var capacity = 256
  private(set) var count = 0

  deinit {
    base.deallocate()
  }

  /// Valid until the next change.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  mutating func clear() {
    count = 0
  }

  mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  mutating func append(_ run: UnsafeBufferPointer<UInt8>) {
    guard let start = run.baseAddress else { return }
    reserve(run.count)
    (base + count).update(from: start, count: run.count)
    count += run.count
  }

  private mutating func reserve(_ extra: Int) {
    if count + extra <= capacity { return }
    let larger = max(capacity * 2, count + extra)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: base, count: count)
    base.deallocate()
    base = moved
    capacity = larger
  }
}
