public import LoanBook
public import Policy
public import Quantities
import Subsidy

/// Corrects one earlier period, contract by contract: what is payable as now known (P′) against
/// what was settled (P). SUBSIDY §4.
///
/// A line comes out where the figure, what is payable (tier by tier), the shares among the
/// payers, or what is claimed is not what it was; its amounts are the differences. A run has one
/// adjuster for each earlier period from `firstPeriod` on, and one for its own period where some of
/// it was paid before this system.
public struct Adjuster: Sendable {
  /// The totals of every line so far.
  public private(set) var totals = SettlementTotals()
  var judge: Judge
  private let change: CauseOfChange
  private let onlySettled: Bool

  /// The period adjusted.
  public var period: Quarter { judge.period }

  /// Prepares to adjust an earlier period by the rules of `policy`, whose version has the digest
  /// `policyDigest`; with `onlySettled`, nothing but what was settled before, since a ``Settler``
  /// gives the rest of the period its regular lines.
  public init(
    _ earlier: EarlierPeriod, policy: Policy, policyDigest: String,
    settings: SettlementSettings = SettlementSettings(), onlySettled: Bool = false
  ) {
    judge = Judge(period: earlier.period, policy: policy, settings: settings)
    change = CauseOfChange(earlier: earlier, policyDigest: policyDigest)
    self.onlySettled = onlySettled
  }

  /// What computes every figure once more.
  @_spi(Trial) public var secondEngine: SecondEngine {
    get { judge.secondEngine }
    set { judge.secondEngine = newValue }
  }

  /// Whether the second engine checks every figure. Only to measure what that costs.
  @_spi(Benchmark) public var isCheckedByDays: Bool {
    get { judge.isChecked }
    set { judge.secondEngine = newValue ? .byDays : .none }
  }

  /// Adjusts the notes of one contract of one bank: lines of standing notes in order of
  /// disbursedOn, then noteNo; then what was settled for notes that do not stand any more and
  /// whose number another note bears now. A note whose payee changed has two lines: what was paid
  /// is taken back from who got it, and is paid anew.
  ///
  /// - Throws: ``EnginesDisagree``, or what `emit` throws.
  public mutating func adjust(
    _ contract: EarlierContract, emit: (SettlementLine) throws -> Void
  ) throws {
    if onlySettled, contract.settled.isEmpty { return }
    var matched: Set<Int> = []
    var judged: [SettlementLine] = []
    try judge.judge(contract.notes, onlyRegular: false) { judged.append($0) }
    for line in judged {
      var (before, places) = Adjuster.before(line, among: contract.settled)
      if onlySettled, places.isEmpty { continue }
      matched.formUnion(places)
      if before.wasPaidElsewhere(than: line) {
        try takeBack(before, claims: [], resolutions: [], contract, emit)
        before = EarlierSettlement(key: line.key, period: line.period)
      }
      try correct(line, before, contract, emit)
    }
    for (place, settled) in contract.settled.enumerated()
    where !matched.contains(place) && settled.period == period {
      try takeBack(settled, claims: [], resolutions: [], contract, emit)
    }
  }

  /// Adjusts a note number that no note bears: what was settled is taken back, and claims for it
  /// that came or went since are told.
  ///
  /// `claims` are all claims of the period for the number that stand now; `settled` is what was
  /// settled for the number and period, of whichever note.
  public mutating func adjust(
    unknownNote key: NoteKey, claims: [ClaimOnFile], settled: [EarlierSettlement],
    resolutions: [Resolution] = [], arrived: [ArrivedRecord] = [],
    emit: (SettlementLine) throws -> Void
  ) throws {
    let contract = EarlierContract(notes: [], settled: settled, arrived: arrived)
    var ofKey = settled.filter { $0.key == key && $0.period == period }
    if ofKey.isEmpty, claims.isEmpty || onlySettled { return }
    if ofKey.isEmpty { ofKey = [EarlierSettlement(key: key, period: period)] }
    // The claims belong to what was settled of claims without a note, if anything was.
    let bearer = ofKey.firstIndex { $0.note == nil } ?? ofKey.count - 1
    for (place, settled) in ofKey.enumerated() {
      try takeBack(
        settled, claims: place == bearer && !onlySettled ? claims : [],
        resolutions: place == bearer ? resolutions : [], contract, emit)
    }
  }

  /// P′ = 0: the note does not stand. SUBSIDY §4.
  private mutating func takeBack(
    _ settled: EarlierSettlement, claims: [ClaimOnFile], resolutions: [Resolution],
    _ contract: EarlierContract, _ emit: (SettlementLine) throws -> Void
  ) throws {
    var now = judge.judge(unknownNote: settled.key, claims: claims, resolutions: resolutions)
    // Totals take the amounts back where they were counted.
    now.note = settled.note
    try correct(now, settled, contract, takesBack: true, emit)
  }

  /// What was settled of a line's note, with the places where it was found: of the note itself,
  /// and of a claim that stood there before the note was on file, which settled no money.
  private static func before(
    _ line: SettlementLine, among settled: [EarlierSettlement]
  ) -> (EarlierSettlement, places: [Int]) {
    var found: EarlierSettlement?
    var places: [Int] = []
    for (place, earlier) in settled.enumerated()
    where earlier.key == line.key && earlier.period == line.period {
      guard let note = earlier.note else {
        places.append(place)
        if found == nil { found = earlier }
        continue
      }
      if note.disbursementRecord == line.note?.disbursementRecord {
        places.append(place)
        found = earlier
      }
    }
    return (found ?? EarlierSettlement(key: line.key, period: line.period), places)
  }

  /// Gives out the ADJUSTMENT line, unless all is as it was settled.
  private mutating func correct(
    _ now: SettlementLine, _ before: EarlierSettlement, _ contract: EarlierContract,
    takesBack: Bool = false, _ emit: (SettlementLine) throws -> Void
  ) throws {
    // A claim that stood there without its note, and now has it.
    let hasNoteNow = before.note == nil && now.note != nil && !before.claimed.isEmpty
    let figureChanged = !now.computed.isSame(as: before.figure)
    guard
      figureChanged || hasNoteNow || now.decided.national != before.payableNational
        || now.decided.local != before.payableLocal || now.claimed != before.claimed
        || now.computedShares != before.shares || now.decidedShares != before.payableShares
    else { return }
    var line = now
    line.correction = Correction(
      before: before,
      causes: change.causes(
        of: now, since: before, figureChanged: figureChanged, in: contract),
      takesBack: takesBack)
    try emit(line)
    totals.add(line)
  }
}

extension EarlierSettlement {
  /// Whether money went to somebody else than the line would pay: to the bank and not to the
  /// borrower or the reverse, or to another borrower.
  fileprivate func wasPaidElsewhere(than line: SettlementLine) -> Bool {
    guard let note, let now = line.note, payableShares != Shares() else { return false }
    return note.payee != now.payee || now.payee == .borrower && isOfOtherBorrower
  }
}

extension SubsidyFigure {
  /// Whether days and amounts are equal; whether the limit acted is no amount.
  fileprivate func isSame(as other: SubsidyFigure) -> Bool {
    days == other.days && eligibleDays == other.eligibleDays && interest == other.interest
      && subsidy == other.subsidy && localSubsidy == other.localSubsidy
  }
}
