import Foundation
import TestKit
import Testing

/// `opening template` and `opening import`: what ran before this system began.
@Suite struct OpeningTests {
  @Test func importedNotesLiveLikeReportedOnes() throws {
    let desk = try OpeningDesk()
    let (office, bank) = (desk.office, desk.bank)
    let file = try desk.write(
      [OpeningRow(noteNo: "A-1", person: 1), OpeningRow(noteNo: "A-2", person: 2, kind: "合伙")],
      "n.csv")
    let paid = try desk.payments(["AABANK,A-1,2025Q4,1125.00,,2026-01-15"], "p.csv")
    let taken = try office.json(
      ["opening", "import", file, "--payments", paid, "--by", "王建"], now: OpeningDesk.opened)[
        "files"]
    #expect(taken.elements.compactMap { $0["accepted"].int } == [2, 1], "\(taken)")
    let note = try office.json(["note", "show", "AABANK", "A-1"], now: OpeningDesk.now)
    #expect(note["balance"].text == "150000.00")
    #expect(note["events"][0]["principal"].text == "50000.00")
    // 150 000 × 4.35 % × 90 ÷ 360 for the quarter that began on the day after the balance.
    let run = try office.json(["settle", "run", "2026Q1"], now: OpeningDesk.now, status: 1)
    let line = run["lines"].elements.first { $0["noteNo"].text == "A-1" }
    #expect(line?["days"].int == 90)
    #expect(line?["interest"].text == "1631.25")
    let report = try office.json(["statistics", "2026-01"], now: OpeningDesk.now)["figures"]
      .elements
    let balance = report.first { $0["code"].text == "balanceAmount.end" }
    #expect(balance?["value"].text == "300000.00")
    let subsidy = report.first { $0["code"].text == "subsidyPaid.period" }
    #expect(subsidy?["value"].text == "1125.00")
    // A later record of the bank with the same number is refused, an event of the note is taken.
    let again = NoteText(
      "A-1", amount: 20_000_000, rate: "4.3500", lpr: "3.4500", on: "2024-03-01",
      due: "2027-03-01", person: 1)
    try bank.send(
      Parcel(
        1, OpeningDesk.now,
        [again.disbursement("D1"), again.repayment("R1", on: "2026-03-02", 100)]),
      to: office.inbox(bank))
    let received = try office.receive(now: OpeningDesk.now, status: 1)["packages"].elements
    #expect(received.compactMap { $0["accepted"].int } == [1])
    #expect(received.first?["codes"].elements.compactMap(\.text) == ["R708"])
    let repaid = try office.json(["note", "show", "AABANK", "A-1"], now: OpeningDesk.now)
    #expect(repaid["balance"].text == "149999.00")
    // The bank puts the days of the repayments right, as in a record of its own.
    let opening = try #require(note["events"][0]["recordId"].text)
    try bank.send(
      Parcel(
        2, OpeningDesk.now,
        [
          again.repayment(opening, on: "2025-12-20", 5_000_000, version: 2, action: "CANCEL"),
          again.repayment("R2", on: "2026-01-10", 5_000_000),
        ]), to: office.inbox(bank))
    #expect(try office.receive(now: OpeningDesk.now)["packages"][0]["accepted"].int == 2)
    let mended = try office.json(["note", "show", "AABANK", "A-1"], now: OpeningDesk.now)
    #expect(mended["events"].elements.compactMap { $0["recordId"].text } == ["R2", "R1"])
    let compared = try office.json(["rebuild", "--compare"], now: OpeningDesk.now)
    #expect(compared["differences"] == .list([]))
    try office.checksOut()
    try everyArchivedFileIsNeeded(office)
  }

  private func everyArchivedFileIsNeeded(_ office: OfficeDesk) throws {
    let folder = office.path + "/archive/opening/"
    let names = FileManager.default.names(folder)
    #expect(names.count == 4, "two tables, and what was accepted of each")
    for name in names {
      let whole = try Data(contentsOf: URL(fileURLWithPath: folder + name))
      try Data("x".utf8).write(to: URL(fileURLWithPath: folder + name))
      let check = try office.run(["check"], now: OpeningDesk.now)
      #expect(check.status == 1, "\(name)")
      #expect(check.text.contains("期初导入"))
      try whole.write(to: URL(fileURLWithPath: folder + name))
    }
    try office.checksOut()
  }

  /// A note that was repaid before counts in the person's uses.
  @Test func aRepaidNoteIsTakenToo() throws {
    let desk = try OpeningDesk()
    // Two contracts of one person, one after the other.
    var repaid = OpeningRow(noteNo: "A-0", person: 1)
    (repaid.balance, repaid.balanceOn) = ("0", "2024-06-30")
    var running = OpeningRow(noteNo: "A-1", person: 1)
    running.from = "2024-07-01"
    let file = try desk.write([repaid, running], "n.csv")
    try desk.office.json(["opening", "import", file], now: OpeningDesk.opened)
    let note = try desk.office.json(["note", "show", "AABANK", "A-0"], now: OpeningDesk.now)
    #expect(note["balance"].text == "0.00")
    let found = try desk.office.json(
      ["note", "findings", "--quarter", "2026Q1"], now: OpeningDesk.now, status: 1)["findings"]
    #expect(
      found.elements.map { "\($0["noteNo"].text ?? "") \($0["kind"].text ?? "")" }
        == ["A-1 MORE_USES"])
    try desk.rebuildsTheSame()
  }

  @Test func refusedRowsDoNotStopTheRest() throws {
    let desk = try OpeningDesk()
    let office = desk.office
    var unknownTown = OpeningRow(noteNo: "A-2", person: 2)
    unknownTown.town = "999999100000"
    unknownTown.balance = "250000"
    var late = OpeningRow(noteNo: "A-3", person: 3)
    late.overdueSince = "2026-02-01"
    let file = try desk.write([OpeningRow(noteNo: "A-1", person: 1), unknownTown, late], "n.csv")
    let first = try office.json(
      ["opening", "import", file], now: OpeningDesk.opened, status: 1)["files"][0]
    #expect(first["accepted"].int == 1)
    #expect(first["refused"].int == 2)
    let findings = first["findings"].elements
    #expect(findings.filter { $0["row"].int == 3 }.count >= 2, "all findings of a row at once")
    #expect(findings.contains { $0["row"].int == 4 })
    #expect(findings.allSatisfy { $0["message"].text != nil && $0["remedy"].text != nil })
    let words = try office.run(["opening", "import", file], now: OpeningDesk.opened)
    #expect(words.status == 0)
    #expect(words.text.contains("已导入过"), "the same file has no effect")
    #expect(try office.noteCount() == 1)
    // The mended table: what is on file already is told and left alone.
    let mended = try desk.write(
      [OpeningRow(noteNo: "A-1", person: 1), OpeningRow(noteNo: "A-2", person: 2)], "m.csv")
    let second = try office.json(
      ["opening", "import", mended], now: OpeningDesk.opened, status: 1)["files"][0]
    #expect(second["accepted"].int == 1)
    #expect(second["findings"].elements.compactMap { $0["code"].text }.contains("ON_FILE"))
    #expect(try office.noteCount() == 2)
    let compared = try office.json(["rebuild", "--compare"], now: OpeningDesk.now)
    #expect(compared["differences"] == .list([]), "two imports of one bank")
    try Privacy([Synthetic.residentID(1), Synthetic.residentID(2)]).holds(in: office)
  }

  @Test func paymentsNeedTheirNote() throws {
    let desk = try OpeningDesk()
    let office = desk.office
    let file = try desk.write([OpeningRow(noteNo: "A-1", person: 1)], "n.csv")
    try office.json(["opening", "import", file], now: OpeningDesk.opened)
    let paid = try desk.payments(
      [
        "AABANK,A-1,2025Q4,1125.00,10.00,2026-01-15", "AABANK,A-9,2025Q4,1125.00,,2026-01-15",
        "AABANK,A-1,2023Q4,1125.00,,2026-01-15", "AABANK,A-1,2025Q4,1.00,,2026-01-15",
      ], "p.csv")
    let taken = try office.json(
      ["opening", "import", "--payments", paid], now: OpeningDesk.opened, status: 1)["files"][0]
    #expect(taken["accepted"].int == 1)
    #expect(
      taken["findings"].elements.compactMap { $0["code"].text }.sorted()
        == ["DUPLICATE_ROW", "ON_FILE", "RULE"])
    let other = try desk.payments(["AABANK,A-1,2025Q4,2.00,,2026-01-15"], "q.csv")
    let again = try office.json(
      ["opening", "import", "--payments", other], now: OpeningDesk.opened, status: 1)["files"][0]
    #expect(again["findings"][0]["code"].text == "ON_FILE")
    let compared = try office.json(["rebuild", "--compare"], now: OpeningDesk.now)
    #expect(compared["differences"] == .list([]))
  }

  @Test func templatesAreReadAsTheyAre() throws {
    let desk = try OpeningDesk()
    let office = desk.office
    let out = office.scratch.path("模板")
    let files = try office.json(["opening", "template", "--out", out])["files"].elements
    #expect(files.compactMap(\.text) == ["在贷借据表.csv", "已付贴息表.csv"])
    let empty = try office.json(
      ["opening", "import", out + "/在贷借据表.csv", "--payments", out + "/已付贴息表.csv"],
      now: OpeningDesk.opened)["files"].elements
    #expect(empty.allSatisfy { $0["accepted"].int == 0 && $0["refused"].int == 0 })
    #expect(FileManager.default.names(office.path + "/archive/opening").isEmpty)
    let missing = try office.run(["opening", "import", out + "/没有.csv"], now: OpeningDesk.opened)
    #expect(missing.status == 64)
    #expect(try office.run(["opening", "import"], now: OpeningDesk.opened).status == 64)
    try "不是表格".write(toFile: out + "/在贷借据表.csv", atomically: true, encoding: .utf8)
    let kept = try office.run(["opening", "template", "--out", out])
    #expect(kept.status == 64, "a filled table is never replaced")
    let unreadable = try office.run(
      ["opening", "import", out + "/在贷借据表.csv"], now: OpeningDesk.opened)
    #expect(unreadable.status == 1)
  }
}
