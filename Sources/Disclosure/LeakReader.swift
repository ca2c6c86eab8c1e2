/// Reads one content for the leak scan: decodes it once and feeds both readings.
struct LeakReader {
  struct Hit {
    let offset: Int
    let kind: Leak.Kind
    /// The names of a name hit, as ``SecretNames/ends(isPlain:back:)`` gives them.
    var names: [[UInt32]] = []
  }

  private enum Inside { case text, tag, comment }

  /// The content as it stands.
  private var whole = LeakStream(isPlain: false)
  /// The content without its tags; while there was none, both are the same.
  private var plain = LeakStream(isPlain: true)
  private var hasTags = false
  /// Whether what comes is in the content without its tags.
  private var isPlain = false
  private var inside = Inside.text
  /// Something that stands for another character.
  private(set) var hasEscapes = false
  /// A backslash with digits, which scripts and style sheets read differently.
  private(set) var hasDigitEscapes = false
  /// Bytes that are no text.
  private(set) var isBinary = false

  var hits: [Hit] { whole.hits + plain.hits }

  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ desk: inout LeakDesk) {
    desk.scan.classes.withUnsafeBufferPointer { classes in
      Folding.table.withUnsafeBufferPointer { read(bytes, classes, $0, &desk) }
    }
  }

  private mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ classes: UnsafeBufferPointer<UInt8>,
    _ words: UnsafeBufferPointer<UInt32>, _ desk: inout LeakDesk
  ) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      var kind = classes[Int(byte)]
      if kind == ByteClass.office {
        let length = RecordNumber.length(in: bytes, at: index, office: desk.scan.office)
        if length > 0 {
          separate(at: index, &desk)
          index += length
          continue
        }
        kind = ByteClass.plain(byte, hasLatinNames: desk.hasLatin)
      }
      switch kind {
      case ByteClass.other:
        separate(at: index, &desk)
        repeat {
          index += 1
        } while index < bytes.count
          && classes[Int(bytes[index])] == ByteClass.other
      case ByteClass.blank: index += 1
      case ByteClass.digit:
        whole.digit(byte - 0x30, UInt32(byte))
        if isPlain { plain.digit(byte - 0x30, UInt32(byte)) }
        index += 1
      case ByteClass.beyond: index += beyond(bytes, at: index, words, &desk)
      case ByteClass.letter:
        letter(UInt32(byte | 0x20), at: index, &desk)
        index += 1
      case ByteClass.check:
        check(0x78, at: index, &desk)
        index += 1
      case ByteClass.open:
        open(bytes, at: index, &desk)
        index += 1
      case ByteClass.close:
        close(bytes, at: index, &desk)
        index += 1
      default: index += sign(bytes, at: index, &desk)
      }
    }
    whole.endRun(at: bytes.count, &desk)
    if hasTags { plain.endRun(at: bytes.count, &desk) }
  }

  /// Takes a character beyond ASCII, and gives its length.
  @inline(__always)
  private mutating func beyond(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ words: UnsafeBufferPointer<UInt32>,
    _ desk: inout LeakDesk
  ) -> Int {
    let (scalar, length) = UTF8Step.read(bytes, at: index)
    if Folding.unfolded.contains(scalar) {
      letter(scalar, at: index, &desk)
    } else {
      if scalar == UTF8Step.broken { isBinary = true }
      push(
        scalar < Folding.count ? words[Int(scalar)] : Folding.word(scalar), at: index, &desk)
    }
    return length
  }

  /// Takes a sign that may begin something, and gives the length of what is read of it.
  private mutating func sign(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ desk: inout LeakDesk
  ) -> Int {
    switch bytes[index] {
    case 0x26:  // &
      let (scalar, length) = Entity.read(bytes, at: index)
      // An ampersand that is written out may begin another entity; % and backslash an escape.
      if length > 1, scalar == 0x26 || scalar == 0x25 || scalar == 0x5C { hasEscapes = true }
      push(Folding.word(scalar), at: index, &desk)
      return length
    case 0x25, 0x5C:  // % and backslash
      if Escapes.begins(bytes, at: index) {
        hasEscapes = true
        if bytes[index] == 0x5C, Hex.value(bytes[index + 1]) != nil { hasDigitEscapes = true }
      }
      letter(UInt32(bytes[index]), at: index, &desk)
    case 0: isBinary = true
    default: letter(0xB7, at: index, &desk)  // a dot
    }
    return 1
  }

  /// Takes a `<`.
  @inline(__always)
  private mutating func open(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ desk: inout LeakDesk
  ) {
    if inside == .text, let tag = Tag(bytes, at: index) {
      if !hasTags {
        plain = LeakStream(plainAfter: whole)
        hasTags = true
      }
      if tag == .block { plain.border() }
      inside = tag == .comment ? .comment : .tag
      isPlain = false
    }
    letter(0x3C, at: index, &desk)
  }

  /// Takes a `>`.
  @inline(__always)
  private mutating func close(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ desk: inout LeakDesk
  ) {
    letter(0x3E, at: index, &desk)
    guard inside == .tag || inside == .comment && bytes.endsComment(at: index) else { return }
    inside = .text
    isPlain = true
  }

  // MARK: Both readings

  /// A character by its word of ``Folding``.
  private mutating func push(_ word: UInt32, at offset: Int, _ desk: inout LeakDesk) {
    if word & Folding.blank != 0 { return }
    guard word & Folding.digit != 0 else { return letter(word, at: offset, &desk) }
    let (value, form) = (Folding.value(word), word & Folding.letter)
    if value == 10 { return check(form, at: offset, &desk) }
    whole.digit(value, form)
    if isPlain { plain.digit(value, form) }
  }

  @inline(__always)
  private mutating func letter(_ letter: UInt32, at offset: Int, _ desk: inout LeakDesk) {
    whole.letter(letter, at: offset, &desk)
    if isPlain { plain.letter(letter, at: offset, &desk) }
  }

  @inline(__always)
  private mutating func check(_ letter: UInt32, at offset: Int, _ desk: inout LeakDesk) {
    whole.check(letter, at: offset, &desk)
    if isPlain { plain.check(letter, at: offset, &desk) }
  }

  @inline(__always)
  private mutating func separate(at offset: Int, _ desk: inout LeakDesk) {
    whole.separate(at: offset, &desk)
    if isPlain { plain.separate(at: offset, &desk) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the `>` here ends a comment.
  fileprivate func endsComment(at index: Int) -> Bool {
    index >= 2 && self[index - 1] == 0x2D && self[index - 2] == 0x2D
  }
}

extension RecordNumber {
  /// The length of a record number of the office that stands here; 0 when there is none.
  ///
  /// The build wrote it, and ten digits that it happens to share with a secret tell nothing. A
  /// number that goes on is none, and neither is one of an impossible year. DISCLOSURE §1.
  static func length(
    in bytes: UnsafeBufferPointer<UInt8>, at start: Int, office: [UInt8]
  ) -> Int {
    let digits = start + office.count
    guard !office.isEmpty, digits + 12 <= bytes.count else { return 0 }
    for (place, byte) in office.enumerated() where bytes[start + place] != byte { return 0 }
    let end = digits + 12
    for place in digits..<end {
      let wanted: UInt8? =
        switch place - digits {
        case 0, 5: 0x2D
        case 1: 0x32
        case 2: 0x30
        default: nil
        }
      let byte = bytes[place]
      guard wanted.map({ byte == $0 }) ?? (0x30...0x39).contains(byte) else { return 0 }
    }
    return end < bytes.count && (0x30...0x39).contains(bytes[end]) ? 0 : end - start
  }
}
