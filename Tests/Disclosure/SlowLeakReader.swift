@testable import Disclosure

/// Both readings of the leak scan as the rules say them, one after the other and from the beginning
/// each time: what the fast one must agree with. DISCLOSURE §1.
struct SlowLeakReader {
  struct Place: Hashable {
    let offset: Int
    let kind: Leak.Kind
  }

  private enum Token { case digit(UInt8, UInt32), letter(UInt32), separator, border }
  private struct Piece {
    let token: Token
    let offset: Int
    let isText: Bool
  }

  private let numbers: [(digits: [UInt8], kind: Leak.Kind)]
  private let names: [(form: [UInt32], isWord: Bool)]
  private let hasLatin: Bool
  private let office: [UInt8]
  private(set) var places: Set<Place> = []
  private(set) var traces = LeakTraces()
  private(set) var hasEscapes = false
  private(set) var isBinary = false

  init(_ secrets: Secrets, office: String) {
    var numbers: [(digits: [UInt8], kind: Leak.Kind)] = []
    func add(_ texts: Set<String>, _ kind: Leak.Kind) {
      for text in texts { numbers.append((text.utf8.map { $0 == 0x58 ? 10 : $0 - 0x30 }, kind)) }
    }
    add(secrets.identityNumbers, .identityNumber)
    add(Set(secrets.identityNumbers.compactMap(IdentityDigits.otherForm)), .identityNumber)
    add(secrets.phones, .phone)
    add(secrets.accounts, .account)
    self.numbers = numbers
    names = secrets.maskedNames.flatMap { name in
      SecretNames.forms(of: name).map { form in
        let isLatin = form.allSatisfy { $0 < 0x80 || $0 == 0xB7 }
        return (form, isLatin && (!name.contains(" ") || form.count < 6))
      }
    }
    hasLatin = names.contains { $0.form.contains { $0 < 0x80 } }
    self.office = Array(office.utf8)
  }

  mutating func read(_ bytes: [UInt8]) {
    let (pieces, firstTag) = pieces(of: bytes)
    hear(
      pieces.filter { if case .border = $0.token { false } else { true } }, isPlain: false, bytes)
    guard let firstTag else { return }
    // Before the first tag the content is no text between tags.
    hear(pieces.filter(\.isText), isPlain: true, from: firstTag, bytes)
  }

  // MARK: What stands there

  private mutating func pieces(of bytes: [UInt8]) -> ([Piece], firstTag: Int?) {
    var pieces: [Piece] = []
    var firstTag: Int?
    var end: Tag?
    var index = 0
    while index < bytes.count {
      func add(_ token: Token) {
        pieces.append(Piece(token: token, offset: index, isText: end == nil))
      }
      let length = bytes.withUnsafeBufferPointer {
        RecordNumber.length(in: $0, at: index, office: office)
      }
      if length > 0 {
        add(.separator)
        index += length
        continue
      }
      let (scalar, count) = character(bytes, at: index)
      switch bytes[index] {
      case 0: isBinary = true
      case 0x3C where end == nil:
        if let tag = bytes.withUnsafeBufferPointer({ Tag($0, at: index) }) {
          firstTag = firstTag ?? index
          if tag == .block { add(.border) }
          end = tag
        }
        add(.letter(0x3C))
      case 0x3E:
        add(.letter(0x3E))
        if end != .comment || bytes[..<index].suffix(2).elementsEqual([0x2D, 0x2D]) { end = nil }
      default:
        for token in tokens(of: scalar, isWritten: count > 1 || bytes[index] >= 0x80) { add(token) }
      }
      index += count
    }
    return (pieces, firstTag)
  }

  private mutating func character(_ bytes: [UInt8], at index: Int) -> (UInt32, Int) {
    bytes.withUnsafeBufferPointer { pointer in
      switch bytes[index] {
      case 0x26:
        let (scalar, count) = Entity.read(pointer, at: index)
        if count > 1, [0x26, 0x25, 0x5C].contains(scalar) { hasEscapes = true }
        return (scalar, count)
      case 0x25, 0x5C:
        if Escapes.begins(pointer, at: index) { hasEscapes = true }
        return (UInt32(bytes[index]), 1)
      case 0x80...:
        let text = bytes[index...].prefix(4)
        for count in 1...4 {
          if let scalar = Unicode.UTF8.decoded(text.prefix(count)) { return (scalar, count) }
        }
        let (scalar, count) = UTF8Step.read(pointer, at: index)
        if scalar == UTF8Step.broken { isBinary = true }
        return (scalar, count)
      case let byte: return (UInt32(byte), 1)
      }
    }
  }

  /// `isWritten`: beyond ASCII, or an entity.
  private func tokens(of scalar: UInt32, isWritten: Bool) -> [Token] {
    let word = Folding.word(scalar)
    if word & Folding.blank != 0 { return [] }
    if word & Folding.digit != 0 { return [.digit(Folding.value(word), word & Folding.letter)] }
    let isLatin = (0x61...0x7A).contains(scalar | 0x20)
    let counts = isWritten || [0x25, 0x26, 0x2E, 0x3C, 0x3E, 0x5C].contains(scalar)
    return [counts || isLatin && hasLatin ? .letter(word) : .separator]
  }

  // MARK: What it tells

  private mutating func hear(
    _ pieces: [Piece], isPlain: Bool, from start: Int = 0, _ bytes: [UInt8]
  ) {
    var run: [UInt8] = []
    var text: [UInt32] = []
    func note(_ offset: Int, _ kind: Leak.Kind, _ reader: inout SlowLeakReader) {
      if offset >= start { reader.places.insert(Place(offset: offset, kind: kind)) }
    }
    func close(_ offset: Int, _ reader: inout SlowLeakReader) {
      if run.count >= 7 {
        if let digits = DigitRun(text: run.map { $0 == 10 ? 0x58 : $0 + 0x30 }) {
          reader.traces.runs.insert(digits)
        }
        if let kind = reader.kind(of: run) { note(offset, kind, &reader) }
      }
      run = []
    }
    func letter(_ scalar: UInt32, _ offset: Int, _ reader: inout SlowLeakReader) {
      if let last = text.last, last >= 0x80, scalar >= 0x80 {
        reader.traces.pairs.insert(PairSet.number(PairSet.hash(last, scalar)))
      }
      text.append(scalar)
      let isName = reader.names.contains {
        (isPlain || !$0.isWord) && text.suffix($0.form.count).elementsEqual($0.form)
      }
      if isName { note(offset, .name, &reader) }
    }
    for piece in pieces {
      switch piece.token {
      case .digit(10, let scalar):
        if !run.isEmpty { run.append(10) }
        close(piece.offset, &self)
        letter(scalar, piece.offset, &self)
      case .digit(let value, let scalar):
        run.append(value)
        text.append(scalar)
      case .letter(let scalar):
        close(piece.offset, &self)
        letter(scalar, piece.offset, &self)
      case .separator:
        close(piece.offset, &self)
        text.append(0)
      case .border: text.append(0)
      }
    }
    close(bytes.count, &self)
  }

  private func kind(of run: [UInt8]) -> Leak.Kind? {
    for digits in run.last == 10 ? [run[...], run.dropLast()] : [run[...]] {
      if digits.count < 10 {
        if let known = numbers.first(where: { $0.digits[...] == digits }) { return known.kind }
        continue
      }
      for start in digits.indices.dropLast(9) {
        let window = Array(digits[start..<start + 10])
        if let known = numbers.first(where: { $0.digits.contains(window) }) { return known.kind }
      }
      if IdentityDigits.contains(Array(digits)) { return .validIdentityNumber }
    }
    return nil
  }
}

extension Unicode.UTF8 {
  /// The one character that some bytes are; nil when they are none, or more.
  fileprivate static func decoded(_ bytes: ArraySlice<UInt8>) -> UInt32? {
    let text = String(validating: bytes, as: UTF8.self)?.unicodeScalars
    return text?.count == 1 ? text?.first?.value : nil
  }
}
