import BankExchange
import Foundation

/// The parts of the bank guide that are made from the code: so the guide is never behind it.
public enum GuideSection: String, CaseIterable, Sendable {
  /// Every code with its meaning, an example and the remedy.
  case codes = "代码表"
  /// The tables for branches without a programmer.
  case sheets = "表格"

  /// The line before the section.
  public var opening: String { "<!-- 自动生成：\(rawValue)，请勿手改 -->" }
  /// The line behind the section.
  public var closing: String { "<!-- 自动生成结束：\(rawValue) -->" }

  /// The section in Markdown.
  public var text: String {
    switch self {
    case .codes: Self.codeTable
    case .sheets: Self.sheetTables
    }
  }

  /// A document with this section renewed; nil when its two lines are not there.
  public func renewed(in document: String) -> String? {
    let parts = document.components(separatedBy: opening)
    guard parts.count == 2 else { return nil }
    let rest = parts[1].components(separatedBy: closing)
    guard rest.count == 2 else { return nil }
    return parts[0] + opening + "\n" + text + closing + rest[1]
  }

  private static var codeTable: String {
    var table = "| 代码 | 级别 | 含义 | 例子 | 办法 | 测试包 |\n|---|---|---|---|---|---|\n"
    for code in FindingCode.allCases {
      let guide = CodeGuide.of(code)
      let cases = ConformanceCase.all.indices.filter { index in
        ConformanceCase.all[index].findings.contains { $0.code == code }
      }
      let shown = cases.map { ConformancePack.twoDigits($0 + 1) }.joined(separator: " ")
      table +=
        "| \(code.rawValue) | \(code.severity.rawValue) | \(guide.meaning) | \(guide.example) | "
        + "\(guide.remedy) | \(shown.isEmpty ? "—" : shown) |\n"
    }
    return table
  }

  private static var sheetTables: String {
    var text = ""
    for sheet in SheetType.all {
      text += "\n**\(sheet.file)**\n\n| 列 | 必填 | 填什么 | 对应成员 |\n|---|---|---|---|\n"
      for column in sheet.columns {
        text +=
          "| \(column.title) | \(column.isRequired ? "是" : "否") | \(column.cell.expectation) | "
          + "`\(column.path.joined(separator: "."))` |\n"
      }
    }
    return text + "\n"
  }
}
