import Foundation
import TestKit
import Testing

/// Answers to a payment list as they come back: filled into the list, with accounts quoted, twice.
/// SUBSIDY §4.
@Suite struct PayAnswerTests {
  private static let q1 = "2026-03-23T09:00:00+08:00"
  private static let later = "2026-04-12T09:00:00+08:00"

  /// Notes 1 and 2 of two borrowers who paid first.
  private func desk() throws -> SettleDesk {
    let desk = try SettleDesk()
    let records = (1...2).flatMap { index in
      [
        SettleDesk.note(index).disbursement("R-\(index)").replacing(
          "\"payee\": \"BANK\"", "\"payee\": \"BORROWER\""),
        SettleDesk.claim("K-\(index)", index, "2026Q1", days: 90).replacing(
          "\"payeeAccount\"", "\"interestPaidOn\": \"2026-03-20\", \"payeeAccount\""),
      ]
    }
    try desk.deliver(records, now: SettleDesk.opened)
    try desk.run("2026Q1")
    try desk.approve("2026Q1")
    return desk
  }

  private func pay(
    _ desk: SettleDesk, _ arguments: [String], now: String = Self.later, status: Int32 = 0,
    _ place: SourceLocation = #_sourceLocation
  ) throws -> JSONTree {
    try desk.office.json(
      ["settle", "pay", "2026Q1"] + arguments + ["--by", "钱会"], now: now, status: status, place)
  }

  private func file(_ desk: SettleDesk, _ text: String) throws -> String {
    let path = desk.office.scratch.path("结果.csv")
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func results(_ desk: SettleDesk, _ rows: [String]) throws -> String {
    try file(desk, "结果,拨付编号,日期,原因\n" + rows.joined(separator: "\n") + "\n")
  }

  private func states(_ outcome: JSONTree) -> [String] {
    outcome["payments"].elements.compactMap { $0["state"].text }
  }

  @Test func theListIsFilledIn() throws {
    let desk = try desk()
    let out = try ScratchFolder("export")
    try desk.office.json(["settle", "export", "2026Q1", "--out", out.path])
    let list = String(decoding: try out.bytes("2026Q1-全部-拨付清单.csv"), as: UTF8.self)
    let lines = list.split(whereSeparator: \.isNewline).map(String.init)
    #expect(lines[0].hasSuffix(",备注,结果,日期,原因"), "\(lines[0])")
    #expect(try pay(desk, ["--results", try file(desk, list)])["unanswered"].int == 2)
    let filled = lines.map { line in
      line.contains("2026Q1-0001") ? line.dropLast(3) + ",成功,2026-4-8," : line[...]
    }
    let answer = try pay(
      desk, ["--results", try file(desk, filled.joined(separator: "\r\n") + "\r\n")])
    #expect(states(answer) == ["DONE", "DUE"])
    #expect(answer["recorded"].int == 1 && answer["unanswered"].int == 1)
    try desk.rebuildsTheSame()
  }

  /// The workbook saved as CSV: title, budget line, two rows of headings, sums, remarks, a line to
  /// sign on.
  @Test func theWorkbookIsFilledIn() throws {
    let desk = try desk()
    let text = """
      创业担保贷款贴息资金拨付清单,,,,,,
      2026年第一季度,,,,,单位：元,
      序号,拨付编号,收款人,资金来源,结果,日期,原因
      ,,,中央,,,
      1,2026Q1-0001,甲,1.00,成功,2026/4/8,
      2,2026Q1-0002,乙,1.00,,,
      合计,,,2.00,,,
      本表含账号，仅供拨付使用，不得外传。,,,,,,
      制表人：,,审核人：,,日期：,,
      """
    let answer = try pay(desk, ["--results", try file(desk, text)])
    #expect(states(answer) == ["DONE", "DUE"])
    #expect(answer["recorded"].int == 1 && answer["unanswered"].int == 1)
  }

  /// Columns shifted by one, accounts quoted in every way: nothing of them is printed or kept.
  @Test func accountsAreNotRepeated() throws {
    let desk = try desk()
    let (account, spaced, id) = ("6222700143217777", "6222 7001 4321 7777", Synthetic.residentID(1))
    let wide = "６２２２７００１４３２１７７７７"
    for cell in [account, spaced, wide, id, "2026Q1-\(account)", "2026Q1-0001 \(account)"] {
      let wrong = try results(desk, ["成功,\(cell),2026-04-08,"])
      let refused = try pay(desk, ["--results", wrong], status: 1)["findings"]
      #expect(refused[0]["number"].text == "", "\(refused)")
      #expect(refused[0]["problem"].text == "不是拨付编号")
      let text = try desk.office.run(
        ["settle", "pay", "2026Q1", "--results", wrong], now: Self.later)
      #expect(text.status == 1)
    }
    _ = try pay(desk, ["--sent", "--document", "函1"], now: Self.q1)
    let answer = try pay(
      desk,
      [
        "--results",
        try results(
          desk,
          [
            "退回,2026Q1-0001,2026-04-08,账号\(spaced)已销户",
            "退回,2026Q1-0002,2026-04-08,账号\(wide)、6222-7001-4321-7777不符",
          ]),
      ])
    #expect(answer["recorded"].int == 2)
    _ = try pay(desk, ["--list"])
    try Privacy([account, spaced, wide, id, "6222-7001-4321-7777"]).holds(in: desk.office)
  }

  /// Paid, come back and paid again on one day.
  @Test func threeAnswersOfOneDay() throws {
    let desk = try desk()
    let paid = try results(desk, ["成功,2026Q1-0001,2026-04-08,"])
    _ = try pay(desk, ["--results", paid])
    #expect(try pay(desk, ["--results", paid])["repeated"].int == 1)
    _ = try pay(
      desk, ["--results", try results(desk, ["退回,2026Q1-0001,2026-04-08,户名不符"])])
    // The first file again, or a second payment: nothing tells.
    let again = try results(desk, ["成功,2026Q1-0001,2026-04-08,"])
    let refused = try pay(desk, ["--results", again], status: 1)
    #expect(refused["findings"][0]["problem"].text?.contains("无法判断") == true)
    #expect(states(refused) == ["RETURNED", "DUE"])
    let told = try results(desk, ["成功,2026Q1-0001,2026-04-08,更正户名后重新拨付"])
    #expect(states(try pay(desk, ["--results", told])) == ["DONE", "DUE"])
    #expect(try pay(desk, ["--results", told])["repeated"].int == 1)
    try desk.rebuildsTheSame()
  }

  /// What came back and was paid again without a second list shows the account that it went to.
  @Test func theAccountOfTheSecondPayment() throws {
    let desk = try desk()
    _ = try pay(desk, ["--sent", "--document", "函1"], now: Self.q1)
    _ = try pay(
      desk, ["--results", try results(desk, ["退回,2026Q1-0001,2026-04-01,账户冻结"])],
      now: "2026-04-02T09:00:00+08:00")
    try desk.deliver(
      [
        SettleDesk.claim("K-1", 1, "2026Q1", days: 90)
          .replacing(
            "\"version\": 1, \"action\": \"CREATE\"", "\"version\": 2, \"action\": \"AMEND\""
          )
          .replacing("\"payeeAccount\"", "\"interestPaidOn\": \"2026-03-20\", \"payeeAccount\"")
          .replacing(Synthetic.account(1), Synthetic.account(33))
      ], now: "2026-04-03T09:00:00+08:00")
    let answer = try pay(
      desk, ["--results", try results(desk, ["成功,2026Q1-0001,2026-04-08,"])])
    #expect(
      answer["payments"][0]["accountEnding"].text == String(Synthetic.account(33).suffix(4)))
  }

  /// An amount that is taken back is set off months later; the payment was in time.
  @Test func settingOffMakesNoPaymentLate() throws {
    let desk = try desk()
    _ = try pay(desk, [], now: Self.q1)
    func deadline(_ period: String, _ now: String) throws -> JSONTree {
      let run = try desk.office.json(["settle", "show", period], now: now)
      return try #require(run["deadlines"].elements.first { $0["step"].text == "PAYMENT" })
    }
    // In the second quarter note 1's borrower must pay back, note 2's gets more.
    try desk.deliver(
      [
        SettleDesk.note(1).repayment("P-1", on: "2025-12-21", 30_000_000),
        SettleDesk.claim("K-9", 1, "2026Q1", days: 0)
          .replacing(
            "\"recordId\": \"K-9\", \"version\": 1, \"action\": \"CREATE\"",
            "\"recordId\": \"K-1\", \"version\": 2, \"action\": \"CANCEL\""),
        SettleDesk.claim("K-3", 2, "2026Q2", days: 92).replacing(
          "\"payeeAccount\"", "\"interestPaidOn\": \"2026-06-20\", \"payeeAccount\""),
      ], now: "2026-06-22T09:00:00+08:00")
    try desk.run("2026Q2")
    try desk.approve("2026Q2")
    let q2 = try #require(SettleDesk.days["2026Q2"])
    try desk.office.json(["settle", "pay", "2026Q2", "--by", "钱会"], now: q2)
    try desk.office.json(
      ["settle", "pay", "2026Q2", "--noticed", "--document", "追1号", "--by", "钱会"], now: q2)
    let back = try results(desk, ["追回,2026Q2-0002,2026-10-08,"])
    let now = "2026-10-09T09:00:00+08:00"
    try desk.office.json(
      ["settle", "pay", "2026Q2", "--results", back, "--by", "钱会"], now: now)
    let payment = try deadline("2026Q2", now)
    #expect(payment["done"] == .bool(true) && payment["late"] == .bool(false), "\(payment)")
    #expect(payment["doneOn"].text == "2026-06-23")
  }
}
