import LoanBook
import Quantities
import Testing

@testable import Ledger

/// Numbers for the public site, and what must never be seen there.
@Suite struct DisclosureTests {
  @Test func numbersAreGivenOnceAndInOrder() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement("N2", on: "2024-06-01"), "D2")
    try fixture.keep(try Made.disbursement("N1", on: "2024-05-01"), "D1")
    try fixture.keep(try Made.disbursement("N1", on: "2024-05-01"), "D1", bank: 1)
    try publish(fixture, "2025-01-02")
    try fixture.keep(try Made.disbursement("N0", on: "2020-01-01"), "D0")
    try publish(fixture, "2025-03-01")
    try fixture.keep(try Made.disbursement("N9", on: "2020-01-01"), "D9")
    try publish(fixture, "2026-03-01")
    #expect(
      try disclosed(fixture) == [
        "2025-1 TAIHANG N1", "2025-2 DANHE N1", "2025-3 TAIHANG N2", "2025-4 TAIHANG N0",
        "2026-1 TAIHANG N9",
      ])
    // A cancelled note keeps its number and is shown no more.
    try fixture.keep(
      try Made.disbursement("N0", on: "2020-01-01"), "D0", version: 2, .cancel, at: 20)
    try publish(fixture, "2026-04-01")
    #expect(try disclosed(fixture).count == 4)
    #expect(try !disclosed(fixture).contains { $0.hasPrefix("2025-4") })
  }

  @Test func aFreedNoteNumberGetsANumberOfItsOwn() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(.disbursement(try Made.terms("N1", person: 1)), "D1")
    try publish(fixture, "2025-07-01")
    try fixture.keep(
      .disbursement(try Made.terms("N1", person: 1)), "D1", version: 2, .cancel, at: 20)
    try fixture.keep(.disbursement(try Made.terms("N1", person: 2)), "D2", at: 30)
    try publish(fixture, "2025-08-01")
    #expect(try disclosed(fixture) == ["2025-2 TAIHANG N1"])
  }

  @Test func secretsAreAllThatEverWasOnFile() throws {
    let fixture = try LedgerFixture()
    var terms = try Made.terms("N1", person: 1)
    terms.borrower.kind = .partnership
    terms.borrower.partners = 2
    terms.borrower.partnerIds = [try Made.person(7)]
    try fixture.keep(.disbursement(terms), "D1")
    try fixture.keep(try Made.claim(), "K1")
    var amended = terms
    amended.borrower.name = "改名"
    amended.borrower.phone = PersonalText("13900000002")
    try fixture.keep(.disbursement(amended), "D1", version: 2, .amend, at: 20)
    let people = Set(try [1, 7].map { try Made.person($0).text.revealed })
    try fixture.ledger.read { session throws in
      var all: Set<FiledSecret> = []
      try session.forEachSecret { all.insert($0) }
      #expect(
        all
          == Set(people.map { .identityNumber($0) }).union([
            .phone("13800000001"), .phone("13900000002"), .account("6222000000000001"),
            .name(.partnership, "试验1"), .name(.partnership, "改名"),
          ]))
      #expect(try session.lastSecret() == 3)
      var later: Set<FiledSecret> = []
      try session.forEachSecret(since: 2) { later.insert($0) }
      #expect(
        later
          == all.subtracting([
            .phone("13800000001"), .account("6222000000000001"), .name(.partnership, "试验1"),
          ]))
    }
  }

  private func publish(_ fixture: LedgerFixture, _ on: String) throws {
    let day = try Made.day(on)
    try fixture.ledger.write { try $0.disclose(try $0.undisclosedLoans(limit: 100), on: day) }
  }

  private func disclosed(_ fixture: LedgerFixture) throws -> [String] {
    try fixture.ledger.read { session throws in
      let notes = try session.disclosedNotes()
      var found: [String] = []
      while let note = try notes.next() {
        found.append("\(note.year)-\(note.number) \(note.history.key)")
      }
      return found
    }
  }
}
