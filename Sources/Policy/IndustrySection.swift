/// A section of GB/T 4754 with its divisions.
public struct IndustrySection: Hashable, Sendable {
  /// The section letter, A…T.
  public let section: String
  /// The name in Chinese.
  public let name: String
  /// The first and the last division, two digits each.
  public let divisions: ClosedRange<Int>
}

extension Lint {
  /// Reads `industries.csv`.
  mutating func industries(_ bytes: [UInt8]) -> [IndustrySection] {
    var industries: [IndustrySection] = []
    var sections: Set<String> = []
    for row in rows(bytes, header: ["section", "name", "first", "last"]) {
      let section = cell(row, 0, "一个大写字母的门类代码") { text in
        text.utf8.count == 1 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) } ? text : nil
      }
      let name = cell(row, 1, "名称", Grammar.words)
      let first = cell(row, 2, "两位数字的大类代码") { Grammar.isDigits($0, count: 2) ? Int($0) : nil }
      let last = cell(row, 3, "两位数字的大类代码") { Grammar.isDigits($0, count: 2) ? Int($0) : nil }
      guard let section, let name, let first, let last else { continue }
      if !sections.insert(section).inserted {
        report(.duplicate, line: row.line, "门类“\(section)”重复", remedy: "请删去重复的一行")
      }
      guard first <= last else {
        report(.notAscending, line: row.line, "末一大类小于首一大类", remedy: "请核对大类代码")
        continue
      }
      if let previous = industries.last, first <= previous.divisions.upperBound {
        report(
          .overlap, line: row.line, "大类与门类“\(previous.section)”重叠或未按先后排列",
          remedy: "请核对大类代码")
      }
      industries.append(IndustrySection(section: section, name: name, divisions: first...last))
    }
    return industries
  }
}
