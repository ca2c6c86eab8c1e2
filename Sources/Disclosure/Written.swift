public import Quantities

/// Figures as officials write them.
///
/// For display only: nothing here is computed with again.
public enum Written {
  /// Yuan with two decimals and separators: `1,763.33`.
  public static func money(_ amount: Fen) -> String {
    let size = amount.value.magnitude
    let text = grouped(size / 100, cents: size % 100)
    return amount.value < 0 ? "−" + text : text
  }

  /// A number with separators: `1,486`.
  public static func count(_ number: Int) -> String {
    (number < 0 ? "−" : "") + grouped(UInt64(number.magnitude))
  }

  static func grouped(_ number: UInt64, cents: UInt64? = nil) -> String {
    var digits = 1
    var rest = number
    while rest >= 10 {
      digits += 1
      rest /= 10
    }
    let size = digits + (digits - 1) / 3
    let count = cents == nil ? size : size + 3
    return String(unsafeUninitializedCapacity: count) { text in
      var place = size
      var rest = number
      for digit in 0..<digits {
        if digit > 0, digit % 3 == 0 {
          place -= 1
          text[place] = UInt8(ascii: ",")
        }
        place -= 1
        text[place] = 0x30 + UInt8(rest % 10)
        rest /= 10
      }
      if let cents {
        text[size] = UInt8(ascii: ".")
        text[size + 1] = 0x30 + UInt8(cents / 10)
        text[size + 2] = 0x30 + UInt8(cents % 10)
      }
      return count
    }
  }

  /// An amount exactly, in the shortest usual form: figure and unit, `20` `万元` or `1,763.33`
  /// `元`.
  public static func amount(_ amount: Fen) -> (figure: String, unit: String) {
    // A multiple of 100 yuan has at most two decimals in 万元.
    guard amount.value % 10_000 == 0, amount.value.magnitude >= 1_000_000 else {
      return (money(amount), "元")
    }
    return (decimals(amount.value, per: 1_000_000, trimmed: true), "万元")
  }

  /// An amount in 万元 or 亿元, to two decimals: for headlines and sums, where the exact figure
  /// stands elsewhere.
  public static func roughly(_ amount: Fen) -> (figure: String, unit: String) {
    let size = amount.value.magnitude
    if size >= 10_000_000_000 {
      return (decimals(amount.value, per: 10_000_000_000, trimmed: true), "亿元")
    }
    if size >= 1_000_000 { return (decimals(amount.value, per: 1_000_000, trimmed: true), "万元") }
    return (money(amount), "元")
  }

  /// `value / unit` to two decimals, half up.
  private static func decimals(_ value: Int64, per unit: UInt64, trimmed: Bool) -> String {
    let hundredths = (value.magnitude + unit / 200) / (unit / 100)
    let fraction = hundredths % 100
    var result = (value < 0 ? "−" : "") + grouped(hundredths / 100)
    if trimmed, fraction == 0 { return result }
    result += fraction < 10 ? ".0" : "."
    result +=
      trimmed && fraction % 10 == 0 && fraction >= 10
      ? String(fraction / 10) : String(fraction)
    return result
  }

  /// Percent with two decimals, or as many as it has: `3.45`, `3.4567`.
  public static func percent(_ rate: Rate) -> String {
    let zeros = rate.ppm % 100 == 0 ? 2 : rate.ppm % 10 == 0 ? 1 : 0
    return String(Substring(rate.description.utf8.dropLast(zeros)))
  }

  /// `2026年1月`.
  public static func month(_ day: Day) -> String {
    let (year, month, _) = day.civil
    return "\(year)年\(month)月"
  }

  /// `2026年1月12日`.
  public static func date(_ day: Day) -> String { month(day) + "\(day.civil.day)日" }

  /// `2026年一季度`.
  public static func quarter(_ quarter: Quarter) -> String {
    "\(quarter.year)年" + ordinal(quarter)
  }

  /// `一季度`.
  public static func ordinal(_ quarter: Quarter) -> String {
    ["一", "二", "三", "四"][quarter.number - 1] + "季度"
  }

  /// `2025-12-21 至 2026-03-20`: the last day is inside.
  public static func through(_ days: DayRange) -> String { "\(days.from) 至 \(days.to - 1)" }

  /// `3 年`, `18 个月`.
  public static func term(months: Int) -> (figure: String, unit: String) {
    months > 0 && months % 12 == 0 ? (String(months / 12), "年") : (String(months), "个月")
  }

  /// An exact amount cut to four decimals, with `…` when more follow: `1,763.3333…`.
  public static func exact(_ amount: ExactFen) -> String {
    let scaled = amount.numerator * 100
    let whole = scaled / amount.denominator
    let more = scaled % amount.denominator != 0
    var fraction = String(whole % 10_000)
    fraction = String(repeating: "0", count: 4 - fraction.utf8.count) + fraction
    if !more {
      while fraction.utf8.count > 2, fraction.hasSuffix("0") { fraction.removeLast() }
    }
    return grouped(UInt64(whole / 10_000)) + "." + fraction + (more ? "…" : "")
  }
}
