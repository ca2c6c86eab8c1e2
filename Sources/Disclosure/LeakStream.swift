/// One reading of a file: the digit run and the last characters.
struct LeakStream {
  /// Whether it is the text without tags.
  private let isPlain: Bool
  private var run: [UInt8] = []
  private var recent: [16 of UInt32] = .init(repeating: 0)
  private var position = 0
  private var isAtBorder = true
  private(set) var hits: [LeakReader.Hit] = []

  init(isPlain: Bool) { self.isPlain = isPlain }

  /// A reading of the text without tags, which so far is that of the file as it stands.
  init(plainAfter whole: LeakStream) {
    self = LeakStream(isPlain: true)
    run = whole.run
    recent = whole.recent
    position = whole.position
    isAtBorder = whole.isAtBorder
  }

  /// A border across which no name runs; digits do: forms put one digit in a cell.
  mutating func border() {
    remember(0)
    isAtBorder = true
  }

  /// A character that is no digit, no blank and in no name.
  @inline(__always)
  mutating func separate(at offset: Int, _ scan: LeakScan, _ traces: inout LeakTraces) {
    if !run.isEmpty { close(at: offset, scan, &traces) }
    if !isAtBorder { border() }
  }

  /// A character by its word of ``Folding``.
  @inline(__always)
  mutating func push(
    _ word: UInt32, at offset: Int, _ scan: LeakScan, _ traces: inout LeakTraces
  ) {
    if word & (Folding.blank | Folding.digit) == 0 {
      if !run.isEmpty { close(at: offset, scan, &traces) }
      name(word, at: offset, scan, &traces)
    } else if word & Folding.digit != 0 {
      digit(word, at: offset, scan, &traces)
    }
  }

  private mutating func digit(
    _ word: UInt32, at offset: Int, _ scan: LeakScan, _ traces: inout LeakTraces
  ) {
    let value = Folding.value(word)
    if value < 10 {
      run.append(value)
      remember(word & Folding.letter)
      return
    }
    // An X ends an identity number, and is a letter besides.
    if !run.isEmpty {
      run.append(value)
      close(at: offset, scan, &traces)
    }
    name(word & Folding.letter, at: offset, scan, &traces)
  }

  @inline(__always)
  private mutating func name(
    _ letter: UInt32, at offset: Int, _ scan: LeakScan, _ traces: inout LeakTraces
  ) {
    let last = back(0)
    let pair = PairSet.hash(last, letter)
    remember(letter)
    if letter >= 0x80, last >= 0x80 { traces.pairs.insert(PairSet.number(pair)) }
    if scan.names.mayEnd(with: pair) { findName(at: offset, scan) }
  }

  mutating func finish(at offset: Int, _ scan: LeakScan, _ traces: inout LeakTraces) {
    if !run.isEmpty { close(at: offset, scan, &traces) }
  }

  @inline(__always)
  private mutating func remember(_ scalar: UInt32) {
    recent[position & 15] = scalar
    position &+= 1
    isAtBorder = false
  }

  @inline(__always)
  private func back(_ count: Int) -> UInt32 {
    count < min(position, 16) ? recent[(position - 1 - count) & 15] : 0
  }

  private mutating func close(at offset: Int, _ scan: LeakScan, _ traces: inout LeakTraces) {
    defer { run.removeAll(keepingCapacity: true) }
    guard run.count >= SecretNumbers.shortest else { return }
    let text = String(decoding: run.map { $0 == 10 ? 0x58 : $0 + 0x30 }, as: UTF8.self)
    if scan.permitted.contains(text) { return }
    traces.runs.insert(text)
    guard let kind = scan.numbers.kind(of: run) else { return }
    hits.append(LeakReader.Hit(offset: offset, kind: kind))
  }

  private mutating func findName(at offset: Int, _ scan: LeakScan) {
    let names = scan.names.ends(isPlain: isPlain, back: back)
    if !names.isEmpty {
      hits.append(LeakReader.Hit(offset: offset, kind: .name, names: names))
    }
  }
}
