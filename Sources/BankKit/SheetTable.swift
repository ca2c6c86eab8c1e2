import Foundation
import Policy

/// A table as a bank's people save it: in UTF-8, or in GB 18030, which the Chinese editions of
/// spreadsheet programs choose when people just take "CSV".
struct SheetTable {
  /// The rows with their cells; the first stands at row 1, empty ones count.
  let rows: [[String]]

  /// Reads a table.
  ///
  /// - Throws: ``KitRefusal`` when it is none.
  init(_ bytes: [UInt8], place: String) throws {
    do {
      rows = try Self.table(bytes).rows.map(\.cells)
    } catch {
      throw KitRefusal([Self.finding(error, place)])
    }
  }

  private static func table(_ bytes: [UInt8]) throws(CSVTable.Fault) -> CSVTable {
    do {
      return try CSVTable(bytes)
    } catch {
      guard error.problem == .notUTF8, let text = String(bytes: bytes, encoding: gb18030) else {
        throw error
      }
      return try CSVTable(text: text)
    }
  }

  private static func finding(_ fault: CSVTable.Fault, _ place: String) -> KitFinding {
    switch fault.problem {
    case .notUTF8: KitFinding(place, "看不懂文件的编码", "请用表格软件另存为“CSV UTF-8（逗号分隔）”")
    case .textAfterQuote:
      KitFinding(place, "文件第 \(fault.line) 行的引号之后有多余文字", "请用表格软件打开后另存为 CSV UTF-8")
    case .openQuote: KitFinding(place, "有一个引号没有结束", "请用表格软件打开后另存为 CSV UTF-8")
    }
  }

  private static let gb18030 = String.Encoding(rawValue: 0x8000_0632)
}
