public import Quantities

/// A bank's claim for one note and quarter (贴息申请): a statement, not a fact of the note.
/// EXCHANGE §3.
public struct Claim: Hashable, Sendable {
  /// The note claimed for.
  public var noteNo: NoteNo
  /// The quarter claimed for.
  public var period: Quarter
  /// Days of interest, as the bank counts them.
  public var days: Int
  /// The balance at the end of the period, as the bank keeps it.
  public var closingBalance: Fen
  /// Interest of the period.
  public var interest: Fen
  /// The subsidy claimed.
  public var subsidy: Fen
  /// The day the borrower paid the interest; needed when the payee is the borrower.
  public var interestPaidOn: Day?
  /// Where the subsidy is to be paid.
  public var payeeAccount: PayeeAccount?

  /// States a claim.
  public init(
    noteNo: NoteNo, period: Quarter, days: Int, closingBalance: Fen, interest: Fen,
    subsidy: Fen, interestPaidOn: Day?, payeeAccount: PayeeAccount?
  ) {
    self.noteNo = noteNo
    self.period = period
    self.days = days
    self.closingBalance = closingBalance
    self.interest = interest
    self.subsidy = subsidy
    self.interestPaidOn = interestPaidOn
    self.payeeAccount = payeeAccount
  }
}

/// The account to which a subsidy is paid.
public struct PayeeAccount: Hashable, Sendable {
  /// The account holder.
  public var name: PersonalText
  /// The bank that keeps the account.
  public var bank: String
  /// The account number.
  public var number: PersonalText

  /// Names an account.
  public init(name: PersonalText, bank: String, number: PersonalText) {
    self.name = name
    self.bank = bank
    self.number = number
  }
}
