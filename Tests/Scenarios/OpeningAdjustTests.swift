import Foundation
import TestKit
import Testing

/// SUBSIDY §4: what was paid before this system counts as settled and as resolved.
///
/// 150 000.00 at 4.3500 %, half of it subsidised: 2025Q4 has 91 days, 1649.38 of interest and
/// 824.69 of subsidy; 2026Q1 has 90 days, 1631.25 and 815.63.
@Suite struct OpeningAdjustTests {
  private static let nextQuarter = "2026-06-23T09:00:00+08:00"
  private static let late = "2026-03-22T09:00:00+08:00"

  private func row(_ noteNo: String, _ person: Int, balance: String = "150000") -> OpeningRow {
    var row = OpeningRow(noteNo: noteNo, person: person)
    row.balance = balance
    row.balanceOn = "2025-09-20"
    return row
  }

  /// Four notes of which 2025Q4 was paid: rightly, too little, to the borrower with a local tier,
  /// and of the whole 200 000.00.
  private func opened() throws -> OpeningDesk {
    let desk = try OpeningDesk(firstPeriod: "2025Q4")
    var third = row("A-3", 3)
    third.payee = "借款人"
    try desk.importTables(
      [row("A-1", 1), row("A-2", 2), third, row("A-4", 4, balance: "200000")],
      [
        "AABANK,A-1,2025Q4,824.69,,2026-01-15", "AABANK,A-2,2025Q4,800.00,,2026-01-15",
        "AABANK,A-3,2025Q4,824.69,10.00,2026-01-15", "AABANK,A-4,2025Q4,1000.00,,2026-01-15",
      ])
    return desk
  }

  @Test func nothingNewIsNothingToAdjust() throws {
    let desk = try opened()
    let run = try desk.run("2026Q1")
    #expect(lines(run, "REGULAR").count == 4)
    #expect(lines(run, "ADJUSTMENT").isEmpty, "\(run)")
    try desk.approve("2026Q1")
    let next = try desk.run("2026Q2", now: Self.nextQuarter)
    #expect(lines(next, "ADJUSTMENT").isEmpty, "\(next)")
    try desk.rebuildsTheSame()
  }

  @Test func whatComesLateIsAdjusted() throws {
    let desk = try opened()
    // The bank cancels a note: its record tells the file and the row of the table.
    let note = try desk.office.json(["note", "show", "AABANK", "A-1"], now: Self.late)
    let record = try #require(note["events"][0]["recordId"].text)
    let fourth = record.replacingOccurrences(of: "-2-1", with: "-5-0")
    try desk.deliver(
      [
        // 50 000.00 less for 31 days: 1462.08 and 731.04.
        row("A-1", 1).text.repayment("R1", on: "2025-11-20", 5_000_000),
        row("A-2", 2).text.claim(
          "K2", "2025Q4", days: 91, interest: "1649.38", subsidy: "824.69", closing: 15_000_000),
        row("A-4", 4).text.disbursement(fourth, version: 2, action: "CANCEL")
          .replacing("示例路4号", "示例路"),
      ], now: Self.late)
    let run = try desk.run("2026Q1")
    let adjusted = lines(run, "ADJUSTMENT")
    let found = adjusted.map { line in
      [
        line["noteNo"].text, line["period"].text, line["interest"].text, line["subsidy"].text,
        line["payable"].text, line["before"]["payable"].text, line["now"]["payable"].text,
        line["causes"].elements.compactMap { $0["code"].text }.joined(separator: " "),
        line["causes"][0]["recordId"].text,
      ].map { $0 ?? "-" }.joined(separator: ",")
    }
    #expect(
      found == [
        // Nobody claims it, so nothing of it is payable until a person says so.
        "A-1,2025Q4,-187.30,-93.65,-824.69,824.69,0.00,LATE_RECORD,R1",
        "A-2,2025Q4,0.00,0.00,24.69,800.00,824.69,LATE_CLAIM,K2",
        "A-4,2025Q4,-2199.17,-1099.58,-1000.00,1000.00,0.00,LATE_RECORD,\(fourth)",
      ], "\(found)")
    #expect(adjusted.first?["resolution"]["state"].text == "LAPSED")
    #expect(run["totals"]["adjustments"]["payable"].text == "-1800.00")
    try desk.office.json(
      [
        "settle", "resolve", "2026Q1", "AABANK", "A-1", "--period", "2025Q4", "--pay", "computed",
        "--reason", "按核算额", "--by", "王建",
      ], now: OpeningDesk.now)
    let resolved = try desk.run("2026Q1")
    #expect(lines(resolved, "ADJUSTMENT").first?["payable"].text == "-93.65")
    try desk.approve("2026Q1")
    let next = try desk.run("2026Q2", now: Self.nextQuarter)
    #expect(lines(next, "ADJUSTMENT").isEmpty, "settled: \(next)")
    try desk.rebuildsTheSame()
  }

  /// Cancelled again, the figure is the one that was paid: the payment holds again.
  @Test func aPaymentHoldsAgain() throws {
    let desk = try opened()
    let note = row("A-1", 1).text
    try desk.deliver([note.repayment("R1", on: "2025-11-20", 5_000_000)], now: Self.late)
    let first = try desk.run("2026Q1")
    #expect(first["totals"]["adjustments"]["payable"].text == "-824.69")
    try desk.approve("2026Q1")
    try desk.deliver(
      [note.repayment("R1", on: "2025-11-20", 5_000_000, version: 2, action: "CANCEL")],
      now: "2026-06-22T09:00:00+08:00")
    let next = try desk.run("2026Q2", now: Self.nextQuarter)
    let back = try #require(lines(next, "ADJUSTMENT").first { $0["period"].text == "2025Q4" })
    #expect(back["payable"].text == "824.69")
    #expect(back["resolution"]["state"].text == "HOLDS")
    try desk.rebuildsTheSame()
  }

  /// What was paid counts as its payers bore it, and for the loan that it was paid for alone.
  @Test func figuresTellWhoBoreItAndForWhichLoan() throws {
    let desk = try OpeningDesk(firstPeriod: "2025Q4")
    let regimes = desk.office.path + "/policy/regimes.json"
    try String(contentsOfFile: regimes, encoding: .utf8)
      .replacingOccurrences(of: "{\"county\": 100}", with: "{\"city\": 30, \"county\": 70}")
      .write(toFile: regimes, atomically: true, encoding: .utf8)
    // Of category 99 the county bears all.
    var second = row("A-2", 2)
    second.category = "99"
    try desk.importTables(
      [row("A-1", 1), second, row("A-3", 3, balance: "200000")],
      [
        "AABANK,A-1,2025Q4,800.00,,2026-01-15", "AABANK,A-2,2025Q4,100.00,,2026-01-15",
        "AABANK,A-3,2025Q4,50.00,,2026-01-15",
      ])
    func paid() throws -> [String] {
      let figures = try desk.office.json(["statistics", "2026-01"], now: OpeningDesk.now)["figures"]
      return ["", "City", "County"].map { payer in
        figures.elements.first { $0["code"].text == "subsidyPaid\(payer).period" }?["value"].text
          ?? "-"
      }
    }
    #expect(try paid() == ["950.00", "255.00", "695.00"])
    let note = try desk.office.json(["note", "show", "AABANK", "A-1"], now: Self.late)
    let third = try #require(note["events"][0]["recordId"].text)
      .replacingOccurrences(of: "-2-1", with: "-4-0")
    try desk.deliver(
      [
        row("A-3", 3).text.disbursement(third, version: 2, action: "CANCEL")
          .replacing("示例路3号", "示例路")
      ], now: Self.late)
    // The number goes to another loan.
    let other = NoteText(
      "A-3", amount: 10_000_000, rate: "4.3500", lpr: "3.0000", on: "2025-12-21",
      due: "2027-12-21", person: 4)
    try desk.deliver([other.disbursement("D9")], now: Self.late)
    #expect(try paid() == ["900.00", "240.00", "660.00"])
    _ = try desk.run("2026Q1")
    let out = try ScratchFolder("export")
    try desk.office.json(["settle", "export", "2026Q1", "--out", out.path], now: OpeningDesk.now)
    let details = String(
      decoding: try out.bytes("2026Q1-全部-贴息申请-明细表.csv"), as: UTF8.self)
    let rows = details.split(whereSeparator: \.isNewline).map { $0.split(separator: ",") }
    let place = try #require(rows.first?.firstIndex { $0.hasSuffix("累计贴息") })
    let sums = rows.compactMap { row in
      row.first { $0.hasPrefix("A-") }.map { "\($0) \(row[place])" }
    }
    #expect(sums == ["A-1 800.00", "A-2 100.00", "A-3 0.00"], "\(details)")
  }

  /// One bank's quarter was paid from a spreadsheet, the other's is settled here.
  @Test func aQuarterPaidInPart() throws {
    let desk = try OpeningDesk()
    let other = try BankDesk("BBBANK", .p256)
    try desk.office.register(other, now: OpeningDesk.opened)
    var second = row("B-1", 2)
    second.bank = "BBBANK"
    try desk.importTables(
      [row("A-1", 1), row("A-2", 3), second],
      [
        "AABANK,A-1,2026Q1,815.63,,2026-03-22", "AABANK,A-2,2026Q1,815.00,,2026-03-22",
      ], now: Self.late)
    let run = try desk.run("2026Q1")
    #expect(run["lines"].elements.compactMap { $0["noteNo"].text } == ["B-1"])
    // What a rule costs does not depend on what was paid already.
    let trial = try desk.office.json(
      ["policy", "try", desk.office.path + "/policy/regimes.json"], now: OpeningDesk.now)
    #expect(trial["quarters"].elements.last?["lines"].int == 3, "\(trial)")
    let told = try desk.office.json(
      ["settle", "explain", "AABANK", "A-1", "2026Q1"], now: OpeningDesk.now)
    #expect("\(told)".contains("期初导入"), "\(told)")
    try desk.deliver(
      [
        row("A-2", 3).text.claim(
          "K2", "2026Q1", days: 90, interest: "1631.25", subsidy: "815.63", closing: 15_000_000)
      ], now: OpeningDesk.now)
    let later = "2026-03-24T09:00:00+08:00"
    let claimed = try desk.run("2026Q1", now: later)
    let line = try #require(lines(claimed, "ADJUSTMENT").first)
    #expect(lines(claimed, "REGULAR").compactMap { $0["noteNo"].text } == ["B-1"])
    #expect(line["period"].text == "2026Q1")
    #expect(line["payable"].text == "0.63")
    #expect(line["causes"][0]["code"].text == "LATE_CLAIM")
    try desk.approve("2026Q1", now: later)
    let next = try desk.run("2026Q2", now: Self.nextQuarter)
    #expect(lines(next, "ADJUSTMENT").isEmpty, "\(next)")
    try desk.rebuildsTheSame()
  }

  @Test func aDraftMustKnowWhatWasPaid() throws {
    let desk = try OpeningDesk()
    let notes = try desk.write([row("A-1", 1)], "n.csv")
    // Payments before their notes: the row says what to do.
    let paid = try desk.payments(["AABANK,A-1,2026Q1,815.63,,2026-03-22"], "p.csv")
    let early = try desk.office.json(
      ["opening", "import", "--payments", paid], now: OpeningDesk.now, status: 1)["files"][0]
    #expect(early["findings"][0]["remedy"].text?.contains("先导入") == true, "\(early)")
    try desk.office.json(["opening", "import", notes], now: OpeningDesk.now)
    #expect(lines(try desk.run("2026Q1"), "REGULAR").count == 1)
    try desk.office.json(["opening", "import", "--payments", paid], now: OpeningDesk.now)
    let stale = try desk.office.run(
      ["settle", "review", "2026Q1", "--by", "李审"], now: OpeningDesk.now)
    #expect(stale.status == 1)
    #expect(stale.message.contains("期初导入的已付贴息尚未全部计入草稿"), "\(stale.message)")
    #expect(try desk.run("2026Q1", status: 0)["lines"].elements.isEmpty)
    try desk.approve("2026Q1")
    // What an approved run looked at is not paid from a spreadsheet any more.
    let more = try desk.payments(["AABANK,A-1,2026Q1,1.00,,2026-03-22"], "q.csv")
    let refused = try desk.office.json(
      ["opening", "import", "--payments", more], now: OpeningDesk.now, status: 1)["files"][0]
    #expect(refused["findings"].elements.compactMap { $0["code"].text } == ["ON_FILE"])
    #expect(refused["findings"][0]["message"].text?.contains("已由本系统核算") == true)
    // A quarter before `firstPeriod` no run looks at.
    let old = try desk.payments(["AABANK,A-1,2025Q4,824.69,,2026-01-15"], "r.csv")
    try desk.office.json(["opening", "import", "--payments", old], now: OpeningDesk.now)
    try desk.rebuildsTheSame()
  }
}
