import Intake
import LoanBook
import StrictJSON

/// A table of one type of record: its file, its columns. EXCHANGE §3.
struct SheetType: Sendable {
  /// The type of the records.
  let type: FactType
  /// The name of the type, and of the file without its extension.
  var title: String { type.title }
  /// The columns, the common ones first.
  let columns: [SheetColumn]

  /// The name of the file.
  var file: String { title + ".csv" }

  private init(_ type: FactType, _ columns: [SheetColumn]) {
    self.type = type
    self.columns = SheetColumn.common + columns
  }

  /// The table that a file name means; nil for any other file.
  static func file(named name: String) -> SheetType? { all.first { $0.file == name } }

  /// The column of a member.
  func column(_ path: [String]) -> SheetColumn? { columns.first { $0.path == path } }

  /// Every table, in the order in which their records are sent.
  static let all: [SheetType] = [
    SheetType(.disbursement, SheetColumn.disbursement),
    SheetType(
      .repayment,
      [
        .noteNo, .day("还款日期", "on"),
        SheetColumn("归还本金（元）", ["principal"], .money, "50000"),
        SheetColumn("归还利息（元）", ["interest"], .money, "375.5", isRequired: false),
        SheetColumn("罚息（元）", ["penalty"], .money, "", isRequired: false),
      ]),
    SheetType(
      .extension,
      [
        .noteNo, .day("展期日期", "on"), .day("展期后到期日", "newDueOn", "2027-12-10"),
        SheetColumn("贴息依据文号", ["subsidisedBasis"], .text, "", isRequired: false),
      ]),
    SheetType(.overdue, [.noteNo, .day("逾期起始日", "from")]),
    SheetType(.cure, [.noteNo, .day("解除日期", "on")]),
    SheetType(
      .rateChange,
      [.noteNo, .day("起始日期", "from"), SheetColumn("新利率（%）", ["rate"], .rate, "4.2")]),
    SheetType(
      .compensation,
      [.noteNo, .day("代偿日期", "on"), SheetColumn("代偿金额（元）", ["amount"], .money, "80000")]),
    SheetType(
      .recovery,
      [.noteNo, .day("追偿日期", "on"), SheetColumn("追偿金额（元）", ["amount"], .money, "10000")]),
    SheetType(.claim, SheetColumn.claim),
    SheetType(
      .decision,
      [
        SheetColumn("申请编号", ["applicationNo"], .code, "SQ-2026-0001"),
        SheetColumn(
          "结果", ["outcome"], .word([("同意", "ACCEPTED"), ("不同意", "DECLINED")]), "同意"),
        .day("结果日期", "on"),
        SheetColumn("原因", ["reason"], .text, "", isRequired: false),
      ]),
  ]
}

/// A column of a table: the header people see, the member it fills.
struct SheetColumn: Sendable {
  /// The header.
  let title: String
  /// The member, from the record on.
  let path: [String]
  /// What it holds.
  let cell: SheetCell
  /// A value for the example row.
  let example: String
  /// Whether a cell may not be empty.
  let isRequired: Bool
  /// What an empty cell means, if it means something.
  let standard: JSONValue?

  init(
    _ title: String, _ path: [String], _ cell: SheetCell, _ example: String,
    isRequired: Bool = true, standard: JSONValue? = nil
  ) {
    self.title = title
    self.path = path
    self.cell = cell
    self.example = example
    self.isRequired = isRequired
    self.standard = standard
  }

  /// Rows whose record number begins like this are examples and are not sent.
  static let exampleMark = "示例"

  static let common: [SheetColumn] = [
    SheetColumn("记录编号", ["recordId"], .code, exampleMark + "（本行不报送）"),
    SheetColumn("版本", ["version"], .count, "1", isRequired: false, standard: .integer(1)),
    SheetColumn(
      "操作", ["action"], .word([("新增", "CREATE"), ("更改", "AMEND"), ("撤销", "CANCEL")]), "新增",
      isRequired: false, standard: .string("CREATE")),
    SheetColumn("附件文件名", ["attachments"], .list, "", isRequired: false),
  ]

  static let noteNo = SheetColumn("借据号", ["noteNo"], .code, "JJ20260001")

  static func day(_ title: String, _ member: String, _ example: String = "2026-4-2") -> SheetColumn
  { SheetColumn(title, [member], .day, example) }
}
