import Quantities

extension StatementPlan {
  /// 差异表 of a bank, or of all.
  func differenceSheet(_ bank: StatementBank?) -> Sheet {
    let columns = [
      SheetColumn("借款人", .text, width: 10),
      SheetColumn("借据号", .code, width: 17),
      SheetColumn("类别", .text, width: 13),
      SheetColumn("原因", .longText, width: 20),
      SheetColumn("银行申报", .money, group: "财政贴息", width: 14),
      SheetColumn("核算", .money, group: "财政贴息", width: 14),
      SheetColumn("差额", .money, group: "财政贴息", width: 14),
      SheetColumn("应付", .money, group: "财政贴息", width: 14),
      SheetColumn("处理意见", .longText, width: 30),
    ]
    var sheet = sheet(
      "差异表", "创业担保贷款贴息申报与核算差异表", bank, bankColumn(bank) + columns,
      run.differences.sheetRows(bank?.code) { row in
        try bankCell(bank, row.bank) + cells(row)
      })
    sheet.isList = true
    sheet.notes = ["差额＝银行申报－核算；银行未申报的按 0 计。未作处理的差异，应付为 0。"]
    return sheet
  }

  private func cells(_ row: DifferenceRow) throws(StatementFault) -> [SheetCell] {
    guard row.difference == (row.claimed ?? .zero) - row.computed else {
      throw contradiction("\(row.bank) \(row.noteNo): difference is not claimed less computed")
    }
    return [
      .text(row.borrower), .text(row.noteNo), .text(row.comparison), .text(row.cause),
      row.claimed.map { .money($0) } ?? .blank, .money(row.computed), .money(row.difference),
      .money(row.payable), .text(row.action),
    ]
  }

  /// 调整表 of a bank, or of all.
  func adjustmentSheet(_ bank: StatementBank?) -> Sheet {
    let columns = [
      SheetColumn("借款人", .text, width: 10),
      SheetColumn("借据号", .code, width: 17),
      SheetColumn("调整的季度", .text, width: 16),
      SheetColumn("原因", .longText, width: 36),
      SheetColumn("调整前", .money, group: "应付贴息", width: 15),
      SheetColumn("调整后", .money, group: "应付贴息", width: 15),
      SheetColumn("补付", .money, group: "应付贴息", width: 15),
    ]
    var sheet = sheet(
      "调整表", "创业担保贷款贴息以前季度调整表", bank, bankColumn(bank) + columns,
      run.adjustments.sheetRows(bank?.code) { row in
        try bankCell(bank, row.bank) + cells(row)
      })
    sheet.isList = true
    sheet.totals = [(bank == nil ? 1 : 0) + 6: total(bank, \.adjustment)]
    sheet.notes = ["补付＝调整后－调整前；为负数的，从以后应付中抵扣或者追回。"]
    return sheet
  }

  private func cells(_ row: AdjustmentRow) throws(StatementFault) -> [SheetCell] {
    guard row.difference == row.after - row.before else {
      throw contradiction("\(row.bank) \(row.noteNo): an adjustment is not new less old")
    }
    return [
      .text(row.borrower), .text(row.noteNo), .text(row.period.shortWords), .text(row.cause),
      .money(row.before), .money(row.after), .money(row.difference),
    ]
  }

  /// 分担汇总表: what each budget bears, by bank.
  func shareSheet() -> Sheet {
    let columns =
      bankColumn(nil)
      + ["本季应付", "以前季度调整", "申请贴息金额"]
      .map { SheetColumn($0, .money, group: "贴息资金") }
      + Shares.columns
    let rows = run.shares.map { row in
      SheetRow(
        [
          .text(names[row.bank] ?? row.bank), .money(row.current.total),
          .money(row.adjustment.total),
          .money(row.total.total),
        ] + row.total.cells)
    }
    var sheet = sheet("分担汇总", "创业担保贷款贴息资金分担汇总表", nil, columns, SheetRows(rows))
    sheet.preamble = [StatementPlan.budgetLines]
    sheet.totals = [
      1: total(nil, \.payable), 2: total(nil, \.adjustment), 3: total(nil, \.applied),
    ]
    sheet.notes =
      ["中央、省级、市级按比例逐笔计算并四舍五入到分，县级为余数；地方扩大范围人员由县级全额负担。"]
      + unconfirmed
    return sheet
  }

  /// 拨付清单: what each payee gets. The amounts due are those applied for; what is taken off or
  /// put off stands beside them.
  func paymentSheet() -> Sheet {
    let columns =
      [
        SheetColumn("拨付编号", .code, width: 13),
        SheetColumn("经办银行", .text, width: 15),
        SheetColumn("收款人", .text, width: 15),
        SheetColumn("开户行", .text, width: 17),
        SheetColumn("账号", .code, width: 21),
        SheetColumn("笔数", .count, width: 7),
        SheetColumn("应付", .money, width: 14),
        SheetColumn("抵扣与结转", .money, width: 14),
        SheetColumn("拨付金额", .money, width: 14),
      ] + Shares.columns + [
        SheetColumn("备注", .longText, width: 16),
        // To be filled in: the list itself is the answer then.
        SheetColumn("结果", .text, width: 7),
        SheetColumn("日期", .text, width: 12),
        SheetColumn("原因", .longText, width: 14),
      ]
    var sheet = sheet(
      "拨付清单", "创业担保贷款贴息资金拨付清单", nil, columns,
      run.payments.sheetRows(nil) { row in try cells(row) })
    sheet.isList = true
    sheet.preamble = [StatementPlan.budgetLines]
    sheet.totals = [6: total(nil, \.applied)]
    sheet.notes =
      [
        "本表含账号，仅供拨付使用，不得外传。",
        "拨付金额＝应付＋抵扣与结转：以前多付的从应付中抵扣（负数）；应付为负的结转以后抵扣或追回（正数），本次不拨付。",
      ] + deadlines + checkpoint
    return sheet
  }

  private func cells(_ row: PaymentRow) throws(StatementFault) -> [SheetCell] {
    guard row.due + row.offset == row.amount, row.amount >= .zero,
      row.shares.total == row.amount
    else {
      throw contradiction("payment to \(row.payee): amounts and shares do not agree")
    }
    guard !row.account.isEmpty || row.amount == .zero else {
      throw contradiction("payment to \(row.payee): no account")
    }
    return try [.text(row.number)] + bankCell(nil, row.bank) + [
      .text(row.payee), .text(row.accountBank), .text(row.account),
      .count(row.notes), .money(row.due), .money(row.offset), .money(row.amount),
    ] + row.shares.cells + [.text(row.remark), .blank, .blank, .blank]
  }
}

extension ShareRow {
  /// Both together.
  var total: Shares { current + adjustment }
}
