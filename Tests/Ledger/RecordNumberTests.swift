import LoanBook
import Quantities
import TestKit
import Testing

@testable import Ledger

/// What the ledger remembers within a transaction for speed must never be seen: numbers that are
/// above all others need no looking up, bound texts lie in memory of few bytes.
@Suite struct RecordNumberTests {
  /// Numbers that rise, fall and come again, over banks, transactions and both at once.
  @Test(arguments: 0..<30)
  func versionsWhateverTheOrder(number: Int) throws {
    let seed = 500 + UInt64(number)
    var random = SeededRandom(seed: seed)
    let fixture = try LedgerFixture()
    for bank in 0...1 { try fixture.keep(try Made.disbursement(), "M", bank: bank) }
    var known: [[String: Int]] = [["M": 1], ["M": 1]]
    for _ in 0..<4 {
      try fixture.ledger.write { session throws in
        for _ in 0..<12 {
          let bank = Int.random(in: 0...1, using: &random)
          let name =
            String("AMZaz09".randomElement(using: &random) ?? "A")
            + String(Int.random(in: 0...4, using: &random))
          let id = try #require(RecordId(name))
          let versions = try session.versions(of: id, bank: fixture.banks[bank])
          let version = (known[bank][name] ?? 0) + 1
          #expect(versions.map(\.version) == Array(1..<version), "seed \(seed), \(name)")
          try fixture.keep(
            try Made.claim(), name, version: version, version == 1 ? .create : .amend, at: 20,
            bank: bank, in: session)
          known[bank][name] = version
        }
      }
    }
  }

  /// Texts that together are longer than the memory for a row.
  @Test func longTexts() throws {
    let fixture = try LedgerFixture()
    var terms = try Made.terms()
    terms.borrower.name = String(repeating: "长", count: 1500)
    terms.project.name = String(repeating: "名", count: 1500)
    terms.project.entityName = String(repeating: "x", count: 9000)
    terms.project.address = PersonalText("短")
    try fixture.keep(.disbursement(terms), "D1")
    try fixture.keep(try Made.disbursement("N2"), "D2")
    #expect(try fixture.note()?.terms == terms)
    #expect(try fixture.note("N2")?.terms == Made.terms("N2"))
  }

  /// A person of many contracts is counted as far as a number can be stated.
  @Test func ordinalsOfManyContracts() throws {
    let fixture = try LedgerFixture()
    for number in 1...120 {
      try fixture.keep(
        try Made.disbursement("N\(number)", contract: "C\(number / 2)", on: "2024-05-10"),
        "D\(number)")
    }
    let later = try Made.terms("X", contract: "X", on: "2024-06-10")
    let known = try Made.terms("X", contract: "C7", on: "2024-06-10")
    let first = try Made.terms("X", contract: "X", on: "2024-05-10")
    try fixture.ledger.read { session throws in
      #expect(try session.useOrdinal(of: later, bank: fixture.bank) == 62)
      #expect(try session.useOrdinal(of: known, bank: fixture.bank) == 61)
      #expect(try session.useOrdinal(of: first, bank: fixture.bank) == 1)
      #expect(try session.useOrdinal(of: later, bank: fixture.banks[1]) == 1)
    }
  }
}
