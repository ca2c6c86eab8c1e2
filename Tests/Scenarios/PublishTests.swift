import Foundation
import TestKit
import Testing

/// Revisions of public records, withdrawal and redaction, going back. DISCLOSURE §2, §5.
@Suite struct PublishTests {
  private static let days = [
    "2026-04-02T09:00:00+08:00", "2026-04-03T09:00:00+08:00", "2026-04-07T09:00:00+08:00",
    "2026-04-08T09:00:00+08:00",
  ]

  /// An office with six published notes.
  private func published() throws -> (office: OfficeDesk, bank: BankDesk) {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", .p256)
    try office.make(now: Self.days[0])
    try office.register(bank, now: Self.days[0])
    try bank.send(
      BadInputTests.parcel(
        1, (1...6).map { BadInputTests.note($0).disbursement("D-\($0)") }),
      to: office.inbox(bank))
    _ = try office.receive(now: Self.days[0])
    let first = try office.json(["publish"], now: Self.days[0])
    #expect(first["revisions"].int == 6 && first["records"].int == 6)
    return (office, bank)
  }

  private func number(_ index: Int) -> String { "ZEZHOU-2026-00000\(index)" }

  private func page(_ index: Int, in office: OfficeDesk) throws -> String {
    try String(
      contentsOfFile: "\(office.path)/site/current/record/2026/0000xx/\(number(index)).html",
      encoding: .utf8)
  }

  /// The first entry of the log that a page carries.
  private func entry(_ page: String) throws -> (json: JSONTree, salt: String) {
    let parts = page.components(separatedBy: "class=\"log-entry\">")
    let text = try #require(parts.dropFirst().first?.components(separatedBy: "</script>").first)
    let json = try JSONTree(Array(text.utf8))
    return (json, try #require(json["salt"].text))
  }

  private func rebuildsTheSame(_ office: OfficeDesk) throws {
    let compared = try office.json(["rebuild", "--compare"], now: Self.days[3])
    #expect(compared["differences"] == .list([]) && compared["compared"] == .bool(true))
  }

  @Test func everyDifferenceIsARevision() throws {
    let (office, bank) = try published()
    #expect(try office.json(["publish"], now: Self.days[0])["revisions"].int == 0)
    let note = BadInputTests.note(2)
    try bank.send(
      BadInputTests.parcel(
        2,
        [
          note.repayment("R-2", on: "2026-03-30", 10_000_002),
          BadInputTests.note(3).disbursement("D-3", version: 2, action: "AMEND")
            .replacing("示例项目N-3", "改过的项目"),
        ]), to: office.inbox(bank))
    _ = try office.receive(now: Self.days[1])
    let second = try office.json(["publish"], now: Self.days[1])
    #expect(second["revisions"].int == 2)
    let repaid = try page(2, in: office)
    #expect(repaid.contains("第 2 版：贷款状态变化") && repaid.contains("已结清"))
    #expect(repaid.components(separatedBy: "class=\"log-entry\"").count == 2)
    let amended = try page(3, in: office)
    #expect(amended.contains("第 2 版：补充更正") && amended.contains("改过的项目"))
    // What was corrected stays to be read.
    #expect(amended.components(separatedBy: "class=\"log-entry\"").count == 3)
    #expect(amended.contains("示例项目N-3"))
    // A day on which a loan falls due changes its record, and no other.
    let later = try office.json(["publish"], now: "2028-06-10T09:00:00+08:00")
    #expect(later["revisions"].int == 5)
    try rebuildsTheSame(office)
    try office.checksOut()
  }

  @Test func aWithdrawnRecordIsGoneEverywhere() throws {
    let (office, bank) = try published()
    let before = try entry(try page(4, in: office))
    try bank.send(
      BadInputTests.parcel(2, [BadInputTests.note(4).repayment("R-4", on: "2026-03-30", 1_00)]),
      to: office.inbox(bank))
    _ = try office.receive(now: Self.days[1])
    for day in Self.days[1...2] { try office.json(["publish"], now: day) }
    #expect(try traces(of: before, in: office).isEmpty == false)
    let done = try office.json(
      ["publish", "withdraw", number(4), "--reason", "本人申请", "--by", "王建"],
      now: Self.days[3])
    #expect(done["state"].text == "WITHDRAWN" && done["leaks"] == .list([]))
    #expect(try traces(of: before, in: office) == [])
    let tombstone = try page(4, in: office)
    #expect(tombstone.contains("已撤回") && tombstone.contains("本人申请"))
    #expect(!tombstone.contains("示例项目N-4"))
    // The record stays withdrawn, and going back does not bring it back.
    #expect(try office.json(["publish"], now: Self.days[3])["revisions"].int == 0)
    for _ in 0..<2 { try office.json(["publish", "--rollback"], now: Self.days[3]) }
    #expect(try page(4, in: office).contains("已撤回"))
    #expect(try office.run(["publish", "--rollback"], now: Self.days[3]).status != 0)
    try rebuildsTheSame(office)
    _ = try office.json(["rebuild"], now: Self.days[3])
    #expect(try office.json(["publish"], now: Self.days[3])["revisions"].int == 0)
    #expect(try page(4, in: office).contains("已撤回"))
  }

  @Test func aRedactedRecordKeepsOnlyWhatIsNew() throws {
    let (office, bank) = try published()
    let before = try entry(try page(5, in: office))
    try bank.send(
      BadInputTests.parcel(
        2,
        [
          BadInputTests.note(5).disbursement("D-5", version: 2, action: "AMEND")
            .replacing("示例项目N-5", "别的项目")
        ]), to: office.inbox(bank))
    _ = try office.receive(now: Self.days[1])
    let done = try office.json(
      ["publish", "redact", number(5), "--reason", "项目名称含他人姓名"], now: Self.days[1])
    #expect(done["state"].text == "REDACTED")
    #expect(try traces(of: before, in: office) == [])
    let new = try page(5, in: office)
    #expect(new.contains("别的项目") && new.contains("原内容已删除"))
    #expect(!new.contains("示例项目N-5"))
    #expect(try office.json(["publish"], now: Self.days[1])["revisions"].int == 0)
    try rebuildsTheSame(office)
    try office.checksOut()
  }

  @Test func aCancelledLoanIsTakenBack() throws {
    let (office, bank) = try published()
    try bank.send(
      BadInputTests.parcel(
        2, [BadInputTests.note(6).disbursement("D-6", version: 2, action: "CANCEL")]),
      to: office.inbox(bank))
    _ = try office.receive(now: Self.days[1])
    #expect(try office.json(["publish"], now: Self.days[1])["records"].int == 5)
    #expect(try page(6, in: office).contains("放款记录已撤销"))
    try rebuildsTheSame(office)
  }

  /// Files below the office that still hold salt or content of an entry. The bank's own packages
  /// hold the project's name in another form.
  private func traces(
    of entry: (json: JSONTree, salt: String), in office: OfficeDesk
  ) throws -> [String] {
    let hex = Array(entry.salt)
    let raw = stride(from: 0, to: hex.count, by: 2).compactMap {
      UInt8(String(hex[$0...$0 + 1]), radix: 16)
    }
    let project = try #require(entry.json["content"]["project"].text)
    let wanted = [
      Data(raw), Data(entry.salt.utf8), Data("\"masked\":true,\"project\":\"\(project)\"".utf8),
      Data("data-is=\"project\">\(project)<".utf8),
    ]
    return try FileManager.default.files(below: office.path).filter { file in
      let bytes = try Data(contentsOf: URL(fileURLWithPath: office.path + "/" + file))
      return wanted.contains { bytes.range(of: $0) != nil }
    }
  }
}
