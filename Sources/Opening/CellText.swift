import LoanBook
import Quantities

/// How a cell that a person typed is read. Spreadsheet programs write days, amounts and codes in
/// their own ways; only what has one meaning is taken.
enum CellText {
  /// Without blanks around it, and without the apostrophe that spreadsheets put before text.
  static func trimmed(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
    if scalars.first == "'" { scalars.removeFirst() }
    // Nearly every cell: nothing to copy.
    if scalars.startIndex == text.startIndex, scalars.endIndex == text.endIndex { return text }
    return String(String.UnicodeScalarView(scalars))
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "\t", "\u{A0}", "\u{3000}": true
    default: false
    }
  }

  /// Full-width letters, digits and marks as the plain ones, for all that is not free text.
  static func narrow(_ text: String) -> String {
    // Full-width forms begin with this byte in UTF-8.
    guard text.utf8.contains(0xEF) else { return text }
    var narrow = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isWide = (0xFF01...0xFF5E).contains(scalar.value)
      narrow.append(isWide ? Unicode.Scalar(UInt8(scalar.value - 0xFEE0)) : scalar)
    }
    return String(narrow)
  }

  /// As the exchange takes it, without a byte order mark, and without a noncharacter, which JSON
  /// could not carry (RFC 7493 §2.1).
  static func isPlain(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      scalar.isPlain && scalar.value & 0xFFFE != 0xFFFE && scalar.value != 0xFEFF
        && !(0xFDD0...0xFDEF).contains(scalar.value)
    }
  }

  /// `1.40525E+17`: the digits behind are lost.
  static func isScientific(_ text: String) -> Bool {
    let parts = text.uppercased().split(separator: "E", omittingEmptySubsequences: false)
    guard parts.count == 2, let sign = parts[1].utf8.first, sign == 0x2B || sign == 0x2D,
      isDigits(parts[1].dropFirst())
    else { return false }
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    return (1...2).contains(mantissa.count) && mantissa.allSatisfy { isDigits($0) }
  }

  /// `200000`, `200,000.00`, `¥200000`; not negative, at most two decimals.
  static func money(_ text: String) -> Fen? {
    var rest = text[...]
    if let first = rest.first, "¥￥".contains(first) { rest = rest.dropFirst() }
    guard let plain = ungrouped(rest), let (whole, decimals) = decimal(plain, places: 2) else {
      return nil
    }
    return Fen("\(whole).\(decimals)")
  }

  /// `4.5`, `4.5%`; at most four decimals.
  static func rate(_ text: String) -> Rate? {
    let plain = text.hasSuffix("%") ? text.dropLast() : text[...]
    guard let (whole, decimals) = decimal(plain, places: 4) else { return nil }
    return Rate("\(whole).\(decimals)")
  }

  /// A whole number; `360.00` too.
  static func count(_ text: String) -> Int? {
    guard let (whole, _) = decimal(text[...], places: 0) else { return nil }
    return Int(whole)
  }

  /// `2026-1-5`, `2026/01/05`, `2026.1.5`, `2026年1月5日`, `20260105`: the year first and with four
  /// digits, so that day and month cannot be mistaken. A time of day is taken only when it is zero.
  static func day(_ text: String) -> Day? {
    var words = text.split(separator: " ")
    if words.count == 2, ["0:00", "00:00", "0:00:00", "00:00:00"].contains(words[1]) {
      words.removeLast()
    }
    guard words.count == 1, let date = words.first else { return nil }
    if date.utf8.count == 8, isDigits(date) {
      return day(date.prefix(4), date.dropFirst(4).prefix(2), date.suffix(2))
    }
    for separator: Character in ["-", "/", "."] {
      let parts = date.split(separator: separator, omittingEmptySubsequences: false)
      if parts.count == 3 { return day(parts[0], parts[1], parts[2]) }
    }
    guard date.hasSuffix("日") else { return nil }
    let parts = date.dropLast().split(omittingEmptySubsequences: false) { "年月".contains($0) }
    let marks = date.filter { "年月".contains($0) }
    return parts.count == 3 && marks == "年月" ? day(parts[0], parts[1], parts[2]) : nil
  }

  /// A day as a spreadsheet counts it: the cell was not formatted as a date when it was saved.
  static func isSerialDay(_ text: String) -> Bool { text.utf8.count == 5 && isDigits(text) }

  /// `2025Q4`, `2025年4季度`, `2025年第四季度`.
  static func quarter(_ text: String) -> Quarter? {
    if let quarter = Quarter(text.uppercased()) { return quarter }
    guard text.hasSuffix("季度"), let mark = text.firstIndex(of: "年") else { return nil }
    var number = text[text.index(after: mark)...].dropLast(2)
    if number.first == "第" { number = number.dropFirst() }
    let chinese = ["一": "1", "二": "2", "三": "3", "四": "4"]
    return Quarter("\(text[..<mark])Q\(chinese[String(number)] ?? String(number))")
  }

  /// Digits of a fixed count; zeros that the spreadsheet dropped in front are put back.
  static func digits(_ text: String, _ width: Int) -> String? {
    guard (1...width).contains(text.utf8.count), isDigits(text) else { return nil }
    return String(repeating: "0", count: width - text.utf8.count) + text
  }

  static func isDigits(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func day(_ year: Substring, _ month: Substring, _ day: Substring) -> Day? {
    guard year.utf8.count == 4, (1...2).contains(month.utf8.count),
      (1...2).contains(day.utf8.count), [year, month, day].allSatisfy({ isDigits($0) }),
      let year = Int(year), let month = Int(month), let day = Int(day)
    else { return nil }
    return Day(year: year, month: month, day: day)
  }

  /// `200,000` without its commas, which must stand before groups of three; nil otherwise.
  private static func ungrouped(_ text: Substring) -> Substring? {
    guard text.contains(",") else { return text }
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
    guard let first = groups.first, (1...3).contains(first.utf8.count),
      groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
    else { return nil }
    return Substring(groups.joined() + (parts.count == 2 ? "." + parts[1] : ""))
  }

  /// The whole part without leading zeros, and exactly so many decimals: zeros are added, and
  /// dropped where they say nothing.
  private static func decimal(_ text: Substring, places: Int) -> (String, String)? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), isDigits(parts[0]) else { return nil }
    var decimals = parts.count == 2 ? parts[1] : ""
    guard parts.count == 1 || isDigits(decimals) else { return nil }
    while decimals.utf8.count > places, decimals.last == "0" { decimals.removeLast() }
    guard decimals.utf8.count <= places else { return nil }
    let whole = parts[0].drop { $0 == "0" }
    return (
      whole.isEmpty ? "0" : String(whole),
      decimals + String(repeating: "0", count: places - decimals.utf8.count)
    )
  }
}
