import Foundation
import TestKit
import Testing

/// Notices before a disbursement, objections and their answers. DISCLOSURE §2.
@Suite struct NoticeTests {
  /// Monday; five working days later, the first not counted, it is Monday again.
  private static let opened = "2026-03-02T09:00:00+08:00"
  private static let last = "2026-03-09T09:00:00+08:00"
  private static let after = "2026-03-10T09:00:00+08:00"
  /// When the bank's package arrives, and a week later.
  private static let lent = "2026-04-02T09:00:00+08:00"
  private static let answered = "2026-04-09T09:00:00+08:00"
  private static let number = "ZEZHOU-2026-G001"

  private static let headings = "申请人姓名或企业名称,借款人种类,字号,项目名称,乡镇,经办银行代码,申请金额（元）,期限（月）"
  private static let applicants = [
    "赵小燕,个人,小燕面馆,赵小燕面馆开店,140525100000,AABANK,200000,36",
    "钱大成,个人,,红薯深加工,140525100000,AABANK,\"150,000.00\",24",
    "泽州示例农机有限公司,小微企业,,农机维修扩建,140525100000,AABANK,2000000,24",
  ]

  private func office() throws -> (OfficeDesk, BankDesk) {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", .p256)
    try office.make(now: Self.opened)
    try office.register(bank, now: Self.opened)
    return (office, bank)
  }

  private func file(_ text: String, _ office: OfficeDesk, _ name: String) throws -> String {
    let path = office.scratch.path(name)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private func list(_ rows: [String], _ office: OfficeDesk) throws -> String {
    try file(([Self.headings] + rows).joined(separator: "\r\n"), office, "list.csv")
  }

  /// An office with a notice that is on show.
  private func published() throws -> OfficeDesk {
    let (office, _) = try office()
    let notice = try office.json(
      ["notice", "open", try list(Self.applicants, office), "--title", "第一批贷前公示", "--by", "王建"],
      now: Self.opened)
    #expect(notice["notice"].text == Self.number && notice["applicants"].int == 3)
    #expect(notice["from"].text == "2026-03-02" && notice["last"].text == "2026-03-09")
    #expect(try office.json(["publish"], now: Self.opened)["revisions"].int == 1)
    return office
  }

  private func page(_ path: String, _ office: OfficeDesk) throws -> String {
    try String(contentsOfFile: "\(office.path)/site/current/\(path)", encoding: .utf8)
  }

  /// Files that hold a text: of the site with its store and every kept release, of ledger and
  /// archive.
  private func holding(_ text: String, _ office: OfficeDesk, below folder: String = "site") throws
    -> [String]
  {
    let wanted = Data(text.utf8)
    return try FileManager.default.files(below: "\(office.path)/\(folder)").filter { name in
      try Data(contentsOf: URL(fileURLWithPath: "\(office.path)/\(folder)/\(name)"))
        .range(of: wanted) != nil
    }
  }

  private func rebuildsTheSame(_ office: OfficeDesk, now: String = after) throws {
    let compared = try office.json(["rebuild", "--compare"], now: now)
    #expect(compared["differences"] == .list([]) && compared["compared"] == .bool(true))
    try office.checksOut()
  }

  @Test func aNoticeIsShownMaskedUntilItsLastDay() throws {
    let office = try published()
    let shown = try page("notice/\(Self.number).html", office)
    for text in [
      "第一批贷前公示", "赵*燕", "赵*燕面馆开店", "钱*成", "泽州示例农机有限公司", "2026-03-09", "2,350,000.00",
      "noindex", "ArticleTitle", "PubDate", "ContentSource", "class=\"log-entry\"",
    ] { #expect(shown.contains(text), "\(text)") }
    #expect(try holding("赵小燕", office) == [] && holding("钱大成", office) == [])
    #expect(try page("notice/index.html", office).contains("公示到 2026年3月9日"))
    // Its last day is one of them.
    try office.json(["publish"], now: Self.last)
    #expect(try page("notice/\(Self.number).html", office).contains("2026年3月9日是最后一天"))
    #expect(try office.json(["publish"], now: Self.after)["revisions"].int == 1)
    #expect(try holding("赵*燕", office) == [])
    #expect(try page("notice/index.html", office).contains("没有正在公示的名单"))
    // Going back does not bring it back.
    try office.json(["publish", "--rollback"], now: Self.after)
    #expect(try holding("赵*燕", office) == [])
    let listed = try office.json(["notice", "list"], now: Self.after)["notices"]
    #expect(listed[0]["state"].text == "ENDED" && listed[0]["daysLeft"].int == 0)
    #expect(try office.json(["publish"], now: Self.after)["revisions"].int == 0)
    try rebuildsTheSame(office)
  }

  /// A page that was public before anybody knew that the word in it is a person's name: the list
  /// brings the name, the page is not made anew, and yet the release stops.
  @Test func anApplicantsNameIsTriedOnPagesThatAreThere() throws {
    let (office, bank) = try office()
    let named = BadInputTests.note(1).disbursement("R-1").replacing("示例项目N-1", "钱大成农具修理")
    try bank.send(BadInputTests.parcel(1, [named]), to: office.inbox(bank))
    _ = try office.receive(now: Self.lent)
    try office.json(["publish"], now: Self.lent)
    #expect(try !holding("钱大成农具修理", office).isEmpty)
    try office.json(
      ["notice", "open", try list(Self.applicants, office), "--title", "示例", "--by", "王建"],
      now: Self.answered)
    let stopped = try office.json(["publish"], now: Self.answered, status: 1)
    let files = stopped["leaks"].elements.compactMap { $0["file"].text }
    #expect(files.contains { $0.hasPrefix("record/2026/") && $0.hasSuffix(".html") }, "\(files)")
  }

  @Test func ofARefusedApplicantOnlyTheCommitmentStays() throws {
    let office = try published()
    let before = try page("notice/\(Self.number).html", office)
    let salt = try #require(before.components(separatedBy: "\"salt\":\"").last?.prefix(32))
    let refused = try office.json(
      ["notice", "refuse", Self.number, "--line", "2", "--reason", "复核不符合条件"], now: Self.opened)
    #expect(refused["applicants"].int == 2)
    try office.json(["publish"], now: Self.opened)
    let shown = try page("notice/\(Self.number).html", office)
    #expect(!shown.contains("钱*成") && shown.contains("赵*燕") && shown.contains("2,200,000.00"))
    for text in ["钱*成", "红薯深加工", String(salt)] {
      #expect(try holding(text, office) == [], "\(text)")
    }
    #expect(try holding(String(salt), office, below: "archive/publications") == [])
    #expect(try holding("复核不符合条件", office) == [])
    // The same again is refused, and so is who is not there.
    for line in ["2", "9"] {
      let again = try office.run(
        ["notice", "refuse", Self.number, "--line", line, "--reason", "x"], now: Self.opened)
      #expect(again.status == (line == "2" ? 1 : 64))
    }
    try rebuildsTheSame(office)
  }

  @Test func aClosedNoticeIsTakenDown() throws {
    let office = try published()
    let closed = try office.json(
      ["notice", "close", Self.number, "--reason", "名单有误，重新公示"], now: Self.opened)
    #expect(closed["state"].text == "ENDING")
    try office.json(["publish"], now: Self.opened)
    #expect(try holding("赵*燕", office) == [])
    let again = try office.run(
      ["notice", "close", Self.number, "--reason", "x"], now: Self.opened)
    #expect(again.status == 1 && again.message.contains("已经结束"))
    try rebuildsTheSame(office)
  }

  @Test func aNoticePublishedLateLastsAsLong() throws {
    let (office, _) = try office()
    let notice = try office.json(
      [
        "notice", "open", try list(Self.applicants, office), "--title", "第二批", "--days", "3",
        "--from", "2026-03-03",
      ], now: Self.opened)
    #expect(notice["last"].text == "2026-03-06")
    #expect(try office.json(["publish"], now: Self.opened)["revisions"].int == 0)
    #expect(try holding("第二批", office) == [])
    // Nobody published on the third; what begins on the ninth ends on the twelfth.
    try office.json(["publish"], now: Self.last)
    let shown = try office.json(["notice", "show", Self.number], now: Self.last)
    #expect(shown["from"].text == "2026-03-09" && shown["last"].text == "2026-03-12")
    #expect(shown["daysLeft"].int == 3 && shown["state"].text == "PUBLISHED")
    #expect(try page("notice/\(Self.number).html", office).contains("2026-03-12"))
    try rebuildsTheSame(office)
  }

  @Test func aListWithOneWrongRowOpensNothing() throws {
    let (office, _) = try office()
    let wrong =
      Self.applicants + [
        ",个人,,项目,140525100000,AABANK,1,12", "孙一,个人,,电话13900001234,140525100000,AABANK,1,12",
        "孙二,法人,,项目,某某镇,NOBANK,0,0",
      ]
    let refused = try office.json(
      ["notice", "open", try list(wrong, office), "--title", "第一批"], now: Self.opened, status: 1)
    #expect(refused["notice"] == .null)
    let rows = refused["findings"].elements.compactMap { $0["row"].int }
    #expect(rows == [5, 6, 7, 7, 7, 7, 7], "\(refused)")
    let numbers = try file(
      Self.headings + ",身份证号\n" + Self.applicants[0] + ",\(Synthetic.residentID(1))", office,
      "id.csv")
    let outcome = try office.run(["notice", "open", numbers, "--title", "第一批"], now: Self.opened)
    #expect(outcome.status == 1 && outcome.text.contains("不能有证件号"))
    #expect(!outcome.text.contains(Synthetic.residentID(1)))
    #expect(try office.json(["notice", "list"], now: Self.opened)["notices"] == .list([]))
  }

  @Test func anObjectionIsAnsweredWithoutNamingTheObjector() throws {
    let office = try published()
    let text = try file("我是李四，赵小燕没有开店。", office, "objection.txt")
    let objection = try office.json(
      [
        "objection", "add", Self.number, "--file", text, "--received", "2026-03-03", "--channel",
        "电话",
      ], now: "2026-03-03T09:00:00+08:00")
    #expect(objection["objection"].text == "ZEZHOU-2026-Y001")
    #expect(objection["due"].text == "2026-03-31")
    let open = try office.json(["objection", "list", "--open"], now: Self.last)
    #expect(open["objections"][0]["late"] == .bool(false))
    let late = try office.json(
      ["objection", "list", "--open"], now: "2026-04-01T09:00:00+08:00", status: 1)
    #expect(late["objections"][0]["late"] == .bool(true))
    let answer = try file("经上门查看，面馆已经开业。\n\n异议不成立。", office, "answer.txt")
    try office.json(
      [
        "objection", "answer", "ZEZHOU-2026-Y001", "--file", answer, "--upheld", "no", "--on",
        "2026-03-05",
      ], now: "2026-03-05T09:00:00+08:00")
    try office.json(["publish"], now: "2026-03-05T10:00:00+08:00")
    let shown = try page("objections.html", office)
    for text in [
      "ZEZHOU-2026-Y001", Self.number, "2026-03-03", "2026-03-05", "面馆已经开业", "不成立",
    ] { #expect(shown.contains(text), "\(text)") }
    #expect(try holding("李四", office) == [] && holding("没有开店", office) == [])
    #expect(try holding("李四", office, below: "archive/journal") == [])
    #expect(
      try office.json(["objection", "list", "--open"], now: Self.last)["objections"] == .list([]))
    try rebuildsTheSame(office)
  }

  @Test func aReplacedAnswerIsGoneFromEveryKeptRelease() throws {
    let office = try published()
    let text = try file("赵小燕没有开店。", office, "objection.txt")
    try office.json(
      [
        "objection", "add", Self.number, "--file", text, "--received", "2026-03-03", "--channel",
        "网络",
      ], now: "2026-03-03T09:00:00+08:00")
    let first = "2026-03-05T09:00:00+08:00"
    func answer(_ words: String) throws {
      let path = try file(words, office, "answer.txt")
      try office.json(
        ["objection", "answer", "ZEZHOU-2026-Y001", "--file", path, "--on", "2026-03-05"],
        now: first)
      try office.json(["publish"], now: first)
    }
    try answer("面馆从来没有开业。")
    #expect(try !holding("从来没有开业", office).isEmpty)
    try answer("面馆已经开业。")
    #expect(try holding("从来没有开业", office) == [])
    // Going back does not bring it back.
    try office.json(["publish", "--rollback"], now: first)
    #expect(try holding("从来没有开业", office) == [])
    let shown = try office.json(["objection", "show", "ZEZHOU-2026-Y001"], now: first)
    #expect(shown["text"].text == "赵小燕没有开店。" && shown["answer"].text == "面馆已经开业。")
    try office.json(["publish"], now: first)
    try rebuildsTheSame(office)
  }

  @Test func aTemplateIsReadAsAList() throws {
    let (office, _) = try office()
    let folder = office.scratch.path("template")
    let written = try office.json(["notice", "template", "--out", folder])
    #expect(written["files"].elements.map(\.text) == ["公示名单.csv"])
    let path = folder + "/公示名单.csv"
    let template = try String(contentsOfFile: path, encoding: .utf8)
    #expect(template.contains(Self.headings))
    try (template + Self.applicants.joined(separator: "\r\n"))
      .write(toFile: path, atomically: true, encoding: .utf8)
    let opened = try office.json(
      ["notice", "open", path, "--title", "第一批"], now: Self.opened)
    #expect(opened["applicants"].int == 3)
  }

  @Test func aNumberInAnAnswerStopsTheRelease() throws {
    let (office, bank) = try office()
    try bank.send(
      BadInputTests.parcel(1, [BadInputTests.note(1).disbursement("D-1")]), to: office.inbox(bank))
    _ = try office.receive(now: Self.lent)
    try office.json(["publish"], now: Self.lent)
    let record = "ZEZHOU-2026-000001"
    let text = try file("金额不对", office, "objection.txt")
    let early = try office.run(
      ["objection", "add", record, "--file", text, "--received", "2026-04-01", "--channel", "窗口"],
      now: Self.lent)
    #expect(early.status == 64 && early.message.contains("才公开"))
    try office.json(
      ["objection", "add", record, "--file", text, "--received", "2026-04-02", "--channel", "窗口"],
      now: Self.lent)
    let open = "record/2026/0000xx/\(record).html"
    try office.json(["publish"], now: Self.lent)
    #expect(try !page(open, office).contains("有异议处理中"))
    let settings = "\(office.path)/mingdai.json"
    try String(contentsOfFile: settings, encoding: .utf8)
      .replacingOccurrences(
        of: "\"showOpenObjections\": false", with: "\"showOpenObjections\": true"
      ).write(toFile: settings, atomically: true, encoding: .utf8)
    try office.json(["publish"], now: Self.lent)
    #expect(try page(open, office).contains("有异议处理中"))
    func answer(_ words: String) throws {
      let path = try file(words, office, "answer.txt")
      try office.json(
        ["objection", "answer", "ZEZHOU-2026-Y001", "--file", path, "--on", "2026-04-09"],
        now: Self.answered)
    }
    try answer("身份证号 \(Synthetic.residentID(101)) 的借款人金额无误。")
    let stopped = try office.json(["publish"], now: Self.answered, status: 1)
    #expect(stopped["leaks"][0]["file"].text == "objections.html", "\(stopped)")
    #expect(try page("objections.html", office).contains("还没有答复过的异议"))
    // The answer is written again, and the release goes live with a link to the record.
    try answer("借款人金额无误。")
    try office.json(["publish"], now: Self.answered)
    let shown = try page("objections.html", office)
    #expect(shown.contains("金额无误") && shown.contains(open))
    #expect(try !page(open, office).contains("有异议处理中"))
    let nobody = try office.run(
      [
        "objection", "add", "ZEZHOU-2026-000077", "--file", text, "--received", "2026-04-09",
        "--channel", "窗口",
      ], now: Self.answered)
    #expect(nobody.status == 64)
    try rebuildsTheSame(office, now: Self.answered)
  }
}
