import Disclosure
import Ledger
import Policy
import PublicSite
import Quantities
import StrictJSON

extension Office {
  /// The step `notice` of a publication: opens the notices that are due, takes refused applicants
  /// out, and ends those that are over. DISCLOSURE §2.
  ///
  /// - Returns: how many revisions there were.
  func publishNotices(
    _ policy: PolicyInUse, by actor: Actor, now: Instant, _ watch: inout StepWatch
  ) throws -> Int {
    watch.begin("notice")
    try moveLateNotices(policy, by: actor, now: now)
    return try ledger.write { session in
      let projection = try Projection(
        office: self, session: session, policy: policy.policy, now: now)
      let revisions = try session.notices().compactMap { try projection.revision(of: $0) }
      guard !revisions.isEmpty else { return 0 }
      if revisions.contains(where: \.erases) { try beginErasing(in: session) }
      try commit(revisions, through: nil, in: session, by: actor, now: now)
      return revisions.count
    }
  }

  /// A notice that should have begun already begins today, and lasts as many working days: nobody
  /// can object to what is not yet public.
  private func moveLateNotices(_ policy: PolicyInUse, by actor: Actor, now: Instant) throws {
    try ledger.write { session in
      let late = try session.notices().filter { notice in
        guard notice.opensOn < now.day, notice.closed == nil else { return false }
        let number = number(notice).description
        return try session.publications(of: number, kind: .notice).isEmpty
      }.map { notice in
        var notice = notice
        notice.opensOn = now.day
        notice.endsOn = policy.policy.workingDays.adding(notice.days, to: now.day)
        return notice
      }
      guard !late.isEmpty else { return }
      for notice in late { try session.move(notice) }
      try journal.add(
        Journal.Entry(
          command: NoticeCommand.move, content: ["notices": .array(late.map(\.journal))]),
        in: session, by: actor, at: now)
    }
  }
}

extension Projection {
  /// What is to be said anew of a notice; nil when all is said.
  fileprivate func revision(of notice: NoticeEntry) throws -> NewRevision? {
    let number = office.number(notice)
    let newest = try session.publications(of: number.description, kind: .notice).first
    // What was taken down stays so.
    if newest?.change == .withdrawal { return nil }
    let lines = try session.lines(of: notice)
    let isOver = notice.isOver(lines, on: now.day, isPublished: newest != nil)
    guard let newest else {
      guard !isOver, notice.opensOn <= now.day else { return nil }
      return NewRevision(
        .notice, number.description, after: nil, reason: "",
        content: disclosed(notice, number, lines).content)
    }
    if isOver {
      let reason = notice.closed?.reason ?? (now.day > notice.endsOn ? "公示期满" : "名单撤下")
      return NewRevision(
        .notice, number.description, after: newest, .withdrawal, reason: reason,
        content: [
          "day": .string(now.day.description), "number": .string(number.description),
          "reason": .string(reason), "state": "ENDED",
        ])
    }
    let revision = NewRevision(
      .notice, number.description, after: newest, .redaction, reason: "名单或公开方式调整",
      content: disclosed(notice, number, lines).content)
    return revision.content == newest.secret?.content ? nil : revision
  }

  private func disclosed(
    _ notice: NoticeEntry, _ number: CaseNumber, _ lines: [NoticeLineEntry]
  ) -> PublicNotice {
    masking.disclose(
      NoticeCandidate(
        number: number, title: notice.title, days: notice.days, from: notice.opensOn,
        last: notice.endsOn,
        lines: lines.filter { $0.refusedOn == nil }.map { line in
          NoticeCandidate.Line(
            line: line.line, name: line.name, kind: line.kind, entity: line.entity,
            project: line.project, town: Labelled(code: line.town, name: towns[line.town] ?? ""),
            bank: Labelled(code: line.bank, name: bankNames[line.bank] ?? ""),
            amount: line.amount, termMonths: line.termMonths)
        }))
  }

  /// The notices that are on show on a day, as they were published.
  func noticesOnShow(on day: Day) throws -> [PublishedNotice] {
    try session.notices().compactMap { entry in
      let number = office.number(entry)
      let entries = try session.publications(of: number.description, kind: .notice)
      guard let newest = entries.first, let first = entries.last, first.day <= day,
        newest.change != .withdrawal, let secret = newest.secret
      else { return nil }
      let content = try JSONNode.parse(Array(secret.content.utf8), limits: .exchange).value
      guard let notice = PublicNotice(content: content, number: number), day <= notice.last else {
        return nil
      }
      return PublishedNotice(
        notice: notice, daysLeft: policy.workingDays.left(after: day, through: notice.last),
        entries: SiteRecords.published(entries))
    }
  }
}
