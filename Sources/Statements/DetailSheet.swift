import Quantities

extension StatementPlan {
  /// 贴息明细表 of a bank, or of all.
  func detailSheet(_ bank: StatementBank?) -> Sheet {
    var sheet = sheet(
      "明细表", "创业担保贷款贴息明细表", bank, bankColumn(bank, width: 11) + StatementPlan.detailColumns,
      run.details.sheetRows(bank?.code) { row in
        try bankCell(bank, row.bank) + cells(row)
      })
    sheet.isList = true
    sheet.lineCount = applications(bank).reduce(0) { $0 + $1.notes }
    let first = bank == nil ? 1 : 0
    sheet.totals = [
      first + 13: total(bank, \.interest),
      first + 14: total(bank, \.borrower),
      first + 15: total(bank, \.subsidy),
      first + 16: total(bank, \.payable),
    ]
    sheet.notes =
      [
        "计息起止日均含当日：放款当日起计息，还款当日不计息。计息本金、利率在季内有变动的列首日、末日之数，利息按实际分段计算。",
        "个人承担＝利息－财政贴息。申请贴息为财政贴息中本季应付的部分；累计贴息含以前季度已付和本季应付。",
      ] + unconfirmed
    return sheet
  }

  private static let detailColumns = [
    SheetColumn("借款人", .text, width: 9),
    SheetColumn("项目", .longText, width: 14),
    SheetColumn("合同号", .code, width: 14),
    SheetColumn("借据号", .code, width: 14),
    SheetColumn("金额", .money, width: 12.5),
    SheetColumn("发放日", .day, width: 10),
    SheetColumn("到期日", .day, width: 10),
    SheetColumn("年利率", .rate, width: 8.5),
    SheetColumn("签订日LPR", .rate, width: 8.5),
    SheetColumn("起日", .day, group: "计息", width: 10),
    SheetColumn("止日", .day, group: "计息", width: 10),
    SheetColumn("天数", .count, group: "计息", total: SheetColumn.Total.none, width: 5.5),
    SheetColumn("计息本金", .money, total: SheetColumn.Total.none, width: 12.5),
    SheetColumn("利息", .money, width: 10.5),
    SheetColumn("个人承担", .money, width: 10.5),
    SheetColumn("财政贴息", .money, width: 10.5),
    SheetColumn("申请贴息", .money, width: 10.5),
    SheetColumn("累计贴息", .money, width: 10.5),
    SheetColumn("次数", .count, total: SheetColumn.Total.none, width: 5.5),
    SheetColumn("备注", .longText, width: 14),
  ]

  private func cells(_ row: DetailRow) throws(StatementFault) -> [SheetCell] {
    guard row.interest == row.borrowerPart + row.subsidy else {
      throw contradiction("\(row.bank) \(row.noteNo): interest is not borrower's part and subsidy")
    }
    let doubt = row.isUnconfirmed ? "待确认" : ""
    let mark = doubt.isEmpty || row.remark.isEmpty ? doubt + row.remark : doubt + "；" + row.remark
    let days = row.days.flatMap { $0.isEmpty ? nil : $0 }
    return [
      .text(row.borrower), .text(row.project), .text(row.contractNo), .text(row.noteNo),
      .money(row.amount), .day(row.disbursedOn), .day(row.dueOn), .rate(row.rate),
      row.lpr.map { .rate($0) } ?? .blank, days.map { .day($0.from) } ?? .blank,
      days.map { .day($0.to - 1) } ?? .blank, .count(row.dayCount), .money(row.principal),
      .money(row.interest), .money(row.borrowerPart), .money(row.subsidy), .money(row.payable),
      .money(row.cumulative), .count(row.ordinal), .text(mark),
    ]
  }
}
