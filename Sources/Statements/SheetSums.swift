import Quantities

/// The running sums of a sheet's columns, in whole fen and pieces.
struct SheetSums {
  private let sheet: Sheet
  private let path: String
  private var all: [Int64]
  private var block: [Int64]

  init(_ sheet: Sheet, path: String) {
    self.sheet = sheet
    self.path = path
    all = Array(repeating: 0, count: sheet.columns.count)
    block = all
  }

  /// Counts a line.
  mutating func add(_ cells: [SheetCell]) throws(StatementFault) {
    for (index, column) in sheet.columns.enumerated() where column.total == .sum {
      let value = cells[index].summand
      all[index] = try sum(all[index], value, column)
      block[index] = try sum(block[index], value, column)
    }
  }

  /// Compares a subtotal with the lines since the one before it.
  mutating func close(_ cells: [SheetCell]) throws(StatementFault) {
    for (index, column) in sheet.columns.enumerated() where column.total == .sum {
      try compare(cells[index], block[index], column, label(of: cells))
      block[index] = 0
    }
  }

  /// The cells of the row of totals. What the sheet's source states of a summed column must be
  /// the sum of its rows.
  func totals() throws(StatementFault) -> [SheetCell] {
    var cells: [SheetCell] = []
    for (index, column) in sheet.columns.enumerated() {
      switch column.total {
      case .none: cells.append(.blank)
      case .stated: cells.append(sheet.totals[index] ?? .blank)
      case .sum:
        if let stated = sheet.totals[index] {
          try compare(stated, all[index], column, sheet.totalLabel ?? "合计")
        }
        cells.append(
          column.kind == .count ? .count(Int(all[index])) : .money(Fen(all[index])))
      }
    }
    return cells
  }

  private func sum(
    _ a: Int64, _ b: Int64, _ column: SheetColumn
  ) throws(StatementFault) -> Int64 {
    let (sum, overflow) = a.addingReportingOverflow(b)
    guard !overflow, sum.magnitude <= CellNumber.limit.magnitude else {
      throw StatementFault(
        operation: "sum \(column.heading) of \(sheet.name)", path: path,
        cause: .unwritable("more than 14 digits"))
    }
    return sum
  }

  private func compare(
    _ stated: SheetCell, _ summed: Int64, _ column: SheetColumn, _ label: String
  ) throws(StatementFault) {
    guard stated.summand != summed else { return }
    throw StatementFault(
      operation: "compare totals", path: path,
      cause: .sumDiffers(
        SumDifference(
          sheet: sheet.name, column: column.heading, label: label, stated: stated.summand,
          summed: summed)))
  }

  private func label(of cells: [SheetCell]) -> String {
    for case .text(let text) in cells { return text }
    return "小计"
  }
}

extension SheetCell {
  /// What it adds to a sum: fen or pieces.
  var summand: Int64 {
    switch self {
    case .money(let amount): amount.value
    case .count(let count): Int64(count)
    case .text, .rate, .day, .blank: 0
    }
  }
}
