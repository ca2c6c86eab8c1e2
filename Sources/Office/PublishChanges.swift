import Disclosure
import Foundation
import Ledger
import LoanBook
import Policy
import Quantities
import Settlement
import StrictJSON

extension Office {
  /// So many revisions go into the log in one transaction.
  private static let revisedAtOnce = 10_000

  /// Projects the notes that may look different than at the last publication, and puts every
  /// difference into the log. DISCLOSURE §2.
  ///
  /// - Returns: how many revisions there were.
  func publishChanges(
    _ policy: PolicyInUse, by actor: Actor, now: Instant, _ watch: inout StepWatch
  ) throws -> Int {
    var after = (year: 0, number: 0)
    var count = 0
    while true {
      watch.begin("project")
      let isDone = try ledger.write { session in
        let changes = try PublicChanges(
          office: self, session: session, policy: policy, now: now, after: after)
        let revisions = try changes.next(Self.revisedAtOnce) { watch.tell($0, nil) }
        after = changes.last
        guard !revisions.isEmpty || (changes.isDone && changes.hasMoved) else {
          return changes.isDone
        }
        watch.begin("commit")
        if revisions.contains(where: \.erases) { try beginErasing(in: session) }
        try commit(
          revisions, through: changes.isDone ? changes.current : nil, in: session, by: actor,
          now: now)
        count += revisions.count
        return changes.isDone
      }
      if isDone { return count }
    }
  }
}

/// The differences between what the ledger knows and what was published.
final class PublicChanges {
  private let session: LedgerSession
  private let projection: Projection
  private let form: RecordForm
  private let before: Projected?
  /// What is looked at now.
  let current: Projected
  private let notes: DisclosedNotes
  private let now: Instant
  /// The number that was looked at last.
  private(set) var last: (year: Int, number: Int)
  /// Whether there are no more notes to be read.
  private var isRead = false
  /// Whether everything was looked at.
  private(set) var isDone = false

  init(
    office: Office, session: LedgerSession, policy: PolicyInUse, now: Instant,
    after: (year: Int, number: Int)
  ) throws {
    self.session = session
    self.now = now
    projection = try Projection(
      office: office, session: session, policy: policy.policy, now: now)
    form = projection.form
    before = try session.projected()
    current = try session.projectable(
      on: now.day, basis: try projection.basis(policy: policy.digest))
    notes = try session.disclosedNotes(changedSince: before, now: current, after: after)
    last = after
  }

  /// Whether there is more to remember than at the last publication.
  var hasMoved: Bool { before != current }

  /// The next differences; `tell` hears of the notes looked at.
  ///
  /// This thread reads, all processors compare. What comes out does not depend on how many there
  /// are: the notes behind the one that filled the measure are looked at again the next time.
  func next(_ limit: Int, tell: (Int) -> Void) throws -> [NewRevision] {
    let workers = ProcessInfo.processInfo.activeProcessorCount
    let crew = SettlementCrew<RecordForm, [NoteToPublish], [NewRevision]>(
      Array(repeating: form, count: workers)
    ) { form, notes in try notes.compactMap { try $0.revision(form) } }
    var revisions: [NewRevision] = []
    var seen = 0
    while revisions.count < limit {
      let notes = try portion()
      if notes.isEmpty { break }
      try crew.put(notes) { revisions += $0 }
      seen += notes.count
      tell(seen)
    }
    try crew.drain { revisions += $0 }
    guard revisions.count < limit else {
      revisions.removeSubrange(limit...)
      if let row = revisions.last?.row { last = (row.year, row.number) }
      return revisions
    }
    isDone = true
    let ended = try cancelled() + expired()
    let gone = Set(ended.map(\.subject))
    return try revisions.filter { !gone.contains($0.subject) } + ended + runs()
  }

  /// The next notes to be compared; empty after the last.
  private func portion() throws -> [NoteToPublish] {
    var found: [NoteToPublish] = []
    while found.count < Self.atOnce, !isRead {
      guard let note = try notes.next() else {
        isRead = true
        break
      }
      last = (note.year, note.number)
      let subject = form.number(of: note).description
      let newest = try session.newestPublication(of: subject, kind: .record)
      // What was taken back stays so.
      if newest?.change == .withdrawal { continue }
      found.append(
        NoteToPublish(
          note: note, lines: try projection.approvedLines(of: note), newest: newest))
    }
    return found
  }

  /// So many notes are compared by one worker, so that memory stays bounded.
  private static let atOnce = 256

  /// A loan that was cancelled has no record any more.
  private func cancelled() throws -> [NewRevision] {
    try session.cancelledRecords(since: before?.record ?? 0).compactMap {
      try end(of: $0, reason: "放款记录已撤销")
    }
  }

  /// A loan that was repaid so many years ago is public no more; never without the setting.
  private func expired() throws -> [NewRevision] {
    let years = projection.office.settings.site.expireAfterYears
    guard years > 0 else { return [] }
    return try session.settledRecords(by: now.day.adding(months: -12 * years)).compactMap {
      try end(of: $0, reason: "公开期满")
    }
  }

  private func end(
    of record: (year: Int, number: Int), reason: String
  ) throws -> NewRevision? {
    guard
      let number = RecordNumber(
        office: projection.office.settings.code.text, year: record.year, serial: record.number),
      let newest = try session.newestPublication(of: number.description, kind: .record)
    else { return nil }
    return .withdrawal(of: number, after: newest, on: now.day, reason: reason)
  }

  /// Totals of approved runs, and whether they were paid.
  private func runs() throws -> [NewRevision] {
    try projection.runs().compactMap { run in
      let newest = try session.newestPublication(of: run.run, kind: .run)
      let revision = NewRevision(
        .run, run.run, after: newest, reason: "拨付状态变化", content: run.content)
      return newest?.secret?.content == revision.content ? nil : revision
    }
  }
}

/// A note that may look different than it was published.
struct NoteToPublish: Sendable {
  let note: DisclosedNote
  let lines: [RecordForm.Line]
  /// What was published of it last.
  let newest: PublicationEntry?

  /// The difference, if there is one.
  func revision(_ form: RecordForm) throws -> NewRevision? {
    let record = try form.record(note, lines)
    let revision = NewRevision(
      .record, record.number.description, after: newest, reason: "", content: record.content,
      row: PublicRow(record))
    guard let newest else { return revision }
    guard newest.secret?.content != revision.content else { return nil }
    let old = try newest.record(firstPublishedOn: newest.day)
    // The same said in another form, as an earlier version of the program wrote it.
    if let old, old.content.canonical() == Array(revision.content.utf8) { return nil }
    var changed = revision
    changed.reason =
      old.map { RevisionReason.words(from: $0, to: record) } ?? RevisionReason.amended
    return changed
  }
}

extension PublishedRun {
  /// What the log commits to: the totals as the site shows them.
  var content: JSONValue {
    func parts(_ parts: [Part]) -> JSONValue {
      .array(
        parts.map {
          [
            "code": .string($0.label.code), "count": .integer(Int64($0.count)),
            "payable": .string($0.payable.description),
          ]
        })
    }
    return [
      "adjustments": .string(adjustments.description),
      "approved": .string(approvedOn.description), "byBank": parts(byBank),
      "byPayer": parts(byPayer), "byTown": parts(byTown), "count": .integer(Int64(count)),
      "interest": .string(interest.description), "paid": .bool(isPaid),
      "payable": .string(payable.description), "quarter": .string(quarter.description),
    ]
  }
}
