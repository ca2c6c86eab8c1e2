public import Quantities

/// 追回通知书: what a payee must pay back, as a letter to print and seal. SUBSIDY §4.
public struct RecoveryNotice: Sendable {
  /// 拨付编号 of the amount to take back; the sheet's name too.
  public var number: String
  /// The code of the bank that is addressed, or by whose loan the borrower is.
  public var bank: String
  /// Who must pay back.
  public var payee: String
  /// Whether the borrower is addressed, and not the bank.
  public var isToBorrower: Bool
  /// The corrected quarters.
  public var rows: [AdjustmentRow]
  /// What the run makes payable to the payee beside them; it lessens what is paid back.
  public var besides: Fen
  /// What was set off against later payments.
  public var setOff: Fen

  /// What was paid too much.
  public var overpaid: Fen { -rows.reduce(besides) { $0 + $1.difference } }
  /// What is still to be paid back.
  public var open: Fen { overpaid - setOff }

  /// A notice.
  public init(
    number: String, bank: String, payee: String, isToBorrower: Bool, rows: [AdjustmentRow],
    besides: Fen, setOff: Fen
  ) {
    self.number = number
    self.bank = bank
    self.payee = payee
    self.isToBorrower = isToBorrower
    self.rows = rows
    self.besides = besides
    self.setOff = setOff
  }
}

extension StatementPlan {
  /// The notices of the run, a letter each; nil without any.
  func noticeBook() throws(StatementFault) -> SheetBook? {
    guard !run.notices.isEmpty else { return nil }
    var sheets: [Sheet] = []
    for notice in run.notices { sheets.append(try sheet(notice)) }
    return SheetBook(name: "\(run.quarter)-全部-追回通知书", sheets: sheets, readers: .group)
  }

  private func sheet(_ notice: RecoveryNotice) throws(StatementFault) -> Sheet {
    guard let bank = names[notice.bank], notice.overpaid > .zero, notice.open > .zero,
      notice.setOff >= .zero
    else { throw contradiction("notice \(notice.number): nothing to pay back") }
    let columns = [
      SheetColumn("借款人", .text, width: 10),
      SheetColumn("借据号", .code, width: 17),
      SheetColumn("贴息季度", .text, width: 16),
      SheetColumn("原因", .longText, width: 36),
      SheetColumn("已核付", .money, width: 15),
      SheetColumn("应核付", .money, width: 15),
      SheetColumn("多付", .money, width: 15),
    ]
    var rows: [SheetRow] = []
    for row in notice.rows {
      guard row.difference == row.after - row.before else {
        throw contradiction("notice \(notice.number): an adjustment is not new less old")
      }
      rows.append(
        SheetRow([
          .text(row.borrower), .text(row.noteNo), .text(row.period.shortWords), .text(row.cause),
          .money(row.before), .money(row.after), .money(-row.difference),
        ]))
    }
    if notice.besides != .zero {
      rows.append(
        SheetRow([
          .text(""), .text(""), .text(run.quarter.shortWords), .text("本季度应付贴息，抵减多付"), .blank,
          .blank, .money(-notice.besides),
        ]))
    }
    var sheet = sheet(
      notice.number, "创业担保贷款贴息资金追回通知书", nil, columns, SheetRows(rows))
    sheet.caption = "收件人：" + notice.payee
    sheet.preamble = ["编号：\(notice.number)　　经办银行：\(bank)", opening(notice)]
    sheet.totals = [6: .money(notice.overpaid)]
    sheet.footing = [
      "已从以后应付中抵扣：\(notice.setOff) 元　　尚应退回：\(notice.open) 元（大写：\(FormalAmount.words(notice.open))）"
    ]
    sheet.notes =
      [
        "请于＿＿＿＿年＿＿月＿＿日前退回至：户名＿＿＿＿＿＿＿＿　开户行＿＿＿＿＿＿＿＿　账号＿＿＿＿＿＿＿＿（由发出单位填写）。",
        "退回时请注明编号；未退回的，从以后应付的贴息中抵扣或依法追回。对本通知有异议的，可向发出单位提出。",
      ] + checkpoint
    sheet.signatures = ["经办人", "复核人", "负责人", "单位（盖章）", "日期"]
    return sheet
  }

  private func opening(_ notice: RecoveryNotice) -> String {
    (notice.isToBorrower ? "经核算，您" : "经核算，贵行")
      + "以前季度收到的创业担保贷款财政贴息多于应得，明细如下，请予退回。"
  }
}
