import Foundation
import TestKit
import Testing

/// `opening template` and `opening import`: what ran before this system began.
@Suite struct OpeningTests {
  static let opened = "2026-03-01T09:00:00+08:00"
  static let now = "2026-03-23T09:00:00+08:00"

  /// The columns that a bureau fills in.
  static let headings = [
    "经办银行代码", "借据号", "合同号", "借款人种类", "借款人姓名或企业名称", "身份证号或统一社会信用代码", "合伙人数",
    "项目名称", "行业代码", "乡镇代码", "人员类别代码", "放款金额（元）", "合同签订日", "放款日", "到期日", "合同利率（%）",
    "结息方式", "还款方式", "计息基数（天）", "贴息收款方", "第几次享受", "贷款余额（元）", "余额截止日", "逾期起始日",
  ]

  struct Row {
    var noteNo: String
    var person: Int
    var kind = "个人"
    var town = "140525100000"
    var amount = "200000"
    var balance = "150000"
    var balanceOn = "2025-12-20"
    var overdueSince = ""

    var cells: [String] {
      [
        "AABANK", noteNo, "HT-\(noteNo)", kind, Synthetic.name(person),
        Synthetic.residentID(person), kind == "合伙" ? "3" : "", "示例项目", "F52", town, "01", amount,
        "2024-03-01", "2024-03-01", "2027-03-01", "4.35", "按季", "到期还本", "360", "银行", "1", balance,
        balanceOn, overdueSince,
      ]
    }
  }

  private func write(_ rows: [Row], _ office: OfficeDesk, _ name: String) throws -> String {
    let lines = [Self.headings] + rows.map(\.cells)
    let path = office.scratch.path(name)
    try lines.map { $0.joined(separator: ",") }.joined(separator: "\r\n")
      .write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private func payments(_ rows: [String], _ office: OfficeDesk, _ name: String) throws -> String {
    let path = office.scratch.path(name)
    try (["经办银行代码,借据号,贴息期,已付贴息（元）,已付地方贴息（元）,支付日期"] + rows)
      .joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private func office() throws -> (OfficeDesk, BankDesk) {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", .p256)
    try office.make(now: Self.opened)
    try office.register(bank, now: Self.opened)
    return (office, bank)
  }

  @Test func importedNotesLiveLikeReportedOnes() throws {
    let (office, bank) = try office()
    let file = try write(
      [Row(noteNo: "A-1", person: 1), Row(noteNo: "A-2", person: 2, kind: "合伙")], office, "n.csv")
    let paid = try payments(["AABANK,A-1,2025Q4,1125.00,,2026-01-15"], office, "p.csv")
    let taken = try office.json(
      ["opening", "import", file, "--payments", paid, "--by", "王建"], now: Self.opened)["files"]
    #expect(taken.elements.compactMap { $0["accepted"].int } == [2, 1], "\(taken)")
    let note = try office.json(["note", "show", "AABANK", "A-1"], now: Self.now)
    #expect(note["balance"].text == "150000.00")
    #expect(note["events"][0]["principal"].text == "50000.00")
    // 150 000 × 4.35 % × 90 ÷ 360 for the quarter that began on the day after the balance.
    let run = try office.json(["settle", "run", "2026Q1"], now: Self.now, status: 1)
    let line = run["lines"].elements.first { $0["noteNo"].text == "A-1" }
    #expect(line?["days"].int == 90)
    #expect(line?["interest"].text == "1631.25")
    let report = try office.json(["statistics", "2026-01"], now: Self.now)["figures"].elements
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
        1, Self.now, [again.disbursement("D1"), again.repayment("R1", on: "2026-03-02", 100)]),
      to: office.inbox(bank))
    let received = try office.receive(now: Self.now, status: 1)["packages"].elements
    #expect(received.compactMap { $0["accepted"].int } == [1])
    #expect(received.first?["codes"].elements.compactMap(\.text) == ["R708"])
    let repaid = try office.json(["note", "show", "AABANK", "A-1"], now: Self.now)
    #expect(repaid["balance"].text == "149999.00")
    // The bank puts the days of the repayments right, as in a record of its own.
    let opening = try #require(note["events"][0]["recordId"].text)
    try bank.send(
      Parcel(
        2, Self.now,
        [
          again.repayment(opening, on: "2025-12-20", 5_000_000, version: 2, action: "CANCEL"),
          again.repayment("R2", on: "2026-01-10", 5_000_000),
        ]), to: office.inbox(bank))
    #expect(try office.receive(now: Self.now)["packages"][0]["accepted"].int == 2)
    let mended = try office.json(["note", "show", "AABANK", "A-1"], now: Self.now)
    #expect(mended["events"].elements.compactMap { $0["recordId"].text } == ["R2", "R1"])
    let compared = try office.json(["rebuild", "--compare"], now: Self.now)
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
      let check = try office.run(["check"], now: Self.now)
      #expect(check.status == 1, "\(name)")
      #expect(check.text.contains("期初导入"))
      try whole.write(to: URL(fileURLWithPath: folder + name))
    }
    try office.checksOut()
  }

  /// SUBSIDY §4: a quarter that was paid before this system is not adjusted, also where
  /// `firstPeriod` reaches back to it and a claim for it comes.
  @Test func whatWasPaidBeforeIsNotPaidAgain() throws {
    let (office, bank) = try office()
    let settings = office.path + "/mingdai.json"
    let text = try String(contentsOfFile: settings, encoding: .utf8)
    let start = try #require(text.firstIndex(of: "{"))
    try ("{\"firstPeriod\": \"2025Q4\", " + text[text.index(after: start)...])
      .write(toFile: settings, atomically: true, encoding: .utf8)
    var row = Row(noteNo: "A-1", person: 1)
    row.balanceOn = "2025-09-20"
    let file = try write([row], office, "n.csv")
    let paid = try payments(["AABANK,A-1,2025Q4,800.00,,2026-01-15"], office, "p.csv")
    try office.json(["opening", "import", file, "--payments", paid], now: Self.opened)
    let note = NoteText(
      "A-1", amount: 20_000_000, rate: "4.3500", lpr: "3.4500", on: "2024-03-01",
      due: "2027-03-01", person: 1)
    try bank.send(
      Parcel(
        1, Self.opened,
        [
          note.claim(
            "K1", "2025Q4", days: 91, interest: "1649.38", subsidy: "824.69",
            closing: 15_000_000)
        ]), to: office.inbox(bank))
    #expect(try office.receive(now: Self.opened)["packages"][0]["accepted"].int == 1)
    let run = try office.json(["settle", "run", "2026Q1"], now: Self.now, status: 1)
    let lines = run["lines"].elements
    #expect(lines.count == 1)
    #expect(lines.allSatisfy { $0["period"].text == "2026Q1" }, "\(run)")
  }

  @Test func refusedRowsDoNotStopTheRest() throws {
    let (office, _) = try office()
    var unknownTown = Row(noteNo: "A-2", person: 2)
    unknownTown.town = "999999100000"
    unknownTown.balance = "250000"
    var late = Row(noteNo: "A-3", person: 3)
    late.overdueSince = "2026-02-01"
    let file = try write([Row(noteNo: "A-1", person: 1), unknownTown, late], office, "n.csv")
    let first = try office.json(
      ["opening", "import", file], now: Self.opened, status: 1)["files"][0]
    #expect(first["accepted"].int == 1)
    #expect(first["refused"].int == 2)
    let findings = first["findings"].elements
    #expect(findings.filter { $0["row"].int == 3 }.count >= 2, "all findings of a row at once")
    #expect(findings.contains { $0["row"].int == 4 })
    #expect(findings.allSatisfy { $0["message"].text != nil && $0["remedy"].text != nil })
    let words = try office.run(["opening", "import", file], now: Self.opened)
    #expect(words.status == 0)
    #expect(words.text.contains("已导入过"), "the same file has no effect")
    #expect(try office.noteCount() == 1)
    // The mended table: what is on file already is told and left alone.
    let mended = try write(
      [Row(noteNo: "A-1", person: 1), Row(noteNo: "A-2", person: 2)], office, "m.csv")
    let second = try office.json(
      ["opening", "import", mended], now: Self.opened, status: 1)["files"][0]
    #expect(second["accepted"].int == 1)
    #expect(second["findings"].elements.compactMap { $0["code"].text }.contains("ON_FILE"))
    #expect(try office.noteCount() == 2)
    let compared = try office.json(["rebuild", "--compare"], now: Self.now)
    #expect(compared["differences"] == .list([]), "two imports of one bank")
    try Privacy([Synthetic.residentID(1), Synthetic.residentID(2)]).holds(in: office)
  }

  @Test func paymentsNeedTheirNote() throws {
    let (office, _) = try office()
    let file = try write([Row(noteNo: "A-1", person: 1)], office, "n.csv")
    try office.json(["opening", "import", file], now: Self.opened)
    let paid = try payments(
      [
        "AABANK,A-1,2025Q4,1125.00,10.00,2026-01-15", "AABANK,A-9,2025Q4,1125.00,,2026-01-15",
        "AABANK,A-1,2023Q4,1125.00,,2026-01-15", "AABANK,A-1,2025Q4,1.00,,2026-01-15",
      ], office, "p.csv")
    let taken = try office.json(
      ["opening", "import", "--payments", paid], now: Self.opened, status: 1)["files"][0]
    #expect(taken["accepted"].int == 1)
    #expect(
      taken["findings"].elements.compactMap { $0["code"].text }.sorted()
        == ["DUPLICATE_ROW", "ON_FILE", "RULE"])
    let other = try payments(["AABANK,A-1,2025Q4,2.00,,2026-01-15"], office, "q.csv")
    let again = try office.json(
      ["opening", "import", "--payments", other], now: Self.opened, status: 1)["files"][0]
    #expect(again["findings"][0]["code"].text == "ON_FILE")
    let compared = try office.json(["rebuild", "--compare"], now: Self.now)
    #expect(compared["differences"] == .list([]))
  }

  @Test func templatesAreReadAsTheyAre() throws {
    let (office, _) = try office()
    let out = office.scratch.path("模板")
    let files = try office.json(["opening", "template", "--out", out])["files"].elements
    #expect(files.compactMap(\.text) == ["在贷借据表.csv", "已付贴息表.csv"])
    let empty = try office.json(
      ["opening", "import", out + "/在贷借据表.csv", "--payments", out + "/已付贴息表.csv"],
      now: Self.opened)["files"].elements
    #expect(empty.allSatisfy { $0["accepted"].int == 0 && $0["refused"].int == 0 })
    #expect(FileManager.default.names(office.path + "/archive/opening").isEmpty)
    let missing = try office.run(["opening", "import", out + "/没有.csv"], now: Self.opened)
    #expect(missing.status == 64)
    #expect(try office.run(["opening", "import"], now: Self.opened).status == 64)
    try "不是表格".write(toFile: out + "/在贷借据表.csv", atomically: true, encoding: .utf8)
    let kept = try office.run(["opening", "template", "--out", out])
    #expect(kept.status == 64, "a filled table is never replaced")
    let unreadable = try office.run(
      ["opening", "import", out + "/在贷借据表.csv"], now: Self.opened)
    #expect(unreadable.status == 1)
  }
}
