import DropBox
import Ledger
import LoanBook
import Quantities
import Settlement
import StrictJSON

/// The payments that a run makes when it is approved: one for each payee, by the sum of its lines.
/// SUBSIDY §4.
struct RunPayments {
  /// A bank, or a borrower at a bank (先付后贴).
  struct Payee: Hashable {
    let bank: PartyCode
    /// The borrower's row in the ledger.
    let person: Int64?
  }

  let run: RunEntry
  let session: LedgerSession
  private let banks: [PartyCode: Bank]
  private var plan = PaymentPlan<Payee>()
  /// A loan of each borrower: by it the archive names the borrower.
  private var loans: [Payee: PaymentToMake.Loan] = [:]
  private var total = Fen.zero

  init(_ run: RunEntry, in session: LedgerSession) throws {
    self.run = run
    self.session = session
    banks = Dictionary(uniqueKeysWithValues: try session.banks().map { ($0.code, $0) })
  }

  /// Counts a line of the run. A claim without a note is never payable.
  mutating func count(_ line: SettledLine) throws {
    total += line.payable
    guard let record = line.disbursementRecord, line.payableShares != Shares() else { return }
    let payee = try payee(of: line, record)
    if payee.person != nil, loans[payee] == nil {
      loans[payee] = PaymentToMake.Loan(record: record, knownAt: knownAt(line))
    }
    plan.take(payee, line.payableShares)
  }

  /// What was known by then tells whom a line pays.
  private func knownAt(_ line: SettledLine) -> Instant { line.payeeKnownAt ?? run.knownAt }

  /// Whom a line pays, or from whom it takes back.
  func payee(of line: SettledLine, _ record: RecordId) throws -> Payee {
    guard line.payee == .borrower else { return Payee(bank: line.bank, person: nil) }
    guard let bank = banks[line.bank],
      let person = try session.person(disbursedBy: record, of: bank, knownAt: knownAt(line))
    else {
      throw OfficeRefusal(
        .fault, "\(line.bank) \(line.noteNo)", "账本中没有这条核算明细的借款人",
        "请运行 mingdai check，并从备份恢复账本")
    }
    return Payee(bank: line.bank, person: person)
  }

  /// The payments in the order of their numbers: bank by bank, the bank itself first, then its
  /// borrowers in the order of the lines. What a payee owes from earlier runs is set off.
  func payments() throws -> [PaymentToMake] {
    let planned = try plan.payments { payee in
      guard let bank = banks[payee.bank] else { return [] as [OpenTakeBack<String>] }
      return try session.openTakeBacks(of: bank, person: payee.person).map {
        OpenTakeBack($0.number, shares: $0.openShares)
      }
    }
    try requireSameTotal(planned.reduce(.zero) { $0 + $1.gross })
    let ordered = planned.enumerated().sorted { a, b in
      let (x, y) = (a.element.payee, b.element.payee)
      if x.bank != y.bank { return x.bank < y.bank }
      if (x.person == nil) != (y.person == nil) { return x.person == nil }
      return a.offset < b.offset
    }.map(\.element)
    return ordered.enumerated().map { place, payment in
      guard let bank = banks[payment.payee.bank] else {
        preconditionFailure("a payee's bank is registered")
      }
      return PaymentToMake(
        entry: PaymentEntry(
          run: run.period, number: Self.number(run.period, place + 1), bank: bank,
          person: payment.payee.person, lines: payment.lines,
          shares: payment.shares,
          offsets: payment.offsets.map {
            PaymentEntry.Offset(number: $0.id, shares: $0.shares)
          }),
        loan: loans[payment.payee])
    }
  }

  /// `2026Q1-0007`.
  private static func number(_ period: Quarter, _ place: Int) -> String {
    let digits = String(place)
    return "\(period)-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private func requireSameTotal(_ sum: Fen) throws {
    let totals = try JSONNode.parse(Array(run.totals.utf8), limits: .exchange).value
    guard sum == total, totals.fen("payable") == total else {
      throw OfficeRefusal(
        .fault, "\(run.period)", "各收款人应付合计 \(sum) 元与核算合计不符",
        "请运行 mingdai check，并从备份恢复账本")
    }
  }
}

/// A payment as the archive holds it: all that the ledger needs to have it. It names no person: a
/// borrower is found by a loan.
struct PaymentToMake {
  /// Who borrowed by a record, as its last version known at an instant says.
  struct Loan {
    let record: RecordId
    let knownAt: Instant
  }

  let entry: PaymentEntry
  /// A loan of the borrower; nil where the bank is the payee.
  let loan: Loan?

  var json: JSONValue {
    [
      "number": .string(entry.number), "bank": .string(entry.bank.code.text),
      "loan": .text(loan?.record.text), "knownAt": .text(loan?.knownAt.description),
      "lines": .integer(Int64(entry.lines)),
      "shares": LineJSON.shares(entry.shares),
      "offsets": .array(
        entry.offsets.map {
          ["number": .string($0.number), "shares": LineJSON.shares($0.shares)]
        }),
    ]
  }

  /// Reads it back; nil when it is not as it was written.
  init?(_ json: JSONValue, of run: RunEntry, in session: LedgerSession) throws {
    let offsets = (json["offsets"]?.elements ?? []).map { offset -> PaymentEntry.Offset? in
      guard let number = offset.text("number"), let shares = offset["shares"].flatMap(Shares.init)
      else { return nil }
      return PaymentEntry.Offset(number: number, shares: shares)
    }
    guard let number = json.text("number"),
      let bank = try json.text("bank").flatMap({ PartyCode($0) }).flatMap(session.bank),
      let shares = json["shares"].flatMap(Shares.init), !offsets.contains(nil)
    else { return nil }
    if let record = json.text("loan").flatMap({ RecordId($0) }),
      let knownAt = json.text("knownAt").flatMap({ Instant($0) })
    {
      loan = Loan(record: record, knownAt: knownAt)
    } else {
      loan = nil
    }
    let person = try loan.flatMap {
      try session.person(disbursedBy: $0.record, of: bank, knownAt: $0.knownAt)
    }
    guard (json.text("loan") == nil) == (person == nil) else { return nil }
    entry = PaymentEntry(
      run: run.period, number: number, bank: bank, person: person, lines: json.count("lines"),
      shares: shares, offsets: offsets.compactMap { $0 })
  }

  init(entry: PaymentEntry, loan: Loan?) {
    self.entry = entry
    self.loan = loan
  }

  /// Keeps the payment of a run that was just approved. What is wholly set off is done with: the
  /// payment that pays nothing, and the amount to take back of which nothing is left.
  func keep(of run: RunEntry, in session: LedgerSession, by actor: Actor, at now: Instant) throws {
    func step(_ state: PaymentState, _ reason: String?) -> PaymentStep {
      PaymentStep(
        state, on: now.day, reason: reason, by: actor.name, user: actor.systemUser, at: now)
    }
    let id = try session.keep(entry, of: run)
    try session.add(step(.due, nil), toPayment: id)
    if entry.net == .zero {
      let numbers = entry.offsets.map(\.number).joined(separator: "、")
      try session.add(step(.done, "全部用于抵扣 \(numbers)"), toPayment: id)
    }
    for offset in entry.offsets {
      guard let other = try session.payment(offset.number), other.open == .zero else { continue }
      let numbers = other.taken.map(\.number).joined(separator: "、")
      try session.add(step(.done, "已在 \(numbers) 中抵扣完毕"), toPayment: other.id)
    }
  }
}

extension RunPayments {
  /// Makes the payments of a run that is being approved, and puts them into the archive.
  ///
  /// - Returns: the name of their file, for the journal.
  static func make(
    of run: RunEntry, in session: LedgerSession, archive: PackageArchive, by actor: Actor,
    at now: Instant, progress: ProgressReport
  ) throws -> String {
    var payments = try RunPayments(run, in: session)
    try session.forEachLine(of: run) { line in
      try payments.count(SettledLine(line))
      if line.position % 500 == 0 { progress("汇总 \(run.period) 拨付", line.position, nil) }
    }
    let file = try ArchivedRun.Writer("\(run.period)-payments", in: archive)
    for payment in try payments.payments() {
      try payment.keep(of: run, in: session, by: actor, at: now)
      try file.add(payment.json.canonical())
    }
    return try file.finish()
  }
}

extension ReplayJournal {
  /// The payments of an approval again.
  func replayPayments(_ entry: JournalEntry, of run: RunEntry, _ session: LedgerSession) throws {
    guard let file = entry.content.text("payments") else {
      throw entry.unknown("拨付", office.journal)
    }
    let isWhole = try ArchivedRun.read(file, in: office.archive) { json, _ in
      guard let payment = try PaymentToMake(json, of: run, in: session) else { return false }
      try payment.keep(of: run, in: session, by: entry.actor, at: entry.at)
      return true
    }
    guard isWhole else {
      throw OfficeRefusal(
        .fault, file, "档案中的拨付缺失或被改动", "请从备份恢复 archive/runs 后再试")
    }
  }
}
