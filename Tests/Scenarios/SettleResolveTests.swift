import Foundation
import TestKit
import Testing

/// Lines that nobody pays unasked: a person decides, with a reason.
@Suite struct SettleResolveTests {
  static let q1 = "2026-03-23T09:00:00+08:00"

  private func resolve(
    _ desk: SettleDesk, _ arguments: [String], now: String = q1, status: Int32 = 0
  ) throws -> Outcome {
    let outcome = try desk.office.run(
      ["settle", "resolve"] + arguments + ["--by", "王建", "--format", "json"], now: now)
    #expect(outcome.status == status, "\(outcome.text)\(outcome.message)")
    return outcome
  }

  /// N-1 claims 12.50 too much; N-2 and N-3 claim a day more.
  private func draft() throws -> SettleDesk {
    let desk = try SettleDesk()
    try desk.deliver(
      [
        SettleDesk.note(1).disbursement("R-1"), SettleDesk.note(2).disbursement("R-2"),
        SettleDesk.note(3).disbursement("R-3"),
        SettleDesk.note(1).claim(
          "K-1", "2026Q1", days: 90, interest: "3375.00", subsidy: "1700.00"),
        SettleDesk.claim("K-2", 2, "2026Q1", days: 91),
        SettleDesk.claim("K-3", 3, "2026Q1", days: 91),
      ], now: SettleDesk.opened)
    let run = try desk.run("2026Q1", status: 1)
    #expect(run["totals"]["payable"].text == "0.00")
    return desk
  }

  @Test func oneAndMany() throws {
    let desk = try draft()
    let one = ["2026Q1", "AABANK", "N-1"]
    _ = try resolve(desk, one + ["--pay", "1687.50"], status: 64)
    _ = try resolve(desk, one + ["--pay", "1687.50", "--reason", " "], status: 64)
    let much = try resolve(desk, one + ["--pay", "1700.01", "--reason", "多付"], status: 64)
    #expect(much.message.contains("1700.00"))
    _ = try resolve(
      desk, ["2026Q1", "AABANK", "N-9", "--pay", "0.00", "--reason", "没有"], status: 64)
    _ = try resolve(desk, one + ["--pay", "1687.50", "--reason", "按核算额支付"])
    let many = try resolve(
      desk,
      [
        "2026Q1", "--class", "CLAIMED_MORE", "--cause", "ONE_DAY_MORE", "--pay", "computed",
        "--reason", "银行多计一天",
      ])
    #expect(try JSONTree(many.output)["resolved"].elements.count == 2)
    // The draft does not know of it yet.
    let stale = try desk.office.run(["settle", "review", "2026Q1", "--by", "李审"], now: Self.q1)
    #expect(stale.status == 1)
    #expect(stale.message.contains("核定"))
    let run = try desk.run("2026Q1")
    #expect(run["totals"]["payable"].text == "5062.50")
    let reasons = run["lines"].elements.map { $0["resolution"]["reason"].text }
    #expect(reasons == ["按核算额支付", "银行多计一天", "银行多计一天"])
    #expect(run["lines"].elements.allSatisfy { $0["resolution"]["state"].text == "HOLDS" })
    let shown = try desk.office.run(["settle", "show", "2026Q1"])
    #expect(shown.text.contains("王建：银行多计一天"))
    try desk.approve("2026Q1")
    _ = try resolve(desk, one + ["--pay", "0.00", "--reason", "太晚"], status: 1)
    try desk.rebuildsTheSame()
    try desk.office.checksOut()
  }

  /// A draft by an earlier known-at leaves the resolution out: it cannot be reviewed.
  @Test func aDraftByAnEarlierKnownAtLeavesItOut() throws {
    let desk = try draft()
    _ = try resolve(
      desk, ["2026Q1", "AABANK", "N-1", "--pay", "1687.50", "--reason", "按核算额支付"])
    let early = try desk.office.json(
      ["settle", "run", "2026Q1", "--known-at", SettleDesk.opened, "--by", "王建"],
      now: Self.q1, status: 1)
    #expect(early["totals"]["payable"].text == "0.00")
    let refused = try desk.office.run(["settle", "review", "2026Q1", "--by", "李审"], now: Self.q1)
    #expect(refused.status == 1)
    #expect(refused.message.contains("有 1 笔核定尚未计入草稿"))
    #expect(try desk.run("2026Q1", status: 1)["totals"]["payable"].text == "1687.50")
    try desk.approve("2026Q1")
  }

  /// It holds until the claim changes; then the comparison decides again.
  @Test func itLapses() throws {
    let desk = try draft()
    _ = try resolve(
      desk, ["2026Q1", "AABANK", "N-1", "--pay", "claimed", "--reason", "银行已说明"])
    #expect(try desk.run("2026Q1", status: 1)["totals"]["payable"].text == "1700.00")
    let day = "2026-03-23T10:00:00+08:00"
    try desk.deliver(
      [
        SettleDesk.note(1).claim(
          "K-1", "2026Q1", days: 90, interest: "3375.00", subsidy: "1690.00"
        ).replacing(
          "\"version\": 1, \"action\": \"CREATE\"", "\"version\": 2, \"action\": \"AMEND\"")
      ], now: day)
    let run = try desk.run("2026Q1", now: day, status: 1)
    #expect(run["lines"][0]["resolution"]["state"].text == "LAPSED")
    #expect(run["totals"]["payable"].text == "0.00")
  }

  /// A quarter after its approval: the resolution of an adjustment pays what was held back.
  @Test func ofAnEarlierQuarter() throws {
    let desk = try draft()
    try desk.approve("2026Q1")
    try desk.deliver(
      [1, 2, 3].map { SettleDesk.claim("K-2\($0)", $0, "2026Q2", days: 92) }
        + [
          SettleDesk.claim("K-3", 3, "2026Q1", days: 91)
            .replacing(
              "\"version\": 1, \"action\": \"CREATE\"", "\"version\": 2, \"action\": \"CANCEL\"")
        ], now: "2026-06-22T09:00:00+08:00")
    let q2 = "2026-06-23T09:00:00+08:00"
    let run = try desk.run("2026Q2", status: 1)
    let line = try #require(lines(run, "ADJUSTMENT").first)
    #expect(line["noteNo"].text == "N-3")
    #expect(line["class"].text == "NOT_CLAIMED")
    #expect(line["payable"].text == "0.00")
    _ = try resolve(
      desk,
      [
        "2026Q2", "AABANK", "N-3", "--period", "2026Q1", "--pay", "computed", "--reason",
        "银行撤回申请，按核算额",
      ], now: q2)
    let again = try desk.run("2026Q2")
    let resolved = try #require(lines(again, "ADJUSTMENT").first)
    #expect(resolved["payable"].text == "1687.50")
    #expect(
      resolved["causes"].elements.compactMap { $0["code"].text } == ["LATE_CLAIM", "RESOLVED"])
    try desk.approve("2026Q2")
    #expect(lines(try desk.run("2026Q3", status: 1), "ADJUSTMENT").isEmpty)
    try desk.rebuildsTheSame()
  }
}
