import Foundation
import TestKit
import Testing

/// The open data of a published site, as a journalist takes it: files, package, sums, feeds.
/// DISCLOSURE §4.
@Suite struct SiteDataTests {
  private static let now = "2026-04-02T09:00:00+08:00"

  private func published(_ notes: ClosedRange<Int>) throws -> (office: OfficeDesk, bank: BankDesk) {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", .p256)
    try office.make(now: Self.now)
    try office.register(bank, now: Self.now)
    try bank.send(
      BadInputTests.parcel(1, notes.map { BadInputTests.note($0).disbursement("D-\($0)") }),
      to: office.inbox(bank))
    _ = try office.receive(now: Self.now)
    try office.json(["publish"], now: Self.now)
    return (office, bank)
  }

  private func site(_ office: OfficeDesk) -> URL {
    URL(fileURLWithPath: "\(office.path)/site/current")
  }

  private func rows(_ office: OfficeDesk, _ file: String) throws -> Int {
    try Data(contentsOf: site(office).appendingPathComponent(file)).count { $0 == 0x0A }
  }

  @Test func everyFileIsSummedAndThePackageIsValid() throws {
    let (office, _) = try published(1...8)
    let data = site(office).appendingPathComponent("data")
    let sums = try Command.run("sha256sum", ["--strict", "-c", "SHA256SUMS"], in: data)
    #expect(sums.status == 0, "\(sums.text)\(sums.message)")
    let files = try FileManager.default.contentsOfDirectory(atPath: data.path)
    #expect(sums.text.split(separator: "\n").count == files.count - 1, "\(files)")
    #expect(try rows(office, "data/records.csv") == 9)
    #expect(try rows(office, "data/records-2026.csv") == 9)
    #expect(try rows(office, "data/records.jsonl") == 8)
    guard let python = PythonTools.python(having: "frictionless") else { return }
    let outcome = try Command.run(
      python,
      [
        "-c",
        "import sys; from frictionless import validate; r = validate(sys.argv[1]); "
          + "print(r.valid, [e.message for t in r.tasks for e in t.errors][:5])",
        data.appendingPathComponent("datapackage.json").path,
      ])
    #expect(outcome.text.hasPrefix("True"), "\(outcome.text)\(outcome.message)")
  }

  @Test func aWithdrawnRecordLeavesTheDataAndIsToldInTheFeed() throws {
    let (office, _) = try published(1...3)
    let number = "ZEZHOU-2026-000002"
    func holds(_ file: String) throws -> Bool {
      String(
        decoding: try Data(contentsOf: site(office).appendingPathComponent(file)), as: UTF8.self
      ).contains(number)
    }
    let files = ["data/records.csv", "data/records-2026.csv", "data/records.jsonl"]
    for file in files { #expect(try holds(file), "\(file)") }
    #expect(try holds("feed/records.atom"))
    #expect(try !holds("feed/changes.atom"))
    try office.json(["publish", "withdraw", number, "--reason", "本人申请"], now: Self.now)
    try office.json(["publish"], now: Self.now)
    for file in files { #expect(try !holds(file), "\(file)") }
    #expect(try !holds("feed/records.atom"))
    #expect(try holds("feed/changes.atom"))
  }
}
