import Foundation
import TestKit
import Testing

/// An inbox is a folder in which a stranger may do anything: no crash, no hang, no loss.
@Suite struct HostileInboxTests {
  static let now = "2026-04-02T09:00:00+08:00"

  private func opened(on disk: URL? = nil) throws -> (office: OfficeDesk, bank: BankDesk) {
    let office = try OfficeDesk(on: disk)
    let bank = try BankDesk("AABANK", .p256)
    try office.make(now: Self.now)
    try office.register(bank, now: Self.now)
    return (office, bank)
  }

  @Test func tenThousandMalformedNames() throws {
    // In memory where there is a place for it: every move goes down to the disk, four times.
    let memory = URL(fileURLWithPath: "/dev/shm")
    let isThere = FileManager.default.isWritableFile(atPath: memory.path)
    let (office, bank) = try opened(on: isThere ? memory : nil)
    for index in 0..<10_000 {
      let name = index % 2 == 0 ? "aabank-\(index)" : "AABANK-\(index)"
      #expect(mkdir(office.inbox(bank) + "/" + name, 0o755) == 0)
    }
    try bank.send(BadInputTests.parcel(1), to: office.inbox(bank))
    let taken = try office.receive(now: Self.now)
    #expect(taken["quarantined"].int == 10_000)
    #expect(taken["packages"][0]["status"].text == "ACCEPTED")
    #expect(FileManager.default.names(office.inbox(bank)).isEmpty)
    try office.checksOut()
  }

  @Test func oddEntries() throws {
    let (office, bank) = try opened()
    let inbox = office.inbox(bank)
    let victim = try ScratchFolder("victim")
    try victim.write("manifest.sig", "x")
    // A link under a well-formed name, to a folder that is not the bank's.
    #expect(symlink(victim.path, inbox + "/AABANK-000000001") == 0)
    #expect(symlink("/nonexistent", inbox + "/AABANK-000000002") == 0)
    #expect(mkfifo(inbox + "/AABANK-000000003", 0o644) == 0)
    try Data("x".utf8).write(to: URL(fileURLWithPath: inbox + "/AABANK-000000004"))
    let names: [[UInt8]] = [
      Array("line\nbreak".utf8), Array("\u{1B}[31mred".utf8), Array("\u{202E}txt.exe".utf8),
      [0xFF, 0xFE, 0x80], Array(String(repeating: "x", count: 255).utf8), Array("~".utf8),
      Array("AABANK-000000001~0123456789abcdef".utf8), Array("-rf".utf8),
    ]
    for name in names {
      #expect(mkdir(inbox + "/" + String(decoding: name, as: UTF8.self), 0o755) == 0)
    }
    // A folder as deep as paths allow, inside a package.
    let deep = try bank.seal(BadInputTests.parcel(5))
    try FileManager.default.createDirectory(
      at: deep.appending(path: String(repeating: "d/", count: 900)),
      withIntermediateDirectories: true)
    try bank.upload(deep, to: inbox)
    // Uploads and hidden names are left alone.
    #expect(mkdir(inbox + "/AABANK-000000009.part", 0o755) == 0)
    #expect(mkdir(inbox + "/.cache", 0o755) == 0)
    try bank.send(BadInputTests.parcel(6), to: inbox)
    let taken = try office.receive(now: Self.now, status: 1)
    #expect(taken["quarantined"].int == 4 + names.count)
    #expect(
      taken["packages"].elements.compactMap { $0["status"].text } == ["REJECTED", "ACCEPTED"])
    #expect(FileManager.default.names(inbox) == [".cache", "AABANK-000000009.part"])
    #expect(FileManager.default.names(victim.path) == ["manifest.sig"], "the victim is untouched")
    let quiet = try office.run(["receive"], now: Self.now)
    #expect(quiet.status == 0)
    #expect(!quiet.text.contains("\u{1B}"))
    try office.checksOut()
  }

  /// One bank's tray fails; the others go on, and the fault is told.
  @Test func aBankWithoutInbox() throws {
    let (office, bank) = try opened()
    let other = try BankDesk("BBBANK", .p256)
    try office.register(other, now: Self.now)
    try FileManager.default.removeItem(atPath: office.inbox(bank))
    try other.send(BadInputTests.parcel(1), to: office.inbox(other))
    let taken = try office.receive(now: Self.now, status: 70)
    #expect(taken["packages"].elements.compactMap { $0["bank"].text } == ["BBBANK"])
    #expect(taken["faults"][0]["bank"].text == "AABANK")
    #expect(try office.noteCount() == 1)
  }

  @Test func twoHundredPackagesAtOnce() throws {
    let (office, bank) = try opened()
    for number in (1...200).reversed() {
      try bank.send(BadInputTests.parcel(number), to: office.inbox(bank))
    }
    let taken = try office.receive(now: Self.now)["packages"].elements
    #expect(taken.compactMap { $0["packageId"].text } == (1...200).map { bank.packageId($0) })
    #expect(taken.allSatisfy { $0["codes"] == .list([]) })
    #expect(FileManager.default.names(office.outbox(bank)).count == 200)
    for package in taken where package["packageId"].text?.hasSuffix("0") == true {
      let receipt = try office.receipt(try #require(package["receipt"].text), bank)
      #expect(receipt["inReplyTo"]["packageId"] == package["packageId"])
    }
    try office.checksOut()
  }
}
