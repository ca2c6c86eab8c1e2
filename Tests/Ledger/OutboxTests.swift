import LoanBook
import Quantities
import Testing

@testable import Ledger

/// Deliveries and their answers: one receipt each, kept until it lies in the outbox.
@Suite struct OutboxTests {
  @Test func aReceiptWaitsUntilItIsOut() throws {
    let fixture = try LedgerFixture()
    let at = Instant(seconds: 5)
    try fixture.ledger.write { session throws in
      #expect(try session.nextOutboxNumber(for: fixture.bank) == 1)
      try session.send(entry(1), to: fixture.bank, answers: fixture.packages[0], at: at)
      #expect(try session.nextOutboxNumber(for: fixture.bank) == 2)
      #expect(try session.nextOutboxNumber(for: fixture.banks[1]) == 1)
    }
    #expect(try waiting(fixture) == [1])
    // Told twice that it is out, as after a crash between the two.
    for _ in 0..<2 { try fixture.ledger.write { try $0.placed(1, for: fixture.bank) } }
    #expect(try waiting(fixture) == [])
    let receipt = try fixture.ledger.read { try $0.receipt(for: fixture.packages[0]) }
    #expect(receipt == entry(1))
    #expect(try fixture.ledger.read { try $0.receipt(for: 99) } == nil)
  }

  /// A crash may bring a delivery again; its second answer, or its second row, is refused.
  @Test func aDeliveryIsAnsweredOnce() throws {
    let fixture = try LedgerFixture()
    let at = Instant(seconds: 5)
    try fixture.ledger.write {
      try $0.send(entry(1), to: fixture.bank, answers: fixture.packages[0], at: at)
    }
    #expect(throws: LedgerFault.self) {
      try fixture.ledger.write {
        try $0.send(entry(2), to: fixture.bank, answers: fixture.packages[0], at: at)
      }
    }
    #expect(throws: LedgerFault.self) {
      try fixture.ledger.write { session throws in
        _ = try session.begin(
          PackageEntry(
            delivery: "d-TAIHANG", packageId: "x", number: 2, stage: "TECHNICAL",
            status: "REJECTED", receivedAt: at), of: fixture.bank)
      }
    }
    #expect(try waiting(fixture) == [1])
    #expect(try fixture.ledger.read { try $0.packageCount() } == 2)
  }

  @Test func onlyConsumedPackagesCount() throws {
    let fixture = try LedgerFixture()
    let bank = fixture.bank
    for (number, status) in [(5, "REJECTED"), (3, "PARTIAL"), (4, "DUPLICATE")] {
      try fixture.ledger.write { session throws in
        var entry = PackageEntry(
          delivery: "d\(number)", packageId: "TAIHANG-\(number)", number: number,
          stage: "BUSINESS", status: status, receivedAt: Instant(seconds: 5))
        entry.seq = try session.begin(entry, of: bank)
        if status == "PARTIAL" { entry.ledgerHead = "head" }
        entry.accepted = 2
        try session.finish(entry)
      }
    }
    try fixture.ledger.read { session throws in
      #expect(try session.highestNumber(of: bank) == 3)
      #expect(try session.highestNumber(of: fixture.banks[1]) == 1)
      #expect(try session.ledgerHead() == "head")
      #expect(try session.consumedPackage("TAIHANG-3", of: bank)?.accepted == 2)
      #expect(try session.consumedPackage("TAIHANG-5", of: bank) == nil)
      #expect(try session.package(delivery: "d5")?.status == "REJECTED")
      var consumed: [String] = []
      try session.forEachConsumedPackage { code, entry in
        consumed.append("\(code) \(entry.packageId)")
      }
      #expect(consumed == ["TAIHANG TAIHANG-3"])
    }
  }

  private func entry(_ number: Int) -> OutboxEntry {
    OutboxEntry(
      number: number, packageId: "ZEZHOU-00000000\(number)", messageType: "RECEIPT",
      archivedAs: "a\(number)")
  }

  private func waiting(_ fixture: LedgerFixture) throws -> [Int] {
    try fixture.ledger.read { try $0.waiting(for: fixture.bank).map(\.number) }
  }
}
