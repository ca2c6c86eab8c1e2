/// What lies ready while files are read: the secrets, the traces of the files, and which runs and
/// pairs of characters have been looked up before. A page says most things more than once, and
/// after others.
struct LeakDesk {
  let scan: LeakScan
  let hasLatin: Bool
  private(set) var traces = LeakTraces()
  /// Pairs that end no name and are in the traces, each at the place of its lower bits, one more
  /// than their number; a later one takes the place of an earlier.
  private var pairs: [UInt32]
  /// Runs that tell nothing, packed, likewise.
  private var runs: [UInt64]

  private static let pairPlaces = 4096
  private static let runPlaces = 256

  init(scan: LeakScan) {
    self.scan = scan
    hasLatin = scan.names.hasLatin
    pairs = Array(repeating: 0, count: LeakDesk.pairPlaces)
    runs = Array(repeating: 0, count: LeakDesk.runPlaces)
  }

  /// Takes a pair of characters beyond ASCII, by its hash, into the traces; whether a name may end
  /// with it.
  @inline(__always)
  mutating func mayEnd(beyond hash: UInt64) -> Bool {
    let number = PairSet.number(hash)
    return pairs[Int(number) & (LeakDesk.pairPlaces - 1)] != number + 1 && isNew(hash, number)
  }

  @inline(never)
  private mutating func isNew(_ hash: UInt64, _ number: UInt32) -> Bool {
    traces.pairs.insert(number)
    if scan.names.mayEnd(with: hash) { return true }
    pairs[Int(number) & (LeakDesk.pairPlaces - 1)] = number + 1
    return false
  }

  /// Takes a run of digits into the traces, unless the site prints it on purpose; what it gives
  /// away, if anything.
  @inline(__always)
  mutating func kind(of run: DigitRun) -> Leak.Kind? {
    runs[place(of: run)] == run.packed && run.count <= DigitRun.packable ? nil : look(up: run)
  }

  @inline(__always)
  private func place(of run: DigitRun) -> Int {
    Int(truncatingIfNeeded: (run.packed &* 0x9E37_79B9_7F4A_7C15) >> 56)
  }

  @inline(never)
  private mutating func look(up run: DigitRun) -> Leak.Kind? {
    if !scan.permitted.contains(run) {
      traces.runs.insert(run)
      if let kind = scan.numbers.kind(of: run.digits) { return kind }
    }
    if run.count <= DigitRun.packable { runs[place(of: run)] = run.packed }
    return nil
  }
}
