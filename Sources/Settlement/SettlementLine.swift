public import LoanBook
public import Policy
public import Quantities
public import Subsidy

/// Whether a line settles its period for the first time or corrects an earlier settlement.
public enum LineKind: String, Hashable, Sendable, CaseIterable {
  case regular = "REGULAR"
  case adjustment = "ADJUSTMENT"
}

/// One line of a settlement run: figure, claim, their comparison and what is payable.
/// SUBSIDY §3, §4; COMMAND `settle run`.
///
/// A line states three things: what is computed and decided as now known (``computed``,
/// ``decided``), what was settled before (``correction``), and what the line adds (``figure``,
/// ``payable``, ``shares``, …): on a REGULAR line all of it, on an ADJUSTMENT line the
/// difference. So over the lines of a note and period the added amounts sum to what is now known,
/// to the fen and payer by payer.
public struct SettlementLine: Hashable, Sendable {
  /// The note; of a claim without a note, the note number claimed for.
  public var key: NoteKey
  /// The quarter settled.
  public var period: Quarter
  /// What an adjustment corrects; nil on a regular line.
  public var correction: Correction?
  /// What totals and statements sort by; nil for a claim without a note.
  public var note: SettledNote?
  /// What is computed, as now known.
  public var computed: SubsidyFigure
  /// How it is computed, in segments and rounding groups. SUBSIDY §3.7.
  public var derivation: Derivation
  /// All claims for the note and period, in order of arrival.
  public var claims: [ClaimOnFile]
  /// The `class` of the line, as now known.
  public var comparison: ComparisonClass
  /// Why claim and figure differ, where it can be told.
  public var cause: DifferenceCause?
  /// What is payable as now known: P′ of SUBSIDY §4.
  public var decided: Payable
  /// What the latest resolution of the note and period does here; nil when there is none.
  public var resolution: ResolutionState?
  /// What an official must look at; no flag changes the figure by itself. SUBSIDY "Flags".
  public var flags: [NoteFlag] = []
  /// What the policy decides for the note.
  let policy: PolicyDecision
}

extension SettlementLine {
  /// The rule applied; nil when none is (无适用政策, or no note).
  public var rule: RuleCitation? { policy.citation }
  /// Who shares the subsidy.
  public var sharing: PayerSharing { policy.sharing }
  /// What is open in the policy data on which this very figure or its shares rest: nothing of a
  /// local tier that adds nothing to it, nor of the payers of nothing.
  public var doubts: [PolicyDoubt] {
    guard let rule else { return [] }
    let all = rule.doubts + (computedSubsidy == .zero ? [] : rule.sharingDoubts)
    return computed.localSubsidy == .zero ? all.filter { !$0.isOfLocalTier } : all
  }
  /// Whether the note has days, but no regime or no LPR is in force for it (无适用政策). SUBSIDY §2.
  public var isWithoutPolicy: Bool { policy.terms == nil && computed.days > 0 }
  /// The claim that counts: the first accepted one.
  public var claim: ClaimOnFile? { claims.first }
  /// Further claims for the same note and period, in order of arrival.
  public var duplicates: [ClaimOnFile] { Array(claims.dropFirst()) }
  /// Regular or adjustment.
  public var kind: LineKind { correction == nil ? .regular : .adjustment }
  /// Days and amounts that the line adds. SUBSIDY §4.
  public var figure: SubsidyFigure {
    correction.map { computed.less($0.before.figure) } ?? computed
  }
  /// What the line adds to what is payable: of an adjustment P′ − P, tier by tier.
  public var payable: Payable { correction.map { decided.less($0.before) } ?? decided }
  /// Interest (利息) that the line adds.
  public var interest: Fen { figure.interest }
  /// Subsidy (财政贴息) that the line adds, national and local together.
  public var subsidy: Fen { figure.subsidy + figure.localSubsidy }
  /// The borrower's part (个人承担) that the line adds. SUBSIDY §3.5.
  public var borrower: Fen { figure.borrower }
  /// The computed subsidy by payer that the line adds: of an adjustment shares(new) − shares(old).
  /// SUBSIDY §3.6.
  public var shares: Shares {
    let now = computedShares
    return correction.map { now - $0.before.shares } ?? now
  }
  /// What the line adds to what is payable, by payer.
  public var payableShares: Shares {
    let now = decidedShares
    return correction.map { now - $0.before.payableShares } ?? now
  }

  /// The computed subsidy as now known, national and local together.
  public var computedSubsidy: Fen { computed.subsidy + computed.localSubsidy }
  /// The computed subsidy by payer, as now known.
  public var computedShares: Shares {
    sharing.shares(national: computed.subsidy, local: computed.localSubsidy)
  }
  /// What is payable by payer, as now known.
  public var decidedShares: Shares {
    decided.national == computed.subsidy && decided.local == computed.localSubsidy
      ? computedShares : sharing.shares(national: decided.national, local: decided.local)
  }
  /// Claimed subsidy − computed, as now known; a missing claim claims nothing. SUBSIDY §4.
  public var difference: Fen { (claim?.claim.subsidy ?? .zero) - computedSubsidy }
  /// The claimed subsidies in order of arrival; empty without a claim.
  public var claimed: [Fen] { claims.map(\.claim.subsidy) }
}

/// What an ADJUSTMENT line corrects, and why. SUBSIDY §4.
///
/// A reference, so that the many lines without one stay small.
public final class Correction: Hashable, Sendable {
  /// What was settled before; nothing when the note is settled for the first time.
  public let before: EarlierSettlement
  /// What came since; never empty.
  public let causes: [AdjustmentCause]
  /// Whether all of it is taken back, from whom it was paid to.
  public let takesBack: Bool

  init(before: EarlierSettlement, causes: [AdjustmentCause], takesBack: Bool) {
    self.before = before
    self.causes = causes
    self.takesBack = takesBack
  }

  /// Two corrections of the same for the same reasons are equal.
  public static func == (a: Correction, b: Correction) -> Bool {
    a.before == b.before && a.causes == b.causes && a.takesBack == b.takesBack
  }

  /// Hashes what is compared.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(before)
    hasher.combine(causes)
    hasher.combine(takesBack)
  }
}

/// What a line repeats of its note.
public struct SettledNote: Hashable, Sendable {
  /// The record that disbursed the loan: a cancelled one frees its note number for another.
  public var disbursementRecord: RecordId
  /// The contract; its notes share one cap.
  public var contractNo: ContractNo
  /// Who borrows.
  public var kind: BorrowerKind
  /// Twelve digits of the town's statistical code.
  public var town: String
  /// The two-digit category of entitled people.
  public var category: String
  /// Who is paid the subsidy.
  public var payee: Payee

  /// Repeats what a line needs of its note.
  public init(
    disbursementRecord: RecordId, contractNo: ContractNo, kind: BorrowerKind, town: String,
    category: String, payee: Payee
  ) {
    self.disbursementRecord = disbursementRecord
    self.contractNo = contractNo
    self.kind = kind
    self.town = town
    self.category = category
    self.payee = payee
  }

  init(of history: NoteHistory) {
    self.init(
      disbursementRecord: history.disbursementRecord, contractNo: history.terms.contractNo,
      kind: history.terms.borrower.kind, town: history.terms.project.town,
      category: history.terms.borrower.category, payee: history.terms.payee)
  }
}

/// In which percentages a line's subsidy is shared. SUBSIDY §3.3, §3.6.
public struct PayerSharing: Hashable, Sendable {
  /// Of the national tier.
  public var national: Sharing
  /// Of the local tier; without one all of it is the county's.
  public var local: Sharing

  /// The county's alone: where there is no policy, there is nothing to share.
  static let countyAlone = PayerSharing(national: .countyAlone, local: .countyAlone)

  /// The shares of a subsidy, tier by tier.
  func shares(national amount: Fen, local localAmount: Fen) -> Shares {
    let shares = national.shares(of: amount)
    return localAmount == .zero ? shares : shares + local.shares(of: localAmount)
  }
}
