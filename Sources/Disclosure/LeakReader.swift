/// Reads one content for the leak scan: decodes it once and feeds both readings.
struct LeakReader {
  struct Hit {
    let offset: Int
    let kind: Leak.Kind
    /// The names of a name hit, as ``SecretNames/ends(isPlain:back:)`` gives them.
    var names: [[UInt32]] = []
  }

  private enum Inside { case text, tag, comment }

  private let scan: LeakScan
  /// The content as it stands.
  private var whole = LeakStream(isPlain: false)
  /// The content without its tags; nil while there was none, and both are the same.
  private var plain: LeakStream?
  private var inside = Inside.text
  /// Something that stands for another character.
  private(set) var hasEscapes = false
  /// A backslash with digits, which scripts and style sheets read differently.
  private(set) var hasDigitEscapes = false
  /// Bytes that are no text.
  private(set) var isBinary = false
  private(set) var traces = LeakTraces()

  var hits: [Hit] { whole.hits + (plain?.hits ?? []) }

  init(scan: LeakScan) { self.scan = scan }

  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    scan.classes.withUnsafeBufferPointer { classes in
      Folding.table.withUnsafeBufferPointer { read(bytes, classes, $0) }
    }
  }

  private mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ classes: UnsafeBufferPointer<UInt8>,
    _ words: UnsafeBufferPointer<UInt32>
  ) {
    var index = 0
    while index < bytes.count {
      let kind = classes[Int(bytes[index])]
      if kind & ByteClass.special != 0 {
        index += special(bytes, at: index, words)
        continue
      }
      whole.separate(at: index, scan, &traces)
      if inside == .text { plain?.separate(at: index, scan, &traces) }
      if kind & ByteClass.office != 0 {
        index += max(1, RecordNumber.length(in: bytes, at: index, office: scan.office))
      } else {
        index += 1
        while index < bytes.count, classes[Int(bytes[index])] == 0 { index += 1 }
      }
    }
    whole.finish(at: bytes.count, scan, &traces)
    plain?.finish(at: bytes.count, scan, &traces)
  }

  /// Takes a character that means something, and gives its length.
  private mutating func special(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ words: UnsafeBufferPointer<UInt32>
  ) -> Int {
    let byte = bytes[index]
    if byte >= 0x80 {
      let (scalar, length) = UTF8Step.read(bytes, at: index)
      if scalar == UTF8Step.broken { isBinary = true }
      let word = scalar < Folding.count ? words[Int(scalar)] : Folding.word(scalar)
      push(word, at: index)
      return length
    }
    switch byte {
    case 0x3C: open(bytes, at: index)  // <
    case 0x3E where inside != .text:  // >
      push(0x3E, at: index)
      if inside == .tag || bytes[..<index].suffix(2).elementsEqual([0x2D, 0x2D]) { inside = .text }
    case 0x26:  // &
      let (scalar, length) = Entity.read(bytes, at: index)
      // An ampersand that is written out may begin another entity; % and backslash an escape.
      if length > 1, [0x26, 0x25, 0x5C].contains(scalar) { hasEscapes = true }
      push(Folding.word(scalar), at: index)
      return length
    case 0x25, 0x5C:  // % and backslash
      if Escapes.begins(bytes, at: index) {
        hasEscapes = true
        if byte == 0x5C, Hex.value(bytes[index + 1]) != nil { hasDigitEscapes = true }
      }
      push(UInt32(byte), at: index)
    case 0: isBinary = true
    default: push(words[Int(byte)], at: index)
    }
    return 1
  }

  @inline(__always)
  private mutating func push(_ word: UInt32, at offset: Int) {
    whole.push(word, at: offset, scan, &traces)
    if inside == .text { plain?.push(word, at: offset, scan, &traces) }
  }

  /// Takes a `<`.
  private mutating func open(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    if inside == .text, let tag = Tag(bytes, at: index) {
      if plain == nil { plain = LeakStream(plainAfter: whole) }
      if tag == .block { plain?.border() }
      inside = tag == .comment ? .comment : .tag
    }
    push(0x3C, at: index)
  }
}

/// What a `<` begins.
enum Tag {
  /// Names do not run across it.
  case block
  /// `<b>`, `<a>`, `<span>`: names run across it.
  case inline
  /// Names run across it, and it ends at `-->`.
  case comment

  /// Nil when it begins nothing.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
    var index = start + 1
    guard index < bytes.count else { return nil }
    if bytes[index] == 0x21 {
      // What stands in a CDATA section is text.
      if index + 1 < bytes.count, bytes[index + 1] == 0x5B { return nil }
      self = bytes[index...].starts(with: "!--".utf8) ? .comment : .block
      return
    }
    if bytes[index] == 0x2F || bytes[index] == 0x3F { index += 1 }
    var name: UInt64 = 0
    var length = 0
    while index < bytes.count, length < 8, (0x61...0x7A).contains(bytes[index] | 0x20) {
      name = name << 8 | UInt64(bytes[index] | 0x20)
      index += 1
      length += 1
    }
    guard length > 0 else { return nil }
    self = Tag.inlineNames.contains(name) ? .inline : .block
  }

  private static let inlineNames: Set<UInt64> = Set(
    """
    a abbr b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strong \
    sub sup time tspan tt u var wbr
    """
    .split(separator: " ").map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } })
}

extension RecordNumber {
  /// The length of a record number of the office that stands here; 0 when there is none.
  ///
  /// The build wrote it, and ten digits that it happens to share with a secret tell nothing. A
  /// number that goes on is none, and neither is one of an impossible year. DISCLOSURE §1.
  static func length(
    in bytes: UnsafeBufferPointer<UInt8>, at start: Int, office: [UInt8]
  ) -> Int {
    let length = office.count + 12
    guard !office.isEmpty, start + length <= bytes.count,
      bytes[start..<start + office.count].elementsEqual(office)
    else { return 0 }
    let number = bytes[start + office.count..<start + length]
    let form = "-20##-######".utf8
    let isNumber = zip(number, form).allSatisfy { byte, wanted in
      wanted == 0x23 ? (0x30...0x39).contains(byte) : byte == wanted
    }
    let goesOn = start + length < bytes.count && (0x30...0x39).contains(bytes[start + length])
    return isNumber && !goesOn ? length : 0
  }
}
