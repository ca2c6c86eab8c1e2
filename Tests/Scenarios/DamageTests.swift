import Foundation
import TestKit
import Testing

/// What `check` and the other commands say of an office that somebody damaged.
@Suite struct DamageTests {
  static let now = "2026-04-02T09:00:00+08:00"

  private func used() throws -> (office: OfficeDesk, bank: BankDesk) {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", .p256)
    try office.make(now: Self.now)
    try office.register(bank, now: Self.now)
    try bank.send(BadInputTests.parcel(1), to: office.inbox(bank))
    _ = try office.receive(now: Self.now)
    _ = try office.json(["settle", "run", "2026Q1"], now: Self.now, status: 1)
    _ = try office.json(["publish"], now: Self.now)
    return (office, bank)
  }

  /// A lost ledger must not look like an empty one.
  @Test func ledgerGone() throws {
    let (office, _) = try used()
    try FileManager.default.removeItem(atPath: office.path + "/ledger.sqlite")
    for command in ["check", "receive", "publish"] {
      let outcome = try office.run([command], now: Self.now)
      #expect(outcome.status == 70)
      #expect(outcome.message.contains("账本文件不见了"), "\(outcome.message)")
    }
    #expect(!FileManager.default.fileExists(atPath: office.path + "/ledger.sqlite"))
  }

  @Test func ledgerIsNoDatabase() throws {
    let (office, _) = try used()
    try Data("garbage".utf8).write(to: URL(fileURLWithPath: office.path + "/ledger.sqlite"))
    let outcome = try office.run(["check"])
    #expect(outcome.status == 70)
    #expect(outcome.message.contains("备份"))
  }

  /// An old copy of the ledger under a newer journal: nothing may be written over the entries.
  @Test func ledgerOlderThanItsJournal() throws {
    let (office, bank) = try used()
    let path = office.path + "/ledger.sqlite"
    let old = try Data(contentsOf: URL(fileURLWithPath: path))
    for person in ["甲", "乙"] {
      _ = try office.json(
        [
          "note", "lose", "AABANK", "N-1", "--from", "2026-02-0\(person == "甲" ? 1 : 2)",
          "--reason", "示例", "--by", person,
        ], now: Self.now)
    }
    for name in FileManager.default.names(office.path) where name.hasPrefix("ledger.sqlite-") {
      try FileManager.default.removeItem(atPath: office.path + "/" + name)
    }
    try old.write(to: URL(fileURLWithPath: path))
    let checked = try office.json(["check"], status: 1)["checks"].elements
    #expect(checked.first { $0["name"].text == "journal" }?["ok"] == .bool(false))
    let journal = office.path + "/archive/journal"
    let before = FileManager.default.names(journal)
    try bank.send(BadInputTests.parcel(2), to: office.inbox(bank))
    let refused = try office.run(["receive"], now: Self.now)
    #expect(refused.status == 70)
    #expect(FileManager.default.names(journal) == before)
  }

  /// What is spoilt, and the check that must tell it.
  static let spoilt: [(what: String, folder: String, suffix: String, check: String)] = [
    ("a journal entry altered", "archive/journal", "000000002.json", "journal"),
    ("a manifest altered", "archive/packages", "/manifest.json", "archive"),
    ("a records file altered", "archive/packages", "/records.json", "archive"),
  ]

  @Test(arguments: spoilt.indices)
  func altered(_ index: Int) throws {
    let row = Self.spoilt[index]
    let (office, _) = try used()
    let folder = office.path + "/" + row.folder
    let file = try #require(
      FileManager.default.files(below: folder).first { $0.hasSuffix(row.suffix) })
    let url = URL(fileURLWithPath: folder + "/" + file)
    var bytes = try Data(contentsOf: url)
    let place = try #require(bytes.firstIndex(of: UInt8(ascii: "1")))
    bytes[place] = UInt8(ascii: "2")
    try bytes.write(to: url)
    let checks = try office.json(["check"], status: 1)["checks"].elements
    for check in checks {
      let isSpoilt = check["name"].text == row.check
      #expect(check["ok"] == .bool(!isSpoilt), "\(row.what): \(check)")
    }
  }

  @Test func settingsAndPolicy() throws {
    let (office, _) = try used()
    let settings = URL(fileURLWithPath: office.path + "/mingdai.json")
    let good = try Data(contentsOf: settings)
    for (text, expected) in [
      ("{\"code\": 1", "严格的 JSON"),
      ("{\"code\": \"ZEZHOU\", \"colour\": \"red\"}", "colour"),
      ("{\"code\": \"ZEZHOU\", \"tolerance\": 0.05}", "tolerance"),
    ] {
      try Data(text.utf8).write(to: settings)
      let outcome = try office.run(["check"])
      #expect(outcome.status == 64)
      #expect(outcome.message.contains(expected), "\(outcome.message)")
    }
    try good.write(to: settings)
    let regimes = URL(fileURLWithPath: office.path + "/policy/regimes.json")
    try Data("{".utf8).write(to: regimes)
    for command in [["receive"], ["settle", "run", "2026Q1", "--preview"], ["publish"]] {
      let outcome = try office.run(command, now: Self.now)
      #expect(outcome.status == 64)
      #expect(outcome.message.contains("regimes.json"))
    }
  }
}
