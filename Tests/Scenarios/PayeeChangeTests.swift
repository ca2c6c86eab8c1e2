import Foundation
import TestKit
import Testing

/// The payee of a note changes after its quarter was paid: who got the money pays it back.
/// SUBSIDY §4.
@Suite struct PayeeChangeScenarioTests {
  private static let q2 = "2026-06-23T09:00:00+08:00"

  private static func borrowers(_ note: NoteText, _ record: String, version: Int = 1) -> RecordText
  {
    note.disbursement(record, version: version, action: version == 1 ? "CREATE" : "AMEND")
      .replacing("\"payee\": \"BANK\"", "\"payee\": \"BORROWER\"")
  }

  private static func claim(_ record: String, _ index: Int) -> RecordText {
    SettleDesk.claim(record, index, "2026Q1", days: 90).replacing(
      "\"payeeAccount\"", "\"interestPaidOn\": \"2026-03-20\", \"payeeAccount\"")
  }

  /// Note 1 was paid to the bank, note 2 to person 2. Then note 1 turns out to be the borrower's,
  /// and note 2 person 5's.
  private func changed() throws -> SettleDesk {
    let desk = try SettleDesk()
    try desk.deliver(
      [
        SettleDesk.note(1).disbursement("R-1"), Self.borrowers(SettleDesk.note(2), "R-2"),
        Self.claim("K-1", 1), Self.claim("K-2", 2),
      ], now: SettleDesk.opened)
    try desk.run("2026Q1")
    try desk.approve("2026Q1")
    try desk.office.json(
      ["settle", "pay", "2026Q1", "--by", "钱会"], now: "2026-03-24T09:00:00+08:00")
    var other = SettleDesk.note(2)
    other.person = 5
    try desk.deliver(
      [
        Self.borrowers(SettleDesk.note(1), "R-1", version: 2),
        Self.borrowers(other, "R-2", version: 2),
      ], now: "2026-06-22T09:00:00+08:00")
    try desk.run("2026Q2", status: 1)
    try desk.approve("2026Q2")
    return desk
  }

  @Test func itIsTakenBackFromWhoGotIt() throws {
    let desk = try changed()
    let payments = try desk.office.json(["settle", "pay", "2026Q2", "--list"], now: Self.q2)[
      "payments"
    ].elements
    #expect(
      payments.map { "\($0["kind"].text ?? "") \($0["payee"].text ?? "") \($0["net"].text ?? "")" }
        == [
          "BANK 示例银行AABANK -1687.50", "BORROWER \(Synthetic.name(1)) 1687.50",
          "BORROWER \(Synthetic.name(2)) -1687.50", "BORROWER \(Synthetic.name(5)) 1687.50",
        ])
    // The notices ask who was paid.
    let out = try ScratchFolder("export")
    try desk.office.json(["settle", "export", "2026Q2", "--out", out.path])
    let notices = FileManager.default.names(out.path).filter {
      $0.contains("追回通知书") && $0.hasSuffix(".csv")
    }
    let texts = try notices.map { String(decoding: try out.bytes($0), as: UTF8.self) }
    #expect(texts.count == 2 && texts.allSatisfy { $0.contains("1687.50") }, "\(notices)")
    // The money of each note is that of its line's payee.
    try desk.office.json(["settle", "pay", "2026Q2", "--by", "钱会"], now: Self.q2)
    let report = try desk.office.json(["statistics", "2026"], now: Self.q2)
    let paid = report["figures"].elements.first { $0["code"].text == "subsidyPaid.year" }
    #expect(paid?["value"].text == "6750.00", "3375.00 twice, of which none came back yet")
    try desk.rebuildsTheSame()
    try desk.office.checksOut()
  }

  /// An approval's payments are a file of the archive, which rebuilding needs.
  @Test func thePaymentsAreInTheArchive() throws {
    let desk = try changed()
    let folder = desk.office.path + "/archive/runs"
    let name = try #require(
      FileManager.default.names(folder).first { $0.hasPrefix("2026Q2-payments-") })
    let journal = desk.office.path + "/archive/journal"
    let entry = try FileManager.default.names(journal).map {
      String(
        decoding: try Data(contentsOf: URL(fileURLWithPath: journal + "/" + $0)), as: UTF8.self)
    }.last { $0.contains("settle approve") }
    #expect(entry?.contains(name) == true && entry?.contains("2026Q2-0001") == false)
    let path = URL(fileURLWithPath: folder + "/" + name)
    let bytes = try Data(contentsOf: path)
    #expect(bytes.split(separator: 0x0A).count == 4)
    for damaged in [bytes.dropLast(20), Data("{}\n".utf8) + bytes, Data()] {
      try damaged.write(to: path)
      let refused = try desk.office.run(["rebuild", "--compare"])
      #expect(refused.status == 70 && refused.message.contains("拨付"), "\(refused.message)")
    }
    try bytes.write(to: path)
    try desk.rebuildsTheSame()
  }
}
