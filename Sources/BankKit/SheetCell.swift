import Quantities
import StrictJSON

/// What a column of a table holds, and how a cell that a person typed becomes a value of the
/// exchange: spreadsheet programs write days, amounts and codes in their own ways.
enum SheetCell: Sendable {
  /// Free text.
  case text
  /// Digits and letters that spreadsheets like to spoil: numbers of notes, people, accounts.
  case code
  /// Digits with leading zeros, which spreadsheets drop.
  case digits(Int)
  /// `200000`, `200,000.00` → `"200000.00"`
  case money
  /// `4.5`, `4.5%` → `"4.5000"`
  case rate
  /// `2026-4-2`, `2026/04/02`, `2026年4月2日`, `20260402` → `"2026-04-02"`
  case day
  /// `2026Q1`, `2026年1季度` → `"2026Q1"`
  case quarter
  /// A whole number.
  case count
  /// One of some words; people write the Chinese one, programs the other.
  case word([(chinese: String, word: String)])
  /// Several codes in one cell.
  case list

  /// The value of a cell that is not empty, or what is wrong with it and how to mend it.
  func read(_ typed: String) -> Result<JSONValue, CellProblem> {
    if case .text = self { return .success(.string(typed)) }
    let text = SheetCell.narrow(typed)
    if SheetCell.isSpoilt(text), !isNumber {
      return .failure(
        CellProblem("被表格软件改成了科学计数（如 1.4E+17），原号码已不完整", "请把该列设为文本格式后重新填写"))
    }
    return value(text).map(Result.success)
      ?? .failure(CellProblem("内容不合要求", "应为\(expectation)"))
  }

  private func value(_ text: String) -> JSONValue? {
    switch self {
    case .text, .code: .string(text)
    case .digits(let width): SheetCell.padded(text, width).map(JSONValue.string)
    case .money:
      SheetCell.decimal(text.filter { $0 != "," && $0 != "¥" && $0 != "￥" }, 2)
        .map(JSONValue.string)
    case .rate:
      SheetCell.decimal(text.hasSuffix("%") ? String(text.dropLast()) : text, 4)
        .map(JSONValue.string)
    case .day: SheetCell.day(text).map { .string($0.description) }
    case .quarter: SheetCell.quarter(text).map { .string($0.description) }
    case .count:
      SheetCell.decimal(text, 0).flatMap { Int64($0) }.map(JSONValue.integer)
    case .word(let words):
      words.first { $0.chinese == text || $0.word == text.uppercased() }.map { .string($0.word) }
    case .list:
      .array(
        text.split { ";；、,，".contains($0) || $0.isWhitespace }.map { .string(String($0)) })
    }
  }

  /// What belongs into the cell, for people.
  var expectation: String {
    switch self {
    case .text: "文字，不超过 100 字"
    case .code: "文本格式的号码，字母、数字或 . _ / -"
    case .digits(let width): "\(width) 位数字代码"
    case .money: "金额（元），最多两位小数，如 200000 或 200000.00"
    case .rate: "年利率的百分数，最多四位小数，如 4.5"
    case .day: "日期，如 2026-4-2 或 2026/04/02"
    case .quarter: "季度，如 2026Q1 或 2026年1季度"
    case .count: "整数"
    case .word(let words): words.map(\.chinese).joined(separator: "、") + "之一"
    case .list: "一个或几个，用分号隔开"
    }
  }

  private var isNumber: Bool {
    switch self {
    case .money, .rate, .count: true
    default: false
    }
  }
}

/// What is wrong with a cell.
struct CellProblem: Error {
  let problem: String
  let remedy: String

  init(_ problem: String, _ remedy: String) {
    self.problem = problem
    self.remedy = remedy
  }
}

extension SheetCell {
  /// Full-width letters and digits become the plain ones; the blanks and the apostrophe that
  /// spreadsheets put before a text go.
  private static func narrow(_ typed: String) -> String {
    var text = ""
    for scalar in typed.unicodeScalars where !scalar.properties.isWhitespace || !text.isEmpty {
      let isWide = (0xFF01...0xFF5E).contains(scalar.value)
      text.unicodeScalars.append(
        isWide ? Unicode.Scalar(UInt8(scalar.value - 0xFEE0)) : scalar)
    }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text.hasPrefix("'") ? String(text.dropFirst()) : text
  }

  /// `1.40525E+17`
  private static func isSpoilt(_ text: String) -> Bool {
    let parts = text.uppercased().split(separator: "E", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[1].hasPrefix("+")
      && parts[0].allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") } && !parts[0].isEmpty
  }

  private static func padded(_ text: String, _ width: Int) -> String? {
    guard (1...width).contains(text.utf8.count), isDigits(text) else { return nil }
    return String(repeating: "0", count: width - text.utf8.count) + text
  }

  /// A number that is not negative, with exactly so many decimals; zeros are added, and dropped
  /// where they say nothing.
  private static func decimal(_ text: String, _ places: Int) -> String? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), isDigits(parts[0]) else { return nil }
    let whole = parts[0].drop { $0 == "0" }
    var decimals = parts.count == 2 ? parts[1] : ""
    guard decimals.isEmpty || isDigits(decimals) else { return nil }
    while decimals.count > places, decimals.last == "0" { decimals.removeLast() }
    guard decimals.count <= places, whole.count <= 13 else { return nil }
    let head = whole.isEmpty ? "0" : String(whole)
    if places == 0 { return head }
    return head + "." + decimals + String(repeating: "0", count: places - decimals.count)
  }

  private static func day(_ text: String) -> Day? {
    if text.utf8.count == 8, isDigits(text) {
      let digits = Array(text)
      return Day("\(String(digits[0..<4]))-\(String(digits[4..<6]))-\(String(digits[6..<8]))")
    }
    let parts = text.split { "-/.年月日".contains($0) }
    // A time of day behind the day is zero in a column of days, and dropped.
    guard parts.count == 3, let tail = parts[2].split(separator: " ").first,
      parts[0].count == 4, let month = padded(String(parts[1]), 2),
      let date = padded(String(tail), 2), isDigits(parts[0])
    else { return nil }
    return Day("\(parts[0])-\(month)-\(date)")
  }

  private static func quarter(_ text: String) -> Quarter? {
    let chinese = ["一": "1", "二": "2", "三": "3", "四": "4"]
    let parts = text.uppercased().split { "Q年第季度 -".contains($0) }
    guard parts.count == 2 else { return nil }
    return Quarter("\(parts[0])Q\(chinese[String(parts[1])] ?? String(parts[1]))")
  }

  private static func isDigits(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
