/// What of a file is kept so that a secret that becomes known later is found without reading the
/// file again: its digit runs, and which two characters stand side by side in it.
///
/// It tells too much rather than too little: what it tells is then read. DISCLOSURE §1.
public struct LeakTraces: Hashable, Sendable {
  /// Digit runs of seven and more.
  var runs = RunSet()
  /// Pairs of characters beyond ASCII, each as 24 bits of its hash.
  var pairs = PairSet()

  /// No traces.
  public init() {}

  /// Adds those of another file.
  public mutating func formUnion(_ other: LeakTraces) {
    runs.formUnion(other.runs)
    pairs.formUnion(other.pairs)
  }

  /// The traces as two lines of text.
  public var lines: String {
    "runs \(runs.texts.sorted().joined(separator: " "))\npairs \(pairs.text)\n"
  }

  /// Reads the two lines with which a text begins.
  ///
  /// - Returns: nil when it does not begin with them.
  public init?(reading text: [UInt8]) {
    let lines = text.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
    guard lines.count > 2, lines[0].starts(with: "runs ".utf8),
      lines[1].starts(with: "pairs ".utf8), let pairs = PairSet(text: lines[1].dropFirst(6))
    else { return nil }
    for text in lines[0].dropFirst(5).split(separator: 0x20) {
      guard let run = DigitRun(text: text) else { return nil }
      runs.insert(run)
    }
    self.pairs = pairs
  }
}
