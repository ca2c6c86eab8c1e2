import GRDB
import LoanBook
public import Quantities

/// The states of a payment. SUBSIDY §4.
public enum PaymentState: String, Hashable, Sendable, CaseIterable {
  /// Came into being with the approval; of an amount to take back: open.
  case due = "DUE"
  /// The list, or the notice of what is taken back, was handed over.
  case sent = "SENT"
  /// The money came back, with a reason; it is paid again.
  case returned = "RETURNED"
  /// Paid; of an amount to take back: set off against later payments.
  case done = "DONE"
  /// What was paid too much came back.
  case recovered = "RECOVERED"

  /// What may follow, of a payment and of an amount to take back. A payment that is done can still
  /// come back: an account is often found closed days later.
  public func next(isTakeBack: Bool) -> Set<PaymentState> {
    switch (self, isTakeBack) {
    case (.due, false): [.sent, .done]
    case (.sent, false): [.returned, .done]
    case (.returned, false): [.sent, .done]
    case (.done, false): [.returned]
    case (.due, true): [.sent, .done, .recovered]
    case (.sent, true): [.recovered]
    case (.returned, true), (.done, true), (.recovered, _): []
    }
  }
}

/// A step in the life of a payment.
public struct PaymentStep: Hashable, Sendable {
  /// The state that it led to.
  public var state: PaymentState
  /// The day on which it happened.
  public var on: Day
  /// The document with which it was sent or answered.
  public var document: String?
  /// Why the money came back, or what became of it.
  public var reason: String?
  /// Who recorded it.
  public var by: String
  /// The operating-system user who recorded it.
  public var user: String
  /// When it was recorded.
  public var at: Instant

  /// Describes a step.
  public init(
    _ state: PaymentState, on: Day, document: String? = nil, reason: String? = nil,
    by: String, user: String, at: Instant
  ) {
    self.state = state
    self.on = on
    self.document = document
    self.reason = reason
    self.by = by
    self.user = user
    self.at = at
  }
}

/// What an approved run pays to one payee, or takes back from it. SUBSIDY §4.
///
/// A payee is a bank, or a borrower at a bank (先付后贴). `gross = offset + net`.
public struct PaymentEntry: Hashable, Sendable {
  /// What a payment sets off of an earlier amount to take back.
  public struct Offset: Hashable, Sendable {
    /// The other payment's number: the one set off, or the one that sets off.
    public var number: String
    /// How much, by payer.
    public var shares: Shares

    /// Describes an offset.
    public init(number: String, shares: Shares) {
      self.number = number
      self.shares = shares
    }
  }

  /// The row in the ledger.
  public internal(set) var id: Int64 = 0
  /// The run that made it.
  public var run: Quarter
  /// The number that people write down, `2026Q1-0007`.
  public var number: String
  /// The bank that is paid, or whose borrower is.
  public var bank: Bank
  /// The borrower's row in the ledger; nil where the bank is the payee.
  public var person: Int64?
  /// Lines of the run that it sums.
  public var lines: Int
  /// What they make payable, by payer; below nought where it is taken back.
  public var shares: Shares
  /// What it sets off of earlier amounts to take back, the oldest first.
  public var offsets: [Offset]
  /// What later payments set off of it.
  public internal(set) var taken: [Offset] = []
  /// Every step, the first `DUE`.
  public internal(set) var steps: [PaymentStep] = []

  /// Describes a payment that is not yet on file.
  public init(
    run: Quarter, number: String, bank: Bank, person: Int64?, lines: Int, shares: Shares,
    offsets: [Offset]
  ) {
    self.run = run
    self.number = number
    self.bank = bank
    self.person = person
    self.lines = lines
    self.shares = shares
    self.offsets = offsets
  }

  /// The sum of the run's lines.
  public var gross: Fen { shares.total }
  /// What is set off of earlier amounts to take back.
  public var offset: Fen { offsets.reduce(.zero) { $0 + $1.shares.total } }
  /// What is paid; below nought: what is taken back.
  public var net: Fen { gross - offset }
  /// Who bears the net sum.
  public var netShares: Shares {
    offsets.reduce(shares) { $0 - $1.shares }
  }
  /// Whether it is an amount to take back.
  public var isTakeBack: Bool { gross < .zero }
  /// Where it stands: the last step.
  public var state: PaymentState { steps.last?.state ?? .due }
  /// Of an amount to take back, what was neither set off nor recovered.
  public var open: Fen {
    guard isTakeBack, state != .recovered else { return .zero }
    return -(gross + taken.reduce(.zero) { $0 + $1.shares.total })
  }
  /// Whether the run waits for it.
  public var isWaiting: Bool { net > .zero && state != .done }
  /// The open amount by payer.
  public var openShares: Shares {
    .zero - taken.reduce(shares) { $0 + $1.shares }
  }
}

extension Shares {
  fileprivate init(_ row: Row) {
    self.init(
      central: Fen(row["central"] as Int64), province: Fen(row["province"] as Int64),
      city: Fen(row["city"] as Int64), county: Fen(row["county"] as Int64))
  }
}

extension LedgerSession {
  /// Keeps a payment of a run, with what it sets off.
  ///
  /// - Returns: its row.
  @discardableResult
  public func keep(_ payment: PaymentEntry, of run: RunEntry) throws -> Int64 {
    let shares = payment.shares
    try self.run(
      """
      INSERT INTO payment (run, number, bank, person, lines, central, province, city, county)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        run.id, payment.number, payment.bank.id, payment.person, payment.lines,
        shares.central.value, shares.province.value, shares.city.value, shares.county.value,
      ])
    let id = db.lastInsertedRowID
    for offset in payment.offsets {
      let against = try Int64.fetchOne(
        db, sql: "SELECT id FROM payment WHERE number = ?", arguments: [offset.number])
      guard let against else { throw DamagedColumn(column: "payment.number") }
      let shares = offset.shares
      try self.run(
        """
        INSERT INTO payment_offset (payment, against, central, province, city, county)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
          id, against, shares.central.value, shares.province.value, shares.city.value,
          shares.county.value,
        ])
    }
    return id
  }

  /// Adds a step to a payment.
  public func add(_ step: PaymentStep, toPayment id: Int64) throws {
    try run(
      """
      INSERT INTO payment_step
        (payment, state, day, document, reason, made_by, made_user, made_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        id, step.state.rawValue, step.on.number, step.document, step.reason, step.by, step.user,
        step.at.seconds,
      ])
  }

  /// Every payment, in the order in which they came into being; of one run when it is named.
  public func payments(of run: RunEntry? = nil) throws -> [PaymentEntry] {
    try payments("?1 IS NULL OR p.run = ?1", [run?.id])
  }

  /// A payment by its number.
  public func payment(_ number: String) throws -> PaymentEntry? {
    try payments("p.number = ?", [number]).first
  }

  /// What a payee still owes and was not yet asked to pay back, the oldest first.
  public func openTakeBacks(of bank: Bank, person: Int64?) throws -> [PaymentEntry] {
    try payments("p.bank = ? AND p.person IS ?", [bank.id, person]).filter {
      $0.state == .due && $0.open > .zero
    }
  }

  /// Notes whether everything that a run pays is paid.
  public func setPaid(_ isPaid: Bool, _ run: RunEntry) throws {
    precondition(run.isApproved, "only an approved run is paid")
    desk.approvedRuns = nil
    try self.run(
      "UPDATE run SET state = ? WHERE id = ?",
      [(isPaid ? RunState.paid : .approved).rawValue, run.id])
  }

  private func payments(
    _ condition: String, _ arguments: StatementArguments
  ) throws -> [PaymentEntry] {
    let banks = Dictionary(uniqueKeysWithValues: try self.banks().map { ($0.id, $0) })
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT p.*, r.period FROM payment p JOIN run r ON r.id = p.run
        WHERE \(condition) ORDER BY p.id
        """, arguments: arguments)
    return try rows.map { row in
      guard let bank = banks[row["bank"]] else { throw DamagedColumn(column: "payment.bank") }
      let id: Int64 = row["id"]
      var payment = PaymentEntry(
        run: try row.parsed("period") { Quarter($0) }, number: row["number"], bank: bank,
        person: row["person"], lines: row["lines"], shares: Shares(row),
        offsets: try offsets("o.payment = ?", "o.against", id))
      payment.id = id
      payment.taken = try offsets("o.against = ?", "o.payment", id)
      payment.steps = try steps(of: id)
      return payment
    }
  }

  private func offsets(
    _ condition: String, _ other: String, _ id: Int64
  ) throws -> [PaymentEntry.Offset] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT o.*, p.number FROM payment_offset o JOIN payment p ON p.id = \(other)
        WHERE \(condition) ORDER BY \(other)
        """, arguments: [id]
    ).map { PaymentEntry.Offset(number: $0["number"], shares: Shares($0)) }
  }

  private func steps(of id: Int64) throws -> [PaymentStep] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM payment_step WHERE payment = ? ORDER BY seq", arguments: [id]
    ).map { row in
      PaymentStep(
        try row.word("state"), on: Day(number: row["day"]), document: row["document"],
        reason: row["reason"], by: row["made_by"], user: row["made_user"],
        at: Instant(seconds: row["made_at"]))
    }
  }
}
