import Foundation
import TestKit
import Testing

/// A published site against its transparency log, as citizens check it: with the command and with
/// the Python checker, neither of which sees the office. DISCLOSURE §3.
@Suite struct SiteLogTests {
  private static let days = [
    "2026-04-02T09:00:00+08:00", "2026-04-03T09:00:00+08:00", "2026-04-07T09:00:00+08:00",
  ]

  private func number(_ index: Int) -> String { "ZEZHOU-2026-00000\(index)" }

  /// An office with six published notes, and the checkpoint that a citizen kept.
  private func published() throws -> (office: OfficeDesk, bank: BankDesk, held: String) {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", .p256)
    try office.make(now: Self.days[0])
    try office.register(bank, now: Self.days[0])
    try bank.send(
      BadInputTests.parcel(
        1, (1...6).map { BadInputTests.note($0).disbursement("D-\($0)") }),
      to: office.inbox(bank))
    _ = try office.receive(now: Self.days[0])
    try office.json(["publish"], now: Self.days[0])
    let held = office.scratch.path("held")
    try FileManager.default.copyItem(
      atPath: "\(office.path)/site/current/log/checkpoint", toPath: held)
    return (office, bank, held)
  }

  /// What both checkers say: exit code, and every record number that is named.
  private func check(
    _ site: String, against held: String? = nil
  ) throws -> (status: Int32, findings: [JSONTree]) {
    let mine = try Command.run(
      Command.mingdai,
      ["check", "--site", site, "--format", "json"] + (held.map { ["--against", $0] } ?? []))
    if let python = PythonTools.python(having: "hashlib") {
      let checker = try #require(PackageRoot.located).appendingPathComponent("docs/check_site.py")
      let theirs = try Command.run(python, [checker.path, site] + (held.map { [$0] } ?? []))
      #expect(theirs.status == mine.status, "\(theirs.text)\(theirs.message)\(mine.text)")
    }
    return (mine.status, try JSONTree(mine.output)["findings"].elements)
  }

  /// The live site as somebody downloads it: plain files.
  private func download(_ office: OfficeDesk) throws -> String {
    let copy = office.scratch.path("copy-\(UUID().uuidString)")
    #expect(try Command.run("cp", ["-RL", "\(office.path)/site/current", copy]).status == 0)
    return copy
  }

  @Test func whatWasPublishedStaysProvable() throws {
    let (office, bank, held) = try published()
    #expect(try check("\(office.path)/site/current", against: held).status == 0)
    try bank.send(
      BadInputTests.parcel(
        2, [BadInputTests.note(2).repayment("R-2", on: "2026-03-30", 10_000_002)]),
      to: office.inbox(bank))
    _ = try office.receive(now: Self.days[1])
    try office.json(["publish"], now: Self.days[1])
    try office.json(
      ["publish", "withdraw", number(4), "--reason", "本人申请撤回"], now: Self.days[2])
    try office.json(["publish"], now: Self.days[2])
    let after = try check(download(office), against: held)
    #expect(after.status == 0, "\(after.findings)")
    try office.checksOut()
    let rebuilt = try office.json(["rebuild", "--compare"], now: Self.days[2])
    #expect(rebuilt["differences"] == .list([]))
  }

  @Test func oneCharacterOfOneRecordIsNamed() throws {
    let (office, _, held) = try published()
    let page = "record/2026/0000xx/\(number(3)).html"
    for (old, new) in [
      ("<h1 data-is=\"project\">示例", "<h1 data-is=\"project\">示倒"),
      ("\"amount\":\"", "\"amount\":\"9"),
    ] {
      let site = try download(office)
      let text = try String(contentsOfFile: "\(site)/\(page)", encoding: .utf8)
      #expect(text.contains(old))
      try text.replacing(old, with: new)
        .write(toFile: "\(site)/\(page)", atomically: false, encoding: .utf8)
      let outcome = try check(site, against: held)
      #expect(outcome.status == 1)
      #expect(!outcome.findings.isEmpty)
      #expect(outcome.findings.allSatisfy { $0["record"].text == number(3) }, "\(outcome.findings)")
    }
  }

  @Test func aLogThatWasCutOrWrittenAnewIsCaught() throws {
    let (office, _, held) = try published()
    let cut = try download(office)
    try FileManager.default.removeItem(atPath: "\(cut)/log/tile/entries/000.p/6")
    let outcome = try check(cut, against: held)
    #expect(outcome.status == 1)
    #expect(outcome.findings.contains { $0["kind"].text == "file" }, "\(outcome.findings)")
    // Another office with the same key, name and records: other salts, so another log.
    let (other, _, _) = try published()
    let key = "/keys/signing-log.pem"
    try FileManager.default.removeItem(atPath: other.path + key)
    try FileManager.default.copyItem(atPath: office.path + key, toPath: other.path + key)
    try other.json(["publish", "--full"], now: Self.days[1])
    let forged = try download(other)
    #expect(try check(forged).status == 0)
    let caught = try check(forged, against: held)
    #expect(caught.status == 1)
    #expect(caught.findings.map { $0["kind"].text } == ["against"], "\(caught.findings)")
  }
}
