import LoanBook
import Quantities
import TestKit
import Testing

@testable import Ledger

/// What a settlement is given: contracts in order, counts of uses over all banks, overlaps, and
/// all of it as known at the instant of the run.
@Suite struct ContractsTests {
  private let quarter = "2025Q1"

  @Test func contractsComeWholeAndInOrder() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement("N9", contract: "B", on: "2024-06-01"), "D1")
    try fixture.keep(try Made.disbursement("N8", contract: "A", person: 2), "D2")
    try fixture.keep(try Made.disbursement("N2", contract: "B", on: "2024-06-01"), "D3")
    try fixture.keep(try Made.disbursement("N7", contract: "B", on: "2024-05-01"), "D4")
    try fixture.keep(try Made.disbursement("N1", contract: "A", person: 3), "D5", bank: 1)
    let contracts = try settle(fixture)
    #expect(
      contracts.map { $0.map(\.history.key.description) } == [
        ["TAIHANG N8"], ["TAIHANG N7", "TAIHANG N2", "TAIHANG N9"], ["DANHE N1"],
      ])
  }

  @Test func usesCountOverAllBanks() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(
      try Made.disbursement("N1", contract: "C2", on: "2023-05-10"), "D1")
    try fixture.keep(
      try Made.disbursement("N2", contract: "C1", on: "2024-05-10"), "D2", bank: 1)
    try fixture.keep(
      try Made.disbursement("N3", contract: "C2", on: "2025-01-10"), "D3")
    try fixture.keep(
      try Made.disbursement("N4", contract: "C0", on: "2025-02-10"), "D4", at: 20)
    try fixture.keep(try Made.disbursement("N5", person: 2, on: "2025-02-10"), "D5")
    // N3 belongs to the contract that came first, so its use is the first.
    #expect(try uses(fixture) == ["N1": 1, "N2": 2, "N3": 1, "N4": 3, "N5": 1])
    // The first contract goes: the others move up, but what was known then stays.
    try fixture.keep(
      try Made.disbursement("N2", contract: "C1", on: "2024-05-10"), "D2", version: 2, .cancel,
      at: 30, bank: 1)
    #expect(try uses(fixture) == ["N1": 1, "N3": 1, "N4": 2, "N5": 1])
    #expect(try uses(fixture, at: 29)["N4"] == 3)
    #expect(try uses(fixture, at: 19)["N4"] == nil)
  }

  /// Two contracts of one day are told apart by the bank's code, which no rebuild changes.
  @Test func usesOfOneDayCountByBankCodeAndContract() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement("N1", contract: "A"), "D1")
    try fixture.keep(try Made.disbursement("N2", contract: "Z"), "D2", bank: 1)
    try fixture.keep(try Made.disbursement("N3", contract: "B"), "D3")
    #expect(try uses(fixture) == ["N2": 1, "N1": 2, "N3": 3])
  }

  @Test func theBankCountsItsOwnUsesOnly() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement("N1", on: "2023-05-10"), "D1")
    try fixture.keep(try Made.disbursement("N2", on: "2024-05-10"), "D2", bank: 1)
    let terms = try Made.terms("N3", on: "2025-05-10")
    let stranger = try Made.terms("N4", person: 9, on: "2025-05-10")
    let counted = try fixture.ledger.read { session throws in
      try (
        session.useOrdinal(of: terms, bank: fixture.bank),
        session.useOrdinal(of: stranger, bank: fixture.bank)
      )
    }
    #expect(counted == (2, 1))
  }

  @Test(arguments: [
    // The other note: disbursed, due, repaid wholly on; whether the two run on one day of
    // 2025Q1, [2024-12-21, 2025-03-21).
    ("2024-06-01", "2027-06-01", nil, true),
    ("2025-03-20", "2027-06-01", nil, true),
    ("2025-03-21", "2027-06-01", nil, false),
    ("2024-01-01", "2024-12-22", nil, true),
    ("2024-01-01", "2024-12-21", nil, false),
    ("2024-06-01", "2027-06-01", "2024-12-21", false),
    ("2024-06-01", "2027-06-01", "2024-12-22", true),
  ])
  func overlapIsInTheDaysOfTheQuarter(
    on: String, due: String, repaidOn: String?, overlaps: Bool
  ) throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement("N1", on: "2024-02-10"), "D1")
    try fixture.keep(try Made.disbursement("N2", on: on, due: due), "D2", bank: 1)
    if let repaidOn {
      try fixture.keep(try Made.repayment(100_000_00, on: repaidOn, of: "N2"), "E1", bank: 1)
    }
    let flags = try settle(fixture).joined().map(\.overlapsOtherContract)
    #expect(flags == [overlaps, overlaps])
  }

  @Test func notesOfOneContractDoNotOverlap() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement("N1", contract: "C"), "D1")
    try fixture.keep(try Made.disbursement("N2", contract: "C"), "D2")
    try fixture.keep(try Made.disbursement("N3", person: 2), "D3")
    #expect(try settle(fixture).joined().allSatisfy { !$0.overlapsOtherContract })
  }

  /// SUBSIDY §4: a run can be repeated to the same bytes, whatever arrived after it.
  @Test func whatWasKnownThenStaysWhatItWas() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement("N1"), "D1", at: 10)
    try fixture.keep(try Made.disbursement("N2"), "D2", at: 10, bank: 1)
    try fixture.keep(try Made.claim("N1"), "K1", at: 15)
    let before = try settle(fixture, at: 20).map { $0.map(describe) }
    #expect(before.joined().allSatisfy { $0.contains("overlaps true") })
    try fixture.keep(
      try Made.repayment(100_000_00, on: "2024-07-01", of: "N2"), "E1", at: 30, bank: 1)
    try fixture.keep(try Made.claim("N1"), "K1", version: 2, .cancel, at: 30)
    try fixture.keep(try Made.disbursement("N3", on: "2020-01-01"), "D3", at: 30)
    #expect(try settle(fixture, at: 20).map { $0.map(describe) } == before)
    #expect(try settle(fixture, at: 30).map { $0.map(describe) } != before)
  }

  @Test func oneContractIsFoundByItsNote() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement("N1", contract: "A"), "D1")
    try fixture.keep(try Made.disbursement("N2", contract: "B"), "D2", at: 10)
    try fixture.keep(try Made.disbursement("N3", contract: "B"), "D3")
    // The contract number was wrong at first: the contract of the earlier version is not meant.
    try fixture.keep(
      try Made.disbursement("N2", contract: "A"), "D2", version: 2, .amend, at: 20)
    let key = NoteKey(bank: fixture.bank.code, noteNo: try #require(NoteNo("N2")))
    #expect(try notes(settle(fixture, holding: key)) == [["N1", "N2"]])
    #expect(try notes(settle(fixture, at: 15, holding: key)) == [["N2", "N3"]])
    let unknown = NoteKey(bank: fixture.bank.code, noteNo: try #require(NoteNo("NX")))
    #expect(try settle(fixture, holding: unknown).isEmpty)
  }

  private func settle(
    _ fixture: LedgerFixture, at seconds: Int64 = 1_000, holding only: NoteKey? = nil
  ) throws -> [[SettlementCandidate]] {
    let period = try #require(Quarter(quarter))
    var contracts: [[SettlementCandidate]] = []
    try fixture.ledger.read { session throws in
      try session.forEachContract(
        settling: period, knownAt: Instant(seconds: seconds), holding: only
      ) { contracts.append($0) }
    }
    return contracts
  }

  private func notes(_ contracts: [[SettlementCandidate]]) -> [[String]] {
    contracts.map { $0.map(\.history.key.noteNo.text) }
  }

  private func uses(_ fixture: LedgerFixture, at seconds: Int64 = 1_000) throws -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: try settle(fixture, at: seconds).joined().map {
        ($0.history.key.noteNo.text, $0.history.countedUse)
      })
  }

  private func describe(_ candidate: SettlementCandidate) -> String {
    "\(candidate.history.key) use \(candidate.history.countedUse) "
      + "events \(candidate.history.events.count) claims \(candidate.claims.count) "
      + "overlaps \(candidate.overlapsOtherContract)"
  }
}
