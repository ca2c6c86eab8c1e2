import Foundation
import TestKit
import Testing

/// `statistics` over an office with one bank: every figure from the ledger, down to its notes.
@Suite struct StatisticsTests {
  static let opened = "2025-06-22T09:00:00+08:00"
  static let now = "2026-03-23T09:00:00+08:00"

  @Test func figuresCountWhatTheBankReported() throws {
    let office = try Self.office()
    let report = try office.json(["statistics", "2025-07"], now: Self.now)
    let figures = Dictionary(
      uniqueKeysWithValues: report["figures"].elements.map { ($0["code"].text ?? "", $0) })
    // Of three notes one was disbursed in July, and 50 000 were repaid on another.
    #expect(figures["disbursedNotes.period"]?["value"].int == 1)
    #expect(figures["disbursedAmount.period"]?["value"].text == "100000.00")
    #expect(figures["disbursedAmount.total"]?["value"].text == "600000.00")
    #expect(figures["repaidPrincipal.period"]?["value"].text == "50000.00")
    #expect(figures["balanceAmount.end"]?["value"].text == "550000.00")
    #expect(figures["balancePersons.end"]?["value"].int == 2, "two notes are one person's")
    #expect(figures["balanceNotes.end"]?["unit"].text == "笔")
    #expect(figures["recoveryRate.period"]?["value"] == .null, "nothing fell due")
    for figure in report["figures"].elements {
      #expect(figure.names == ["code", "name", "unit", "definition", "value"])
    }
  }

  @Test func groupsSumToTheWhole() throws {
    let office = try Self.office()
    for dimension in ["category", "kind", "bank", "town", "industry"] {
      let report = try office.json(
        ["statistics", "2025", "--by", dimension], now: Self.now)
      let whole = report["figures"].elements.first { $0["code"].text == "balanceAmount.end" }
      let sum = report["groups"].elements.reduce(0) {
        $0 + (fen($1["values"]["balanceAmount.end"].text) ?? 0)
      }
      #expect(whole?["value"].text == yuan(sum), "\(dimension)")
      #expect(sum == 55_000_000)
    }
    let text = try office.run(["statistics", "2025", "--by", "bank"], now: Self.now)
    #expect(text.text.contains("示例银行AABANK"))
  }

  @Test func notesOfAFigureSumToIt() throws {
    let office = try Self.office()
    for code in ["disbursedAmount.total", "balanceAmount.end", "supportedPersons.total"] {
      let list = try office.json(["statistics", "2025", "--notes", code], now: Self.now)
      #expect(list["listed"] == list["value"], "\(code)")
      #expect(!list["notes"].elements.isEmpty)
    }
    let persons = try office.json(
      ["statistics", "2025", "--notes", "supportedPersons.total"], now: Self.now)
    #expect(persons["value"].int == 2)
    #expect(
      persons["notes"].elements.compactMap { $0["value"].int }.sorted() == [0, 1, 1],
      "of a person's second note the contribution is 0")
    for wrong in ["recoveryRate.year", "nothing.period"] {
      let refused = try office.run(["statistics", "2025", "--notes", wrong], now: Self.now)
      #expect(refused.status == 64, "\(wrong)")
    }
  }

  @Test func approvedRunsMakeSubsidiesDue() throws {
    let office = try Self.office()
    try office.json(["settle", "run", "2025Q3", "--by", "王建"], now: Self.now, status: 1)
    let draft = try office.json(["statistics", "2025Q3"], now: Self.now)
    #expect(value(draft, "subsidyDue.period") == "0.00", "a draft makes nothing due")
    try office.json(["settle", "review", "2025Q3", "--by", "李审"], now: Self.now)
    try office.json(["settle", "approve", "2025Q3", "--by", "赵批"], now: Self.now)
    let run = try office.json(["settle", "show", "2025Q3"])
    let report = try office.json(["statistics", "2025Q3"], now: Self.now)
    let due = value(report, "subsidyDue.period")
    #expect(due != "0.00")
    #expect(due == run["totals"]["subsidy"].text)
    let parts = ["Central", "Province", "City", "County"].reduce(0) {
      $0 + (fen(value(report, "subsidyDue\($1).period")) ?? 0)
    }
    #expect(yuan(parts) == due)
  }

  @Test func booksAreWritten() throws {
    let office = try Self.office()
    let out = office.scratch.path("报表")
    let report = try office.json(
      ["statistics", "2025-Q3", "--by", "town", "--out", out], now: Self.now)
    let names = try FileManager.default.contentsOfDirectory(atPath: out)
    #expect(Set(report["files"].elements.compactMap(\.text)) == Set(names))
    #expect(names.contains("统计报表-2025-Q3-乡镇.xlsx"))
    // Five topics and the definitions, each also as CSV.
    #expect(names.count == 7)
    let again = try office.run(
      ["statistics", "2025-Q3", "--by", "town", "--out", out], now: Self.now)
    #expect(again.status == 0, "the same report may be written again")
    let bad = try office.run(["statistics", "2025-13"], now: Self.now)
    #expect(bad.status == 64)
  }

  private func value(_ report: JSONTree, _ code: String) -> String? {
    report["figures"].elements.first { $0["code"].text == code }?["value"].text
  }

  /// Three notes, two of them of one person, and a repayment.
  static func office() throws -> OfficeDesk {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", .p256)
    try office.make(now: opened)
    try office.register(bank, now: opened)
    let notes = [
      NoteText(
        "A-1", amount: 30_000_000, rate: "4.3500", lpr: "3.4500", on: "2024-03-01",
        due: "2027-03-01", person: 1),
      NoteText(
        "A-2", amount: 20_000_000, rate: "4.3500", lpr: "3.4500", on: "2024-05-10",
        due: "2027-05-10", person: 2),
      NoteText(
        "A-3", amount: 10_000_000, rate: "3.0000", lpr: "3.0000", on: "2025-07-10",
        due: "2028-07-10", person: 2),
    ]
    let records = notes.map { $0.disbursement("D-\($0.noteNo)") }
    let day = "2025-08-01T09:00:00+08:00"
    try bank.send(
      Parcel(1, day, records + [notes[0].repayment("R1", on: "2025-07-15", 5_000_000)]),
      to: office.inbox(bank))
    let taken = try office.receive(now: day)["packages"].elements
    #expect(taken.compactMap { $0["accepted"].int } == [4], "\(taken)")
    return office
  }
}
