public import Quantities

/// The official 1-year LPR by effective date. SUBSIDY §2.
public struct LPRTable: Hashable, Sendable {
  /// How well a row is known.
  public enum Confidence: String, Hashable, Sendable, CaseIterable {
    case high
    case medium
    /// To be confirmed by the bureau before go-live.
    case open
  }

  /// The LPR from a day on.
  public struct Row: Hashable, Sendable {
    /// The first day.
    public let from: Day
    /// The 1-year LPR (before 2019-08-20 the benchmark rate in its place).
    public let oneYear: Rate
    /// The LPR of more than five years, for the public page; no figure rests on it.
    public let fiveYear: Rate?
    /// How well the row is known.
    public let confidence: Confidence
  }

  /// The rows, ascending by day.
  public let rows: [Row]
  /// The last day up to which somebody checked the table against the published LPR.
  public let verifiedUntil: Day

  /// The row in force on `day`; nil before the first.
  public func row(on day: Day) -> Row? { rows.last { $0.from <= day } }

  /// The 1-year LPR in force on `day`; nil before the first row.
  public func rate(on day: Day) -> Rate? { row(on: day)?.oneYear }

  /// Whether the LPR of `day` still has to be confirmed: after `verifiedUntil`, or from a row
  /// whose confidence is open.
  public func isUnconfirmed(on day: Day) -> Bool {
    day > verifiedUntil || row(on: day)?.confidence == .open
  }
}

extension Lint {
  /// Reads `lpr.csv`.
  mutating func lprRows(_ bytes: [UInt8]) -> [LPRTable.Row] {
    var rows: [LPRTable.Row] = []
    for row in self.rows(bytes, header: ["from", "one_year", "five_year", "confidence"]) {
      let from = cell(row, 0, Grammar.day) { Day($0) }
      let oneYear = cell(row, 1, Grammar.positiveRate, Grammar.positiveRate)
      let fiveYear = optionalCell(row, 2, Grammar.positiveRate, Grammar.positiveRate)
      let confidence = cell(row, 3, "high、medium 或 open") { LPRTable.Confidence(rawValue: $0) }
      guard let from, let oneYear, let confidence else { continue }
      if let last = rows.last, from <= last.from {
        report(
          .notAscending, line: row.line, "日期 \(from) 不晚于上一行的 \(last.from)",
          remedy: "请按日期先后排列，每日一行")
      }
      rows.append(
        LPRTable.Row(from: from, oneYear: oneYear, fiveYear: fiveYear, confidence: confidence))
    }
    return rows
  }
}
