import Quantities

extension StatementPlan {
  /// The budget lines that the subsidy is paid from. SUBSIDY §6.
  static let budgetLines =
    "预算科目：功能分类 2130804 创业担保贷款贴息及奖补　　政府预算支出经济分类 50702 利息补贴"

  /// 贴息资金申请表 of a bank by kind of borrower, or of all banks with a subtotal for each.
  func applicationSheet(_ bank: StatementBank?) -> Sheet {
    let title = bank == nil ? "创业担保贷款贴息资金申请汇总表" : "创业担保贷款贴息资金申请表"
    let banks = bank.map { [$0] } ?? run.banks
    let hasSubtotals = bank == nil && banks.contains { applications($0).count > 1 }
    var rows: [SheetRow] = []
    for each in banks {
      let own = applications(each)
      rows += own.map { SheetRow(cells($0, first: bank == nil ? each.name : nil)) }
      if hasSubtotals, !own.isEmpty { rows.append(subtotal(own, each)) }
    }
    var sheet = sheet(
      "申请表", title, bank, applicationColumns(bank), SheetRows(rows))
    sheet.isNumbered = false
    sheet.preamble = [StatementPlan.budgetLines]
    let applied = applications(bank).reduce(Fen.zero) { $0 + $1.applied }
    sheet.footing = ["申请贴息金额（大写）：" + FormalAmount.words(applied)]
    sheet.notes =
      [
        "申请贴息金额＝本季应付＋以前季度调整。本季应付只计核算与申报一致、在容差以内或已作处理的借据，其余见差异表。",
        "发生额为本季新发放金额；季初余额不含季初日当日发生额。",
      ] + deadlines + unconfirmed + checkpoint
    return sheet
  }

  private func applicationColumns(_ bank: StatementBank?) -> [SheetColumn] {
    bankColumn(bank) + [
      SheetColumn("借款人类别", .text, width: 12),
      SheetColumn("笔数", .count, group: "本季发放", width: 7),
      SheetColumn("发生额", .money, group: "本季发放"),
      SheetColumn("季初余额", .money, group: "贷款余额", width: 16),
      SheetColumn("季末余额", .money, group: "贷款余额", width: 16),
      SheetColumn("笔数", .count, group: "本季结息", width: 7),
      SheetColumn("利息", .money, group: "本季结息", width: 14),
      SheetColumn("个人承担", .money, group: "本季结息", width: 14),
      SheetColumn("财政贴息", .money, group: "本季结息", width: 14),
      SheetColumn("银行申报", .money, group: "贴息资金", width: 14),
      SheetColumn("本季应付", .money, group: "贴息资金", width: 14),
      SheetColumn("以前季度调整", .money, group: "贴息资金", width: 14),
      SheetColumn("申请贴息金额", .money, group: "贴息资金", width: 15),
    ]
  }

  private func cells(_ row: ApplicationRow, first: String?) -> [SheetCell] {
    (first.map { [.text($0)] } ?? []) + [
      .text(row.kind), .count(row.disbursedNotes), .money(row.disbursed),
      .money(row.openingBalance), .money(row.closingBalance), .count(row.notes),
      .money(row.interest), .money(row.borrower), .money(row.subsidy), .money(row.claimed),
      .money(row.payable), .money(row.adjustment), .money(row.applied),
    ]
  }

  private func subtotal(_ rows: [ApplicationRow], _ bank: StatementBank) -> SheetRow {
    var sum = ApplicationRow(bank: bank.code, kind: "小计")
    for row in rows { sum.add(row) }
    return SheetRow(cells(sum, first: bank.name), role: .subtotal)
  }
}

extension ApplicationRow {
  /// Adds the figures of another row.
  mutating func add(_ other: ApplicationRow) {
    disbursedNotes += other.disbursedNotes
    disbursed += other.disbursed
    openingBalance += other.openingBalance
    closingBalance += other.closingBalance
    notes += other.notes
    interest += other.interest
    borrower += other.borrower
    subsidy += other.subsidy
    claimed += other.claimed
    payable += other.payable
    adjustment += other.adjustment
  }
}
