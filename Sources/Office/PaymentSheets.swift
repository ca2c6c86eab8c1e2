import Ledger
import LoanBook
import Quantities
import Statements

/// The payment list of a run and its notices of what is to be paid back. SUBSIDY §4, §6. Of a run
/// that is not approved the list shows what approval would make, without numbers.
struct PaymentSheets {
  private let run: RunEntry
  private let session: LedgerSession
  /// Of an approved run.
  private let made: [PaymentEntry]
  private var planned: RunPayments
  private var takenBack: [RunPayments.Payee: TakenBack] = [:]

  /// Lines of a payee who must pay back.
  private struct TakenBack {
    /// Places of adjustments in the run.
    var places: [Int] = []
    var besides = Fen.zero
  }

  init(_ run: RunEntry, in session: LedgerSession) throws {
    self.run = run
    self.session = session
    planned = try RunPayments(run, in: session)
    made = run.isApproved ? try session.payments(of: run) : []
    for payment in made where payment.open > .zero {
      takenBack[RunPayments.Payee(payment)] = TakenBack()
    }
  }

  /// Counts a line of the run.
  mutating func count(_ line: SettledLine, at place: Int) throws {
    guard run.isApproved else { return try planned.count(line) }
    guard !takenBack.isEmpty, line.payable != .zero, let record = line.disbursementRecord else {
      return
    }
    let payee = try planned.payee(of: line, record)
    if line.isAdjustment {
      takenBack[payee]?.places.append(place)
    } else {
      takenBack[payee]?.besides += line.payable
    }
  }

  /// 拨付清单.
  func rows() throws -> [PaymentRow] {
    let payees = Payees(session: session)
    let payments = run.isApproved ? made : try planned.payments().map(\.entry)
    return try payments.map { try row($0, payees) }
  }

  private func row(_ payment: PaymentEntry, _ payees: Payees) throws -> PaymentRow {
    let isPaid = payment.net > .zero
    let account = isPaid ? try payees.account(of: payment) : nil
    return PaymentRow(
      number: run.isApproved ? payment.number : "", bank: payment.bank.code.text,
      payee: try account?.name.revealed ?? payees.name(of: payment),
      accountBank: account?.bank ?? "",
      account: account?.number.revealed ?? (isPaid ? "待填写" : ""), notes: payment.lines,
      due: payment.gross, offset: payment.isTakeBack ? -payment.gross : -payment.offset,
      amount: payment.isTakeBack ? .zero : payment.net,
      shares: payment.isTakeBack ? .zero : payment.netShares,
      remark: remark(payment, hasAccount: account != nil))
  }

  private func remark(_ payment: PaymentEntry, hasAccount: Bool) -> String {
    var words = payment.offsets.map { "抵扣 \($0.number) 多付 \($0.shares.total) 元" }
    if payment.isTakeBack { words.append("结转以后抵扣或追回") }
    if payment.net > .zero, !hasAccount {
      words.append(
        payment.person == nil ? "银行收款账户未登记，登记后拨付" : "银行未报收款账户，补齐后拨付")
    }
    if payment.state == .returned, let reason = payment.steps.last?.reason {
      words.append("退回：" + reason)
    }
    return words.joined(separator: "；")
  }

  /// 追回通知书, one for each payee with an open amount to take back.
  func notices() throws -> [RecoveryNotice] {
    let lines = try StatementLines(run, in: session)
    let payees = Payees(session: session)
    return try made.compactMap { payment in
      guard let found = takenBack[RunPayments.Payee(payment)] else { return nil }
      let notice = RecoveryNotice(
        number: payment.number, bank: payment.bank.code.text, payee: try payees.name(of: payment),
        isToBorrower: payment.person != nil,
        rows: try found.places.map { try lines.adjustment(lines.line(at: $0)) },
        besides: found.besides,
        setOff: payment.taken.reduce(.zero) { $0 + $1.shares.total })
      guard notice.open == payment.open else {
        throw OfficeRefusal(
          .fault, payment.number, "逐笔多付合计 \(notice.overpaid) 元与应追回的不符",
          "请运行 mingdai check，并从备份恢复账本")
      }
      return notice
    }
  }
}

extension RunPayments.Payee {
  init(_ payment: PaymentEntry) {
    self.init(bank: payment.bank.code, person: payment.person)
  }
}
