import Foundation
import TestKit
import Testing

/// Payments of approved runs: numbers, states, what is set off and taken back. SUBSIDY §4, COMMAND
/// `settle pay`, `bank account`.
@Suite struct PayTests {
  private static let q1 = "2026-03-23T09:00:00+08:00"
  private static let q2 = "2026-06-23T09:00:00+08:00"
  private static let q3 = "2026-09-23T09:00:00+08:00"
  private static let account = "6222-7001-0000-4321-777".filter { $0 != "-" }

  /// A note whose borrower pays the interest first.
  private static func borrowers(_ record: String, _ index: Int) -> RecordText {
    SettleDesk.note(index).disbursement(record).replacing(
      "\"payee\": \"BANK\"", "\"payee\": \"BORROWER\"")
  }

  private static func paidClaim(
    _ record: String, _ index: Int, _ period: String, days: Int, on: String
  ) -> RecordText {
    SettleDesk.claim(record, index, period, days: days).replacing(
      "\"payeeAccount\"", "\"interestPaidOn\": \"\(on)\", \"payeeAccount\"")
  }

  /// The first quarter approved: notes 1 and 2 for the bank, note 3 for its borrower.
  private func firstQuarter() throws -> SettleDesk {
    let desk = try SettleDesk()
    try desk.deliver(
      [
        SettleDesk.note(1).disbursement("R-1"), SettleDesk.note(2).disbursement("R-2"),
        Self.borrowers("R-3", 3), SettleDesk.claim("K-1", 1, "2026Q1", days: 90),
        SettleDesk.claim("K-2", 2, "2026Q1", days: 90),
        Self.paidClaim("K-3", 3, "2026Q1", days: 90, on: "2026-03-20"),
      ], now: SettleDesk.opened)
    try desk.run("2026Q1")
    try desk.approve("2026Q1")
    return desk
  }

  private func pay(
    _ desk: SettleDesk, _ arguments: [String], now: String = Self.q1, status: Int32 = 0,
    _ place: SourceLocation = #_sourceLocation
  ) throws -> JSONTree {
    try desk.office.json(
      ["settle", "pay"] + arguments + ["--by", "钱会"], now: now, status: status, place)
  }

  private func results(_ desk: SettleDesk, _ rows: [String], gbk: Bool = false) throws -> String {
    let path = desk.office.scratch.path("结果.csv")
    let text = "结果,拨付编号,收款人,日期,原因\r\n" + rows.joined(separator: "\r\n") + "\r\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    guard gbk else { return path }
    let converted = try Command.run("iconv", ["-f", "UTF-8", "-t", "GB18030", path])
    try #require(converted.status == 0, "\(converted.message)")
    try Data(converted.output).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func states(_ payments: JSONTree) -> [String] {
    payments["payments"].elements.map { "\($0["number"].text ?? "") \($0["state"].text ?? "")" }
  }

  // MARK: Approval

  @Test func approvalMakesAPaymentForEachPayee() throws {
    let desk = try firstQuarter()
    let list = try pay(desk, ["2026Q1", "--list"])
    #expect(list["run"].text == "2026Q1" && list["state"].text == "APPROVED")
    let payments = list["payments"].elements
    #expect(payments.map { $0["number"].text } == ["2026Q1-0001", "2026Q1-0002"])
    #expect(payments.map { $0["kind"].text } == ["BANK", "BORROWER"])
    #expect(payments.map { $0["payee"].text } == ["示例银行AABANK", Synthetic.name(3)])
    #expect(payments.map { $0["gross"].text } == ["3375.00", "1687.50"])
    #expect(payments.map { $0["net"].text } == ["3375.00", "1687.50"])
    #expect(payments.map { $0["offset"].text } == ["0.00", "0.00"])
    #expect(payments.map { $0["lines"].int } == [2, 1])
    #expect(payments[0]["accountEnding"] == .null)
    #expect(
      payments[1]["accountEnding"].text == String(Synthetic.account(3).suffix(4)),
      "and nothing more of it")
    for payment in payments {
      #expect(
        payment["steps"].elements.map { "\($0["state"].text ?? "") \($0["on"].text ?? "")" }
          == ["DUE 2026-03-23"])
    }
    let run = try desk.office.json(["settle", "show", "2026Q1"])
    let sums = payments.reduce(0) { $0 + (fen($1["gross"].text) ?? 0) }
    #expect(run["totals"]["payable"].text == yuan(sums))
    try Privacy((1...3).map(Synthetic.account)).holds(in: desk.office)
    try desk.rebuildsTheSame()
  }

  @Test func everythingIsPaidAtOnce() throws {
    let desk = try firstQuarter()
    let paid = try pay(desk, ["2026Q1", "--on", "2026-03-28"], now: "2026-04-02T09:00:00+08:00")
    #expect(paid["state"].text == "PAID" && paid["recorded"].int == 2)
    #expect(states(paid) == ["2026Q1-0001 DONE", "2026Q1-0002 DONE"])
    #expect(paid["payments"][0]["steps"][1]["on"].text == "2026-03-28")
    #expect(paid["payments"][0]["steps"][1]["by"].text == "钱会")
    let again = try pay(desk, ["2026Q1"], now: "2026-04-03T09:00:00+08:00")
    #expect(again["state"].text == "PAID" && again["recorded"].int == 0)
    #expect(try desk.office.json(["settle", "list"])["runs"][0]["state"].text == "PAID")
    try desk.rebuildsTheSame()
    try desk.office.checksOut()
  }

  // MARK: The finance bureau's way

  @Test func sentReturnedAndDone() throws {
    let desk = try firstQuarter()
    let sent = ["2026Q1", "--sent", "--document", "泽人社函〔2026〕9号"]
    let out = try pay(desk, sent)
    #expect(out["state"].text == "APPROVED")
    #expect(states(out) == ["2026Q1-0001 SENT", "2026Q1-0002 SENT"])
    #expect(out["payments"][0]["steps"][1]["document"].text == "泽人社函〔2026〕9号")
    let twice = try desk.office.run(["settle", "pay"] + sent, now: Self.q1)
    #expect(twice.status == 1 && twice.message.contains("没有待送的拨付"))
    let now = "2026-04-02T09:00:00+08:00"
    let file = try results(
      desk,
      [
        "成功,2026Q1-0001,示例银行,2026/3/30,",
        "退回,２０２６Q1-0002,借款人,2026年3月31日,账号\(Synthetic.account(3))已销户",
      ], gbk: true)
    let answer = try pay(desk, ["2026Q1", "--results", file], now: now)
    #expect(answer["recorded"].int == 2 && answer["state"].text == "APPROVED")
    #expect(states(answer) == ["2026Q1-0001 DONE", "2026Q1-0002 RETURNED"])
    let reason = answer["payments"][1]["steps"][2]["reason"].text
    #expect(reason == "账号****\(Synthetic.account(3).suffix(4))已销户")
    // The same file again says nothing new.
    let journal = FileManager.default.names(desk.office.path + "/archive/journal").count
    let again = try pay(desk, ["2026Q1", "--results", file], now: now)
    #expect(again["recorded"].int == 0 && again["repeated"].int == 2)
    #expect(FileManager.default.names(desk.office.path + "/archive/journal").count == journal)
    // The bank amends its claim: the list has the new account.
    try desk.deliver(
      [
        Self.paidClaim("K-3", 3, "2026Q1", days: 90, on: "2026-03-20")
          .replacing(
            "\"version\": 1, \"action\": \"CREATE\"", "\"version\": 2, \"action\": \"AMEND\""
          )
          .replacing(Synthetic.account(3), Synthetic.account(33))
      ], now: now)
    let list = try pay(desk, ["2026Q1", "--list"])
    #expect(list["payments"][1]["accountEnding"].text == String(Synthetic.account(33).suffix(4)))
    let second = try pay(desk, ["2026Q1", "--sent", "--document", "泽人社函〔2026〕12号"], now: now)
    #expect(states(second) == ["2026Q1-0001 DONE", "2026Q1-0002 SENT"])
    // The old answer again, then the new one, which finds the borrower's row alone filled in.
    #expect(try pay(desk, ["2026Q1", "--results", file], now: now)["repeated"].int == 2)
    let later = "2026-04-12T09:00:00+08:00"
    let last = try results(desk, [",2026Q1-0001,,,", "成功,2026Q1-0002,,2026-04-10,"])
    let done = try pay(desk, ["2026Q1", "--results", last], now: later)
    #expect(done["state"].text == "PAID" && done["unanswered"].int == 1)
    #expect(
      done["payments"][1]["steps"].elements.compactMap { $0["state"].text }
        == ["DUE", "SENT", "RETURNED", "SENT", "DONE"])
    // What was done can still come back.
    let back = try results(desk, ["退回,2026Q1-0002,,2026-04-11,账户冻结"])
    #expect(try pay(desk, ["2026Q1", "--results", back], now: later)["state"].text == "APPROVED")
    #expect(try pay(desk, ["2026Q1"], now: later)["state"].text == "PAID")
    try Privacy((1...33).map(Synthetic.account)).holds(in: desk.office)
    try desk.rebuildsTheSame()
  }

  /// Every wrong row is told at once, and nothing of the file is recorded.
  @Test func wrongRowsStopTheFile() throws {
    let desk = try firstQuarter()
    let now = "2026-04-02T09:00:00+08:00"
    _ = try pay(desk, ["2026Q1", "--sent", "--document", "函1"], now: now)
    let wrong = [
      ("成功,2026Q1-0001,,2026-04-02,", nil),
      ("退回,2026Q1-0002,,2026-04-02,", "原因"),
      ("成功,2026Q1-0003,,2026-04-02,", "没有这个拨付编号"),
      ("成功,2025Q4-0001,,2026-04-02,", "属于 2025Q4"),
      ("成功,,,2026-04-02,", "没有拨付编号"),
      ("付了,2026Q1-0002,,2026-04-02,", "同一笔"),
      ("成功,2026Q1-0001,,2026-04-02,", "同一笔"),
    ]
    let file = try results(desk, wrong.map(\.0))
    let refused = try pay(desk, ["2026Q1", "--results", file], now: now, status: 1)
    let expected = wrong.enumerated().compactMap { index, row in row.1.map { (index + 2, $0) } }
    #expect(refused["findings"].elements.compactMap { $0["row"].int } == expected.map(\.0))
    for (finding, (_, words)) in zip(refused["findings"].elements, expected) {
      #expect(finding["problem"].text?.contains(words) == true, "\(finding)")
      #expect(finding["remedy"].text?.isEmpty == false)
    }
    #expect(states(refused) == ["2026Q1-0001 SENT", "2026Q1-0002 SENT"])
    let text = try desk.office.run(["settle", "pay", "2026Q1", "--results", file], now: now)
    #expect(text.status == 1 && text.text.contains("第 3 行 2026Q1-0002：退回没有写明原因"))
    for (row, words) in [
      ("追回,2026Q1-0001,,2026-04-02,", "不是追回"), ("付了,2026Q1-0001,,2026-04-02,", "结果"),
      ("成功,2026Q1-0001,,2026-03-22,", "批准日"), ("成功,2026Q1-0001,,2026-03-25,", "上一步"),
      ("成功,2026Q1-0001,,2026-04-03,", "今天"), ("成功,2026Q1-0001,,4月2日,", "日期"),
    ] {
      let file = try results(desk, [row])
      let found = try pay(desk, ["2026Q1", "--results", file], now: now, status: 1)["findings"]
      #expect(found.elements.count == 1)
      #expect(found[0]["problem"].text?.contains(words) == true, "\(row): \(found)")
    }
    _ = try pay(desk, ["2026Q1"], now: now)
    let done = try results(desk, ["成功,2026Q1-0001,,2026-04-01,"])
    let found = try pay(desk, ["2026Q1", "--results", done], now: now, status: 1)["findings"]
    #expect(found[0]["problem"].text?.contains("已拨付") == true, "\(found)")
    try desk.rebuildsTheSame()
  }

  static let refusals: [(words: [String], status: Int32, says: String)] = [
    (["2026Q1"], 1, "批准后"), (["2026Q1", "--list"], 1, "批准后"), (["2026Q3"], 64, "没有这一期"),
    (["2026Q1", "--sent"], 64, "--document"), (["2026Q1", "--sent", "--list"], 64, "只能"),
    (["2026Q1", "--list", "--on", "2026-03-23"], 64, "--on"),
    (["2026Q1", "--results", "/nowhere/a.csv"], 64, "没有这个文件"),
    (["2026Q1", "--document", " "], 64, "--document"),
  ]

  @Test func refusedBeforeApproval() throws {
    let desk = try SettleDesk()
    try desk.deliver(
      [
        SettleDesk.note(1).disbursement("R-1"), SettleDesk.claim("K-1", 1, "2026Q1", days: 90),
      ], now: SettleDesk.opened)
    try desk.run("2026Q1")
    for (words, status, says) in Self.refusals {
      let refused = try desk.office.run(["settle", "pay"] + words, now: Self.q1)
      #expect(refused.status == status, "\(words): \(refused.message)")
      #expect(refused.message.contains(says), "\(words): \(refused.message)")
      #expect(refused.output.isEmpty)
    }
    try desk.approve("2026Q1")
    for words in [["--noticed", "--document", "函"]] {
      let refused = try desk.office.run(["settle", "pay", "2026Q1"] + words, now: Self.q1)
      #expect(refused.status == 1 && refused.message.contains("没有待发通知"))
    }
    let early = try desk.office.run(
      ["settle", "pay", "2026Q1", "--on", "2026-03-22"], now: Self.q1)
    #expect(early.status == 1 && early.text.contains("批准日"), "\(early.text)")
  }

  // MARK: What was paid too much

  /// In the second quarter it turns out that notes 1 and 2 were repaid in the first: more is to be
  /// taken back from the bank than it gets. The third sets a part off.
  private func overpaid() throws -> SettleDesk {
    let desk = try firstQuarter()
    _ = try pay(desk, ["2026Q1"])
    try desk.deliver(
      (1...2).map {
        SettleDesk.note($0).repayment("P-\($0)", on: "2025-12-21", 30_000_000)
      } + [
        Self.paidClaim("K-6", 3, "2026Q2", days: 92, on: "2026-06-20"),
        SettleDesk.claim("K-7", 1, "2026Q1", days: 0)
          .replacing(
            "\"recordId\": \"K-7\", \"version\": 1, \"action\": \"CREATE\"",
            "\"recordId\": \"K-1\", \"version\": 2, \"action\": \"CANCEL\""),
        SettleDesk.claim("K-8", 2, "2026Q1", days: 0)
          .replacing(
            "\"recordId\": \"K-8\", \"version\": 1, \"action\": \"CREATE\"",
            "\"recordId\": \"K-2\", \"version\": 2, \"action\": \"CANCEL\""),
      ], now: "2026-06-22T09:00:00+08:00")
    try desk.run("2026Q2")
    try desk.approve("2026Q2")
    return desk
  }

  @Test func aLaterPaymentSetsOff() throws {
    let desk = try overpaid()
    let second = try pay(desk, ["2026Q2", "--list"], now: Self.q2)["payments"]
    #expect(second.elements.map { $0["net"].text } == ["-3375.00", "1725.00"])
    #expect(second[0]["open"].text == "3375.00" && second[0]["state"].text == "DUE")
    #expect(try pay(desk, ["2026Q2"], now: Self.q2)["state"].text == "PAID", "what it pays")
    try desk.deliver(
      [
        SettleDesk.note(4).disbursement("R-4"), SettleDesk.claim("K-9", 4, "2026Q3", days: 92),
        Self.paidClaim("K-10", 3, "2026Q3", days: 92, on: "2026-09-20"),
      ], now: "2026-09-22T09:00:00+08:00")
    try desk.run("2026Q3", status: 1)
    try desk.approve("2026Q3")
    let third = try pay(desk, ["2026Q3", "--list"], now: Self.q3)["payments"]
    #expect(third.elements.map { $0["gross"].text } == ["1725.00", "1725.00"])
    #expect(third.elements.map { $0["offset"].text } == ["1725.00", "0.00"])
    #expect(third.elements.map { $0["net"].text } == ["0.00", "1725.00"])
    #expect(third[0]["state"].text == "DONE", "nothing is left to pay")
    #expect(third[0]["setsOff"][0]["number"].text == "2026Q2-0001")
    let rest = try pay(desk, ["2026Q2", "--list"], now: Self.q3)["payments"][0]
    #expect(rest["open"].text == "1650.00" && rest["state"].text == "DUE")
    #expect(rest["setOffBy"][0]["amount"].text == "1725.00")
    // What is left comes back by a notice.
    let noticed = try pay(
      desk, ["2026Q2", "--noticed", "--document", "追〔2026〕1号"], now: Self.q3)
    #expect(noticed["payments"][0]["state"].text == "SENT" && noticed["recorded"].int == 1)
    try exported(desk)
    let file = try results(desk, ["追回,2026Q2-0001,,2026-10-08,银行已缴回"])
    let now = "2026-10-09T09:00:00+08:00"
    let back = try pay(desk, ["2026Q2", "--results", file], now: now)
    #expect(back["payments"][0]["state"].text == "RECOVERED")
    #expect(back["payments"][0]["open"].text == "0.00")
    #expect(try pay(desk, ["2026Q3"], now: now)["state"].text == "PAID")
    try paidFigures(desk, now)
    try desk.rebuildsTheSame()
    try desk.office.checksOut()
  }

  /// 已贴 is the money that moved: 5062.50 in the first quarter, 1725.00 of each borrower's, what
  /// was set off counts both ways, and 1650.00 came back.
  private func paidFigures(_ desk: SettleDesk, _ now: String) throws {
    for (period, amount) in [
      ("2026-03", "5062.50"), ("2026-06", "1725.00"), ("2026-09", "0.00"), ("2026-10", "75.00"),
      ("2026", "6862.50"),
    ] {
      let report = try desk.office.json(["statistics", period, "--by", "bank"], now: now)
      let figures = report["figures"].elements
      func value(_ code: String) -> String? {
        figures.first { $0["code"].text == code }?["value"].text
      }
      let span = period.count == 4 ? "year" : "period"
      #expect(value("subsidyPaid.\(span)") == amount, "\(period)")
      let payers = ["Central", "Province", "City", "County"].map {
        fen(value("subsidyPaid\($0).\(span)")) ?? 0
      }
      #expect(yuan(payers.reduce(0, +)) == amount, "\(period)")
    }
  }

  /// The notice is a sheet of its own, the list shows what is set off.
  private func exported(_ desk: SettleDesk) throws {
    let out = try ScratchFolder("export")
    for period in ["2026Q2", "2026Q3"] {
      try desk.office.json(["settle", "export", period, "--out", out.path])
    }
    let names = FileManager.default.names(out.path)
    #expect(
      names.filter { $0.contains("追回通知书") }.map { String($0.prefix(6)) } == [
        "2026Q2", "2026Q2",
      ])
    func text(_ name: String) throws -> String {
      String(decoding: try out.bytes(name), as: UTF8.self)
    }
    let notice = try text("2026Q2-全部-追回通知书.csv")
    #expect(notice.contains("1687.50,0.00,1687.50"), "\(notice)")
    #expect(!notice.contains("622"))
    let second = try text("2026Q2-全部-拨付清单.csv")
    #expect(second.contains("2026Q2-0001,示例银行AABANK,示例银行AABANK,,,2,-3375.00,3375.00,0.00"))
    let third = try text("2026Q3-全部-拨付清单.csv")
    #expect(third.contains("1725.00,-1725.00,0.00") && third.contains("抵扣 2026Q2-0001"))
  }

  // MARK: A bank's account

  @Test func theAccountOfABank() throws {
    let desk = try firstQuarter()
    let file = desk.office.scratch.path("账户.csv")
    func write(_ text: String) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    }
    try write("户名,开户行,账号\n示例银行贴息专户,示例银行营业部,\(Self.account)\n")
    let words = ["bank", "account", "AABANK", "--by", "王建"]
    let set = try desk.office.json(words + ["--file", file], now: Self.q1)
    #expect(set["accountEnding"].text == "1777" && set["recorded"] == .bool(true))
    let again = try desk.office.json(words + ["--file", file], now: Self.q1)
    #expect(again["recorded"] == .bool(false))
    let out = try ScratchFolder("export")
    try desk.office.json(["settle", "export", "2026Q1", "--out", out.path])
    let list = String(decoding: try out.bytes("2026Q1-全部-拨付清单.csv"), as: UTF8.self)
    #expect(list.contains("示例银行贴息专户,示例银行营业部,\(Self.account)"))
    #expect(!list.contains("待填写"))
    // A later account counts for what is still to go; what was paid stays as it was paid.
    _ = try pay(desk, ["2026Q1"])
    try write("账号,户名,开户行\n999900001111,新专户,新营业部\n")
    try desk.office.json(words + ["--file", file], now: "2026-03-24T09:00:00+08:00")
    let payments = try pay(desk, ["2026Q1", "--list"])["payments"]
    #expect(payments[0]["accountEnding"].text == "1777")
    for (text, says) in [
      ("户名,开户行\na,b\n", "缺少列：账号"), ("户名,开户行,账号\n", "应有一行"),
      ("户名,开户行,账号\na,b,6.2E+18\n", "科学计数"), ("户名,开户行,账号\n,b,123456\n", "户名"),
    ] {
      try write(text)
      let refused = try desk.office.run(words + ["--file", file], now: Self.q1)
      #expect(refused.status == 64 && refused.message.contains(says), "\(refused.message)")
    }
    let other = try desk.office.run(
      ["bank", "account", "NOBANK", "--file", file], now: Self.q1)
    #expect(other.status == 64)
    try Privacy([Self.account, "999900001111"]).holds(in: desk.office)
    try desk.rebuildsTheSame()
    try desk.office.checksOut()
    // The archive's file is looked after.
    let folder = desk.office.path + "/archive/accounts"
    let name = try #require(FileManager.default.names(folder).first)
    try Data("{}".utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
    #expect(try desk.office.run(["check"]).text.contains("收款账户档案"))
    #expect(try desk.office.run(["rebuild", "--compare"]).status == 70)
  }
}
