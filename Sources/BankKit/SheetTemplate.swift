import Markup

/// The empty tables for branches that have no programmer: one file for each type of record, the
/// header, an example row that is not sent, and a page that tells what belongs into each column.
public enum SheetTemplate {
  /// The page with the explanations.
  public static let guideFile = "填表说明.txt"

  /// Writes the tables into a folder; files that are there already stay as they are.
  ///
  /// - Returns: the names of the files written.
  /// - Throws: ``KitRefusal`` when there is one of the tables already; ``KitFault``.
  public static func write(into folder: String) throws -> [String] {
    let files =
      SheetType.all.map { (name: $0.file, bytes: table($0)) }
      + [(name: guideFile, bytes: [0xEF, 0xBB, 0xBF] + Array(guide.utf8))]
    for file in files where KitDisk.exists("\(folder)/\(file.name)") {
      throw KitRefusal("\(folder)/\(file.name)", "已有同名文件，未写入任何模板", "请换一个文件夹")
    }
    try KitDisk.makeFolder(folder)
    for file in files { try KitDisk.create("\(folder)/\(file.name)", file.bytes) }
    return files.map(\.name)
  }

  private static func table(_ sheet: SheetType) -> [UInt8] {
    var csv = CSV(header: sheet.columns.map(\.title))
    csv.row(sheet.columns.map { .text($0.example) })
    return csv.bytes
  }

  private static var guide: String {
    var text = """
      填表说明
      1. 每种业务一张表，没有发生的业务不必填，整张表删去也可以。
      2. 表头不要改动；列的先后可以调整。“示例”行不会报送，可以保留或删去。
      3. 记录编号由本行自己编，每条记录一个，永远不重复，只用字母、数字和 . _ / - ，例如 FK-2026-0001。
      4. 号码、代码各列请先设为“文本”格式，否则表格软件会改掉开头的 0 和 15 位以后的数字。
      5. 附件放在同一文件夹，文件名用小写字母和数字，在“附件文件名”列填写，几个之间用分号隔开。
      6. 更改或撤销已报送的记录：记录编号不变，版本加一，操作填“更改”或“撤销”，其余各列照填。
      7. 保存为“CSV UTF-8（逗号分隔）”，文件名不要改。

      """
    for sheet in SheetType.all {
      text += "\n【\(sheet.title)】\(sheet.file)\n"
      for column in sheet.columns {
        text +=
          "  \(column.title)：\(column.isRequired ? "必填，" : "可不填，")\(column.cell.expectation)\n"
      }
    }
    return text.replacing("\n", with: "\r\n")
  }
}
