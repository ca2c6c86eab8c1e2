import GRDB
import LoanBook
import Quantities
import TestKit
import Testing

@testable import Ledger

/// What statistics, fund and opening imports ask of the ledger.
@Suite struct OpeningLedgerTests {
  @Test func personsComeInOrderWithAllTheirNotes() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement("N1", person: 2), "D1")
    try fixture.keep(try Made.disbursement("N2", person: 1), "D2")
    try fixture.keep(try Made.disbursement("N3", person: 2), "D3", bank: 1)
    try fixture.keep(try Made.disbursement("N4", person: 3), "D4")
    try fixture.keep(try Made.disbursement("N4", person: 3), "D4", version: 2, .cancel, at: 20)
    try fixture.keep(try Made.repayment(5, on: "2025-01-01"), "E1")
    var seen: [(person: Int64, notes: [NoteHistory])] = []
    try fixture.ledger.read { session in
      try session.forEachPerson { seen.append(($0, $1)) }
    }
    #expect(seen.map(\.person) == seen.map(\.person).sorted())
    #expect(Set(seen.map(\.person)).count == seen.count)
    #expect(
      seen.map { $0.notes.map(\.key.noteNo.text).sorted() } == [["N1", "N3"], ["N2"]],
      "a cancelled note is nobody's")
    #expect(seen.first?.notes.first { $0.key.noteNo.text == "N1" }?.events.count == 1)
  }

  @Test func onlyApprovedRunsMakeSubsidies() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement("N1"), "D1")
    let at = Instant(seconds: 1)
    let key = NoteKey(bank: fixture.bank.code, noteNo: try #require(NoteNo("N1")))
    let quarters = try ["2025Q1", "2025Q2"].map { try #require(Quarter($0)) }
    let details = [
      #"{"disbursementRecord":"D1","shares":{"central":"1.00","county":"2.50"}}"#,
      #"{"disbursementRecord":"D1","shares":{"city":"-0.50","county":"-0.01"}}"#,
    ]
    try fixture.ledger.write { session throws in
      try session.keepPolicy(digest: "d", files: [("f", [1])], at: at)
      for (quarter, detail) in zip(quarters, details) {
        let run = try session.startRun(quarter, knownAt: at, policy: "d", by: "b", at: at)
        try session.add(
          RunLine(
            position: 0, bank: key.bank.text, noteNo: "N1", comparison: "AGREED",
            interest: .zero, subsidy: .zero, payable: .zero, detail: detail), to: run)
      }
    }
    let draft = try fixture.ledger.read { try $0.approvedSubsidies(of: key) }
    #expect(draft == [])
    try fixture.ledger.write { session throws in
      for run in try session.runs() {
        try session.review(run, by: "r", at: at)
        try session.approve(run, by: "a", at: at)
      }
    }
    let found = try fixture.ledger.read { try $0.approvedSubsidies(of: key) }
    #expect(found.map(\.run) == quarters)
    #expect(found.map(\.disbursementRecord) == ["D1", "D1"])
    #expect(found.first?.shares == ["central": Fen(100), "county": Fen(250)])
    #expect(found.last?.shares == ["city": Fen(-50), "county": Fen(-1)])
  }

  @Test func openingFactsAreKnownFromTheirDay() throws {
    let fixture = try LedgerFixture()
    let noteNo = try #require(NoteNo("N1"))
    let key = NoteKey(bank: fixture.bank.code, noteNo: noteNo)
    let quarter = try #require(Quarter("2025Q1"))
    let payment = try Made.payment(noteNo, quarter, Fen(100), at: Instant(seconds: 50))
    let (first, second) = try fixture.ledger.write { session throws in
      try session.keep(payment, of: fixture.bank)
      var package = try session.openingPackage(of: fixture.bank, at: Instant(seconds: 50))
      package.accepted += 3
      try session.finish(package)
      try session.keepOpeningFile(
        "abc", kind: "notes", accepted: 3, refused: 0, by: "b", at: Instant(seconds: 50))
      return (package, try session.openingPackage(of: fixture.bank, at: Instant(seconds: 60)))
    }
    #expect(first == second, "a bank has one")
    try fixture.ledger.read { session throws in
      #expect(try session.openingPayments(of: key) == [payment])
      #expect(try session.openingPayments(of: key, knownAt: Instant(seconds: 49)) == [])
      #expect(try session.openingPaymentCount(quarter...quarter) == 1)
      #expect(
        try session.openingPaymentCount(quarter...quarter, knownAt: Instant(seconds: 49)) == 0)
      #expect(try session.openingPaymentCount(quarter.next...quarter.next) == 0)
      let resolution = try session.resolutions(
        of: key, bankId: fixture.bank.id, known: Instant(seconds: 50))
      #expect(
        resolution == [
          Resolution(
            note: key, period: quarter, computed: Fen(90), claimed: [Fen(80), Fen(70)],
            payable: Fen(100), reason: "期初导入的已付贴息", by: "期初导入", at: Instant(seconds: 50),
            paidBefore: PaidBefore(
              disbursementRecord: payment.disbursementRecord, local: .zero))
        ], "what was paid before counts as resolved")
      #expect(try session.hasOpeningFile("abc"))
      #expect(try !session.hasOpeningFile("abd"))
      #expect(try session.highestNumber(of: fixture.bank) == 1, "no package of the bank")
      #expect(try session.ledgerHead() == nil)
    }
  }

  @Test func everyConstraintBites() throws {
    let fixture = try LedgerFixture()
    let day = try Made.day("2025-04-01")
    try fixture.ledger.write { session throws in
      try session.keep(
        FundMovementEntry(
          kind: "DEPOSIT", on: day, amount: Fen(1), depositor: "COUNTY", document: "d"),
        by: "b", at: Instant(seconds: 1))
      try session.keep(
        Made.payment(
          #require(NoteNo("N1")), #require(Quarter("2025Q1")), Fen(1), at: Instant(seconds: 1)),
        of: fixture.bank)
      try session.keepOpeningFile(
        "abc", kind: "notes", accepted: 1, refused: 0, by: "b", at: Instant(seconds: 1))
    }
    for (sql, says) in [
      ("UPDATE fund_movement SET kind = 'GIFT'", "kind IN"),
      ("UPDATE fund_movement SET amount = 0", "amount > 0"),
      ("UPDATE fund_movement SET depositor = 'X'", "depositor IN"),
      ("UPDATE fund_movement SET document = ''", "document <> ''"),
      ("UPDATE opening_file SET kind = 'x'", "kind IN"),
      ("UPDATE opening_file SET accepted = 0", "accepted > 0"),
      ("UPDATE opening_payment SET bank = 99", "FOREIGN KEY"),
      ("UPDATE opening_payment SET period = 'soon'", "period GLOB"),
      ("UPDATE opening_payment SET national = -1", "national >= 0"),
      ("UPDATE opening_payment SET local = -1", "local >= 0"),
      ("UPDATE opening_payment SET national = 0", "national + local > 0"),
      ("UPDATE opening_payment SET computed = -1", "computed >= 0"),
      ("INSERT INTO opening_payment SELECT * FROM opening_payment", "opening_payment.bank"),
    ] {
      let fault = #expect(throws: LedgerFault.self, "\(sql)") { try fixture.execute(sql) }
      #expect(fault?.cause.contains(says) == true, "\(sql): \(fault?.cause ?? "")")
    }
  }
}

extension Made {
  fileprivate static func payment(
    _ noteNo: NoteNo, _ period: Quarter, _ national: Fen, at: Instant
  ) throws -> OpeningPaymentEntry {
    OpeningPaymentEntry(
      noteNo: noteNo, period: period, national: national, local: .zero,
      paidOn: try day("2025-04-01"), disbursementRecord: try #require(RecordId("D1")),
      computed: Fen(90), claimed: [Fen(80), Fen(70)], detail: "{}", knownFrom: at)
  }
}
