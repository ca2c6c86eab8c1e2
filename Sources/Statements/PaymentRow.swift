public import Quantities

/// How an amount by payer stands in a sheet.
extension Shares {
  /// The cells, in the order of `Shares.columns`.
  var cells: [SheetCell] { [central, province, city, county].map { .money($0) } }

  static let columns = ["中央财政", "省级财政", "市级财政", "县级财政"].map {
    SheetColumn($0, .money, group: "资金分担", width: 13)
  }
}

/// 拨付清单: what one payee gets. The only row with an account number.
public struct PaymentRow: BankRow, Hashable {
  /// 拨付编号; empty before the run is approved.
  public var number: String
  /// Code of the bank whose notes it is for.
  public var bank: String
  /// 收款人: the bank, or the borrower who paid first (先付后贴).
  public var payee: String
  /// 开户行.
  public var accountBank: String
  /// 账号, digit by digit.
  public var account: String
  /// 笔数: lines of the run that it sums.
  public var notes: Int
  /// 应付: payable of this run.
  public var due: Fen
  /// 抵扣与结转: taken off for what was paid too much earlier, or put off where `due` is negative.
  public var offset: Fen
  /// 拨付金额: due and offset, never negative.
  public var amount: Fen
  /// Who bears `amount`.
  public var shares: Shares
  /// 备注.
  public var remark: String

  /// A row.
  public init(
    number: String = "", bank: String, payee: String, accountBank: String, account: String,
    notes: Int, due: Fen, offset: Fen = .zero, amount: Fen, shares: Shares,
    remark: String = ""
  ) {
    self.number = number
    self.bank = bank
    self.payee = payee
    self.accountBank = accountBank
    self.account = account
    self.notes = notes
    self.due = due
    self.offset = offset
    self.amount = amount
    self.shares = shares
    self.remark = remark
  }
}

/// 分担汇总: who bears what a bank applies for.
public struct ShareRow: BankRow, Hashable {
  /// The bank's code.
  public var bank: String
  /// Who bears what is payable of this quarter.
  public var current: Shares
  /// Who bears the adjustments of earlier quarters.
  public var adjustment: Shares

  /// A row.
  public init(bank: String, current: Shares, adjustment: Shares = .zero) {
    self.bank = bank
    self.current = current
    self.adjustment = adjustment
  }
}
