public import Quantities

/// A category of borrowers (人员类别).
public struct Category: Hashable, Sendable {
  /// Two digits.
  public let code: String
  /// The name in Chinese.
  public let name: String
  /// The first disbursement day, if the category has one.
  public let from: Day?
  /// The last disbursement day, if the category has one.
  public let to: Day?
  /// The kinds of borrower it is meant for.
  public let kinds: Set<BorrowerKind>
  /// Whether it tells something sensitive of a person; Disclosure never publishes such a one.
  public let sensitive: Bool
  /// A note for the bureau.
  public let note: String

  /// 地方扩大范围人员: subsidised by the county alone. SUBSIDY §3.6.
  public static let countyAloneCode = "99"

  /// Whether notes disbursed on `day` to a borrower of `kind` may have the category.
  public func isMeant(for kind: BorrowerKind, on day: Day) -> Bool {
    guard kinds.contains(kind) else { return false }
    if let from, day < from { return false }
    if let to, day > to { return false }
    return true
  }
}

extension Lint {
  /// Reads `categories.csv`.
  mutating func categories(_ bytes: [UInt8]) -> [Category] {
    let header = ["code", "name", "from", "to", "kinds", "sensitive", "note"]
    var categories: [Category] = []
    var codes: Set<String> = []
    for row in rows(bytes, header: header) {
      let code = cell(row, 0, "两位数字的类别代码") { Grammar.isDigits($0, count: 2) ? $0 : nil }
      let name = cell(row, 1, "名称", Grammar.words)
      let from = optionalCell(row, 2, Grammar.day) { Day($0) }
      let to = optionalCell(row, 3, Grammar.day) { Day($0) }
      let kinds = cell(row, 4, "以空格分开的借款人种类（INDIVIDUAL、PARTNERSHIP、ENTERPRISE）", Category.kinds)
      let sensitive = cell(row, 5, "yes 或 no") { ["yes": true, "no": false][$0] }
      if let from, let to, from > to {
        report(.notAscending, line: row.line, "终止日 \(to) 早于起始日 \(from)", remedy: "请核对日期")
      }
      guard let code, let name, let kinds, let sensitive else { continue }
      if !codes.insert(code).inserted {
        report(.duplicate, line: row.line, "类别代码“\(code)”重复", remedy: "请删去重复的一行")
      }
      categories.append(
        Category(
          code: code, name: name, from: from, to: to, kinds: kinds, sensitive: sensitive,
          note: row.cells[6]))
    }
    return categories
  }
}

extension Category {
  fileprivate static func kinds(_ text: String) -> Set<BorrowerKind>? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    let kinds = words.compactMap { BorrowerKind(rawValue: String($0)) }
    let set = Set(kinds)
    return kinds.count == words.count && set.count == words.count ? set : nil
  }
}
