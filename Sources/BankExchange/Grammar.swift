import LoanBook
import Quantities
import StrictJSON

/// What one member of a record or manifest may hold: how to read it, and the sentence that tells
/// a bank's programmer what was expected. EXCHANGE §3.
struct Grammar<Value> {
  /// `应为…` in Chinese; made only when it has to be said.
  let expectation: () -> String
  /// The value, or nil when the node does not follow the grammar.
  let parse: (JSONNode) -> Value?

  /// A grammar of JSON strings.
  static func text(
    _ expectation: @escaping @autoclosure () -> String, _ parse: @escaping (String) -> Value?
  ) -> Grammar {
    Grammar(expectation: expectation) { node in
      guard case .string(let text) = node.content else { return nil }
      return parse(text)
    }
  }

  /// One of the words of an enumeration.
  static func word<Choice>(_ type: Choice.Type = Choice.self) -> Grammar<Choice>
  where Choice: RawRepresentable<String> & CaseIterable {
    .text("应为下列之一：" + Choice.allCases.map(\.rawValue).joined(separator: "、")) { text in
      // Swift takes the Kelvin sign for a K, so only ASCII may be compared.
      text.utf8.allSatisfy { $0 < 0x80 } ? Choice(rawValue: text) : nil
    }
  }

  /// An identifier of the exchange.
  static func identifier<Kind>() -> Grammar<Identifier<Kind>> {
    .text(
      "应为 1 至 64 位字母、数字或 . _ / - ，且以字母或数字开头", Identifier<Kind>.init)
  }
}

extension Grammar where Value == Fen {
  static var money: Grammar {
    .text("金额应写成带两位小数的字符串，例如 \"200000.00\"，不能用数字") { Fen($0) }
  }
}

extension Grammar where Value == Rate {
  static var rate: Grammar {
    .text("利率应写成百分数、四位小数的字符串，例如 \"3.6500\"") { Rate($0) }
  }
}

extension Grammar where Value == Day {
  static var day: Grammar {
    .text("日期应写成 YYYY-MM-DD，并且是真实的日期") { Day($0) }
  }
}

extension Grammar where Value == Instant {
  static var instant: Grammar {
    .text("时间应写成 RFC 3339 格式，例如 \"2026-04-02T09:00:00+08:00\"") { Instant($0) }
  }
}

extension Grammar where Value == Quarter {
  static var quarter: Grammar {
    .text("贴息期应写成年份加季度，例如 \"2026Q1\"") { Quarter($0) }
  }
}

extension Grammar where Value == Int {
  /// A count: a JSON integer without point or exponent.
  static func count(_ range: ClosedRange<Int>) -> Grammar {
    Grammar(
      expectation: {
        "应为 \(range.lowerBound) 至 \(range.upperBound) 的整数，不带小数点、指数和引号"
      }
    ) { node in
      guard case .number(let number) = node.content, let integer = number.integer,
        let value = Int(exactly: integer), range.contains(value)
      else { return nil }
      return value
    }
  }
}

extension Grammar where Value == DayBasis {
  static var dayBasis: Grammar {
    Grammar(expectation: { "计息基数应为整数 360 或 365" }) { node in
      guard case .number(let number) = node.content, let integer = number.integer,
        let days = Int32(exactly: integer)
      else { return nil }
      return DayBasis(rawValue: days)
    }
  }
}

extension Grammar where Value == String {
  /// A name: 1 to 100 characters without control or bidirectional marks. EXCHANGE §3.
  static var name: Grammar {
    .text("应为 1 至 100 个字符的文字，不含控制字符和方向控制符") { text in
      var count = 0
      for scalar in text.unicodeScalars {
        count += 1
        if count > 100 || !scalar.isPlain { return nil }
      }
      return count > 0 ? text : nil
    }
  }

  /// Digits only, of a fixed count.
  static func digits(
    _ count: Int, _ expectation: @escaping @autoclosure () -> String
  ) -> Grammar {
    .text(expectation()) { text in
      text.utf8.count == count && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? text : nil
    }
  }

  static var industry: Grammar {
    .text("行业应为国民经济行业分类门类字母加两位大类，例如 \"A03\"") { text in
      let bytes = text.utf8
      guard bytes.count == 3, let section = bytes.first, (0x41...0x54).contains(section),
        bytes.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
      else { return nil }
      return text
    }
  }
}
