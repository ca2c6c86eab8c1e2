public import LoanBook
public import Policy
public import Quantities
import Subsidy

/// Settles a period contract by contract: history → case → figure → line. SUBSIDY §3, §4.
///
/// It holds nothing of a contract once its lines are out, so a run over a whole county takes
/// constant memory; the totals are those of all lines given out so far.
public struct Settler {
  /// The quarter settled.
  public let period: Quarter
  /// The totals of every line so far.
  public private(set) var totals = SettlementTotals()

  private let settings: SettlementSettings
  private var choice: PolicyChoice
  private var causes: CauseFinder
  private let quarter: [DayRange]
  private let months: [DayRange]
  private var derivation = Derivation()

  /// Prepares to settle `period` by the rules of `policy`.
  public init(
    period: Quarter, policy: Policy, settings: SettlementSettings = SettlementSettings()
  ) {
    self.period = period
    self.settings = settings
    choice = PolicyChoice(of: policy)
    causes = CauseFinder(period: period, choice: choice)
    quarter = [period.days]
    months = period.months
  }

  /// Settles the notes of one contract of one bank and gives out a line for each that has a
  /// computed figure or a claim, in order of disbursedOn, then noteNo.
  ///
  /// `notes` must be all notes of the contract, since they share one cap (SUBSIDY §3.3), in any
  /// order. Throws what `emit` throws.
  public mutating func settle<Failure: Error>(
    contract notes: [NoteOnFile], emit: (SettlementLine) throws(Failure) -> Void
  ) throws(Failure) {
    if notes.count == 1 {
      // Nearly every contract: no cap to share. The span lends the note where the array's own
      // subscript would copy it again and again; measured, that is a quarter of a run's time.
      try settle(alone: notes.span[0], emit: emit)
      return
    }
    let ordered = notes.sorted { Settler.precedes($0.history, $1.history) }
    var decisions: [PolicyDecision] = []
    for note in ordered { decisions.append(choice.decide(note.history)) }
    var cases = zip(ordered, decisions).map { SubsidyCase(of: $0.history, terms: $1.terms) }
    ContractCaps.share(among: &cases)
    for index in ordered.indices {
      try settle(ordered[index], as: cases[index], under: decisions[index], emit: emit)
    }
  }

  /// Gives out the line of claims for a note that is not on file: CLAIM_WITHOUT_NOTE.
  ///
  /// `claims` are all claims of the period for the note number, at least one, in any order.
  public mutating func settle<Failure: Error>(
    unknownNote key: NoteKey, claims: [ClaimOnFile],
    emit: (SettlementLine) throws(Failure) -> Void
  ) throws(Failure) {
    let claims = Settler.inOrder(claims)
    let line = SettlementLine(
      key: key, period: period, kind: .regular, note: nil, rule: nil, figure: SubsidyFigure(),
      derivation: Derivation(), claim: claims.first, duplicates: Array(claims.dropFirst()),
      comparison: .claimWithoutNote, cause: nil, payable: Payable(),
      sharing: PayerSharing(national: .countyAlone, local: .countyAlone))
    try emit(line)
    totals.add(line)
  }

  private mutating func settle<Failure: Error>(
    alone onFile: borrowing NoteOnFile, emit: (SettlementLine) throws(Failure) -> Void
  ) throws(Failure) {
    let decision = choice.decide(onFile.history)
    let note = SubsidyCase(of: onFile.history, terms: decision.terms)
    try settle(onFile, as: note, under: decision, emit: emit)
  }

  private mutating func settle<Failure: Error>(
    _ onFile: borrowing NoteOnFile, as note: SubsidyCase, under decision: PolicyDecision,
    emit: (SettlementLine) throws(Failure) -> Void
  ) throws(Failure) {
    let groups = onFile.history.terms.settlement == .monthly ? months : quarter
    let figure = note.figure(for: groups, derivation: &derivation)
    // SUBSIDY §4: one line per note that has a computed figure or a claim.
    guard figure.days > 0 || !onFile.claims.isEmpty else { return }
    let claims = Settler.inOrder(onFile.claims)
    let claim = claims.first
    let computed = figure.subsidy + figure.localSubsidy
    let comparison = ComparisonClass.of(
      claimed: claim?.claim.subsidy, computed: computed,
      hasDuplicate: claims.count > 1, tolerance: settings.tolerance)
    // What is payable of the line waits for unconfirmed extensions, the figure does not. §3.2 a.
    let confirmed =
      note.extensions.isEmpty
      ? nil
      : note.confirmed(by: onFile.history.bureau, within: quarter[0])?.figure(for: groups)
    let line = SettlementLine(
      key: onFile.history.key, period: period, kind: .regular,
      note: SettledNote(of: onFile.history),
      rule: decision.citation, figure: figure, derivation: derivation, claim: claim,
      duplicates: claims.count > 1 ? Array(claims.dropFirst()) : [], comparison: comparison,
      cause: cause(of: claim?.claim, beside: computed, onFile.history, note, groups),
      payable: Payable(
        comparison, figure: figure, confirmed: confirmed, claim: claim?.claim,
        payee: onFile.history.terms.payee, overlapsOtherContract: onFile.overlapsOtherContract),
      sharing: decision.sharing)
    try emit(line)
    totals.add(line)
  }

  /// Looked for only where a known note's claim differs, so it costs a plain line nothing.
  private mutating func cause(
    of claim: Claim?, beside computed: Fen, _ history: borrowing NoteHistory,
    _ note: SubsidyCase, _ groups: [DayRange]
  ) -> DifferenceCause? {
    guard let claim, claim.subsidy != computed else { return nil }
    return causes.cause(of: claim, for: history, as: note, groups: groups)
  }

  /// SUBSIDY §3.3: in order of disbursedOn, then noteNo.
  private static func precedes(_ a: NoteHistory, _ b: NoteHistory) -> Bool {
    a.terms.disbursedOn == b.terms.disbursedOn
      ? a.key.noteNo < b.key.noteNo : a.terms.disbursedOn < b.terms.disbursedOn
  }

  private static func inOrder(_ claims: [ClaimOnFile]) -> [ClaimOnFile] {
    claims.count > 1 ? claims.sorted { $0.arrival < $1.arrival } : claims
  }
}

extension SettledNote {
  /// Repeats what a line needs of its note.
  init(of history: borrowing NoteHistory) {
    self.init(
      disbursementRecord: history.disbursementRecord, contractNo: history.terms.contractNo,
      kind: history.terms.borrower.kind, town: history.terms.project.town,
      category: history.terms.borrower.category, payee: history.terms.payee)
  }
}
