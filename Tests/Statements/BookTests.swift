import Foundation
import Quantities
import Statements
import TestKit
import Testing

/// The files themselves, as another reader finds them.
@Suite("Statements read by openpyxl", .enabled(if: Spreadsheets.python != nil))
struct BookTests {
  private static let sample = SampleRun(notes: 40, seed: 11)

  private static func facts(_ name: String) throws -> BookFacts {
    let folder = try ScratchFolder("statements")
    _ = try StatementFolder(folder.path, created: SampleRun.created).write(sample.run)
    return try Spreadsheets.read(folder.path(name))
  }

  @Test("numbers are numbers, days are days, text is text, each with its format")
  func kinds() throws {
    let sheet = try #require(try BookTests.facts("2026Q1-ZZRCB-贴息申请.xlsx")["明细表"])
    let first = try #require(BookTests.sample.details.first)
    let head = try #require(sheet.row(of: "借款人"))
    let row = sheet.row(head + 2)
    #expect(row[0].number == 1)
    #expect(row[1].text == first.borrower)
    #expect(row[3].text == first.contractNo && row[3].format == "@")
    #expect(row[5].number == Double(first.amount.value) / 100)
    #expect(row[5].format == "#,##0.00_ ")
    #expect(row[6].type == "d" && row[6].text == first.disbursedOn.description)
    #expect(row[6].format == "yyyy\\-mm\\-dd")
    #expect(row[8].number == Double(first.rate.ppm) / 1_000_000)
    #expect(row[8].format == "0.0000%_ ")
    #expect(row.allSatisfy { $0.font == "宋体" && $0.bordered })
    let formulas = sheet.cells.filter { $0.type == "f" }
    #expect(formulas.count == 6)
    #expect(formulas.allSatisfy { $0.formula?.hasPrefix("=SUM(") == true })
    let sum = BookTests.sample.details.filter { $0.bank == "ZZRCB" }
      .reduce(Fen.zero) { $0 + $1.amount }
    #expect(formulas.first?.number == Double(sum.value) / 100)
  }

  @Test("headings stay in view and repeat on paper; lists can be filtered; paper is set up")
  func setUp() throws {
    let facts = try BookTests.facts("2026Q1-全部-贴息申请.xlsx")
    #expect(facts.title == "创业担保贷款贴息资金申请汇总表")
    #expect(facts.created == "2026-04-02T01:00:00Z")
    let details = try #require(facts["明细表"])
    #expect(details.frozen == "C5")
    #expect(details.titles == "$3:$4")
    #expect(details.filter == "A4:V\(4 + BookTests.sample.details.count)")
    #expect(details.merged.contains("A1:V1") && details.merged.contains("A3:A4"))
    #expect(details.merged.contains("L3:N3"))
    for sheet in facts.sheets {
      #expect(sheet.landscape && sheet.paper == 9 && sheet.fits, "\(sheet.name)")
      #expect(sheet.header == ["泽州县人力资源和社会保障局", "2026年第一季度（2025年12月21日至2026年3月20日）"])
      #expect(sheet.footer == ["核算 2026Q1，数据截至 2026-04-02 09:00", "第 &P 页，共 &N 页"])
      let heading = try #require(sheet.row(of: "经办银行"))
      let isDouble = sheet.titles == "$\(heading):$\(heading + 1)"
      #expect(isDouble || sheet.titles == "$\(heading):$\(heading)", "\(sheet.name)")
      let frozen = sheet.frozen?.drop(while: \.isLetter)
      #expect(frozen == "\(heading + (isDouble ? 2 : 1))", "\(sheet.name)")
      #expect(sheet["A1"]?.bordered == false)
    }
    #expect(facts["申请表"]?.filter == nil)
    // One page high is what a file without the number means; 0 is as many as it takes.
    #expect(facts["申请表"]?.pagesHigh == nil)
  }

  @Test("text that begins like a formula stays text, in the book and in the CSV file")
  func formulaText() throws {
    let texts = [
      "=1+1", "+86 13800000000", "-5", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")", "＝1", "\t=1",
      "'=1", "0012", "1e5", "2026-01-01", "<b>&amp;</b>", "\"引号\",逗号", "a\u{0}b\u{1B}c", "_x0041_",
      " 前后有空格 ",
    ]
    var sheet = Sheet(
      name: "文字", title: "文字", office: "=局", period: "+期",
      columns: [
        SheetColumn("=列", .text), SheetColumn("码", .code), SheetColumn("@长", .longText),
      ], rows: SheetRows(texts.map { SheetRow([.text($0), .text($0), .text($0)]) }))
    sheet.notes = ["=注"]
    sheet.footing = ["=脚"]
    sheet.imprint = "=A&B"
    sheet.totalLabel = nil
    let folder = try ScratchFolder("text")
    _ = try StatementFolder(folder.path, created: SampleRun.created).write([
      SheetBook(name: "文字", sheets: [sheet])
    ])
    let facts = try #require(try Spreadsheets.read(folder.path("文字.xlsx"))["文字"])
    #expect(!facts.cells.contains { $0.type == "f" || $0.type == "d" })
    let start = try #require(facts.row(of: "=列")) + 1
    for (index, text) in texts.enumerated() {
      let visible = text.replacingOccurrences(of: "\u{0}", with: "\u{2400}")
        .replacingOccurrences(of: "\u{1B}", with: "\u{241B}")
        .replacingOccurrences(of: "\t", with: "\u{2409}")
      for cell in facts.row(start + index).dropFirst() {
        #expect(cell.text == visible, "\(text.debugDescription)")
      }
    }
    let csv = Spreadsheets.rows(String(decoding: try folder.bytes("文字.csv"), as: UTF8.self))
    #expect(Array(try folder.bytes("文字.csv").prefix(3)) == [0xEF, 0xBB, 0xBF])
    #expect(csv[0] == ["'=列", "码", "'@长"])
    #expect(csv.count == texts.count + 1)
    #expect(csv[1][0] == "'=1+1")
    #expect(csv[3][0] == "'-5")
    #expect(!csv.joined().contains { ["=", "+", "-", "@"].contains($0.prefix(1)) })
  }
}
