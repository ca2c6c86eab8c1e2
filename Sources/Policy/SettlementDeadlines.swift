public import Quantities

/// By when each step of a settlement is due, counted in working days. SUBSIDY §6.
public struct SettlementDeadlines: Hashable, Sendable {
  /// A step of the settlement, in the order in which they follow each other.
  public enum Step: String, Hashable, Sendable, CaseIterable {
    /// The banks claim.
    case claim = "CLAIM"
    /// The bureau reviews and approves.
    case review = "REVIEW"
    /// The finance bureau pays.
    case payment = "PAYMENT"

    /// The step in the words of officials.
    public var title: String {
      switch self {
      case .claim: "银行申报"
      case .review: "人社部门审核"
      case .payment: "财政部门拨付"
      }
    }
  }

  /// How long a step may take.
  public struct Term: Hashable, Sendable {
    /// Working days after the day by which the step before it is due.
    public let workingDays: Int
    /// Whether the bureau has yet to confirm it.
    public let isOpen: Bool
    /// The document that says so; empty while it is open.
    public let document: String
  }

  /// A step with the last day on which it is in time.
  public struct Due: Hashable, Sendable {
    /// The step.
    public let step: Step
    /// The last day in time.
    public let by: Day
    /// Whether the term, that of an earlier step, or the calendar of a year is unconfirmed.
    public let isUnconfirmed: Bool
  }

  let terms: [Step: Term]

  /// The term of a step.
  public subscript(step: Step) -> Term? { terms[step] }

  /// The steps of a quarter in their order: the first counts from the settlement day (the 20th),
  /// each of the others from the day by which the one before it is due.
  public func due(_ period: Quarter, calendar: WorkingDays) -> [Due] {
    var day = period.days.to - 1
    var isUnconfirmed = false
    return Step.allCases.compactMap { step in
      guard let term = terms[step] else { return nil }
      let from = day
      day = calendar.adding(term.workingDays, to: from)
      let years = from.civil.year...day.civil.year
      isUnconfirmed = isUnconfirmed || term.isOpen || !years.allSatisfy(calendar.isCovered)
      return Due(step: step, by: day, isUnconfirmed: isUnconfirmed)
    }
  }
}

extension Lint {
  /// Reads `deadlines.csv`: each step once. An unconfirmed one need not name its document.
  mutating func deadlines(_ bytes: [UInt8]) -> SettlementDeadlines {
    typealias Step = SettlementDeadlines.Step
    var terms: [Step: SettlementDeadlines.Term] = [:]
    let expected = Step.allCases.map(\.rawValue).joined(separator: "、")
    for row in rows(bytes, header: ["step", "working_days", "confidence", "document"]) {
      let step = cell(row, 0, expected) { Step(rawValue: $0) }
      let days = cell(row, 1, "1 至 60 的整数") { text in
        Int(text).flatMap { (1...60).contains($0) ? $0 : nil }
      }
      let confidence = cell(row, 2, "high、medium 或 open") { LPRTable.Confidence(rawValue: $0) }
      let document =
        confidence == .open
        ? optionalCell(row, 3, "文号", Grammar.words) : cell(row, 3, "文号", Grammar.words)
      guard let step, let days, let confidence else { continue }
      if terms[step] != nil {
        report(.duplicate, line: row.line, "“\(step.rawValue)”重复", remedy: "请删去重复的一行")
      }
      terms[step] = SettlementDeadlines.Term(
        workingDays: days, isOpen: confidence == .open, document: document ?? "")
    }
    for step in Step.allCases where terms[step] == nil && findings.isEmpty {
      report(
        .missingMember, line: 1, "缺少“\(step.rawValue)”（\(step.title)）", remedy: "请补上一行")
    }
    return SettlementDeadlines(terms: terms)
  }
}
