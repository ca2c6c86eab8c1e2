public import LoanBook
public import Policy
public import Quantities

/// What the readers of an opening import may know.
public struct OpeningContext: Sendable {
  /// The policy data in force.
  public var policy: Policy
  /// The registered banks.
  public var banks: Set<PartyCode>
  /// The day of the import, at UTC+08:00.
  public var today: Day
  /// The first quarter that this system settles (`firstPeriod`), if the office says so.
  public var firstPeriod: Quarter?
  /// The age from which a borrower is remarked on, in years.
  public var upperAge: Int

  /// Gathers what the readers may know.
  public init(
    policy: Policy, banks: Set<PartyCode>, today: Day, firstPeriod: Quarter?, upperAge: Int
  ) {
    self.policy = policy
    self.banks = banks
    self.today = today
    self.firstPeriod = firstPeriod
    self.upperAge = upperAge
  }
}

/// Why what is on file forbids a row: what the caller answers to a value that is handed out.
public enum OpeningObjection: Hashable, Sendable {
  /// The note is on file already.
  case noteOnFile
  /// The payment's note is neither on file nor in the table of notes.
  case unknownNote
  /// The subsidy of the note and period is on file already.
  case paymentOnFile
  /// A reviewed or approved run looked at the payment's period already.
  case quarterSettled
  /// The payment's period lies before the note's disbursement.
  case beforeDisbursement

  var sentence: (code: OpeningFinding.Code, message: String, remedy: String) {
    switch self {
    case .noteOnFile: (.onFile, "该借据已在系统中", "请删去本行；更正请由银行报送或在系统中办理")
    case .unknownNote:
      (.onFile, "在贷借据表和系统中都没有该借据", "请先导入含有该借据的在贷借据表，再导入本行；或核对借据号")
    case .paymentOnFile: (.onFile, "该借据该期的已付贴息已在系统中", "请删去本行")
    case .quarterSettled:
      (.onFile, "该期已由本系统核算并复核或批准", "请删去本行，并与该期核算明细核对；重复支付的应予追回")
    case .beforeDisbursement: (.rule, "贴息期在该借据放款之前", "请核对贴息期和借据号")
    }
  }
}
