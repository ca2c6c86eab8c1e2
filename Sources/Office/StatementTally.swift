import Ledger
import LoanBook
import Quantities
import Settlement
import Statements
import Subsidy

/// What one pass over a run's lines and one over the notes leave for its statements: every sum, and
/// where the rows of each sheet lie. SUBSIDY §6.
struct StatementTally {
  /// Places of lines in the run, by bank.
  typealias Places = [String: [Int]]

  let session: LedgerSession
  let run: RunEntry
  let banks: [PartyCode: Bank]
  private(set) var details: Places = [:]
  private(set) var differences: Places = [:]
  private(set) var adjustments: Places = [:]
  private(set) var unconfirmed: [String] = []
  private var applications: [ApplicationKey: ApplicationRow] = [:]
  private var shares: [PartyCode: (current: Shares, adjustment: Shares)] = [:]
  private var payments: [PaymentKey: Payment] = [:]

  private struct ApplicationKey: Hashable {
    let bank: PartyCode
    let kind: BorrowerKind
  }

  /// A payee: a bank, or the holder of an account.
  private struct PaymentKey: Hashable {
    let bank: PartyCode
    let payee: Payee
    let account: PayeeAccount?
    /// Where a borrower's account is not known, every note is a payee of its own.
    let noteNo: NoteNo?
  }

  private struct Payment {
    var notes = 0
    var due = Fen.zero
    var shares = Shares()
    let name: String
  }

  init(_ run: RunEntry, in session: LedgerSession) throws {
    self.run = run
    self.session = session
    banks = Dictionary(uniqueKeysWithValues: try session.banks().map { ($0.code, $0) })
  }

  // MARK: Counting

  /// Counts a line of the run.
  mutating func count(_ row: RunLine) throws {
    let line = try SettledLine(row)
    guard let bank = banks[line.bank] else {
      throw OfficeRefusal(
        .fault, row.bank, "账本中没有这家银行", "请运行 mingdai check，并从备份恢复账本")
    }
    for title in line.unconfirmed where !unconfirmed.contains(title) { unconfirmed.append(title) }
    if line.isDifference { differences[row.bank, default: []].append(row.position) }
    // A claim without a note is told among the differences alone.
    guard line.disbursementRecord != nil else { return }
    let key = ApplicationKey(bank: line.bank, kind: try kind(of: line, bank))
    var application = applications[key] ?? newApplication(key)
    if line.isAdjustment {
      adjustments[row.bank, default: []].append(row.position)
      application.adjustment += line.payable
    } else {
      details[row.bank, default: []].append(row.position)
      application.notes += 1
      application.interest += line.interest
      application.borrower += line.borrower
      application.subsidy += line.subsidy
      application.claimed += line.claimed ?? .zero
      application.payable += line.payable
    }
    applications[key] = application
    share(line)
    try pay(line, bank)
  }

  /// Counts a note that stood at the run's known-at: what was disbursed, and both balances. From
  /// the day of COMPENSATION on a note has no balance with the bank.
  mutating func count(_ note: NoteHistory) {
    let quarter = run.period.days
    guard note.terms.disbursedOn < quarter.to else { return }
    let key = ApplicationKey(bank: note.key.bank, kind: note.terms.borrower.kind)
    let isNew = note.terms.disbursedOn >= quarter.from
    let opening = isNew ? .zero : note.bankBalance(on: quarter.from - 1)
    let closing = note.bankBalance(on: quarter.to - 1)
    guard isNew || opening != .zero || closing != .zero else { return }
    var application = applications[key] ?? newApplication(key)
    if isNew {
      application.disbursedNotes += 1
      application.disbursed += note.terms.amount
    }
    application.openingBalance += opening
    application.closingBalance += closing
    applications[key] = application
  }

  private func newApplication(_ key: ApplicationKey) -> ApplicationRow {
    ApplicationRow(bank: key.bank.text, kind: key.kind.title)
  }

  /// A note that does not stand any more is told under the kind that its line names.
  private func kind(of line: SettledLine, _ bank: Bank) throws -> BorrowerKind {
    try line.borrowerKind
      ?? session.borrowerKind(line.noteNo, of: bank, knownAt: run.knownAt) ?? .individual
  }

  private mutating func share(_ line: SettledLine) {
    var sum = shares[line.bank] ?? (Shares(), Shares())
    if line.isAdjustment {
      sum.adjustment = sum.adjustment + line.payableShares
    } else {
      sum.current = sum.current + line.payableShares
    }
    shares[line.bank] = sum
  }

  private mutating func pay(_ line: SettledLine, _ bank: Bank) throws {
    guard line.payable != .zero || line.payableShares != Shares() else { return }
    let payee = line.payee ?? .bank
    let account = try session.payeeAccount(
      line.noteNo, of: bank, period: line.period, knownAt: run.knownAt)
    let isUnknown = payee == .borrower && account == nil
    let key = PaymentKey(
      bank: line.bank, payee: payee, account: account, noteNo: isUnknown ? line.noteNo : nil)
    var payment = try payments[key] ?? Payment(name: name(of: payee, account, line, bank))
    payment.notes += 1
    payment.due += line.payable
    payment.shares = payment.shares + line.payableShares
    payments[key] = payment
  }

  private func name(
    of payee: Payee, _ account: PayeeAccount?, _ line: SettledLine, _ bank: Bank
  ) throws -> String {
    if let account { return account.name.revealed }
    guard payee == .borrower, let record = line.disbursementRecord else { return bank.name }
    return try session.borrowerName(disbursedBy: record, of: bank, knownAt: run.knownAt)
      ?? line.noteNo.text
  }

  // MARK: What came of it

  /// The banks that have a row, in the order in which they were registered.
  var statementBanks: [StatementBank] {
    let present = Set(applications.keys.map(\.bank.text))
      .union(differences.keys)
    return banks.values.sorted { $0.id < $1.id }.filter { present.contains($0.code.text) }
      .map { StatementBank(code: $0.code.text, name: $0.name) }
  }

  /// 申请表, by bank and kind of borrower.
  var applicationRows: [ApplicationRow] {
    byBank { bank in
      BorrowerKind.allCases.compactMap { applications[ApplicationKey(bank: bank, kind: $0)] }
    }
  }

  /// 分担汇总, by bank.
  var shareRows: [ShareRow] {
    byBank { bank in
      shares[bank].map {
        [
          ShareRow(
            bank: bank.text, current: PayerAmounts($0.current),
            adjustment: PayerAmounts($0.adjustment))
        ]
      } ?? []
    }
  }

  /// 拨付清单: the bank itself first, then borrowers by name and account. A payee who owes more
  /// than is due to him gets nothing, and the rest is put off.
  var paymentRows: [PaymentRow] {
    let all = payments.sorted { a, b in
      let (x, y) = (order(a.key, a.value), order(b.key, b.value))
      return x.lexicographicallyPrecedes(y)
    }
    return byBank { bank in
      all.filter { $0.key.bank == bank }.map { row($0.key, $0.value) }
    }
  }

  private func order(_ key: PaymentKey, _ payment: Payment) -> [String] {
    [
      key.payee == .bank ? "0" : "1", payment.name, key.account?.number.revealed ?? "",
      key.account?.bank ?? "", key.noteNo?.text ?? "",
    ]
  }

  private func row(_ key: PaymentKey, _ payment: Payment) -> PaymentRow {
    let offset = payment.due < .zero ? -payment.due : .zero
    let isPaid = payment.due + offset != .zero
    var remark: [String] = []
    if key.account == nil, isPaid {
      remark.append(key.payee == .bank ? "账户由财政部门按登记填写" : "银行未报收款账户，补齐后拨付")
    }
    if offset != .zero { remark.append("结转以后抵扣") }
    return PaymentRow(
      bank: key.bank.text, payee: payment.name, accountBank: key.account?.bank ?? "",
      account: key.account?.number.revealed ?? (isPaid ? "待填写" : ""), notes: payment.notes,
      due: payment.due,
      offset: offset, amount: payment.due + offset,
      shares: offset == .zero ? PayerAmounts(payment.shares) : .zero,
      remark: remark.joined(separator: "；"))
  }

  private func byBank<Row>(_ rows: (PartyCode) -> [Row]) -> [Row] {
    banks.values.sorted { $0.id < $1.id }.flatMap { rows($0.code) }
  }
}

extension PayerAmounts {
  init(_ shares: Shares) {
    self.init(
      central: shares.central, province: shares.province, city: shares.city,
      county: shares.county)
  }
}

extension NoteHistory {
  /// What the borrower owes the bank at the end of a day.
  fileprivate func bankBalance(on day: Day) -> Fen {
    let state = state(on: day)
    return state.compensatedOn == nil ? state.balance : .zero
  }
}
