public import Quantities

/// How a bank's claim stands to the computed figure. The order is the order of judgement: the
/// first that fits is the class. SUBSIDY §4.
public enum ComparisonClass: String, Hashable, Sendable, CaseIterable, Comparable {
  /// A claim for a note that is not on file.
  case claimWithoutNote = "CLAIM_WITHOUT_NOTE"
  /// More than one claim for the same note and period.
  case duplicateClaim = "DUPLICATE_CLAIM"
  /// Something is claimed although nothing is computed.
  case claimNotEligible = "CLAIM_NOT_ELIGIBLE"
  /// A subsidy is computed but no claim came.
  case notClaimed = "NOT_CLAIMED"
  /// Claimed and computed are equal.
  case agreed = "AGREED"
  /// They differ by no more than the office tolerates.
  case withinTolerance = "WITHIN_TOLERANCE"
  /// More is claimed than computed.
  case claimedMore = "CLAIMED_MORE"
  /// Less is claimed than computed.
  case claimedLess = "CLAIMED_LESS"

  /// The class of a note's line.
  ///
  /// - Parameters:
  ///   - claimed: the subsidy of the claim that counts, nil without a claim.
  ///   - computed: the subsidy by the rule.
  ///   - hasDuplicate: whether a second claim for the same note and period is on file.
  ///   - tolerance: the largest difference that nobody need look at.
  public static func of(
    claimed: Fen?, computed: Fen, hasDuplicate: Bool, tolerance: Fen
  ) -> ComparisonClass {
    if hasDuplicate { return .duplicateClaim }
    if computed == .zero, let claimed, claimed > .zero { return .claimNotEligible }
    if computed > .zero, claimed == nil { return .notClaimed }
    let difference = (claimed ?? .zero) - computed
    if difference == .zero { return .agreed }
    if difference.magnitude <= tolerance { return .withinTolerance }
    return difference > .zero ? .claimedMore : .claimedLess
  }

  /// Whether an amount is payable without a person's resolution. SUBSIDY §4 "Payable".
  public var paysUnasked: Bool { self == .agreed || self == .withinTolerance }

  /// The class in the words of officials.
  public var title: String {
    switch self {
    case .claimWithoutNote: "查无借据"
    case .duplicateClaim: "重复申报"
    case .claimNotEligible: "不符合贴息条件"
    case .notClaimed: "银行未申报"
    case .agreed: "一致"
    case .withinTolerance: "容差以内"
    case .claimedMore: "多申报"
    case .claimedLess: "少申报"
    }
  }

  /// The place in the order of judgement, from 0.
  var rank: Int {
    switch self {
    case .claimWithoutNote: 0
    case .duplicateClaim: 1
    case .claimNotEligible: 2
    case .notClaimed: 3
    case .agreed: 4
    case .withinTolerance: 5
    case .claimedMore: 6
    case .claimedLess: 7
    }
  }

  /// In the order of judgement.
  public static func < (a: ComparisonClass, b: ComparisonClass) -> Bool { a.rank < b.rank }
}
