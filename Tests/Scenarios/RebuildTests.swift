import Foundation
import TestKit
import Testing

/// `rebuild`: the ledger from journal and archive, the same row for row, whatever was done before.
@Suite struct RebuildTests {
  private static let now = "2026-04-02T09:00:00+08:00"

  /// An office in which everything was done once that the journal knows.
  private func lived() throws -> (office: OfficeDesk, bank: BankDesk) {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", .sm2)
    let next = try BankDesk("AABANK", .p256)
    try office.make(now: Self.now)
    try office.register(bank, now: Self.now)
    let notes = (1...5).map { BadInputTests.note($0) }
    let bad = notes[0].repayment("R-bad", on: "2030-01-01", 1_00)
    try bank.send(
      BadInputTests.parcel(1, notes.map { $0.disbursement("D-\($0.noteNo)") } + [bad]),
      to: office.inbox(bank))
    try bank.send(
      BadInputTests.parcel(
        2,
        [
          notes[1].disbursement("D-\(notes[1].noteNo)", version: 2, action: "AMEND"),
          notes[2].disbursement("D-\(notes[2].noteNo)", version: 2, action: "CANCEL"),
          notes[3].repayment("R-4", on: "2026-01-05", 500_00),
          notes[3].claim("C-4", "2026Q1", days: 90, interest: "1125.00", subsidy: "500.00"),
        ]), to: office.inbox(bank))
    let altered = try bank.seal(BadInputTests.parcel(3))
    try Data("{}".utf8).write(to: altered.appendingPathComponent("records.json"))
    try bank.upload(altered, to: office.inbox(bank))
    _ = try office.receive(now: Self.now, status: 1)
    try office.json(
      ["bank", "key", "add", "AABANK", "--public-key", next.publicKey], now: Self.now)
    try office.json(
      [
        "bank", "key", "approve", "AABANK", String(next.keyId.prefix(16)), "--approve", "李批",
        "--approve", "张准", "--overlap-days", "30",
      ], now: Self.now)
    try office.json(
      ["bank", "key", "revoke", "AABANK", String(bank.keyId.prefix(16))], now: Self.now)
    for words in [
      ["note", "lose", "AABANK", "N-1", "--from", "2026-02-01", "--reason", "示例"],
      ["note", "other-subsidy", "AABANK", "N-2", "--reason", "示例"],
      ["receipt", "reissue", "AABANK", bank.packageId(1)],
      ["keys", "rotate", "--suite", "sm2", "--approve", "李批", "--approve", "张准"],
      ["publish"],
    ] { try office.json(words + ["--by", "王建"], now: Self.now) }
    // Twice: the first draft leaves no lines.
    for _ in 0..<2 {
      _ = try office.run(["settle", "run", "2026Q1", "--by", "王建"], now: Self.now)
      try office.json(
        ["note", "lose", "AABANK", "N-1", "--from", "2026-02-03", "--reason", "示例"],
        now: Self.now)
    }
    try office.json(["settle", "review", "2026Q1", "--by", "李批"], now: Self.now)
    try office.json(["settle", "approve", "2026Q1", "--by", "张准"], now: Self.now)
    let account = office.scratch.path("account.csv")
    try Data("户名,开户行,账号\n示例专户,示例银行,000011112222\n".utf8)
      .write(to: URL(fileURLWithPath: account))
    try office.json(["bank", "account", "AABANK", "--file", account], now: Self.now)
    try office.json(["settle", "pay", "2026Q1"], now: Self.now)
    return (office, next)
  }

  @Test func theSameRows() throws {
    let (office, bank) = try lived()
    let compared = try office.json(["rebuild", "--compare"], now: Self.now)
    #expect(compared["differences"] == .list([]) && compared["compared"] == .bool(true))
    let (notes, run) = (
      try office.json(["note", "list"], now: Self.now),
      try office.json(["settle", "show", "2026Q1"], now: Self.now)
    )
    for name in FileManager.default.names(office.path) where name.hasPrefix("ledger.sqlite") {
      try FileManager.default.removeItem(atPath: office.path + "/" + name)
    }
    #expect(try office.run(["receive"], now: Self.now).status == 70)
    let rebuilt = try office.json(["rebuild"], now: Self.now)
    #expect(rebuilt["compared"] == .bool(false) && rebuilt["before"] == .null)
    #expect(try office.json(["note", "list"], now: Self.now) == notes)
    #expect(try office.json(["settle", "show", "2026Q1"], now: Self.now) == run)
    try office.checksOut()
    // And work goes on.
    try bank.send(BadInputTests.parcel(6), to: office.inbox(bank))
    #expect(try office.receive(now: Self.now)["packages"][0]["status"].text == "ACCEPTED")
    #expect(try office.json(["rebuild"], now: Self.now)["differences"] == .list([]))
    #expect(
      FileManager.default.names(office.path).contains { $0.hasPrefix("ledger-before-rebuild-") })
    try office.checksOut()
  }

  /// A ledger older than its journal, and one that is no database: both come back whole.
  @Test(arguments: [1, 2])
  func anOldOrBrokenLedger(entriesBack: Int) throws {
    let (office, bank) = try lived()
    let path = office.path + "/ledger.sqlite"
    let old = try Data(contentsOf: URL(fileURLWithPath: path))
    for number in 6..<6 + entriesBack {
      try bank.send(BadInputTests.parcel(number), to: office.inbox(bank))
      _ = try office.receive(now: Self.now)
    }
    let notes = try office.json(["note", "list"], now: Self.now)
    for (bytes, status) in [(old, Int32(1)), (Data("no database".utf8), 0)] {
      for name in FileManager.default.names(office.path) where name.hasPrefix("ledger.sqlite") {
        try FileManager.default.removeItem(atPath: office.path + "/" + name)
      }
      try bytes.write(to: URL(fileURLWithPath: path))
      #expect(try office.run(["receive"], now: Self.now).status == 70)
      let rebuilt = try office.run(["rebuild"], now: Self.now)
      #expect(rebuilt.status == status, "\(rebuilt.text)\(rebuilt.message)")
      #expect(try office.json(["note", "list"], now: Self.now) == notes)
      try office.checksOut()
    }
  }

  /// The end of the journal is gone: the ledger knows more, and stays.
  @Test func aJournalWithoutItsEnd() throws {
    let (office, _) = try lived()
    let before = try office.json(["note", "list"], now: Self.now)
    let journal = office.path + "/archive/journal"
    let last = try #require(FileManager.default.names(journal).last { $0.hasSuffix(".json") })
    try FileManager.default.removeItem(atPath: journal + "/" + last)
    for words in [["rebuild"], ["rebuild", "--compare"]] {
      let refused = try office.run(words, now: Self.now)
      #expect(refused.status == 70 && refused.message.contains("短"), "\(refused.message)")
    }
    #expect(try office.json(["note", "list"], now: Self.now) == before)
    #expect(
      FileManager.default.names(office.path).filter { $0.hasPrefix("ledger") } == ["ledger.sqlite"])
  }

  /// What an old ledger left beside its file is never played into the new one, and a watcher is
  /// told to go first.
  @Test func leftoversAndWatchers() throws {
    let (office, _) = try lived()
    let notes = try office.json(["note", "list"], now: Self.now)
    let ledger = office.path + "/ledger.sqlite"
    try FileManager.default.removeItem(atPath: ledger)
    try Data("left behind".utf8).write(to: URL(fileURLWithPath: ledger + "-wal"))
    try office.json(["rebuild"], now: Self.now)
    #expect(try office.json(["note", "list"], now: Self.now) == notes)
    try office.checksOut()
    let watcher = try Watch(office, poll: 3600)
    try watcher.begun()
    var refused = try office.run(["rebuild"], now: Self.now)
    // While it looks, the writer's lock is told instead.
    for _ in 0..<200 where !refused.message.contains("值守") {
      usleep(50_000)
      refused = try office.run(["rebuild"], now: Self.now)
    }
    try watcher.kill()
    #expect(refused.status == 70 && refused.message.contains("值守"), "\(refused.message)")
  }

  /// What is spoilt, and the word by which the refusal names it.
  static let spoilt: [(what: String, folder: String, suffix: String, names: String)] = [
    ("a received file", "archive/packages", "/records.json", "AABANK-00000000"),
    ("a package of ours", "archive/packages", "/manifest.sig", "ZEZHOU-00000000"),
    ("the lines of a run", "archive/runs", ".jsonl", "2026Q1-"),
    ("a bank's account", "archive/accounts", ".json", "收款账户"),
    ("a policy file", "archive/policy", "lpr.csv", "archive/policy"),
    ("a journal entry", "archive/journal", "000000004.json", "第"),
  ]

  @Test(arguments: spoilt.indices)
  func spoiltIsNamed(_ index: Int) throws {
    let row = Self.spoilt[index]
    let (office, _) = try lived()
    let before = try office.json(["note", "list"], now: Self.now)
    let folder = office.path + "/" + row.folder
    let found = try FileManager.default.files(below: folder).filter { file in
      guard file.hasSuffix(row.suffix) else { return false }
      guard row.suffix == "/manifest.sig" else { return true }
      let manifest = folder + "/" + file.dropLast(3) + "json"
      return try String(contentsOfFile: manifest, encoding: .utf8).contains(
        "\"packageId\": \"ZEZHOU-")
    }
    for file in found {
      let url = URL(fileURLWithPath: folder + "/" + file)
      var bytes = try Data(contentsOf: url)
      // Of a run that pays nothing the payments are empty.
      if bytes.isEmpty { continue }
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: url)
    }
    try #require(!found.isEmpty)
    let refused = try office.run(["rebuild"], now: Self.now)
    #expect(refused.status == 70, "\(row.what): \(refused.text)")
    #expect(refused.message.contains(row.names), "\(row.what): \(refused.message)")
    #expect(refused.message.contains("备份"), "\(row.what): \(refused.message)")
    #expect(try office.json(["note", "list"], now: Self.now) == before, "the ledger stays")
  }
}
