import Foundation
import TestKit
import Testing

/// A package that cannot be received for a reason that is only its own: a file lies in the archive
/// where this package's folder must go. The others go on, it is tried three times, then answered
/// with X900.
@Suite struct ReceiveFaultTests {
  static let now = "2026-04-02T09:00:00+08:00"

  /// An office with packages 1 to 3 of a bank waiting, and a stumbling block for the second.
  private func blocked(
    _ suite: BankSuite
  ) throws -> (office: OfficeDesk, bank: BankDesk, package: URL, block: String) {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", suite)
    try office.make(now: Self.now)
    try office.register(bank, now: Self.now)
    var package: URL?
    for number in 1...3 {
      let sent = try bank.send(BadInputTests.parcel(number), to: office.inbox(bank))
      if number == 2 { package = sent }
    }
    let second = try #require(package)
    let digest = try bank.digest("manifest.json", in: second)
    let shelf = office.path + "/archive/packages/\(digest.prefix(2))"
    try FileManager.default.createDirectory(
      atPath: shelf, withIntermediateDirectories: true)
    try Data("in the way".utf8).write(to: URL(fileURLWithPath: "\(shelf)/\(digest)"))
    return (office, bank, second, "\(shelf)/\(digest)")
  }

  private func answers(_ office: OfficeDesk, _ bank: BankDesk) throws -> [String] {
    try office.receipts(bank).map {
      let id = $0["inReplyTo"]["packageId"].text ?? ""
      return "\(id.suffix(1)) \($0["receipt"]["status"].text ?? "") \(codes($0))"
    }
  }

  @Test(arguments: BankSuite.allCases)
  func threeTries(_ suite: BankSuite) throws {
    let (office, bank, package, block) = try blocked(suite)
    let first = try office.receive(now: Self.now, status: 70)
    #expect(
      first["packages"].elements.map { $0["packageId"].text }
        == [bank.packageId(1), bank.packageId(3)])
    #expect(first["faults"].elements.count == 1)
    let fault = first["faults"][0]
    #expect(fault.names == ["bank", "message", "packageId", "tries", "path"])
    #expect(fault["packageId"].text == bank.packageId(2) && fault["tries"].int == 1)
    #expect(fault["path"].text?.hasPrefix(office.work(bank)) == true)
    #expect(fault["message"].text?.contains(block) == true, "\(fault)")
    // A new package in between is received at once.
    try bank.send(BadInputTests.parcel(4), to: office.inbox(bank))
    let second = try office.run(["receive"], now: Self.now)
    #expect(second.status == 70)
    #expect(second.message.contains("已试 2 次"), "\(second.message)")
    #expect(second.text.contains(bank.packageId(4)), "\(second.text)")
    let third = try office.receive(now: Self.now, status: 70)
    #expect(third["packages"].elements.count == 1)
    #expect(third["packages"][0]["status"].text == "REJECTED")
    #expect(third["packages"][0]["codes"] == .list([.text("X900")]))
    let path = try #require(third["faults"][0]["path"].text)
    #expect(third["faults"][0]["tries"].int == 3)
    #expect(path.contains("/quarantine/"))
    #expect(
      FileManager.default.names(path) == ["manifest.json", "manifest.sig", "records.json"])
    // It is over, and the bank learnt it by one receipt that verifies.
    #expect(try office.receive(now: Self.now)["faults"] == .list([]))
    #expect(FileManager.default.names(office.work(bank)) == [])
    #expect(
      try answers(office, bank)
        == ["1 ACCEPTED []", "3 ACCEPTED [\"W404\"]", "4 ACCEPTED []", "2 REJECTED [\"X900\"]"])
    let receipt = try office.receipt("ZEZHOU-000000004", bank)
    #expect(
      receipt["inReplyTo"]["manifestDigest"].text
        == (try bank.digest("manifest.json", in: package)))
    #expect(receipt["receipt"]["stage"].text == "TECHNICAL")
    #expect(receipt["receipt"]["codes"][0]["message"].text?.contains("以原包编号重新报送") == true)
    #expect(try office.noteCount() == 3)
    // Mended, the same package comes again and is received as if nothing had been.
    try FileManager.default.removeItem(atPath: block)
    try bank.upload(package, to: office.inbox(bank))
    #expect(try office.receive(now: Self.now)["packages"][0]["status"].text == "ACCEPTED")
    #expect(try office.noteCount() == 4)
    try office.checksOut()
  }

  /// Mended before the third time it is received, and the bank never hears of it.
  @Test func mendedInTime() throws {
    let (office, bank, _, block) = try blocked(.p256)
    for _ in 1...2 { _ = try office.receive(now: Self.now, status: 70) }
    try FileManager.default.removeItem(atPath: block)
    #expect(try office.receive(now: Self.now)["packages"].elements.count == 1)
    #expect(
      try answers(office, bank)
        == ["1 ACCEPTED []", "3 ACCEPTED [\"W404\"]", "2 ACCEPTED []"])
    try office.checksOut()
  }

  /// The watcher tries it again at each poll.
  @Test func theWatcherGivesItUp() throws {
    let (office, bank, _, _) = try blocked(.p256)
    let watch = try Watch(office, poll: 1)
    try eventually("X900") { FileManager.default.names(office.outbox(bank)).count == 3 }
    try bank.send(BadInputTests.parcel(4), to: office.inbox(bank))
    try eventually("the next") { FileManager.default.names(office.outbox(bank)).count == 4 }
    let (end, lines) = try watch.stop()
    #expect(end.status == 0)
    let faults = lines.filter { $0["event"].text == "fault" }
    #expect(faults.map { $0["tries"].int } == [1, 2, 3])
    #expect(faults.last?["path"].text?.contains("/quarantine/") == true)
    #expect(lines.filter { $0["event"].text == "resumed" } == [])
    #expect(end.message.contains("已签发 X900 回执"), "\(end.message)")
  }

  /// The rebuilt ledger is the same row for row, and goes on in the same way.
  @Test func theLedgerIsMadeAnew() throws {
    let (office, bank, package, block) = try blocked(.p256)
    for _ in 1...3 { _ = try office.receive(now: Self.now, status: 70) }
    let before = try answers(office, bank)
    let rebuilt = try office.run(["rebuild"], now: Self.now)
    #expect(rebuilt.status == 0, "\(rebuilt.text)\(rebuilt.message)")
    #expect(try answers(office, bank) == before)
    try FileManager.default.removeItem(atPath: block)
    try bank.upload(package, to: office.inbox(bank))
    #expect(try office.receive(now: Self.now)["packages"][0]["status"].text == "ACCEPTED")
    try office.checksOut()
  }
}
