public import Quantities

/// 贴息资金申请表: what a bank asks for, for one kind of borrower.
public struct ApplicationRow: BankRow, Hashable {
  /// The bank's code.
  public var bank: String
  /// The kind of borrower, `个人`.
  public var kind: String
  /// Notes disbursed in the quarter.
  public var disbursedNotes: Int
  /// 发生额: what was disbursed in the quarter.
  public var disbursed: Fen
  /// 季初余额: on the quarter's first day, before anything happened.
  public var openingBalance: Fen
  /// 季末余额: at the end of the quarter's last day.
  public var closingBalance: Fen
  /// 笔数: rows of the details.
  public var notes: Int
  /// 利息.
  public var interest: Fen
  /// 个人承担.
  public var borrower: Fen
  /// 财政贴息 as computed.
  public var subsidy: Fen
  /// What the bank claimed.
  public var claimed: Fen
  /// What of this quarter is payable.
  public var payable: Fen
  /// What earlier quarters are corrected by.
  public var adjustment: Fen
  /// 申请贴息金额: payable and adjustment.
  public var applied: Fen { payable + adjustment }

  /// A row of noughts.
  public init(bank: String, kind: String) {
    self.bank = bank
    self.kind = kind
    disbursedNotes = 0
    disbursed = .zero
    openingBalance = .zero
    closingBalance = .zero
    notes = 0
    interest = .zero
    borrower = .zero
    subsidy = .zero
    claimed = .zero
    payable = .zero
    adjustment = .zero
  }
}

/// 贴息明细表: one note in one quarter.
public struct DetailRow: BankRow, Hashable {
  /// The bank's code.
  public var bank: String
  /// 借款人: the name as in the contract.
  public var borrower: String
  /// 项目.
  public var project: String
  /// 合同号.
  public var contractNo: String
  /// 借据号.
  public var noteNo: String
  /// 金额: what was disbursed.
  public var amount: Fen
  /// 发放日.
  public var disbursedOn: Day
  /// 到期日: the original due day.
  public var dueOn: Day
  /// 利率: of the contract, on the quarter's last day that bears interest.
  public var rate: Rate
  /// 签订日LPR; nil where none applies.
  public var lpr: Rate?
  /// 计息起止日: the days `[from, to)` that bear interest; shown with the last day included. Nil
  /// for a claim that no day of the note bears out.
  public var days: DayRange?
  /// 天数.
  public var dayCount: Int
  /// 计息本金: the balance that bore interest; where it changed, the one of the first day.
  public var principal: Fen
  /// 利息.
  public var interest: Fen
  /// 个人承担: interest less subsidy.
  public var borrowerPart: Fen
  /// 财政贴息 as computed.
  public var subsidy: Fen
  /// What of it is payable: 申请贴息金额.
  public var payable: Fen
  /// 累计贴息: paid for the note in earlier quarters, and what is payable now.
  public var cumulative: Fen
  /// 次数: the note's use ordinal.
  public var ordinal: Int
  /// Whether the figure rests on policy data that is unconfirmed: 待确认 in the remark.
  public var isUnconfirmed: Bool
  /// 备注.
  public var remark: String

  /// A row.
  public init(
    bank: String, borrower: String, project: String, contractNo: String, noteNo: String,
    amount: Fen, disbursedOn: Day, dueOn: Day, rate: Rate, lpr: Rate?, days: DayRange?,
    dayCount: Int, principal: Fen, interest: Fen, borrowerPart: Fen, subsidy: Fen, payable: Fen,
    cumulative: Fen, ordinal: Int, isUnconfirmed: Bool = false, remark: String = ""
  ) {
    self.bank = bank
    self.borrower = borrower
    self.project = project
    self.contractNo = contractNo
    self.noteNo = noteNo
    self.amount = amount
    self.disbursedOn = disbursedOn
    self.dueOn = dueOn
    self.rate = rate
    self.lpr = lpr
    self.days = days
    self.dayCount = dayCount
    self.principal = principal
    self.interest = interest
    self.borrowerPart = borrowerPart
    self.subsidy = subsidy
    self.payable = payable
    self.cumulative = cumulative
    self.ordinal = ordinal
    self.isUnconfirmed = isUnconfirmed
    self.remark = remark
  }
}

/// 差异表: a line that does not agree with its claim, or is held back.
public struct DifferenceRow: BankRow, Hashable {
  /// The bank's code.
  public var bank: String
  /// 借款人; empty for a claim without a note.
  public var borrower: String
  /// 借据号.
  public var noteNo: String
  /// 类别 in words, `多申报`. SUBSIDY §4 "Class".
  public var comparison: String
  /// 原因 in words, `多算一天`; empty where none was found.
  public var cause: String
  /// The subsidy claimed; nil where nothing was claimed.
  public var claimed: Fen?
  /// The subsidy computed.
  public var computed: Fen
  /// Claimed less computed; a missing claim counts as 0.
  public var difference: Fen
  /// What is payable as things stand.
  public var payable: Fen
  /// 处理意见: what is to be done, or what was resolved and why.
  public var action: String

  /// A row.
  public init(
    bank: String, borrower: String, noteNo: String, comparison: String, cause: String,
    claimed: Fen?, computed: Fen, difference: Fen, payable: Fen, action: String
  ) {
    self.bank = bank
    self.borrower = borrower
    self.noteNo = noteNo
    self.comparison = comparison
    self.cause = cause
    self.claimed = claimed
    self.computed = computed
    self.difference = difference
    self.payable = payable
    self.action = action
  }
}

/// 调整表: an earlier quarter of a note that is corrected.
public struct AdjustmentRow: BankRow, Hashable {
  /// The bank's code.
  public var bank: String
  /// 借款人.
  public var borrower: String
  /// 借据号.
  public var noteNo: String
  /// The quarter that is corrected.
  public var period: Quarter
  /// 原因 in words: the record that arrived late.
  public var cause: String
  /// What was payable before (P).
  public var before: Fen
  /// What is payable as now known (P′).
  public var after: Fen
  /// P′ − P: what is payable or taken back now.
  public var difference: Fen

  /// A row.
  public init(
    bank: String, borrower: String, noteNo: String, period: Quarter, cause: String,
    before: Fen, after: Fen, difference: Fen
  ) {
    self.bank = bank
    self.borrower = borrower
    self.noteNo = noteNo
    self.period = period
    self.cause = cause
    self.before = before
    self.after = after
    self.difference = difference
  }
}
