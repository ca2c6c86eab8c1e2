import LoanBook
import Policy
import Quantities
import Subsidy

/// Makes the line of each note of a contract as now known: history → case → figure → comparison
/// → what is payable. Settler and Adjuster judge alike, so P′ is what a REGULAR line would say.
/// SUBSIDY §3, §4.
struct Judge: Sendable {
  let period: Quarter
  let settings: SettlementSettings
  /// What computes every figure once more.
  var secondEngine = SecondEngine.byDays

  var isChecked: Bool {
    if case .none = secondEngine { return false }
    return true
  }

  private var choice: PolicyChoice
  private var causes: CauseFinder
  private let quarter: [DayRange]
  private let months: [DayRange]
  private var derivation = Derivation()

  init(period: Quarter, policy: Policy, settings: SettlementSettings) {
    self.period = period
    self.settings = settings
    choice = PolicyChoice(of: policy)
    causes = CauseFinder(period: period, choice: choice)
    quarter = [period.days]
    months = period.months
  }

  /// Gives out a line for every note of a contract, in order of disbursedOn, then noteNo; with
  /// `onlyRegular`, for none without a day of interest and without a claim, and for none whose
  /// quarter was paid before this system.
  mutating func judge(
    _ notes: [NoteOnFile], onlyRegular: Bool, emit: (SettlementLine) throws -> Void
  ) throws {
    if notes.count == 1 {
      // Nearly every contract: no cap to share. The span lends the note where the array's own
      // subscript would copy it again and again; measured, that is a quarter of a run's time.
      try judge(alone: notes.span[0], onlyRegular, emit)
      return
    }
    let ordered = notes.sorted { Judge.precedes($0.history, $1.history) }
    var decisions: [PolicyDecision] = []
    for note in ordered { decisions.append(choice.decide(note.history)) }
    var cases = zip(ordered, decisions).map { SubsidyCase(of: $0.history, terms: $1.terms) }
    ContractCaps.share(among: &cases)
    for index in ordered.indices {
      try judge(
        ordered[index], as: cases[index], under: decisions[index], onlyRegular, emit)
    }
  }

  // Not inlined, these two, because a note inlined into its caller is copied; measured.
  @inline(never)
  private mutating func judge(
    alone onFile: borrowing NoteOnFile, _ onlyRegular: Bool,
    _ emit: (SettlementLine) throws -> Void
  ) throws {
    let decision = choice.decide(onFile.history)
    let note = SubsidyCase(of: onFile.history, terms: decision.terms)
    try judge(onFile, as: note, under: decision, onlyRegular, emit)
  }

  @inline(never)
  private mutating func judge(
    _ onFile: borrowing NoteOnFile, as note: borrowing SubsidyCase, under decision: PolicyDecision,
    _ onlyRegular: Bool, _ emit: (SettlementLine) throws -> Void
  ) throws {
    let groups = onFile.history.terms.settlement == .monthly ? months : quarter
    let figure = note.figure(for: groups, derivation: &derivation)
    try check(figure, of: note, for: groups, onFile.history)
    let claims = inOrder(onFile.claims)
    // SUBSIDY §4: one line per note that has a computed figure or a claim.
    if onlyRegular, figure.days == 0 && claims.isEmpty || onFile.isPaidBefore(period) { return }
    let claim = claims.first?.claim
    let computed = figure.subsidy + figure.localSubsidy
    let comparison = ComparisonClass.of(
      claimed: claim?.subsidy, computed: computed,
      hasDuplicate: claims.count > 1, tolerance: settings.tolerance)
    let resolution =
      onFile.resolutions.isEmpty
      ? nil
      : ResolutionState.of(
        onFile.resolutions, period: period, note: onFile.history.disbursementRecord,
        computed: computed, claims: claims)
    let line = SettlementLine(
      key: onFile.history.key, period: period, correction: nil,
      note: SettledNote(of: onFile.history), computed: figure, derivation: derivation,
      claims: claims, comparison: comparison,
      cause: cause(of: claim, beside: computed, onFile.history, note, groups),
      decided: Payable(
        comparison, figure: figure,
        confirmed: try confirmed(note, for: groups, onFile.history), claim: claim,
        payee: onFile.history.terms.payee, overlapsOtherContract: onFile.overlapsOtherContract,
        resolution: resolution?.deciding),
      resolution: resolution, flags: onFile.flags, policy: decision)
    try emit(line)
  }

  /// The line of claims for a note that is not on file: CLAIM_WITHOUT_NOTE, or AGREED when no
  /// claim is left either.
  func judge(
    unknownNote key: NoteKey, claims: [ClaimOnFile], resolutions: [Resolution]
  ) -> SettlementLine {
    let claims = inOrder(claims)
    return SettlementLine(
      key: key, period: period, correction: nil, note: nil, computed: SubsidyFigure(),
      derivation: Derivation(), claims: claims,
      comparison: claims.isEmpty ? .agreed : .claimWithoutNote, cause: nil, decided: Payable(),
      resolution: ResolutionState.of(
        resolutions, period: period, note: nil, computed: .zero, claims: claims),
      policy: .noPolicy)
  }

  /// What is payable of the line waits for unconfirmed extensions, the figure does not.
  /// SUBSIDY §3.2 a.
  private func confirmed(
    _ note: SubsidyCase, for groups: [DayRange], _ history: borrowing NoteHistory
  ) throws -> SubsidyFigure? {
    guard !note.extensions.isEmpty,
      let confirmed = note.confirmed(by: history.bureau, within: quarter[0])
    else { return nil }
    let figure = confirmed.figure(for: groups)
    try check(figure, of: confirmed, for: groups, history)
    return figure
  }

  /// Both engines or none: a difference of one fen or day stops the run.
  private func check(
    _ figure: SubsidyFigure, of note: SubsidyCase, for groups: [DayRange],
    _ history: borrowing NoteHistory
  ) throws(EnginesDisagree) {
    let byDays: SubsidyFigure
    switch secondEngine {
    case .byDays: byDays = note.figureByDays(for: groups)
    case .none: return
    case .other(let engine): byDays = engine(note, groups)
    }
    if byDays != figure {
      throw EnginesDisagree(
        note: history.key, period: period, byStretches: figure, byDays: byDays)
    }
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

  /// The claims of the period in order of arrival.
  private func inOrder(_ claims: [ClaimOnFile]) -> [ClaimOnFile] {
    if claims.allSatisfy({ $0.claim.period == period }) {
      return claims.count > 1 ? claims.sorted { $0.arrival < $1.arrival } : claims
    }
    return claims.filter { $0.claim.period == period }.sorted { $0.arrival < $1.arrival }
  }
}
