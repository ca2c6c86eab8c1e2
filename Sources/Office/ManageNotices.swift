import Disclosure
public import Ledger
import LoanBook
import Policy
public import Quantities
import StrictJSON

/// A notice with where it stands. COMMAND `notice show`.
public struct NoticeOnFile: Sendable {
  /// Where a notice stands.
  public enum State: String, Sendable {
    /// Its first day is still to come, or it waits for the next publication.
    case planned = "PLANNED"
    case published = "PUBLISHED"
    /// Over or closed, and still on the web until the next publication.
    case ending = "ENDING"
    case ended = "ENDED"
  }

  /// Its number.
  public let number: String
  /// What the ledger has of it.
  public let entry: NoticeEntry
  /// Its applicants with their full names, the refused ones too.
  public let lines: [NoticeLineEntry]
  /// Where it stands.
  public let state: State
  /// Working days after today, the last day included; 0 when it is over.
  public let daysLeft: Int

  /// The applicants that were not refused.
  public var standing: [NoticeLineEntry] { lines.filter { $0.refusedOn == nil } }
}

extension Office {
  /// Every notice, the newest first.
  public func notices(now: Instant) throws -> [NoticeOnFile] {
    let policy = try policy()
    return try ledger.read { session in
      try session.notices().reversed().map {
        try onFile($0, session, policy, today: now.day)
      }
    }
  }

  /// One notice.
  ///
  /// - Throws: ``OfficeRefusal`` when there is none.
  public func notice(_ number: String, now: Instant) throws -> NoticeOnFile {
    let policy = try policy()
    return try ledger.read { session in
      try onFile(try notice(number, in: session), session, policy, today: now.day)
    }
  }

  /// Closes a notice before its last day; the next publication takes it off the web.
  public func closeNotice(
    _ number: String, reason: String, by actor: Actor, now: Instant
  ) throws -> NoticeOnFile {
    let policy = try policy()
    return try locked(at: now, afterRuns: false) { now in
      try ledger.write { session in
        let entry = try openNotice(number, in: session, policy, now: now)
        try session.close(entry, on: now.day, reason: reason)
        try journal.add(
          Journal.Entry(
            command: NoticeCommand.close,
            content: ["notice": .string(number), "reason": .string(reason)]),
          in: session, by: actor, at: now)
        return try onFile(try notice(number, in: session), session, policy, today: now.day)
      }
    }
  }

  /// Refuses an applicant after all: with the next publication what was published of the person is
  /// destroyed, and only its commitment stays. DISCLOSURE §2.
  public func refuse(
    line: Int, of number: String, reason: String, by actor: Actor, now: Instant
  ) throws -> NoticeOnFile {
    let policy = try policy()
    return try locked(at: now, afterRuns: false) { now in
      try ledger.write { session in
        let entry = try openNotice(number, in: session, policy, now: now)
        guard let applicant = try session.lines(of: entry).first(where: { $0.line == line }) else {
          throw OfficeRefusal(.usage, number, "没有第 \(line) 号申请", "用 notice show \(number) 查看名单")
        }
        guard applicant.refusedOn == nil else {
          throw OfficeRefusal(.state, number, "第 \(line) 号申请已经从公示中去掉", "无需再办")
        }
        try session.refuse(line: line, of: entry, on: now.day, reason: reason)
        try journal.add(
          Journal.Entry(
            command: NoticeCommand.refuse,
            content: [
              "line": .integer(Int64(line)), "notice": .string(number),
              "reason": .string(reason),
            ]), in: session, by: actor, at: now)
        return try onFile(entry, session, policy, today: now.day)
      }
    }
  }

  /// The number of a notice.
  func number(_ notice: NoticeEntry) -> CaseNumber {
    caseNumber(.notice, notice.year, notice.number)
  }

  func caseNumber(_ series: CaseNumber.Series, _ year: Int, _ serial: Int) -> CaseNumber {
    guard
      let number = CaseNumber(
        office: settings.code.text, series: series, year: year, serial: serial)
    else { preconditionFailure("the office's own numbers are well formed") }
    return number
  }

  func notice(_ number: String, in session: LedgerSession) throws -> NoticeEntry {
    guard let wanted = CaseNumber(number), wanted.series == .notice else {
      throw OfficeRefusal(.usage, number, "不是公示编号", "编号形如 \(settings.code)-2026-G001")
    }
    guard let entry = try session.notices().first(where: { self.number($0) == wanted }) else {
      throw OfficeRefusal(.usage, number, "没有这份公示", "用 notice list 查看")
    }
    return entry
  }

  private func openNotice(
    _ number: String, in session: LedgerSession, _ policy: PolicyInUse, now: Instant
  ) throws -> NoticeEntry {
    let entry = try notice(number, in: session)
    let state = try onFile(entry, session, policy, today: now.day).state
    guard state == .planned || state == .published else {
      throw OfficeRefusal(.state, number, "这份公示已经结束", "无需再办")
    }
    return entry
  }

  func onFile(
    _ entry: NoticeEntry, _ session: LedgerSession, _ policy: PolicyInUse, today: Day
  ) throws -> NoticeOnFile {
    let number = number(entry).description
    let lines = try session.lines(of: entry)
    let newest = try session.publications(of: number, kind: .notice).first
    let isOver = entry.isOver(lines, on: today, isPublished: newest != nil)
    let state: NoticeOnFile.State =
      switch newest?.change {
      case nil: isOver ? .ended : .planned
      case .withdrawal?: .ended
      default: isOver ? .ending : .published
      }
    return NoticeOnFile(
      number: number, entry: entry, lines: lines, state: state,
      daysLeft: isOver
        ? 0 : policy.policy.workingDays.left(after: today, through: entry.endsOn))
  }
}

extension NoticeEntry {
  /// Whether there is nothing to show any more. One that was not published yet moves on.
  func isOver(_ lines: [NoticeLineEntry], on day: Day, isPublished: Bool) -> Bool {
    closed != nil || !lines.contains { $0.refusedOn == nil } || (isPublished && day > endsOn)
  }
}
