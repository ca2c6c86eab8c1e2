import Ledger
public import LoanBook
public import Quantities
public import StrictJSON

/// A payment as people and programs are told of it. COMMAND `settle pay --list`.
public struct PaymentSummary: Sendable {
  /// The number that people write down.
  public let number: String
  /// The bank's code.
  public let bank: String
  /// The payee's name: the bank, or the borrower who paid first.
  public let payee: String
  /// BANK or BORROWER.
  public let kind: Payee
  /// The last four digits of the account; nil while none is known.
  public let accountEnding: String?
  /// The sum of the run's lines; below nought where it is taken back.
  public let gross: Fen
  /// What is set off of earlier amounts to take back.
  public let offset: Fen
  /// What is paid.
  public let net: Fen
  /// Of an amount to take back, what is still open.
  public let open: Fen
  /// DUE, SENT, RETURNED, DONE or RECOVERED.
  public let state: String
  /// The state in officials' words.
  public let stateTitle: String
  /// The day of the last step.
  public let on: Day?
  /// Document or reason of the last step.
  public let remark: String
  /// Whether its money once came back.
  public let wasReturned: Bool
  /// The whole payment for programs, account numbers left out.
  public let json: JSONValue
}

/// Names and accounts of payees, as known when a payment was last sent or paid; now, while it
/// waits.
struct Payees {
  let session: LedgerSession

  func name(of payment: PaymentEntry) throws -> String {
    guard let person = payment.person else { return payment.bank.name }
    return try session.borrowerName(
      of: person, at: payment.bank, knownAt: Self.instant(of: payment)) ?? ""
  }

  func account(of payment: PaymentEntry) throws -> PayeeAccount? {
    let known = Self.instant(of: payment)
    guard let person = payment.person else {
      return try session.account(of: payment.bank, knownAt: known)
    }
    return try session.account(of: person, at: payment.bank, knownAt: known)
  }

  /// A corrected account counts as long as the money is still to go; what went stays as it went
  /// the last time.
  private static func instant(of payment: PaymentEntry) -> Instant? {
    guard [.sent, .done].contains(payment.state) else { return nil }
    let back = payment.steps.lastIndex { $0.state == .returned }
    let steps = payment.steps[(back.map { $0 + 1 } ?? 0)...]
    return (steps.last { $0.state == .sent } ?? steps.last)?.at
  }

  func summary(_ payment: PaymentEntry) throws -> PaymentSummary {
    let last = payment.steps.last
    let name = try name(of: payment)
    let ending = try account(of: payment)?.ending
    return PaymentSummary(
      number: payment.number, bank: payment.bank.code.text, payee: name,
      kind: payment.person == nil ? .bank : .borrower, accountEnding: ending,
      gross: payment.gross, offset: payment.offset, net: payment.net, open: payment.open,
      state: payment.state.rawValue, stateTitle: payment.stateTitle, on: last?.on,
      remark: [last?.document, last?.reason].compactMap { $0 }.joined(separator: " "),
      wasReturned: payment.steps.contains { $0.state == .returned },
      json: payment.json(payee: name, ending: ending))
  }
}

extension PayeeAccount {
  /// What of the number may be shown: too little of a short one to tell it.
  var ending: String {
    let digits = number.revealed
    return digits.count < 8 ? "****" : String(digits.suffix(4))
  }
}

extension PaymentEntry {
  /// The state in officials' words.
  var stateTitle: String {
    if isTakeBack { return state.takeBackTitle }
    return net == .zero ? "全部抵扣" : state.title
  }

  fileprivate func json(payee: String, ending: String?) -> JSONValue {
    [
      "number": .string(number), "run": .string(run.description),
      "bank": .string(bank.code.text), "payee": .string(payee),
      "kind": .string((person == nil ? Payee.bank : .borrower).rawValue),
      "accountEnding": .text(ending), "lines": .integer(Int64(lines)),
      "gross": .string(gross.description), "offset": .string(offset.description),
      "net": .string(net.description), "open": .string(open.description),
      "shares": LineJSON.shares(netShares),
      "setsOff": .array(offsets.map(\.json)), "setOffBy": .array(taken.map(\.json)),
      "state": .string(state.rawValue),
      "steps": .array(
        steps.map { step in
          [
            "state": .string(step.state.rawValue), "on": .string(step.on.description),
            "document": .text(step.document), "reason": .text(step.reason),
            "by": .string(step.by), "at": .string(step.at.description),
          ]
        }),
    ]
  }
}

extension PaymentEntry.Offset {
  fileprivate var json: JSONValue {
    ["number": .string(number), "amount": .string(shares.total.description)]
  }
}

extension PaymentState {
  /// The state of a payment in officials' words.
  var title: String {
    switch self {
    case .due: "待拨付"
    case .sent: "已送财政"
    case .returned: "已退回"
    case .done: "已拨付"
    case .recovered: "已追回"
    }
  }

  /// The state of an amount to take back.
  var takeBackTitle: String {
    switch self {
    case .due: "待抵扣或追回"
    case .sent: "已发追回通知"
    case .returned: "已退回"
    case .done: "已抵扣"
    case .recovered: "已追回"
    }
  }
}
