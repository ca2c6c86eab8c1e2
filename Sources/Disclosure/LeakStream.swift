/// One reading of a file: the digit run and the last characters.
struct LeakStream {
  /// Whether it is the text without tags.
  private let isPlain: Bool
  private var run = DigitRun()
  private var recent: [16 of UInt32] = .init(repeating: 0)
  private var position = 0
  /// The last character; 0 at a border, and before the first.
  private var last: UInt32 = 0
  private var isAtBorder = true
  private(set) var hits: [LeakReader.Hit] = []

  init(isPlain: Bool) { self.isPlain = isPlain }

  /// A reading of the text without tags, which so far is that of the file as it stands.
  init(plainAfter whole: LeakStream) {
    self = whole.asPlain()
  }

  private func asPlain() -> LeakStream {
    var plain = LeakStream(isPlain: true)
    plain.run = run
    plain.recent = recent
    (plain.position, plain.last, plain.isAtBorder) = (position, last, isAtBorder)
    return plain
  }

  /// A border across which no name runs; digits do: forms put one digit in a cell.
  @inline(__always)
  mutating func border() {
    remember(0)
    isAtBorder = true
  }

  /// A character that is no digit, no blank and in no name.
  @inline(__always)
  mutating func separate(at offset: Int, _ desk: inout LeakDesk) {
    endRun(at: offset, &desk)
    if !isAtBorder { border() }
  }

  /// A digit by its value, and the character that it is in a name.
  @inline(__always)
  mutating func digit(_ value: UInt8, _ letter: UInt32) {
    run.append(value)
    remember(letter)
  }

  /// An X: it ends an identity number, and is a letter besides.
  @inline(__always)
  mutating func check(_ letter: UInt32, at offset: Int, _ desk: inout LeakDesk) {
    if run.count > 0 {
      run.append(10)
      endRun(at: offset, &desk)
    }
    name(letter, at: offset, &desk)
  }

  /// A character that is no digit and no blank.
  @inline(__always)
  mutating func letter(_ letter: UInt32, at offset: Int, _ desk: inout LeakDesk) {
    endRun(at: offset, &desk)
    name(letter, at: offset, &desk)
  }

  @inline(__always)
  private mutating func name(_ letter: UInt32, at offset: Int, _ desk: inout LeakDesk) {
    let before = last
    remember(letter)
    if letter >= 0x80, before >= 0x80 {
      if desk.mayEnd(beyond: PairSet.hash(before, letter)) { findName(at: offset, desk) }
    } else if desk.hasLatin, desk.scan.names.mayEnd(with: PairSet.hash(before, letter)) {
      findName(at: offset, desk)
    }
  }

  @inline(__always)
  private mutating func remember(_ scalar: UInt32) {
    recent[position & 15] = scalar
    position &+= 1
    last = scalar
    isAtBorder = false
  }

  private func back(_ count: Int) -> UInt32 {
    count < min(position, 16) ? recent[(position - 1 - count) & 15] : 0
  }

  /// The end of a run of digits, or of the content.
  @inline(__always)
  mutating func endRun(at offset: Int, _ desk: inout LeakDesk) {
    if run.count == 0 { return }
    if run.count >= SecretNumbers.shortest, let kind = desk.kind(of: run) {
      hits.append(LeakReader.Hit(offset: offset, kind: kind))
    }
    run.clear()
  }

  @inline(never)
  private mutating func findName(at offset: Int, _ desk: borrowing LeakDesk) {
    let names = desk.scan.names.ends(isPlain: isPlain, back: back)
    if !names.isEmpty {
      hits.append(LeakReader.Hit(offset: offset, kind: .name, names: names))
    }
  }
}
