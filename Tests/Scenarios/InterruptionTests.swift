import Foundation
import TestKit
import Testing

/// A power cut at any instant, and two officials at once.
@Suite struct InterruptionTests {
  static let now = "2026-04-02T09:00:00+08:00"
  static let perPackage = 1500

  private func prepared(packages: Int) throws -> (office: OfficeDesk, bank: BankDesk) {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", .sm2)
    try office.make(now: Self.now)
    try office.register(bank, now: Self.now)
    for number in 1...packages {
      try bank.send(
        BadInputTests.parcel(
          number,
          (0..<Self.perPackage).map {
            BadInputTests.note(number * 10_000 + $0).disbursement("R-\(number)-\($0)")
          }), to: office.inbox(bank))
    }
    return (office, bank)
  }

  @Test func killedAtRandomMoments() throws {
    let seed: UInt64 = 20_260_402
    var random = SeededRandom(seed: seed)
    let (office, bank) = try prepared(packages: 4)
    var killed = 0
    for turn in 0..<12 {
      let receiver = try Command.start(
        Command.mingdai, ["receive", "--now", Self.now],
        environment: ["MINGDAI_OFFICE": office.path])
      usleep(UInt32.random(in: 5_000...900_000, using: &random))
      receiver.kill()
      let outcome = try receiver.finish()
      killed += outcome.status == 137 ? 1 : 0
      let inside = try office.noteCount()
      #expect(inside % Self.perPackage == 0, "seed \(seed), turn \(turn): \(inside) notes")
    }
    #expect(killed > 0, "seed \(seed): never in time")
    _ = try office.receive(now: Self.now)
    #expect(try office.noteCount() == 4 * Self.perPackage)
    let receipts = try office.receipts(bank)
    #expect(
      receipts.compactMap { $0["inReplyTo"]["packageId"].text }
        == (1...4).map { bank.packageId($0) }, "seed \(seed)")
    #expect(receipts.allSatisfy { $0["receipt"]["accepted"].int == Self.perPackage })
    #expect(FileManager.default.names(office.work(bank)).isEmpty)
    try office.checksOut()
  }

  @Test func twoReceiversAtOnce() throws {
    let (office, bank) = try prepared(packages: 2)
    let both = try (0..<2).map { _ in
      try Command.start(
        Command.mingdai, ["receive", "--now", Self.now, "--format", "json"],
        environment: ["MINGDAI_OFFICE": office.path])
    }
    for receiver in both {
      let outcome = try receiver.finish()
      #expect([0, 70].contains(outcome.status), "\(outcome.message)")
      if outcome.status == 70 { #expect(outcome.message.contains("另一个")) }
    }
    _ = try office.receive(now: Self.now)
    #expect(try office.receipts(bank).count == 2)
    #expect(try office.noteCount() == 2 * Self.perPackage)
    try office.checksOut()
  }

  /// The live site is whole at every instant, and the next publication finds its way.
  @Test func killedWhilePublishing() throws {
    let seed: UInt64 = 20_260_403
    var random = SeededRandom(seed: seed)
    let (office, bank) = try prepared(packages: 1)
    _ = try office.receive(now: Self.now)
    let first = try office.json(["publish"], now: Self.now)
    let site = try #require(first["site"].text)
    let whole = FileManager.default.files(below: site).count
    #expect(whole >= Self.perPackage)
    let more = BadInputTests.parcel(2, [BadInputTests.note(9_000).disbursement("S-1")])
    try bank.send(more, to: office.inbox(bank))
    _ = try office.receive(now: Self.now)
    for turn in 0..<6 {
      let publisher = try Command.start(
        Command.mingdai, ["publish", "--full", "--now", Self.now],
        environment: ["MINGDAI_OFFICE": office.path])
      usleep(UInt32.random(in: 5_000...1_500_000, using: &random))
      publisher.kill()
      _ = try publisher.finish()
      let now = FileManager.default.files(below: site).count
      #expect(now >= whole, "seed \(seed), turn \(turn): \(now) of \(whole) files")
    }
    let last = try office.json(["publish"], now: Self.now)
    #expect(last["records"].int == Self.perPackage + 1)
    #expect(last["leaks"] == .list([]))
    #expect(try office.json(["publish"], now: Self.now)["written"].int == 0)
    try office.checksOut()
  }
}
