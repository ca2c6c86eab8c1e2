import Ledger
import Policy
public import Quantities
public import StrictJSON

/// By when a step of a run was or is due, and where it stands. SUBSIDY §6.
public struct RunDeadline: Sendable {
  /// CLAIM, REVIEW or PAYMENT.
  public let step: String
  /// The step in officials' words.
  public let title: String
  /// The last day in time.
  public let by: Day
  /// Whether a term or the calendar of a year is still to be confirmed.
  public let isUnconfirmed: Bool
  /// Whether it is done: nothing is left unclaimed, the run is approved, all of it is paid.
  public let isDone: Bool
  /// The day on which it was done, where that is known.
  public let doneOn: Day?
  /// Whether it was done too late, or is not done although the day is over.
  public let isLate: Bool

  /// The deadline for programs.
  public var json: JSONValue {
    [
      "step": .string(step), "title": .string(title), "by": .string(by.description),
      "unconfirmed": .bool(isUnconfirmed), "done": .bool(isDone),
      "doneOn": .text(doneOn?.description), "late": .bool(isLate),
    ]
  }

  /// The deadline for people: `银行申报 应于 2026-03-27 前，已逾期`.
  public var sentence: String {
    let state: String
    switch (isDone, isLate) {
    case (true, true): state = "逾期完成" + (doneOn.map { "（\($0)）" } ?? "")
    case (true, false): state = "已完成" + (doneOn.map { "（\($0)）" } ?? "")
    case (false, true): state = "未完成，已逾期"
    case (false, false): state = "未完成"
    }
    return "\(title) 应于 \(by) 前，\(state)\(isUnconfirmed ? "（期限待确认）" : "")"
  }
}

extension Office {
  /// The deadlines of a quarter's run by the terms and the calendar of today's policy files.
  ///
  /// - Throws: ``OfficeRefusal`` when the quarter has no run.
  public func deadlines(_ period: Quarter, now: Instant) throws -> [RunDeadline] {
    let policy = try policy().policy
    guard let terms = policy.deadlines else { return [] }
    return try ledger.read { session in
      let run = try run(of: period, in: session)
      return try terms.due(period, calendar: policy.workingDays).map { due in
        let (isDone, doneOn) = try progress(due.step, of: run, in: session)
        return RunDeadline(
          step: due.step.rawValue, title: due.step.title, by: due.by,
          isUnconfirmed: due.isUnconfirmed, isDone: isDone, doneOn: doneOn,
          isLate: doneOn.map { $0 > due.by } ?? (!isDone && now.day > due.by))
      }
    }
  }

  private func progress(
    _ step: SettlementDeadlines.Step, of run: RunEntry, in session: LedgerSession
  ) throws -> (isDone: Bool, on: Day?) {
    switch step {
    case .claim:
      let totals = try JSONNode.parse(Array(run.totals.utf8), limits: .exchange).value
      return ((totals["classes"]?.count("NOT_CLAIMED") ?? 0) == 0, nil)
    case .review: return (run.isApproved, run.approvedAt?.day)
    case .payment:
      guard run.state == .paid else { return (false, nil) }
      // What is taken back, or wholly set off, is nothing that the finance bureau pays.
      let paid = try session.payments(of: run).filter { $0.net > .zero }
      return (true, paid.compactMap { $0.steps.last { $0.state == .done }?.on }.max())
    }
  }
}
