import GRDB
import LoanBook
import Quantities
import Testing

@testable import Ledger

/// What was known on day K about day D: every version stays, each known for its time.
@Suite struct FactsTests {
  @Test func whatIsReadIsWhatWasKept() throws {
    let fixture = try LedgerFixture()
    let terms = try Made.terms()
    let seq = try fixture.keep(.disbursement(terms), "D1")
    let kinds: [NoteEvent.Kind] = [
      .rateChange(Rate(ppm: 40_000)),
      .extension(
        newDueOn: try Made.day("2028-05-10"),
        subsidisedBasis: "文〔2024〕1号"),
      .repayment(principal: Fen(1), interest: Fen(2), penalty: Fen(3)), .compensation(Fen(9)),
      .overdue, .cure, .recovery(Fen(4)),
    ]
    for (index, kind) in kinds.enumerated() {
      try fixture.keep(try Made.event(kind, on: "2025-01-1\(index)"), "E\(index)")
    }
    let note = try #require(try fixture.note())
    #expect(note.terms == terms)
    #expect(note.disbursementRecord.text == "D1")
    #expect(note.events.map(\.event.kind) == kinds)
    #expect(note.events.map(\.arrival) == (1...7).map { seq + $0 })
    let claim = try Made.claim()
    try fixture.keep(claim, "K1")
    #expect(try claims(fixture, "N1").map { Fact.claim($0.claim) } == [claim])
  }

  @Test func everyPartnerAndEnterpriseComesBack() throws {
    let fixture = try LedgerFixture()
    var partnership = try Made.terms("P1")
    partnership.borrower.kind = .partnership
    partnership.borrower.partners = 3
    partnership.borrower.partnerIds = [try Made.person(5), try Made.person(6)]
    partnership.letterNo = LetterNo("L-1")
    partnership.applicationNo = ApplicationNo("A-1")
    var firm = try Made.terms("F1")
    let digits = Array("91140525MA0000000".utf8)
    let check = try #require(SocialCreditCode.checkCharacter(digits))
    let code = try #require(
      SocialCreditCode(String(decoding: digits + [check], as: UTF8.self)))
    firm.borrower = Borrower(
      kind: .enterprise, name: "某公司", idNumber: .entity(code), phone: nil, category: "20",
      partners: 1, partnerIds: [])
    firm.project.socialCreditCode = code
    firm.project.entityName = "某公司"
    firm.project.address = nil
    firm.project.jobs = nil
    for terms in [partnership, firm] {
      try fixture.keep(.disbursement(terms), "D-\(terms.noteNo)")
      #expect(try fixture.note(terms.noteNo.text)?.terms == terms)
    }
  }

  @Test func anAmendedEventIsKnownFromItsArrival() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement(), "D1", at: 10)
    try fixture.keep(try Made.repayment(100, on: "2025-01-05"), "E1", at: 20)
    try fixture.keep(
      try Made.repayment(300, on: "2025-01-09"), "E1", version: 2, .amend, at: 30)
    try fixture.keep(
      try Made.repayment(300, on: "2025-01-09"), "E1", version: 3, .cancel, at: 40)
    func balance(_ seconds: Int64) throws -> Int64? {
      try fixture.note(at: seconds)?.state().balance.value
    }
    #expect(try fixture.note(at: 9) == nil)
    #expect(try balance(10) == 100_000_00)
    #expect(try balance(19) == 100_000_00)
    #expect(try balance(20) == 99_999_00)
    #expect(try balance(29) == 99_999_00)
    #expect(try balance(30) == 99_997_00)
    #expect(try fixture.note(at: 30)?.events.map(\.event.on) == [Made.day("2025-01-09")])
    #expect(try balance(39) == 99_997_00)
    #expect(try balance(40) == 100_000_00)
    #expect(try fixture.note() == fixture.note(at: 1_000))
  }

  @Test func aCancelledNoteIsGoneAndItsNumberFree() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement(), "D1", at: 10)
    try fixture.keep(try Made.disbursement(), "D1", version: 2, .cancel, at: 20)
    #expect(try fixture.note() == nil)
    #expect(try fixture.note(at: 19) != nil)
    #expect(try fixture.ledger.read { try $0.noteCount() } == 0)
    try fixture.keep(try Made.disbursement(amount: 7), "D2", at: 30)
    #expect(try fixture.note()?.terms.amount == Fen(7))
    #expect(try fixture.note()?.disbursementRecord.text == "D2")
    #expect(try fixture.note(at: 25) == nil)
    #expect(try fixture.note(at: 15)?.terms.amount == Fen(100_000_00))
  }

  @Test func anAmendmentMayMoveARecordToAnotherNote() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement("N1"), "D1", at: 10)
    try fixture.keep(try Made.disbursement("N2"), "D2", at: 10)
    try fixture.keep(try Made.repayment(100, on: "2025-01-05", of: "N1"), "E1", at: 20)
    try fixture.keep(
      try Made.repayment(100, on: "2025-01-05", of: "N2"), "E1", version: 2, .amend, at: 30)
    #expect(try fixture.note("N1")?.events.isEmpty == true)
    #expect(try fixture.note("N2")?.events.count == 1)
    #expect(try fixture.note("N1", at: 29)?.events.count == 1)
    try fixture.keep(try Made.disbursement("N3"), "D1", version: 2, .amend, at: 40)
    #expect(try fixture.note("N1") == nil)
    #expect(try fixture.note("N3")?.disbursementRecord.text == "D1")
    #expect(try fixture.note("N1", at: 39)?.disbursementRecord.text == "D1")
  }

  @Test func twoVersionsInOneSecondLeaveTheLater() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement(amount: 500), "D1", at: 10)
    try fixture.keep(try Made.disbursement(amount: 600), "D1", version: 2, .amend, at: 10)
    #expect(try fixture.note(at: 10)?.terms.amount == Fen(600))
    #expect(try fixture.note(at: 9) == nil)
  }

  @Test func versionsAreInOrderAndPerBank() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement(), "D1", at: 10)
    try fixture.keep(try Made.disbursement(amount: 6), "D1", version: 2, .amend, at: 20)
    try fixture.keep(try Made.disbursement(), "D1", at: 30, bank: 1)
    let id = try #require(RecordId("D1"))
    let versions = try fixture.ledger.read { session throws in
      try fixture.banks.map { try session.versions(of: id, bank: $0) }
    }
    #expect(versions[0].map(\.version) == [1, 2])
    #expect(versions[0].map(\.action) == [.create, .amend])
    #expect(versions[0].map(\.digest.count) == [32, 32])
    #expect(versions[1].map(\.version) == [1])
  }

  @Test func ofTwoFactsOfTheBureauTheLaterHolds() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement(), "D1", at: 10)
    let noteNo = try #require(NoteNo("N1"))
    let facts: [(BureauFact, Int64)] = [
      (.lostEligibility(from: try Made.day("2025-02-01")), 20),
      (.otherSubsidy(true), 30), (.regime("R5"), 40),
      (.extensionConfirmed(newDueOn: try Made.day("2028-05-10")), 50),
      (.otherSubsidy(false), 60), (.lostEligibility(from: try Made.day("2025-03-01")), 70),
    ]
    for (fact, seconds) in facts {
      try fixture.ledger.write { session throws in
        // Asked before and after within one transaction, nothing stale is told.
        let before = try session.note(noteNo, of: fixture.bank)?.bureau
        try session.keep(
          fact, of: noteNo, bank: fixture.bank, reason: "测试", by: "某人",
          at: Instant(seconds: seconds))
        #expect(try session.note(noteNo, of: fixture.bank)?.bureau != before)
      }
    }
    #expect(try fixture.note(at: 15)?.bureau == BureauKnowledge())
    #expect(try fixture.note(at: 35)?.bureau.otherSubsidy == true)
    let now = try #require(try fixture.note()?.bureau)
    #expect(now.lostEligibilityOn == (try Made.day("2025-03-01")))
    #expect(now.otherSubsidy == false)
    #expect(now.regimeOverride == "R5")
    #expect(now.confirmedExtensions == [try Made.day("2028-05-10")])
  }

  // MARK: Claims

  @Test func aClaimCountsWithAndWithoutItsNote() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement("N1"), "D1", at: 10)
    try fixture.keep(try Made.claim("N1"), "K1", at: 20)
    try fixture.keep(try Made.claim("NX"), "K2", at: 20)
    try fixture.keep(try Made.claim("NX", subsidy: 1), "K3", at: 30)
    try fixture.keep(try Made.claim("N1"), "K4", at: 30, bank: 1)
    #expect(try without(fixture, at: 25).map(\.key.description) == ["TAIHANG NX"])
    let later = try without(fixture, at: 30)
    #expect(later.map(\.key.description) == ["DANHE N1", "TAIHANG NX"])
    #expect(later.last?.claims.map(\.recordId.text) == ["K2", "K3"])
    // The note goes: its claim is one without a note.
    try fixture.keep(try Made.disbursement("N1"), "D1", version: 2, .cancel, at: 40)
    #expect(try without(fixture, at: 40).count == 3)
    #expect(try without(fixture, at: 39).count == 2)
    // A claim that is cancelled counts no more, but did.
    try fixture.keep(try Made.claim("NX"), "K2", version: 2, .cancel, at: 50)
    #expect(try without(fixture, at: 50).last?.claims.map(\.recordId.text) == ["K3"])
    #expect(try without(fixture, at: 49).last?.claims.count == 2)
  }

  @Test func aSecondClaimIsSeen() throws {
    let fixture = try LedgerFixture()
    guard case .claim(let claim) = try Made.claim() else { return }
    let (own, other) = (try #require(RecordId("K1")), try #require(RecordId("K2")))
    try fixture.keep(.claim(claim), "K1", at: 20)
    func isSecond(_ id: RecordId) throws -> Bool {
      try fixture.ledger.read { try $0.claims(claim, of: fixture.bank, besides: id) }
    }
    #expect(try isSecond(other))
    #expect(try !isSecond(own))
    try fixture.keep(.claim(claim), "K1", version: 2, .cancel, at: 30)
    #expect(try !isSecond(other))
  }

  private func claims(_ fixture: LedgerFixture, _ note: String) throws -> [RecordedClaim] {
    let (noteNo, period) = (try #require(NoteNo(note)), try #require(Quarter("2025Q1")))
    return try fixture.ledger.read {
      try $0.claims(
        for: noteNo, bankId: fixture.bank.id, period: period, known: LedgerSession.endOfTime)
    }
  }

  private func without(
    _ fixture: LedgerFixture, at seconds: Int64
  ) throws -> [(key: NoteKey, claims: [RecordedClaim])] {
    let period = try #require(Quarter("2025Q1"))
    return try fixture.ledger.read { session in
      var found: [(key: NoteKey, claims: [RecordedClaim])] = []
      try session.forEachClaimWithoutNote(period: period, knownAt: Instant(seconds: seconds)) {
        found.append((key: $0.key, claims: $0.claims))
      }
      return found
    }
  }
}
