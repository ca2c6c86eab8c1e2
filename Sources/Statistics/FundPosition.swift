public import Quantities

/// The figures of the guarantee fund. The raw value is the stable code.
/// STATISTICS "Guarantee fund".
public enum FundMeasure: String, Hashable, Sendable, CaseIterable {
  case deposited = "fundDeposited"
  case withdrawn = "fundWithdrawn"
  case compensated = "fundCompensated"
  case recovered = "fundRecovered"
  case balance = "fundBalance"
  case liability = "fundLiability"
  case multiple = "fundMultiple"
  case limit = "fundLimit"
  case used = "fundUsed"
  case headroom = "fundHeadroom"

  /// The name in Chinese.
  public var name: String {
    switch self {
    case .deposited: "基金累计存入"
    case .withdrawn: "基金累计转出"
    case .compensated: "基金累计代偿支出"
    case .recovered: "基金累计追偿收回"
    case .balance: "基金余额"
    case .liability: "担保责任余额"
    case .multiple: "放大倍数"
    case .limit: "担保责任限额"
    case .used: "限额使用率"
    case .headroom: "可新增担保额"
    }
  }

  /// The unit in Chinese.
  public var unit: String {
    switch self {
    case .multiple: "倍"
    case .used: "%"
    default: "元"
    }
  }

  /// One sentence in Chinese: what exactly is counted.
  public var definition: String {
    switch self {
    case .deposited: "截至当日登记的存入担保基金的金额之和。"
    case .withdrawn: "截至当日登记的从担保基金转出的金额之和。"
    case .compensated: "截至当日各笔代偿中按比例由担保基金承担的部分之和。"
    case .recovered: "截至当日各笔追偿收回中按比例返还担保基金的部分之和。"
    case .balance: "存入减转出、减代偿支出、加追偿收回。"
    case .liability: "当日日终担保基金所担保、未代偿的借据余额乘以担保责任比例，逐笔四舍五入到分后相加。"
    case .multiple: "担保责任余额除以基金余额，四舍五入到两位小数。"
    case .limit: "基金余额乘以倍数上限，上年到期贷款回收率达到规定比例的适用提高后的倍数。"
    case .used: "担保责任余额除以担保责任限额，四舍五入到百分数两位小数。"
    case .headroom: "担保责任限额减担保责任余额，为负数时表示已超限额。"
    }
  }
}

/// The guarantee fund at the end of a day.
public struct FundPosition: Hashable, Sendable {
  /// The day.
  public let day: Day
  /// The rule in force; nil when there is none, and then there is no limit to compare with.
  public let rule: FundRule?
  /// Last year's repayment rate of due loans; nil when nothing fell due.
  public let lastYear: ExactRatio?
  let sums: [FundMeasure: Fen]
  let deposits: [Depositor: Fen]
  /// The banks, in the order of their codes.
  public let banks: [FundBank]
  let withoutRule: [Day]

  /// What a depositor put in less what went back to it.
  public func deposited(by depositor: Depositor) -> Fen { deposits[depositor] ?? .zero }

  /// The fund's money.
  public var balance: Fen { sums[.balance] ?? .zero }
  /// What the fund is liable for.
  public var liability: Fen { sums[.liability] ?? .zero }
  /// The multiple allowed; nil without a rule.
  public var allowedMultiple: Int? { rule?.multiple(lastYear: lastYear) }
  /// The liability allowed: fund × multiple; zero when the fund is used up, nil without a rule.
  public var limit: Fen? {
    allowedMultiple.map { Fen(max(0, balance.value) * Int64($0)) }
  }

  /// A figure of the fund.
  public func value(_ measure: FundMeasure) -> FigureValue? {
    switch measure {
    case .deposited, .withdrawn, .compensated, .recovered, .balance, .liability:
      .money(sums[measure] ?? .zero)
    case .multiple: .multiple(ExactRatio(liability, of: balance))
    case .limit: limit.map { .money($0) }
    case .used: limit.map { .percent(ExactRatio(liability, of: $0)) }
    case .headroom: limit.map { .money($0 - liability) }
    }
  }

  /// Members of the rule that are still open (待确认) and on which a figure rests.
  public var unconfirmed: [String] { rule?.open ?? [] }

  /// Everything that somebody has to look at.
  public var warnings: [FundWarning] {
    var warnings: [FundWarning] = []
    if rule == nil { warnings.append(.noRule(on: day)) }
    for day in withoutRule where rule != nil || day != self.day {
      warnings.append(.noRule(on: day))
    }
    if balance < .zero { warnings.append(.fundBelowZero(balance)) }
    if let rule, let limit {
      if liability > limit {
        warnings.append(.aboveLimit(liability: liability, limit: limit))
      } else if let used = ExactRatio(liability, of: limit),
        used.isAbove(percent: rule.warnAbovePercent)
      {
        warnings.append(.nearLimit(used: used, percent: rule.warnAbovePercent))
      }
    }
    if let percent = rule?.suspendAbovePercent {
      for bank in banks {
        if let rate = bank.rate, rate.isAbove(percent: percent) {
          warnings.append(
            .bankAboveRate(
              bank, percent: percent,
              isOpen: rule?.open.contains("suspendAbovePercent") ?? false))
        }
      }
    }
    return warnings
  }
}

/// Something about the fund that somebody has to look at.
public enum FundWarning: Hashable, Sendable {
  /// No rule of the fund is in force on a day.
  case noRule(on: Day)
  /// More was paid out than put in.
  case fundBelowZero(Fen)
  /// The liability is above the limit.
  case aboveLimit(liability: Fen, limit: Fen)
  /// The liability comes close to the limit.
  case nearLimit(used: ExactRatio, percent: Int)
  /// A bank's compensation rate of the year is above what the rule allows.
  case bankAboveRate(FundBank, percent: Int, isOpen: Bool)

  /// The sentence with its remedy, in Chinese.
  public var sentence: String {
    switch self {
    case .noRule(let day): "\(day) 没有适用的担保基金规定，请在 fund.json 中补充。"
    case .fundBelowZero(let balance): "担保基金余额为 \(balance) 元，请核对存入、转出和代偿。"
    case .aboveLimit(let liability, let limit):
      "担保责任余额 \(liability) 元超过限额 \(limit) 元，请补充担保基金或暂停新增担保。"
    case .nearLimit(let used, let percent):
      "担保责任余额已达限额的 \(used.percent)%（超过 \(percent)%），请及早补充担保基金。"
    case .bankAboveRate(let bank, let percent, let isOpen):
      "经办银行 \(bank.bank) 本年代偿率 \(bank.rate?.percent ?? "")% 超过 \(percent)%"
        + (isOpen ? "（该比例待确认）" : "") + "，请核对是否暂停其新增担保。"
    }
  }
}
