public import Quantities

/// A loan paid out: the terms of a note (放款). EXCHANGE §3.
public struct Disbursement: Hashable, Sendable {
  /// The note.
  public var noteNo: NoteNo
  /// The contract; its notes share one cap.
  public var contractNo: ContractNo
  /// The guarantee letter, if there is one.
  public var letterNo: LetterNo?
  /// The application, if it came through this system.
  public var applicationNo: ApplicationNo?
  /// Who borrows.
  public var borrower: Borrower
  /// What for.
  public var project: Project
  /// Principal paid out, more than zero.
  public var amount: Fen
  /// The day the contract was signed; it fixes the LPR.
  public var signedOn: Day
  /// The first day that bears interest; it fixes the regime.
  public var disbursedOn: Day
  /// The original due day.
  public var dueOn: Day
  /// The contract rate on the day of disbursement.
  public var rate: Rate
  /// The LPR that the bank states.
  public var lpr: Rate
  /// How often interest is settled.
  public var settlement: SettlementRhythm
  /// How principal is repaid.
  public var repayment: RepaymentMethod
  /// 360 or 365.
  public var dayBasis: DayBasis
  /// Who is paid the subsidy.
  public var payee: Payee
  /// Which loan of this kind it is for the borrower, 1…99, as the bank states.
  public var useOrdinal: Int

  /// States the terms of a note.
  public init(
    noteNo: NoteNo, contractNo: ContractNo, letterNo: LetterNo?, applicationNo: ApplicationNo?,
    borrower: Borrower, project: Project, amount: Fen, signedOn: Day, disbursedOn: Day,
    dueOn: Day, rate: Rate, lpr: Rate, settlement: SettlementRhythm,
    repayment: RepaymentMethod, dayBasis: DayBasis, payee: Payee, useOrdinal: Int
  ) {
    self.noteNo = noteNo
    self.contractNo = contractNo
    self.letterNo = letterNo
    self.applicationNo = applicationNo
    self.borrower = borrower
    self.project = project
    self.amount = amount
    self.signedOn = signedOn
    self.disbursedOn = disbursedOn
    self.dueOn = dueOn
    self.rate = rate
    self.lpr = lpr
    self.settlement = settlement
    self.repayment = repayment
    self.dayBasis = dayBasis
    self.payee = payee
    self.useOrdinal = useOrdinal
  }
}

/// How often a note's interest is settled: on the 20th of the quarter's last month, or of every
/// month. SUBSIDY §2.
public enum SettlementRhythm: String, Hashable, Sendable, CaseIterable {
  case quarterly = "QUARTER_20"
  case monthly = "MONTH_20"
}

/// How principal is repaid. Informative: the subsidy follows the repayments themselves.
public enum RepaymentMethod: String, Hashable, Sendable, CaseIterable {
  case bullet = "BULLET"
  case equalInstalment = "EQUAL_INSTALMENT"
  case equalPrincipal = "EQUAL_PRINCIPAL"
  case schedule = "SCHEDULE"
}

/// Who is paid the subsidy: the borrower who paid the interest first (先付后贴), or the bank.
public enum Payee: String, Hashable, Sendable, CaseIterable {
  case borrower = "BORROWER"
  case bank = "BANK"
}
