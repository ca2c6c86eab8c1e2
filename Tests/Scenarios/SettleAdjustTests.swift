import Foundation
import TestKit
import Testing

/// What banks tell late comes out in the next run, and a past run can be repeated.
@Suite struct SettleAdjustTests {
  static let q1 = "2026-03-23T09:00:00+08:00"

  /// Two notes, both claimed rightly for 2026Q1, which is approved: 90 days, 1687.50 each.
  private func firstQuarter() throws -> SettleDesk {
    let desk = try SettleDesk()
    try desk.deliver(
      [
        SettleDesk.note(1).disbursement("R-1"), SettleDesk.note(2).disbursement("R-2"),
        SettleDesk.claim("K-1", 1, "2026Q1", days: 90),
        SettleDesk.claim("K-2", 2, "2026Q1", days: 90),
      ], now: SettleDesk.opened)
    let run = try desk.run("2026Q1")
    #expect(run["totals"]["payable"].text == "3375.00")
    #expect(run["totals"]["adjustments"]["lines"].int == 0)
    try desk.approve("2026Q1")
    return desk
  }

  /// 100 000.00 repaid on 2026-02-19: 30 days at 200 000.00, by hand 3000.00 and 1500.00.
  private func lateRepayment(_ desk: SettleDesk) throws {
    let day = "2026-06-22T09:00:00+08:00"
    try desk.deliver(
      [
        SettleDesk.note(1).repayment("P-1", on: "2026-02-19", 10_000_000),
        SettleDesk.note(1).claim(
          "K-1", "2026Q1", days: 90, interest: "3000.00", subsidy: "1500.00", closing: 20_000_000
        ).replacing(
          "\"version\": 1, \"action\": \"CREATE\"", "\"version\": 2, \"action\": \"AMEND\""),
        SettleDesk.note(1).claim(
          "K-3", "2026Q2", days: 92, interest: "2300.00", subsidy: "1150.00", closing: 20_000_000),
        SettleDesk.claim("K-4", 2, "2026Q2", days: 92),
      ], now: day)
  }

  @Test func aLateRepayment() throws {
    let desk = try firstQuarter()
    try lateRepayment(desk)
    let run = try desk.run("2026Q2")
    #expect(lines(run, "REGULAR").compactMap { $0["subsidy"].text } == ["1150.00", "1725.00"])
    let adjusted = lines(run, "ADJUSTMENT")
    #expect(adjusted.count == 1)
    let line = try #require(adjusted.first)
    #expect(run["lines"].elements.last?["kind"].text == "ADJUSTMENT", "after the regular lines")
    #expect(line["noteNo"].text == "N-1")
    #expect(line["period"].text == "2026Q1")
    #expect(line["interest"].text == "-375.00")
    #expect(line["subsidy"].text == "-187.50")
    #expect(line["borrower"].text == "-187.50")
    #expect(line["payable"].text == "-187.50")
    #expect(line["before"]["payable"].text == "1687.50")
    #expect(line["now"]["payable"].text == "1500.00")
    #expect(line["now"]["subsidy"].text == "1500.00")
    #expect(
      line["causes"].elements.compactMap { $0["code"].text } == ["LATE_RECORD", "LATE_CLAIM"])
    #expect(line["causes"].elements.compactMap { $0["recordId"].text } == ["P-1", "K-1"])
    #expect(run["totals"]["payable"].text == "2687.50")
    #expect(run["totals"]["adjustments"]["payable"].text == "-187.50")
    try desk.approve("2026Q2")
    // Settled and corrected: nothing is left to adjust.
    let third = try desk.run("2026Q3", status: 1)
    #expect(lines(third, "ADJUSTMENT").isEmpty)
    let words = try desk.office.run(["settle", "explain", "AABANK", "N-1", "2026Q1"])
    for figure in ["1687.50", "1500.00", "P-1", "1,500.00"] {
      #expect(words.text.contains(figure), "\(figure) in \(words.text)")
    }
    try desk.rebuildsTheSame()
    try desk.office.checksOut()
  }

  /// The lines of an approved run, byte for byte, after records, policy and tolerance changed.
  @Test func aPastRunIsRepeated() throws {
    let desk = try firstQuarter()
    let stored = try desk.linesText(["settle", "show", "2026Q1"], now: Self.q1)
    try lateRepayment(desk)
    let policy = desk.office.path + "/policy/regimes.json"
    let text = try String(contentsOfFile: policy, encoding: .utf8)
    let other = text.replacingOccurrences(of: "\"1/2\"", with: "\"1/3\"")
    #expect(other != text)
    try other.write(toFile: policy, atomically: true, encoding: .utf8)
    let settings = desk.office.path + "/mingdai.json"
    let wide = try String(contentsOfFile: settings, encoding: .utf8).replacingOccurrences(
      of: "\"tolerance\": \"0.05\"", with: "\"tolerance\": \"9.99\"")
    try wide.write(toFile: settings, atomically: true, encoding: .utf8)
    let again = ["settle", "run", "2026Q1", "--preview", "--known-at"]
    let now = "2026-06-23T09:00:00+08:00"
    #expect(try desk.linesText(again + [Self.q1], now: now) == stored)
    // A moment later no run was made: the policy that was in use then, and the same records.
    let later = try desk.office.json(again + ["2026-03-24T09:00:00+08:00"], now: now)
    #expect(later["totals"]["subsidy"].text == "3375.00")
    // With today's files a third of the interest is subsidised, and every figure is corrected.
    let run = try desk.run("2026Q2", status: 1)
    let adjusted = lines(run, "ADJUSTMENT")
    #expect(adjusted.compactMap { $0["now"]["subsidy"].text } == ["1000.00", "1125.00"])
    #expect(adjusted.last?["causes"][0]["code"].text == "POLICY_CHANGED")
    // A draft can be repeated too, its adjustments included.
    let draft = try desk.linesText(["settle", "show", "2026Q2"], now: now)
    try text.write(toFile: policy, atomically: true, encoding: .utf8)
    #expect(
      try desk.linesText(
        ["settle", "run", "2026Q2", "--preview", "--known-at", now],
        now: "2026-07-01T09:00:00+08:00") == draft)
  }

  /// A note that never was, and one that came late.
  @Test func aCancelledAndALateNote() throws {
    let desk = try firstQuarter()
    try desk.deliver(
      [
        SettleDesk.claim("K-1", 1, "2026Q1", days: 90)
          .replacing(
            "\"version\": 1, \"action\": \"CREATE\"", "\"version\": 2, \"action\": \"CANCEL\""),
        SettleDesk.note(1).disbursement("R-1", version: 2, action: "CANCEL"),
        SettleDesk.note(3).disbursement("R-3"), SettleDesk.claim("K-3", 3, "2026Q1", days: 90),
        SettleDesk.claim("K-4", 2, "2026Q2", days: 92),
        SettleDesk.claim("K-5", 3, "2026Q2", days: 92),
      ], now: "2026-06-22T09:00:00+08:00")
    let run = try desk.run("2026Q2")
    let adjusted = lines(run, "ADJUSTMENT")
    #expect(adjusted.compactMap { $0["noteNo"].text } == ["N-3", "N-1"])
    #expect(adjusted.compactMap { $0["payable"].text } == ["1687.50", "-1687.50"])
    #expect(adjusted.compactMap { $0["now"]["payable"].text } == ["1687.50", "0.00"])
    #expect(adjusted.allSatisfy { $0["causes"][0]["code"].text == "LATE_RECORD" })
    #expect(run["totals"]["payable"].text == "3450.00")
    try desk.approve("2026Q2")
    #expect(lines(try desk.run("2026Q3", status: 1), "ADJUSTMENT").isEmpty)
    try desk.rebuildsTheSame()
  }

  /// Quarters before `firstPeriod` are never adjusted; from it on also those that no run settled.
  @Test func theFirstPeriod() throws {
    let desk = try firstQuarter()
    try lateRepayment(desk)
    let settings = desk.office.path + "/mingdai.json"
    let text = try String(contentsOfFile: settings, encoding: .utf8)
    func set(_ first: String) throws {
      try text.replacingOccurrences(
        of: "\"demo\": true", with: "\"demo\": true, \"firstPeriod\": \"\(first)\""
      )
      .write(toFile: settings, atomically: true, encoding: .utf8)
    }
    try set("2026Q2")
    #expect(lines(try desk.run("2026Q2"), "ADJUSTMENT").isEmpty)
    try set("2025Q4")
    let run = try desk.run("2026Q2", status: 1)
    let periods = lines(run, "ADJUSTMENT").compactMap { $0["period"].text }
    #expect(periods == ["2025Q4", "2026Q1", "2025Q4"])
    try set("2026Q9")
    let refused = try desk.office.run(["settle", "run", "2026Q2"], now: SettleDesk.days["2026Q2"])
    #expect(refused.status == 64)
    #expect(refused.message.contains("firstPeriod"))
  }
}
