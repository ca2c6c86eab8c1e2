/// A town or street office of the county, by its twelve-digit statistical code.
public struct Town: Hashable, Sendable {
  /// Twelve digits.
  public let code: String
  /// The name in Chinese.
  public let name: String
}

extension Lint {
  /// Reads `towns.csv`.
  mutating func towns(_ bytes: [UInt8]) -> [Town] {
    var towns: [Town] = []
    var codes: Set<String> = []
    for row in rows(bytes, header: ["code", "name"]) {
      let code = cell(row, 0, "十二位数字的区划代码") { Grammar.isDigits($0, count: 12) ? $0 : nil }
      let name = cell(row, 1, "名称", Grammar.words)
      guard let code, let name else { continue }
      if !codes.insert(code).inserted {
        report(.duplicate, line: row.line, "区划代码“\(code)”重复", remedy: "请删去重复的一行")
      }
      towns.append(Town(code: code, name: name))
    }
    return towns
  }
}
