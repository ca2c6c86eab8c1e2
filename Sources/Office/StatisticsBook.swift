import DropBox
import Ledger
public import Quantities
public import Statements
import Statistics

extension Office {
  /// Writes a report as a spreadsheet, with each of its sheets as CSV beside it. COMMAND
  /// `statistics --out`.
  ///
  /// - Throws: ``OfficeRefusal`` when the folder cannot take them.
  public func writeStatistics(
    _ report: StatisticsReport, to folder: String, now: Instant
  ) throws -> [WrittenFile] {
    let period = report.tally.period
    let book = SheetBook(
      name: "统计报表-\(period.code)-\(report.dimension.name)",
      sheets: report.tables.map {
        Sheet(
          $0, office: settings.name,
          imprint: "统计期 \(period.days.from) 至 \(period.lastDay)，数据截至 \(now.day)")
      })
    try DurableFile.makeFolder(folder)
    do {
      return try StatementFolder(folder, created: now, replacing: true).write([book])
    } catch {
      throw OfficeRefusal(
        .fault, folder, "报表写不出去（\(error.description)）", "请检查磁盘空间和目录权限后再试")
    }
  }
}

extension Sheet {
  /// A table of figures on paper.
  init(_ table: StatisticsTable, office: String, imprint: String) {
    // The book's name tells the dimension.
    let topic = table.name.split(separator: "-").first.map(String.init) ?? table.name
    self.init(
      name: topic, title: table.title, office: office, period: table.period,
      columns: table.columns.map(SheetColumn.init),
      rows: SheetRows(table.rows.map { SheetRow($0.map(SheetCell.init)) }))
    if let totals = table.totals {
      for (index, column) in table.columns.enumerated() where column.total != .none {
        self.totals[index] = SheetCell(totals[index])
      }
    } else {
      totalLabel = nil
    }
    notes = table.notes
    self.imprint = imprint
  }
}

extension SheetColumn {
  fileprivate init(_ column: StatisticsColumn) {
    let kind: Kind =
      switch column.kind {
      case .text: .text
      case .longText: .longText
      case .code: .code
      case .count: .count
      case .money: .money
      case .percent: .percent
      }
    let total: Total =
      switch column.total {
      case .none: .none
      case .sum: .sum
      case .stated: .stated
      }
    self.init(column.heading, kind, group: column.group, total: total)
  }
}

extension SheetCell {
  fileprivate init(_ cell: StatisticsCell) {
    self =
      switch cell {
      case .text(let text): .text(text)
      case .count(let count): .count(Int(count))
      case .money(let fen): .money(fen)
      // Hundredths of a percent are hundreds of parts per million.
      case .percent(let hundredths): .rate(Rate(ppm: Int32(clamping: hundredths * 100)))
      case .blank: .blank
      }
  }
}
