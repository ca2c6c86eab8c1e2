public import Quantities

/// Who puts money into the guarantee fund.
public enum Depositor: String, Hashable, Sendable, CaseIterable {
  case central = "CENTRAL"
  case province = "PROVINCE"
  case city = "CITY"
  case county = "COUNTY"
  case other = "OTHER"

  /// The name in Chinese.
  public var name: String {
    switch self {
    case .central: "中央财政"
    case .province: "省级财政"
    case .city: "市级财政"
    case .county: "县级财政"
    case .other: "其他"
    }
  }
}

/// Money that the bureau records as put into the guarantee fund (担保基金), or taken out.
public struct FundMovement: Hashable, Sendable {
  /// In or out.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// 存入
    case deposit = "DEPOSIT"
    /// 转出
    case withdrawal = "WITHDRAWAL"
  }
  /// In or out.
  public var kind: Kind
  /// The day of the bank statement.
  public var on: Day
  /// The amount, more than zero.
  public var amount: Fen
  /// Whose money it is.
  public var depositor: Depositor
  /// The document or voucher on which it rests.
  public var document: String

  /// States a movement; ``refusals(today:balance:)`` judges it.
  public init(
    _ kind: Kind, on: Day, amount: Fen, depositor: Depositor, document: String
  ) {
    self.kind = kind
    self.on = on
    self.amount = amount
    self.depositor = depositor
    self.document = document
  }

  /// What the movement does to the fund.
  public var change: Fen { kind == .deposit ? amount : -amount }
}

/// Why a movement of the fund cannot be recorded.
public enum FundRefusal: Hashable, Sendable {
  /// The amount is not more than zero.
  case noAmount
  /// It lies after today.
  case inFuture(on: Day, today: Day)
  /// No document is named, or its name is longer than 200 characters or has control characters.
  case noDocument
  /// More is taken out than the fund holds.
  case moreThanFund(balance: Fen, amount: Fen)

  /// The sentence with its remedy, in Chinese.
  public var sentence: String {
    switch self {
    case .noAmount: "金额应大于零，请核对金额。"
    case .inFuture(let on, let today): "日期 \(on) 晚于今天 \(today)，请在实际发生后登记。"
    case .noDocument: "请填写依据文号或凭证号（200 字以内，不含控制字符）。"
    case .moreThanFund(let balance, let amount):
      "转出 \(amount) 元超过当日基金余额 \(balance) 元，请核对金额，或先登记存入。"
    }
  }
}

extension FundMovement {
  /// Everything that forbids recording the movement; `balance` is the fund's balance before it.
  public func refusals(today: Day, balance: Fen) -> [FundRefusal] {
    var refusals: [FundRefusal] = []
    if amount <= .zero { refusals.append(.noAmount) }
    if on > today { refusals.append(.inFuture(on: on, today: today)) }
    let isControl = document.unicodeScalars.contains {
      $0.properties.generalCategory == .control
    }
    if !(1...200).contains(document.unicodeScalars.count) || isControl {
      refusals.append(.noDocument)
    }
    if kind == .withdrawal, amount > balance {
      refusals.append(.moreThanFund(balance: balance, amount: amount))
    }
    return refusals
  }
}
