import Foundation
import TestKit
import Testing

/// `fund add` and `fund show`: what the bureau records beside what the banks report.
@Suite struct FundTests {
  static let now = StatisticsTests.now

  private func add(
    _ office: OfficeDesk, _ amount: String, on day: String = "2026-01-05", _ more: [String] = []
  ) throws -> Outcome {
    try office.run(
      [
        "fund", "add", "--on", day, "--amount", amount, "--depositor", "county", "--document",
        "泽财〔2026〕1号", "--by", "王建",
      ] + more, now: Self.now)
  }

  @Test func depositsCarryTheLiability() throws {
    let office = try StatisticsTests.office()
    let empty = try office.json(["fund", "show"], now: Self.now, status: 1)
    #expect(empty["values"]["fundBalance"].text == "0.00")
    #expect(empty["values"]["fundLiability"].text == "550000.00")
    #expect(!empty["warnings"].elements.isEmpty, "a liability without a fund")
    #expect(try add(office, "200000").status == 0)
    let fund = try office.json(["fund", "show"], now: Self.now)
    #expect(fund["values"]["fundBalance"].text == "200000.00")
    #expect(fund["values"]["fundMultiple"].text == "2.75")
    #expect(fund["values"]["fundLimit"].text == "1000000.00")
    #expect(fund["values"]["fundHeadroom"].text == "450000.00")
    #expect(fund["deposits"]["COUNTY"].text == "200000.00")
    #expect(fund["banks"][0]["liability"].text == "550000.00")
    #expect(fund["movements"][0]["document"].text == "泽财〔2026〕1号")
    let before = try office.json(
      ["fund", "show", "--on", "2026-01-04"], now: Self.now, status: 1)
    #expect(before["values"]["fundBalance"].text == "0.00", "not deposited yet")
    #expect(try add(office, "150000.00", ["--withdraw"]).status == 0)
    let less = try office.json(["fund", "show"], now: Self.now, status: 1)
    #expect(less["values"]["fundBalance"].text == "50000.00")
    #expect(less["warnings"].elements.count == 1, "above the limit")
    #expect(try office.run(["fund", "show"], now: Self.now).text.contains("待确认的参数"))
  }

  @Test func refusesWhatCannotBe() throws {
    let office = try StatisticsTests.office()
    for (amount, day, more) in [
      ("0.00", "2026-01-05", []), ("1000.00", "2026-04-01", []),
      ("1000.00", "2026-01-05", ["--withdraw"]), ("1,000.00", "2026-01-05", []),
      ("12.345", "2026-01-05", []),
    ] {
      let refused = try add(office, amount, on: day, more)
      #expect(refused.status == 64, "\(amount) \(day) \(more): \(refused.message)")
      #expect(refused.message.contains("办法："))
    }
    let fund = try office.json(["fund", "show"], now: Self.now, status: 1)
    #expect(fund["movements"].elements.isEmpty)
  }

  @Test func movementsAreRebuilt() throws {
    let office = try StatisticsTests.office()
    #expect(try add(office, "200000.00").status == 0)
    #expect(try add(office, "10000.00", on: "2026-02-01", ["--withdraw"]).status == 0)
    let compared = try office.json(["rebuild", "--compare"], now: Self.now)
    #expect(compared["differences"] == .list([]))
    try office.checksOut()
  }

  @Test func theRulesAreData() throws {
    let office = try StatisticsTests.office()
    #expect(try add(office, "200000.00").status == 0)
    let file = office.path + "/policy/fund.json"
    let shipped = try String(contentsOfFile: file, encoding: .utf8)
    try shipped.replacingOccurrences(of: "\"ordinary\": 5", with: "\"ordinary\": 3")
      .write(toFile: file, atomically: true, encoding: .utf8)
    let fund = try office.json(["fund", "show"], now: Self.now, status: 1)
    #expect(fund["values"]["fundLimit"].text == "600000.00")
    #expect(fund["warnings"].elements.count == 1, "close to the limit")
    try "{\"rules\": []}".write(toFile: file, atomically: true, encoding: .utf8)
    let refused = try office.run(["fund", "show"], now: Self.now)
    #expect(refused.status == 64)
    #expect(refused.message.contains("fund.json"))
  }
}
