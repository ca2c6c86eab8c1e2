import Foundation
import TestKit
import Testing

/// Disk full and read-only: exit code 70, nothing half-done, and the same command completes later.
@Suite(.enabled(if: SmallDisk.isPossible)) struct DiskTests {
  static let now = "2026-04-02T09:00:00+08:00"

  /// Packages of 60 records: each writes some hundred KiB.
  private func office(
    on disk: SmallDisk, packages: Int
  ) throws -> (office: OfficeDesk, bank: BankDesk) {
    let office = try OfficeDesk(on: disk.folder.url)
    let bank = try BankDesk("AABANK", .p256)
    try office.make(now: Self.now)
    try office.register(bank, now: Self.now)
    for number in 1...packages {
      try bank.send(
        BadInputTests.parcel(
          number,
          (0..<60).map { BadInputTests.note(number * 100 + $0).disbursement("R-\(number)-\($0)") }),
        to: office.inbox(bank))
    }
    return (office, bank)
  }

  /// One receipt for each delivery, every package wholly in, all checks well.
  private func isWhole(_ office: OfficeDesk, _ bank: BankDesk, packages: Int) throws {
    let receipts = try office.receipts(bank)
    #expect(
      receipts.map { $0["inReplyTo"]["packageId"].text }
        == (1...packages).map { bank.packageId($0) })
    #expect(receipts.allSatisfy { $0["receipt"]["status"].text == "ACCEPTED" })
    #expect(try office.noteCount() == packages * 60)
    #expect(FileManager.default.names(office.inbox(bank)).isEmpty)
    #expect(FileManager.default.names(office.work(bank)).isEmpty)
    try office.checksOut()
  }

  /// `left` KiB are free when the receiver starts, so that it runs full at different points.
  @Test(arguments: [0, 20, 60, 150, 400, 650])
  func fullWhileReceiving(_ left: Int) throws {
    let disk = try SmallDisk(mebibytes: 24)
    let (office, bank) = try office(on: disk, packages: 5)
    try disk.fill(leaving: left)
    let full = try office.run(["receive", "--format", "json"], now: Self.now)
    #expect(full.status == 70, "\(left) KiB left: \(full.text)\(full.message)")
    #expect(full.message.contains("已满"), "\(full.message)")
    if !full.output.isEmpty { _ = try JSONTree(full.output) }
    try disk.free()
    let inside = try office.json(["note", "list"])["notes"].elements.count
    #expect(inside % 60 == 0, "what is in is wholly in")
    _ = try office.receive(now: Self.now)
    try isWhole(office, bank, packages: 5)
  }

  @Test func readOnlyWhileReceiving() throws {
    let disk = try SmallDisk(mebibytes: 24)
    let (office, bank) = try office(on: disk, packages: 2)
    try disk.setReadOnly(true)
    let refused = try office.run(["receive", "--format", "json"], now: Self.now)
    #expect(refused.status == 70)
    #expect(refused.message.contains("只读"), "\(refused.message)")
    #expect(refused.output.isEmpty)
    try disk.setReadOnly(false)
    _ = try office.receive(now: Self.now)
    try isWhole(office, bank, packages: 2)
  }

  /// A read-only office can still be looked at.
  @Test func readOnlyCanBeRead() throws {
    let disk = try SmallDisk(mebibytes: 24)
    let (office, _) = try office(on: disk, packages: 1)
    _ = try office.receive(now: Self.now)
    try disk.setReadOnly(true)
    let listed = try office.run(["note", "list", "--format", "json"])
    try disk.setReadOnly(false)
    #expect([0, 70].contains(listed.status))
    if listed.status == 70 { #expect(listed.message.contains("办法")) }
  }

  @Test(arguments: [0, 100, 300])
  func fullWhilePublishing(_ left: Int) throws {
    let disk = try SmallDisk(mebibytes: 24)
    let (office, bank) = try office(on: disk, packages: 1)
    _ = try office.receive(now: Self.now)
    let first = try office.json(["publish"], now: Self.now)
    let site = try #require(first["site"].text)
    let before = try bytes(site)
    try bank.send(
      BadInputTests.parcel(
        2, (0..<60).map { BadInputTests.note(900 + $0).disbursement("S-\($0)") }),
      to: office.inbox(bank))
    _ = try office.receive(now: Self.now)
    try disk.fill(leaving: left)
    let full = try office.run(["publish", "--format", "json"], now: Self.now)
    #expect(full.status == 70, "\(full.text)\(full.message)")
    #expect(full.output.isEmpty)
    #expect(full.message.contains("办法"), "\(full.message)")
    #expect(try bytes(site) == before, "the old site stays as it was")
    try disk.free()
    let second = try office.json(["publish"], now: Self.now)
    #expect(second["records"].int == 120)
    #expect(try bytes(site) != before)
    try office.checksOut()
  }

  @Test func fullWhileSettling() throws {
    let disk = try SmallDisk(mebibytes: 24)
    let (office, _) = try office(on: disk, packages: 2)
    _ = try office.receive(now: Self.now)
    try disk.fill(leaving: 0)
    let full = try office.run(["settle", "run", "2026Q1"], now: Self.now)
    #expect(full.status == 70, "\(full.message)")
    try disk.free()
    #expect(try office.json(["settle", "list"])["runs"] == .list([]))
    let run = try office.json(["settle", "run", "2026Q1"], now: Self.now, status: 1)
    #expect(run["lines"].elements.count == 120)
    try office.checksOut()
  }

  @Test func fullWhileMakingAnOffice() throws {
    let disk = try SmallDisk(mebibytes: 1)
    try disk.fill(leaving: 40)
    let office = try OfficeDesk(on: disk.folder.url)
    let full = try office.run(
      ["init", "--code", "ZEZHOU", "--county", "140525", "--name", "某县某局"], now: Self.now)
    #expect(full.status == 70, "\(full.message)")
    #expect(try office.run(["receive"]).status == 64, "half an office is none")
    try disk.free()
    try office.make(now: Self.now)
    try office.checksOut()
  }

  private func bytes(_ site: String) throws -> [String: Data] {
    var all: [String: Data] = [:]
    for file in FileManager.default.files(below: site) {
      all[file] = try Data(contentsOf: URL(fileURLWithPath: site + "/" + file))
    }
    return all
  }
}
