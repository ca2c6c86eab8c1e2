/// One reading of a file: the digit run and the last characters.
struct LeakStream {
  private let isPlain: Bool
  private var run: [UInt8] = []
  private var recent = SIMD16<UInt32>(repeating: 0)
  private var position = 0
  private var isAtBorder = false
  private(set) var hits: [LeakReader.Hit] = []
  private(set) var runs: Set<String> = []

  init(isPlain: Bool) { self.isPlain = isPlain }

  /// A border across which no name runs; digits do: forms put one digit in a cell.
  mutating func border() {
    remember(0)
    isAtBorder = true
  }

  /// A character that is no digit, no blank and in no name.
  @inline(__always)
  mutating func separate(at offset: Int, _ scan: LeakScan) {
    if !run.isEmpty { close(at: offset, scan) }
    if !isAtBorder { border() }
  }

  @inline(__always)
  mutating func push(_ scalar: UInt32, at offset: Int, _ scan: LeakScan) {
    switch Folded(scalar) {
    case .blank: return
    case .digit(let digit):
      run.append(digit)
      remember(scalar)
    case .other:
      if !run.isEmpty { close(at: offset, scan) }
      remember(SecretNames.fold(scalar))
      if scan.names.mayEnd(with: scalar) { findName(at: offset, scan) }
    }
  }

  mutating func finish(at offset: Int, _ scan: LeakScan) {
    if !run.isEmpty { close(at: offset, scan) }
  }

  @inline(__always)
  private mutating func remember(_ scalar: UInt32) {
    recent[position & 15] = scalar
    position += 1
    isAtBorder = false
  }

  private mutating func close(at offset: Int, _ scan: LeakScan) {
    defer { run.removeAll(keepingCapacity: true) }
    guard run.count >= SecretNumbers.shortest else { return }
    let text = String(decoding: run.map { $0 == 10 ? 0x58 : $0 + 0x30 }, as: UTF8.self)
    if scan.permitted.contains(text) { return }
    runs.insert(text)
    guard let kind = scan.numbers.kind(of: run) else { return }
    hits.append(LeakReader.Hit(offset: offset, kind: kind))
  }

  private mutating func findName(at offset: Int, _ scan: LeakScan) {
    let end = position
    let names = scan.names.ends(isPlain: isPlain) { back in
      back < min(end, 16) ? recent[(end - 1 - back) & 15] : 0
    }
    if !names.isEmpty {
      hits.append(LeakReader.Hit(offset: offset, kind: .name, names: names))
    }
  }
}
