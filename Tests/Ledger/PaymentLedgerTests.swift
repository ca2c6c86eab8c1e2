import LoanBook
import Quantities
import Testing

@testable import Ledger

/// Payments, their steps, what they set off, and the accounts of banks.
@Suite struct PaymentLedgerTests {
  private static let at = Instant(seconds: 100)

  private static func step(_ state: PaymentState, _ reason: String? = nil) throws -> PaymentStep {
    PaymentStep(
      state, on: try Made.day("2026-04-01"), document: state == .sent ? "函" : nil,
      reason: reason, by: "b", user: "u", at: at)
  }

  private static func shares(_ central: Int64, _ county: Int64) -> Shares {
    Shares(central: Fen(central), province: .zero, city: .zero, county: Fen(county))
  }

  /// An approved run that takes back 10.00 of a bank, and one that sets 4.00 of it off.
  private func fixture() throws -> (LedgerFixture, [RunEntry]) {
    let fixture = try LedgerFixture()
    let runs = try fixture.ledger.write { session throws in
      try session.keepPolicy(digest: "d", files: [], at: Self.at)
      return try ["2026Q1", "2026Q2"].map { name in
        let period = try #require(Quarter(name))
        _ = try session.startRun(period, knownAt: Self.at, policy: "d", by: "a", at: Self.at)
        let run = try #require(try session.run(of: period))
        try session.review(run, by: "r", at: Self.at)
        try session.approve(run, by: "p", at: Self.at)
        return try #require(try session.run(of: period))
      }
    }
    try fixture.ledger.write { session throws in
      let first = try session.keep(
        PaymentEntry(
          run: runs[0].period, number: "2026Q1-0001", bank: fixture.bank, person: nil, lines: 2,
          shares: Self.shares(-700, -300), offsets: []), of: runs[0])
      let second = try session.keep(
        PaymentEntry(
          run: runs[1].period, number: "2026Q2-0001", bank: fixture.bank, person: nil, lines: 1,
          shares: Self.shares(300, 100),
          offsets: [.init(number: "2026Q1-0001", shares: Self.shares(280, 120))]),
        of: runs[1])
      for id in [first, second] { try session.add(try Self.step(.due), toPayment: id) }
    }
    return (fixture, runs)
  }

  @Test func sumsAndWhatIsOpen() throws {
    let (fixture, runs) = try fixture()
    let payments = try fixture.ledger.read { try $0.payments() }
    #expect(payments.map(\.number) == ["2026Q1-0001", "2026Q2-0001"])
    let (takeBack, payment) = (payments[0], payments[1])
    #expect(takeBack.isTakeBack && takeBack.gross == Fen(-1000) && takeBack.open == Fen(600))
    #expect(takeBack.openShares == Self.shares(420, 180))
    #expect(takeBack.taken.map(\.number) == ["2026Q2-0001"])
    #expect(payment.gross == Fen(400) && payment.offset == Fen(400) && payment.net == .zero)
    #expect(payment.netShares == Self.shares(20, -20), "the budgets still settle it")
    #expect(!payment.isWaiting)
    try fixture.ledger.read { session throws in
      #expect(try session.payments(of: runs[1]) == [payment])
      #expect(try session.payment("2026Q1-0001") == takeBack)
      #expect(try session.payment("2026Q1-0002") == nil)
      #expect(try session.openTakeBacks(of: fixture.bank, person: nil) == [takeBack])
      #expect(try session.openTakeBacks(of: fixture.banks[1], person: nil) == [])
    }
    // Once asked for it is not set off any more; recovered, nothing is open.
    for state in [PaymentState.sent, .recovered] {
      try fixture.ledger.write { try $0.add(try Self.step(state), toPayment: takeBack.id) }
      #expect(
        try fixture.ledger.read { try $0.openTakeBacks(of: fixture.bank, person: nil) } == [])
    }
    let after = try #require(try fixture.ledger.read { try $0.payment("2026Q1-0001") })
    #expect(after.open == .zero && after.steps.map(\.state) == [.due, .sent, .recovered])
  }

  @Test func aRunIsPaidAndNotPaidAgain() throws {
    let (fixture, runs) = try fixture()
    for isPaid in [true, false] {
      try fixture.ledger.write { session throws in
        try session.setPaid(isPaid, runs[0])
        #expect(try session.run(of: runs[0].period)?.state == (isPaid ? .paid : .approved))
      }
    }
  }

  @Test func theNewestAccountCounts() throws {
    let fixture = try LedgerFixture()
    func account(_ number: String) -> PayeeAccount {
      PayeeAccount(name: PersonalText("户"), bank: "行", number: PersonalText(number))
    }
    try fixture.ledger.write { session throws in
      for (number, seconds) in [("11111111", 10), ("22222222", 20)] as [(String, Int64)] {
        try session.keep(
          account(number), of: fixture.bank, digest: "d", by: "b", at: Instant(seconds: seconds))
      }
    }
    try fixture.ledger.read { session throws in
      #expect(try session.account(of: fixture.bank) == account("22222222"))
      #expect(
        try session.account(of: fixture.bank, knownAt: Instant(seconds: 19))
          == account("11111111"))
      #expect(try session.account(of: fixture.bank, knownAt: Instant(seconds: 9)) == nil)
      #expect(try session.account(of: fixture.banks[1]) == nil)
    }
  }

  // MARK: Borrowers

  private static func claim(
    _ note: String, _ period: String = "2025Q1", account: String
  ) throws -> Fact {
    .claim(
      Claim(
        noteNo: try #require(NoteNo(note)), period: try #require(Quarter(period)), days: 90,
        closingBalance: .zero, interest: .zero, subsidy: .zero, interestPaidOn: nil,
        payeeAccount: PayeeAccount(
          name: PersonalText("户"), bank: "行", number: PersonalText(account))))
  }

  private static func person(_ index: Int, in session: LedgerSession) throws -> Int64 {
    try #require(try session.knownPerson(.resident(Made.person(index))))
  }

  /// The last digits of a borrower's account, and the name in the records.
  private func payee(_ index: Int, _ fixture: LedgerFixture, at seconds: Int64? = nil) throws
    -> String
  {
    try fixture.ledger.read { session throws in
      let person = try Self.person(index, in: session)
      let known = seconds.map(Instant.init(seconds:))
      let account = try session.account(of: person, at: fixture.bank, knownAt: known)
      let name = try session.borrowerName(of: person, at: fixture.bank, knownAt: known)
      return "\(name ?? "-") \(account?.number.revealed ?? "-")"
    }
  }

  /// Note N2 was reported with the number of person 1 by mistake, who has N1; it is person 2's.
  @Test func anAmendedNumberTakesItsClaimsAlong() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement("N1", person: 1), "R-1", at: 10)
    var mistaken = try Made.terms("N2", person: 2)
    mistaken.borrower.idNumber = .resident(try Made.person(1))
    try fixture.keep(.disbursement(mistaken), "R-2", at: 10)
    try fixture.keep(try Self.claim("N1", account: "11111111"), "K-1", at: 20)
    try fixture.keep(try Self.claim("N2", account: "22222222"), "K-2", at: 21)
    #expect(try payee(1, fixture) == "试验2 22222222", "nobody can know yet")
    try fixture.keep(try Made.disbursement("N2", person: 2), "R-2", version: 2, .amend, at: 30)
    #expect(try payee(1, fixture) == "试验1 11111111")
    #expect(try payee(2, fixture) == "试验2 22222222")
    #expect(try payee(1, fixture, at: 29) == "试验2 22222222", "as it was known then")
    // Cancelled too, the amended version is the one that counts.
    try fixture.keep(try Made.disbursement("N2", person: 2), "R-2", version: 3, .cancel, at: 40)
    #expect(try payee(1, fixture) == "试验1 11111111")
    #expect(try payee(2, fixture) == "试验2 22222222")
  }

  /// Of whom no record speaks any more there is a name, since something may be taken back, and no
  /// account.
  @Test func nobodysAccount() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement("N1", person: 1), "R-1", at: 10)
    try fixture.keep(try Self.claim("N1", account: "11111111"), "K-1", at: 20)
    try fixture.keep(try Made.disbursement("N1", person: 2), "R-1", version: 2, .amend, at: 30)
    #expect(try payee(1, fixture) == "试验1 -")
    #expect(try payee(2, fixture) == "试验2 11111111")
  }

  /// A number that was freed, by a cancellation or by an amendment, and given to another's loan.
  @Test(arguments: [true, false]) func aNumberGivenToAnother(isCancelled: Bool) throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement("N1", person: 1), "R-1", at: 10)
    try fixture.keep(try Self.claim("N1", account: "11111111"), "K-1", at: 20)
    try fixture.keep(
      try Made.disbursement(isCancelled ? "N1" : "N9", person: 1), "R-1", version: 2,
      isCancelled ? .cancel : .amend, at: 30)
    try fixture.keep(try Made.disbursement("N1", person: 2), "R-2", at: 40)
    #expect(try payee(2, fixture) == "试验2 -", "the claim is of the loan before")
    try fixture.keep(try Self.claim("N1", "2025Q2", account: "22222222"), "K-2", at: 50)
    #expect(try payee(1, fixture) == (isCancelled ? "试验1 11111111" : "试验1 -"))
    #expect(try payee(2, fixture) == "试验2 22222222")
    // The new loan's record may be amended; it stays the same loan.
    try fixture.keep(
      try Made.disbursement("N1", person: 2, amount: 90_000_00), "R-2", version: 2, .amend,
      at: 60)
    #expect(try payee(2, fixture) == "试验2 22222222")
  }

  /// No step leads back to where it came from by itself, and nothing follows a recovery.
  @Test func stepsThatMayFollow() {
    for state in PaymentState.allCases {
      for isTakeBack in [false, true] {
        let next = state.next(isTakeBack: isTakeBack)
        #expect(!next.contains(state) && !next.contains(.due))
        #expect(!next.contains(isTakeBack ? .returned : .recovered))
      }
    }
    #expect(PaymentState.recovered.next(isTakeBack: true).isEmpty)
    #expect(PaymentState.due.next(isTakeBack: false) == [.sent, .done])
    #expect(PaymentState.sent.next(isTakeBack: false) == [.returned, .done])
  }

  @Test func everyConstraintBites() throws {
    let (fixture, _) = try fixture()
    for (sql, says) in [
      ("UPDATE payment SET run = 99 WHERE id = 1", "FOREIGN KEY"),
      ("UPDATE payment SET number = 'P-1'", "number GLOB"),
      ("UPDATE payment SET number = '2026Q1-0009'", "payment.number"),
      ("UPDATE payment SET bank = 99", "FOREIGN KEY"),
      ("UPDATE payment SET person = 99", "FOREIGN KEY"),
      ("UPDATE payment SET lines = 0", "lines > 0"),
      ("UPDATE payment SET central = -county", "<> 0"),
      (
        "INSERT INTO payment SELECT 9, run, '2026Q1-0009', bank, person, lines, central, province,"
          + " city, county FROM payment WHERE id = 1", "payment_payee"
      ),
      ("UPDATE payment_offset SET against = 99", "payment > against"),
      ("UPDATE payment_offset SET payment = 99", "FOREIGN KEY"),
      ("UPDATE payment_offset SET central = -500", "> 0"),
      ("UPDATE payment_step SET payment = 99", "FOREIGN KEY"),
      ("UPDATE payment_step SET state = 'LOST'", "state IN"),
      ("UPDATE payment_step SET state = 'RETURNED'", "reason IS NOT NULL"),
      ("UPDATE payment_step SET state = 'SENT'", "document IS NOT NULL"),
      ("UPDATE payment_step SET reason = ''", "reason <> ''"),
      ("UPDATE payment_step SET document = ''", "document <> ''"),
      (
        "INSERT INTO bank_account (bank, name, branch, number, digest, made_by, known_from)"
          + " VALUES (99, 'n', 'b', '1', 'd', 'b', 1)", "FOREIGN KEY"
      ),
      (
        "INSERT INTO bank_account (bank, name, branch, number, digest, made_by, known_from)"
          + " VALUES (1, '', 'b', '1', 'd', 'b', 1)", "name <> ''"
      ),
      (
        "INSERT INTO bank_account (bank, name, branch, number, digest, made_by, known_from)"
          + " VALUES (1, 'n', '', '1', 'd', 'b', 1)", "branch <> ''"
      ),
      (
        "INSERT INTO bank_account (bank, name, branch, number, digest, made_by, known_from)"
          + " VALUES (1, 'n', 'b', '', 'd', 'b', 1)", "number <> ''"
      ),
    ] {
      let fault = #expect(throws: LedgerFault.self, "\(sql)") { try fixture.execute(sql) }
      #expect(fault?.cause.contains(says) == true, "\(sql): \(fault?.cause ?? "")")
    }
  }
}
