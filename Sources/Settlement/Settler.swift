public import LoanBook
public import Policy
public import Quantities
import Subsidy

/// Settles a period contract by contract: history → case → figure → line. SUBSIDY §3, §4.
///
/// It holds nothing of a contract once its lines are out, so a run over a whole county takes
/// constant memory; the totals are those of all lines given out so far. Every figure is computed
/// by two engines, which must agree.
public struct Settler: Sendable {
  /// Counts the versions of this program by which the same facts might be judged otherwise: raised
  /// by whoever changes what is computed, so that the next run judges every earlier quarter anew.
  public static let edition = 1

  /// The totals of every line so far.
  public private(set) var totals = SettlementTotals()
  var judge: Judge

  /// The quarter settled.
  public var period: Quarter { judge.period }

  /// Prepares to settle `period` by the rules of `policy`.
  public init(
    period: Quarter, policy: Policy, settings: SettlementSettings = SettlementSettings()
  ) {
    judge = Judge(period: period, policy: policy, settings: settings)
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

  /// Settles the notes of one contract of one bank and gives out a REGULAR line for each that has
  /// a computed figure or a claim, in order of disbursedOn, then noteNo; not for those whose
  /// quarter was paid before this system, which an ``Adjuster`` corrects.
  ///
  /// `notes` must be all notes of the contract, since they share one cap (SUBSIDY §3.3), in any
  /// order.
  ///
  /// - Throws: ``EnginesDisagree``, or what `emit` throws.
  public mutating func settle(
    _ notes: [NoteOnFile], emit: (SettlementLine) throws -> Void
  ) throws {
    try judge.judge(notes, onlyRegular: true) { line in
      try emit(line)
      totals.add(line)
    }
  }

  /// Gives out the line of every note of one contract as now known, whatever there is to compute,
  /// claim or pay of it. These lines settle nothing and count in no totals.
  ///
  /// - Throws: ``EnginesDisagree``, or what `emit` throws.
  public mutating func judge(
    _ notes: [NoteOnFile], emit: (SettlementLine) throws -> Void
  ) throws {
    try judge.judge(notes, onlyRegular: false, emit: emit)
  }

  /// Gives out the line of claims for a note that is not on file: CLAIM_WITHOUT_NOTE.
  ///
  /// `claims` are all claims of the period for the note number, at least one, in any order.
  /// Throws what `emit` throws.
  public mutating func settle<Failure: Error>(
    unknownNote key: NoteKey, claims: [ClaimOnFile], resolutions: [Resolution] = [],
    emit: (SettlementLine) throws(Failure) -> Void
  ) throws(Failure) {
    let line = judge.judge(unknownNote: key, claims: claims, resolutions: resolutions)
    try emit(line)
    totals.add(line)
  }
}
