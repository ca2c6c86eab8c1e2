import Foundation
import Quantities
import Statements
import TestKit
import Testing

/// 追回通知书: a letter to each payee who must pay back.
@Suite("Notices of what is paid back", .serialized) struct NoticeTests {
  private static let sample = SampleRun(notes: 12, seed: 3)
  private static let book = "2026Q1-全部-追回通知书"

  private static func notice(
    _ number: String, isToBorrower: Bool, besides: Int64, setOff: Int64
  ) -> RecoveryNotice {
    func row(_ place: Int, _ before: Int64, _ after: Int64) -> AdjustmentRow {
      AdjustmentRow(
        bank: "PSBC", borrower: "王小明", noteNo: "PSBC-JJ-00000\(place)",
        period: SampleRun.quarter.previous, cause: "还款记录（2025-11-30）于 2026-01-12 补报",
        before: Fen(before), after: Fen(after), difference: Fen(after - before))
    }
    return RecoveryNotice(
      number: number, bank: "PSBC", payee: isToBorrower ? "王小明" : "邮储银行泽州县支行",
      isToBorrower: isToBorrower, rows: [row(1, 150_000, 0), row(2, 80_000, 90_000)],
      besides: Fen(besides), setOff: Fen(setOff))
  }

  private static func run(_ notices: [RecoveryNotice]) -> StatementRun {
    var run = sample.run
    run.notices = notices
    return run
  }

  private static let two = [
    notice("2026Q1-0002", isToBorrower: false, besides: 30_050, setOff: 9_950),
    notice("2026Q1-0007", isToBorrower: true, besides: 0, setOff: 0),
  ]

  @Test("a book with a sheet and a table for each, none without notices")
  func files() throws {
    let folder = try ScratchFolder("notices")
    let files = try StatementFolder(folder.path, created: SampleRun.created)
      .write(Self.run(Self.two))
    let names = files.map(\.name).filter { $0.hasPrefix(Self.book) }
    #expect(
      names == [
        Self.book + ".xlsx", Self.book + "-2026Q1-0002.csv", Self.book + "-2026Q1-0007.csv",
      ])
    let csv = Spreadsheets.rows(
      String(decoding: try folder.bytes(names[1]), as: UTF8.self))
    #expect(csv[0] == ["借款人", "借据号", "贴息季度", "原因", "已核付", "应核付", "多付"])
    #expect(csv.dropFirst().map(\.last) == ["1500.00", "-100.00", "-300.50"])
    let mode = try FileManager.default.attributesOfItem(
      atPath: folder.path(names[0]))[.posixPermissions]
    #expect(mode as? Int == 0o640)
    let none = try ScratchFolder("notices")
    let without = try StatementFolder(none.path, created: SampleRun.created)
      .write(Self.sample.run)
    #expect(!without.contains { $0.name.contains("追回") })
  }

  @Test("the letters as LibreOffice shows them", .enabled(if: Spreadsheets.hasOffice))
  func shown() throws {
    let folder = try ScratchFolder("notices")
    _ = try StatementFolder(folder.path, created: SampleRun.created).write(Self.run(Self.two))
    let sheets = try Spreadsheets.shown([folder.path(Self.book + ".xlsx")])[0]
    #expect(sheets.keys.sorted() == ["2026Q1-0002", "2026Q1-0007"])
    let bank = try #require(sheets["2026Q1-0002"])
    #expect(bank[0][0] == "创业担保贷款贴息资金追回通知书")
    #expect(bank.contains { $0[0] == "收件人：邮储银行泽州县支行" })
    #expect(bank.contains { $0[0].contains("贵行") })
    let total = try #require(bank.first { $0[0] == "合计" })
    // 1500.00 less 100.00 and 300.50; 99.50 were set off, 1000.00 are left.
    #expect(total.last == "1,099.50")
    #expect(bank.contains { $0[0].contains("尚应退回：1000.00 元（大写：人民币壹仟元整）") })
    let borrower = try #require(sheets["2026Q1-0007"])
    #expect(borrower.contains { $0[0].contains("经核算，您") })
    #expect(borrower.contains { $0[0].contains("人民币壹仟肆佰元整") })
    #expect(borrower.last?[0].contains("单位（盖章）") == true)
    let pages = try ScratchFolder("pages")
    try Spreadsheets.convert([folder.path(Self.book + ".xlsx")], "pdf", into: pages)
    let info = try Command.run("pdfinfo", [pages.path(Self.book + ".pdf")]).text
    #expect(info.contains("Pages:           2"), "a page for each: \(info)")
  }

  @Test("sums are formulas of the rows", .enabled(if: Spreadsheets.python != nil))
  func formulas() throws {
    let folder = try ScratchFolder("notices")
    _ = try StatementFolder(folder.path, created: SampleRun.created).write(Self.run(Self.two))
    let facts = try Spreadsheets.read(folder.path(Self.book + ".xlsx"))
    for sheet in facts.sheets {
      let sums = sheet.cells.filter { $0.formula?.hasPrefix("=SUM(") == true }
      #expect(sums.count == 3, "已核付, 应核付, 多付")
    }
  }

  @Test(
    "a notice of nothing is not written",
    arguments: [
      notice("2026Q1-0002", isToBorrower: false, besides: 140_000, setOff: 0),
      notice("2026Q1-0002", isToBorrower: false, besides: 0, setOff: 140_000),
      notice("2026Q1-0002", isToBorrower: false, besides: 0, setOff: -1),
    ])
  func nothing(_ notice: RecoveryNotice) throws {
    let folder = try ScratchFolder("notices")
    #expect(throws: StatementFault.self) {
      try StatementFolder(folder.path, created: SampleRun.created).write(Self.run([notice]))
    }
    #expect(FileManager.default.names(folder.path).isEmpty)
  }
}
