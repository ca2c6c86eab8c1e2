import LoanBook
public import Quantities
import Subsidy

/// What of a line is payable, and what holds it back. SUBSIDY §4 "Payable".
public struct Payable: Hashable, Sendable {
  /// The part of the national tier.
  public var national = Fen.zero
  /// The part of the local tier.
  public var local = Fen.zero
  /// Everything that holds back the line or a part of it, beside its class.
  public var withheld: [WithheldReason] = []

  /// The amount payable.
  public var amount: Fen { national + local }

  /// Nothing payable.
  init() {}

  /// Judges a note's line.
  ///
  /// `confirmed` is the figure without the extensions that the bureau has yet to confirm, nil
  /// when there are none: the computed figure does not wait for it, what is payable does
  /// (SUBSIDY §3.2 a). `resolution` takes the place of the comparison while it holds.
  init(
    _ comparison: ComparisonClass, figure: SubsidyFigure, confirmed: SubsidyFigure?,
    claim: Claim?, payee: Payee, overlapsOtherContract: Bool, resolution: Resolution? = nil
  ) {
    if let resolution, let paid = resolution.paidBefore {
      // The money is out: nothing can wait any more.
      local = paid.local
      national = resolution.payable - paid.local
      return
    }
    // Payable only when the claim says when the interest was paid; where nothing is claimed, that
    // matters only to who would pay all the same.
    if payee == .borrower, claim != nil || resolution != nil, claim?.interestPaidOn == nil {
      withheld.append(.interestNotPaid)
    }
    if overlapsOtherContract, resolution == nil { withheld.append(.overlappingNotes) }
    let holdsAll = !withheld.isEmpty
    if let confirmed, confirmed.eligibleDays != figure.eligibleDays {
      withheld.append(.extensionUnconfirmed)
    }
    guard comparison.paysUnasked || resolution != nil, !holdsAll else { return }
    let computed = figure.subsidy + figure.localSubsidy
    // AGREED: the two are equal. WITHIN_TOLERANCE: the smaller of the two.
    var amount = resolution?.payable ?? min(claim?.subsidy ?? .zero, computed)
    let paying = confirmed ?? figure
    amount = max(.zero, amount - (computed - paying.subsidy - paying.localSubsidy))
    local = min(paying.localSubsidy, amount)
    national = amount - local
  }

  /// P′ − P, tier by tier. SUBSIDY §4.
  func less(_ before: EarlierSettlement) -> Payable {
    var difference = self
    difference.national -= before.payableNational
    difference.local -= before.payableLocal
    return difference
  }
}

/// What holds back a payment beside the class of the line. SUBSIDY §3.2 a, §4.
public enum WithheldReason: String, Hashable, Sendable, CaseIterable {
  /// 先付后贴, and the claim does not say when the borrower paid the interest.
  case interestNotPaid = "INTEREST_NOT_PAID"
  /// The person, a partner or the entity has notes under different contracts that overlap in time.
  case overlappingNotes = "OVERLAPPING_NOTES"
  /// Days of a documented extension that the bureau has not confirmed; only their part waits.
  case extensionUnconfirmed = "EXTENSION_UNCONFIRMED"

  /// The reason in the words of officials.
  public var title: String {
    switch self {
    case .interestNotPaid: "未提供借款人付息日期（先付后贴）"
    case .overlappingNotes: "同一借款人（合伙人、经营主体）不同合同的借据期间重叠，待核定"
    case .extensionUnconfirmed: "展期贴息待人社部门确认"
    }
  }

  /// The code by which a bank is told. That loans overlap rests on other banks' data: a bank
  /// learns only that the bureau decides. SUBSIDY "Flags".
  public var codeForBank: String {
    self == .overlappingNotes ? "BUREAU_REVIEW" : rawValue
  }

  /// The reason as a bank is told.
  public var titleForBank: String { self == .overlappingNotes ? "待人社部门核定" : title }
}
