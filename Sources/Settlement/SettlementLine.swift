public import LoanBook
public import Quantities
public import Subsidy

/// Whether a line settles its period for the first time or corrects an earlier settlement.
public enum LineKind: String, Hashable, Sendable, CaseIterable {
  case regular = "REGULAR"
  case adjustment = "ADJUSTMENT"
}

/// One line of a settlement run: figure, claim, their comparison and what is payable.
/// SUBSIDY §3, §4; COMMAND `settle run`.
public struct SettlementLine: Hashable, Sendable {
  /// The note; of a claim without a note, the note number claimed for.
  public var key: NoteKey
  /// The quarter settled.
  public var period: Quarter
  /// Regular or adjustment.
  public var kind: LineKind
  /// What totals and statements sort by; nil for a claim without a note.
  public var note: SettledNote?
  /// The rule applied; nil when none is (无适用政策, or no note).
  public var rule: RuleCitation?
  /// What is computed.
  public var figure: SubsidyFigure
  /// How it is computed, in segments and rounding groups. SUBSIDY §3.7.
  public var derivation: Derivation
  /// The claim that counts: the first accepted one.
  public var claim: ClaimOnFile?
  /// Further claims for the same note and period, in order of arrival.
  public var duplicates: [ClaimOnFile]
  /// The `class` of the line.
  public var comparison: ComparisonClass
  /// Why claim and figure differ, where it can be told.
  public var cause: DifferenceCause?
  /// What is payable.
  public var payable: Payable
  /// Who shares the subsidy.
  public var sharing: PayerSharing

  /// Interest (利息).
  public var interest: Fen { figure.interest }
  /// Subsidy (财政贴息), national and local together.
  public var subsidy: Fen { figure.subsidy + figure.localSubsidy }
  /// The borrower's part (个人承担). SUBSIDY §3.5.
  public var borrower: Fen { figure.borrower }
  /// Claimed subsidy − computed; a missing claim claims nothing. SUBSIDY §4.
  public var difference: Fen { (claim?.claim.subsidy ?? .zero) - subsidy }
  /// The computed subsidy by payer. SUBSIDY §3.6.
  public var shares: Shares {
    sharing.shares(national: figure.subsidy, local: figure.localSubsidy)
  }
  /// What is payable by payer.
  public var payableShares: Shares {
    payable.national == figure.subsidy && payable.local == figure.localSubsidy
      ? shares : sharing.shares(national: payable.national, local: payable.local)
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
}

/// In which percentages a line's subsidy is shared. SUBSIDY §3.3, §3.6.
public struct PayerSharing: Hashable, Sendable {
  /// Of the national tier.
  public var national: Sharing
  /// Of the local tier; without one all of it is the county's.
  public var local: Sharing

  /// The shares of a subsidy, tier by tier.
  func shares(national amount: Fen, local localAmount: Fen) -> Shares {
    let shares = national.shares(of: amount)
    return localAmount == .zero ? shares : shares + local.shares(of: localAmount)
  }
}
