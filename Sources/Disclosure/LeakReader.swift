/// Reads one file for the leak scan: decodes it once and feeds both readings.
struct LeakReader {
  struct Hit {
    let offset: Int
    let kind: Leak.Kind
    /// The names of a name hit, as ``SecretNames/ends(isPlain:back:)`` gives them.
    var names: [[UInt32]] = []
  }

  private let scan: LeakScan
  /// The file as it stands.
  private var whole: LeakStream
  /// The file without its tags.
  private var plain: LeakStream
  private var inTag = false
  private(set) var hasEscapes = false
  /// Runs of characters that could be base64.
  private(set) var base64: [Range<Int>] = []

  var hits: [Hit] { whole.hits + plain.hits }
  /// The digit runs that are long enough to tell something.
  var runs: Set<String> { whole.runs.union(plain.runs) }

  /// The shortest run that could hold eleven digits in base64.
  private static let shortestBase64 = 15

  init(scan: LeakScan) {
    self.scan = scan
    whole = LeakStream(isPlain: false)
    plain = LeakStream(isPlain: true)
  }

  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    ByteClass.table(hasLatinNames: scan.names.hasLatin).withUnsafeBufferPointer {
      read(bytes, classes: $0)
    }
  }

  private mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, classes: UnsafeBufferPointer<UInt8>
  ) {
    var index = 0
    var runStart = 0
    let office = scan.office
    let officeFirst = office.first ?? 0
    while index < bytes.count {
      let byte = bytes[index]
      let kind = classes[Int(byte)]
      if kind & ByteClass.base64 == 0 {
        if index - runStart >= LeakReader.shortestBase64 { base64.append(runStart..<index) }
        runStart = index + 1
      }
      if byte == officeFirst, LeakReader.isRecordNumber(bytes, at: index, office) {
        push(0x23, at: index, toPlain: !inTag)
        index += office.count + 12
      } else if kind & ByteClass.ordinary != 0 {
        whole.separate(at: index, scan)
        if !inTag { plain.separate(at: index, scan) }
        index += 1
      } else {
        index += special(bytes, at: index)
      }
    }
    if bytes.count - runStart >= LeakReader.shortestBase64 { base64.append(runStart..<bytes.count) }
    whole.finish(at: bytes.count, scan)
    plain.finish(at: bytes.count, scan)
  }

  /// Takes a character that means something, and gives its length.
  private mutating func special(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let byte = bytes[index]
    switch byte {
    case 0x3C:  // <
      let isTag = index + 1 < bytes.count && LeakReader.beginsTag(bytes[index + 1])
      if isTag {
        inTag = true
        if !LeakReader.isInline(bytes, at: index) { plain.border() }
      }
      push(0x3C, at: index, toPlain: !isTag)
      return 1
    case 0x3E where inTag:  // >
      push(0x3E, at: index, toPlain: false)
      inTag = false
      return 1
    case 0x26:  // &
      let (scalar, length) = Entity.read(bytes, at: index)
      if length > 1, scalar == 0x26 { hasEscapes = true }
      push(scalar, at: index, toPlain: !inTag)
      return length
    case 0x25, 0x5C:  // % and backslash
      if Escapes.begins(bytes, at: index) { hasEscapes = true }
      push(UInt32(byte), at: index, toPlain: !inTag)
      return 1
    case 0..<0x80:
      push(UInt32(byte), at: index, toPlain: !inTag)
      return 1
    default:
      let (scalar, length) = UTF8Step.read(bytes, at: index)
      push(scalar, at: index, toPlain: !inTag)
      return length
    }
  }

  @inline(__always)
  private mutating func push(_ scalar: UInt32, at offset: Int, toPlain: Bool) {
    whole.push(scalar, at: offset, scan)
    if toPlain { plain.push(scalar, at: offset, scan) }
  }

  private static func beginsTag(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2F || byte == 0x21
      || byte == 0x3F
  }

  /// Tags inside a line, across which a name may run: `<b>`, `<a>`, `<i>`, `<em>`, `<span>`, ….
  private static func isInline(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    var index = start + 1
    if index < bytes.count, bytes[index] == 0x2F { index += 1 }
    var name: UInt64 = 0
    var length = 0
    while index < bytes.count, length < 8, (0x61...0x7A).contains(bytes[index] | 0x20) {
      name = name << 8 | UInt64(bytes[index] | 0x20)
      index += 1
      length += 1
    }
    return inline.contains(name)
  }

  private static let inline: Set<UInt64> = Set(
    ["a", "b", "i", "u", "s", "em", "strong", "span", "small", "mark", "sub", "sup", "wbr", "font"]
      .map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } })

  /// A record number that the build wrote is no secret: ten digits that end nowhere near a
  /// person.
  ///
  /// It is skipped by position, and separates. DISCLOSURE §1.
  private static func isRecordNumber(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ office: [UInt8]
  ) -> Bool {
    var index = start + office.count
    guard index + 12 <= bytes.count, !office.isEmpty else { return false }
    for offset in office.indices where bytes[start + offset] != office[offset] { return false }
    guard bytes[index] == 0x2D, bytes[index + 5] == 0x2D else { return false }
    index += 1
    for digit in 0..<11 where digit != 4 {
      guard (0x30...0x39).contains(bytes[index + digit]) else { return false }
    }
    return true
  }
}
