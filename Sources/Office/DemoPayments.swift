import Ledger
import LoanBook
public import Quantities

/// What a quarter of a demonstration paid. COMMAND `demo`.
public struct DemoPayment: Sendable {
  /// The quarter.
  public let run: String
  /// The run's state in officials' words.
  public let stateTitle: String
  /// Payments, those of nothing and amounts to take back included.
  public let payments: Int
  /// What the run made payable.
  public let gross: Fen
  /// What was set off.
  public let offset: Fen
  /// What was paid.
  public let paid: Fen
  /// Payments whose money once came back.
  public let returned: Int
  /// What is still to be taken back.
  public let open: Fen
}

/// Pays the quarters of a demonstration as a bureau does: the list goes to the finance bureau, its
/// answer comes back, one payment came back and is paid again.
struct DemoPayments {
  let office: Office
  let actor: Actor

  /// An account for every bank.
  func openAccounts(of banks: [(code: PartyCode, name: String)], at now: Instant) throws {
    for (place, bank) in banks.enumerated() {
      let table = "户名,开户行,账号\n\(bank.name)贴息专户,\(bank.name)营业部,00009999\(10_000_000 + place)\n"
      _ = try office.setAccount(of: bank.code, table: Array(table.utf8), by: actor, now: now)
    }
  }

  /// Pays a quarter in the week after its approval.
  func pay(_ quarter: Quarter, approved: Instant) throws {
    func later(_ days: Int64) -> Instant { approved + days * 86_400 }
    let document = "泽人社函〔\(quarter.year)〕\(quarter.number)号（示例）"
    let payments = try office.payments(of: quarter).payments.filter { $0.net > .zero }
    guard !payments.isEmpty else {
      _ = try office.pay(quarter, .done, by: actor, now: later(1))
      return
    }
    _ = try office.pay(quarter, .sent, document: document, by: actor, now: later(1))
    let bounced = payments.first { $0.kind == .borrower } ?? payments[0]
    var answer = "拨付编号,结果,日期,原因\n"
    for payment in payments {
      let isBack = payment.number == bounced.number
      answer += "\(payment.number),\(isBack ? "退回" : "成功"),\(later(4).day),"
      answer += isBack ? "户名与账号不符（示例）\n" : "\n"
    }
    _ = try office.pay(
      quarter, .results(Array(answer.utf8)), document: "支付回单（示例）", by: actor, now: later(5))
    _ = try office.pay(quarter, .done, document: "重新支付（示例）", by: actor, now: later(8))
  }

  /// What became of every quarter.
  func table(_ quarters: [Quarter]) throws -> [DemoPayment] {
    try quarters.map { quarter in
      let outcome = try office.payments(of: quarter)
      func sum(_ amount: (PaymentSummary) -> Fen) -> Fen {
        outcome.payments.reduce(.zero) { $0 + amount($1) }
      }
      return DemoPayment(
        run: outcome.run.run, stateTitle: outcome.run.stateTitle,
        payments: outcome.payments.count, gross: sum(\.gross), offset: sum(\.offset),
        paid: sum { $0.state == PaymentState.done.rawValue ? max(.zero, $0.net) : .zero },
        returned: outcome.payments.count(where: \.wasReturned), open: sum(\.open))
    }
  }
}
