import Foundation
import Quantities
import Statements
import TestKit
import Testing

/// The statements as LibreOffice shows them, cell by cell against the model.
@Suite("Statements in LibreOffice", .serialized, .enabled(if: Spreadsheets.hasOffice))
struct OfficeTests {
  private static let sample = SampleRun(notes: 60, seed: 7)

  private static func written() throws -> ScratchFolder {
    let folder = try ScratchFolder("statements")
    _ = try StatementFolder(folder.path, created: SampleRun.created).write(sample.run)
    return folder
  }

  /// `1,234.56`, written apart from the room's own way.
  static func shown(_ amount: Fen) -> String {
    var whole = String(amount.value.magnitude / 100)
    var groups: [String] = []
    while whole.count > 3 {
      groups.insert(String(whole.suffix(3)), at: 0)
      whole.removeLast(3)
    }
    groups.insert(whole, at: 0)
    let cents = String(amount.value.magnitude % 100 + 100).dropFirst()
    return (amount.value < 0 ? "-" : "") + groups.joined(separator: ",") + "." + cents
  }

  private static func expected(_ row: DetailRow, _ number: Int, bank: String?) -> [String] {
    let mark = [row.isUnconfirmed ? "待确认" : "", row.remark].filter { !$0.isEmpty }
    let first = [String(number)] + (bank.map { [$0] } ?? [])
    let note = [
      row.borrower, row.project, row.contractNo, row.noteNo, shown(row.amount),
      row.disbursedOn.description, row.dueOn.description, row.rate.description + "%",
      row.lpr.map { $0.description + "%" } ?? "",
    ]
    let last = row.days.map { ($0.to - 1).description } ?? ""
    let figures = [
      row.days?.from.description ?? "", last, String(row.dayCount), shown(row.principal),
      shown(row.interest), shown(row.borrowerPart), shown(row.subsidy), shown(row.payable),
      shown(row.cumulative), String(row.ordinal), mark.joined(separator: "；"),
    ]
    return first + note + figures
  }

  private static func total(_ rows: [DetailRow], _ amount: (DetailRow) -> Fen) -> String {
    shown(rows.reduce(.zero) { $0 + amount($1) })
  }

  /// The details of a sheet against the model: every cell of every row, and the totals.
  private static func compare(_ rows: [[String]], _ details: [DetailRow], bank: Bool) throws {
    let names = Dictionary(uniqueKeysWithValues: SampleRun.banks.map { ($0.code, $0.name) })
    #expect(rows[0][0] == "创业担保贷款贴息明细表")
    let start = try #require(rows.firstIndex { $0[0] == "1" })
    for (index, row) in details.enumerated() {
      let name = bank ? nil : names[row.bank]
      #expect(rows[start + index] == expected(row, index + 1, bank: name))
    }
    let totals = rows[start + details.count]
    #expect(totals[0] == "合计")
    let first = bank ? 5 : 6
    #expect(totals[first] == total(details, \.amount))
    let sums = [\DetailRow.interest, \.borrowerPart, \.subsidy, \.payable, \.cumulative]
    for (index, path) in sums.enumerated() {
      #expect(totals[first + 9 + index] == total(details) { $0[keyPath: path] })
    }
  }

  @Test("every cell and total of the details is the model's, for all banks and for each")
  func details() throws {
    let folder = try OfficeTests.written()
    let names = ["2026Q1-全部-贴息申请.xlsx", "2026Q1-PSBC-贴息申请.xlsx"]
    let books = try Spreadsheets.shown(names.map(folder.path))
    let (whole, one) = (books[0], books[1])
    #expect(whole.keys.sorted() == ["申请表", "明细表", "差异表", "调整表", "分担汇总"].sorted())
    try OfficeTests.compare(
      try #require(whole["明细表"]), OfficeTests.sample.details, bank: false)
    try OfficeTests.compare(
      try #require(one["明细表"]), OfficeTests.sample.details.filter { $0.bank == "PSBC" },
      bank: true)
    try applications(try #require(whole["申请表"]))
    try others(whole)
  }

  private func applications(_ rows: [[String]]) throws {
    let start = try #require(rows.firstIndex { $0[1] == "个人" })
    var row = start
    var sum = Fen.zero
    for bank in SampleRun.banks {
      for own in OfficeTests.sample.applications where own.bank == bank.code {
        #expect(rows[row][0] == bank.name)
        #expect(rows[row][1] == own.kind)
        #expect(rows[row][3] == OfficeTests.shown(own.disbursed))
        #expect(rows[row][4] == OfficeTests.shown(own.openingBalance))
        #expect(rows[row][5] == OfficeTests.shown(own.closingBalance))
        #expect(rows[row][6] == String(own.notes))
        #expect(rows[row][12] == OfficeTests.shown(own.adjustment))
        #expect(rows[row][13] == OfficeTests.shown(own.payable + own.adjustment))
        sum += own.payable + own.adjustment
        row += 1
      }
      #expect(rows[row][1] == "小计")
      row += 1
    }
    #expect(rows[row][0] == "合计")
    #expect(rows[row][13] == OfficeTests.shown(sum))
    #expect(rows[row + 1][0].hasPrefix("申请贴息金额（大写）：人民币"))
    #expect(rows.contains { $0[0].hasPrefix("预算科目：功能分类 2130804") })
    #expect(
      rows.contains {
        $0[0].contains("个人贷款额度上限（晋财规金〔2024〕1号）待确认；省级与市级分担比例待确认。相关数额以确认后的为准。")
          && !$0[0].contains("待确认：")
      })
    #expect(
      rows.contains {
        $0[0].contains("办理期限：银行申报应于2026年4月2日前，财政部门拨付应于2026年4月10日前（期限待确认）。")
      })
    #expect(
      rows.contains {
        $0[0].contains("公开网站透明日志的检查点：www.example.gov.cn/ZEZHOU，604 条，树根 aaaa")
      })
    #expect(rows.last?.first?.hasPrefix("制表人：　") == true)
  }

  private func others(_ sheets: [String: [[String]]]) throws {
    let differences = try #require(sheets["差异表"])
    let start = try #require(differences.firstIndex { $0[0] == "1" })
    for (index, row) in OfficeTests.sample.differences.enumerated() {
      let cells = differences[start + index]
      #expect(cells[2] == row.borrower)
      #expect(Array(cells[4...5]) == [row.comparison, row.cause])
      #expect(
        Array(cells[6...9])
          == [row.claimed ?? .zero, row.computed, row.difference, row.payable]
          .map(OfficeTests.shown))
    }
    let adjustments = try #require(sheets["调整表"])
    #expect(adjustments.contains { $0.contains("2025年第四季度") && $0.contains("-300.00") })
    let shares = try #require(sheets["分担汇总"])
    let total = try #require(shares.first { $0[0] == "合计" })
    let county = OfficeTests.sample.shares.reduce(Fen.zero) {
      $0 + $1.current.county + $1.adjustment.county
    }
    #expect(total.last == OfficeTests.shown(county))
  }

  @Test(
    "formulas without their values are computed again to the same",
    .enabled(if: Spreadsheets.python != nil))
  func formulas() throws {
    let folder = try OfficeTests.written()
    let books = ["2026Q1-全部-贴息申请.xlsx", "2026Q1-全部-拨付清单.xlsx"]
    var sheets = 0
    for book in books {
      let copy = folder.path("算-" + book)
      try Spreadsheets.forgetValues(folder.path(book), copy)
      let facts = try Spreadsheets.read(copy)
      let formulas = facts.sheets.flatMap(\.cells).filter { $0.formula != nil }
      #expect(formulas.isEmpty, "the copy still has values")
      sheets += facts.sheets.count
    }
    let shown = try Spreadsheets.shown((books + books.map { "算-" + $0 }).map(folder.path))
    #expect(shown.prefix(2).reduce(0) { $0 + $1.count } == sheets)
    for (original, computed) in zip(shown.prefix(2), shown.suffix(2)) {
      for (sheet, rows) in original { #expect(computed[sheet] == rows, "\(sheet)") }
    }
  }

  @Test("on paper: A4 landscape, one page wide, the signatures on the page of the totals")
  func paper() throws {
    let folder = try OfficeTests.written()
    let pages = try ScratchFolder("pages")
    try Spreadsheets.convert([folder.path("2026Q1-PSBC-贴息申请.xlsx")], "pdf", into: pages)
    let info = try Command.run("pdfinfo", [pages.path("2026Q1-PSBC-贴息申请.pdf")]).text
    #expect(info.contains("(A4)"), "\(info)")
    #expect(info.contains("841.89 x 595.3") || info.contains("841.8"), "\(info)")
    let text = try Command.run("pdftotext", ["-layout", pages.path("2026Q1-PSBC-贴息申请.pdf"), "-"])
      .text
    let papers = text.split(separator: "\u{0C}").map(String.init)
      .filter { $0.contains { !$0.isWhitespace } }
    #expect(papers.count == 4, "one page for each sheet: \(papers.count)")
    for paper in papers {
      #expect(paper.contains("制表人：") && paper.contains("盖章"), "\(paper)")
      #expect(paper.contains("邮储银行泽州县支行"))
      #expect(paper.contains("共 \(papers.count) 页"))
    }
  }
}
