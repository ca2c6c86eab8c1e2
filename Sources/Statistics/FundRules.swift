public import LoanBook
public import Policy
public import Quantities

/// The rules of the guarantee fund (担保基金), by day. STATISTICS "Guarantee fund".
///
/// A value of this type exists only when `fund.json` passed every lint.
public struct FundRules: Hashable, Sendable {
  /// The rules, ascending, without gap or overlap.
  public let rules: [FundRule]

  /// Reads and lints `fund.json`.
  /// - Throws: every finding together.
  public init(_ bytes: [UInt8]) throws(FundRefusals) {
    var reader = FundRulesReader()
    let rules = reader.read(bytes)
    guard reader.findings.isEmpty, !rules.isEmpty else {
      throw FundRefusals(findings: reader.findings)
    }
    self.rules = rules
  }

  /// The rule in force on a day; nil when there is none.
  public func rule(on day: Day) -> FundRule? { rules.first { $0.days.contains(day) } }
}

/// What holds for the guarantee fund on the days of a rule.
public struct FundRule: Hashable, Sendable {
  /// Which notes the fund guarantees.
  public enum Guaranteed: String, Hashable, Sendable, CaseIterable {
    /// All notes on file.
    case all = "ALL"
    /// Those that name a guarantee letter (担保函).
    case withLetter = "WITH_LETTER"
  }

  /// The name in the data, such as `F1`.
  public let id: String
  /// The days, half-open; without an end in the data they reach to `Day.farFuture`.
  public let days: DayRange
  /// 文号: the documents.
  public let basis: [String]
  /// Members that the bureau has not confirmed yet (待确认).
  public let open: [String]
  /// Which notes the fund guarantees.
  public let guaranteed: Guaranteed
  /// Whole percent of a guaranteed balance for which the fund is liable, 1…100.
  public let liabilityPercent: Int
  /// Liability ÷ fund at most.
  public let ordinaryMultiple: Int
  /// Liability ÷ fund at most when last year's repayment rate was high enough.
  public let raisedMultiple: Int
  /// The repayment rate of due loans from which the raised multiple holds, percent.
  public let raisedFromPercent: Int
  /// Whole percent of a compensation that the fund bears; the bank bears the rest.
  public let fundPercent: Int
  /// The share of the limit above which a warning is due, percent.
  public let warnAbovePercent: Int
  /// The compensation rate of a bank above which new guarantees for it are to stop, percent; nil
  /// when the rule names none.
  public let suspendAbovePercent: Int?

  /// Whether the fund guarantees a note.
  public func guarantees(_ terms: Disbursement) -> Bool {
    guaranteed == .all || terms.letterNo != nil
  }

  /// Whole percent of an amount, half up to the fen; the rest is the bank's.
  func fundPart(of amount: Fen) -> Fen { amount.percent(fundPercent) }

  /// The fund's liability for a balance, half up to the fen.
  func liability(for balance: Fen) -> Fen { balance.percent(liabilityPercent) }

  /// The multiple that holds, by last year's repayment rate of due loans; without one the ordinary.
  public func multiple(lastYear: ExactRatio?) -> Int {
    guard let lastYear, lastYear.isAtLeast(percent: raisedFromPercent) else {
      return ordinaryMultiple
    }
    return raisedMultiple
  }
}

extension Fen {
  fileprivate func percent(_ percent: Int) -> Fen {
    ExactFen(numerator: Int128(value) * Int128(percent), denominator: 100).rounded
  }
}

/// What is wrong with `fund.json`: where, what, and what to do. Read by the operator.
public struct FundFinding: Hashable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  public let line: Int
  /// The column in bytes, from 1.
  public let column: Int
  /// The JSON pointer.
  public let pointer: String
  /// What kind of fault it is, as for the other policy files.
  public let code: PolicyFinding.Code
  /// A Chinese sentence: what is wrong.
  public let message: String
  /// A Chinese sentence: what to do.
  public let remedy: String

  /// Place, sentence and remedy in one line.
  public var description: String {
    let place = "fund.json 第 \(line) 行第 \(column) 列" + (pointer.isEmpty ? "" : "（\(pointer)）")
    return "\(place)：\(message)。\(remedy)。"
  }
}

/// `fund.json` cannot be used. Holds every finding, never only the first.
public struct FundRefusals: Error, Hashable, Sendable, CustomStringConvertible {
  /// The findings in the order of the file; never empty.
  public let findings: [FundFinding]

  /// One finding a line.
  public var description: String { findings.map(\.description).joined(separator: "\n") }
}
