import Disclosure
import Ledger
import LoanBook
import OpenData
import PublicSite
import Quantities
import Sealing

/// What the ledger holds as published, as the site's source of records; as of the log's present
/// size, or of an earlier one when a kept release is built again.
struct SiteRecords: SiteSource, LogSource {
  let session: LedgerSession
  let projection: Projection
  let logSize: Int64
  let erasures: Int
  let secretMark: String
  private let isNow: Bool

  init(_ projection: Projection, asOf size: Int64? = nil) throws {
    session = projection.session
    self.projection = projection
    let whole = try session.logSize()
    logSize = size ?? whole
    isNow = logSize == whole
    erasures = try session.erasures()
    secretMark = try projection.secretMark().text
  }

  func forEachRow(_ body: (ListRow) throws -> Void) throws {
    try session.forEachPublicRow { row in
      guard row.position >= logSize else { return try body(projection.row(row)) }
      let subject = RecordNumber(
        office: projection.office.settings.code.text, year: row.year, serial: row.number)
      guard let subject,
        let shown = shown(try session.publications(of: subject.description, kind: .record)).first,
        let earlier = try shown.row()
      else { return }
      try body(projection.row(earlier))
    }
  }

  func forEachRecord(
    from first: RecordNumber, through last: RecordNumber,
    _ body: (PublishedRecord) throws -> Void
  ) throws {
    var entries: [PublicationEntry] = []
    func close() throws {
      if let number = entries.first.flatMap({ RecordNumber($0.subject) }) {
        let shown = shown(entries)
        if !shown.isEmpty {
          try body(PublishedRecord(number: number, entries: SiteRecords.published(shown)))
        }
      }
      entries = []
    }
    try session.forEachPublication(
      kind: .record, from: first.description, through: last.description, before: .max
    ) { entry in
      if entry.subject != entries.first?.subject { try close() }
      entries.append(entry)
    }
    try close()
  }

  /// The revisions that are shown, newest first: those before the size, unless they were destroyed
  /// since. Then what took their place is shown; a tombstone stays one.
  private func shown(_ entries: [PublicationEntry]) -> [PublicationEntry] {
    guard !isNow, let newest = entries.first, newest.change != .withdrawal else { return entries }
    guard let first = entries.last, first.position < logSize else { return [] }
    let start =
      entries.firstIndex { $0.position < logSize && $0.secret != nil }
      ?? entries.lastIndex { $0.secret != nil } ?? entries.startIndex
    return Array(entries[start...])
  }

  /// The page carries the newest content, and an older one where it was corrected: otherwise the
  /// newer says all that the older did.
  static func published(_ entries: [PublicationEntry]) -> [PublishedEntry] {
    entries.indices.map { index in
      let entry = entries[index]
      let isCarried =
        index == 0 || entries[index - 1].reason.contains(RevisionReason.amended)
      return PublishedEntry(
        revision: entry.revision, day: entry.day, change: entry.change.published,
        reason: entry.reason, position: entry.position,
        secret: isCarried
          ? entry.secret.map { (Hex.encode($0.salt), $0.content) } : nil)
    }
  }

  func withdrawn() throws -> [(number: RecordNumber, position: Int64)] {
    try session.withdrawals().compactMap { entry in
      RecordNumber(entry.subject).map { ($0, entry.position) }
    }.sorted { $0.number < $1.number }
  }

  func changes() throws -> [RecordChange] {
    try session.changes(before: logSize).compactMap { change in
      RecordNumber(change.subject).map {
        RecordChange(
          number: $0, revision: change.revision, day: change.day,
          change: change.change.published, reason: change.reason)
      }
    }
  }

  func forEachRevision(at places: Range<Int64>, _ body: (ChangeRow) throws -> Void) throws {
    try session.forEachRevision(from: places.lowerBound, before: places.upperBound) { revision in
      try body(
        ChangeRow(
          record: revision.subject, revision: revision.revision, day: revision.day,
          change: revision.change.told))
    }
  }

  func day(at place: Int64) throws -> Day {
    guard let day = try session.publicationDay(at: place) else {
      throw PublishFault.damaged("log/\(place)")
    }
    return day
  }

  func secrets(since mark: String?) throws -> Secrets { try projection.secrets(since: mark) }
}

extension PublicationEntry.Change {
  fileprivate var told: ChangeKind {
    switch self {
    case .first: .first
    case .correction: .correction
    case .redaction: .redaction
    case .withdrawal: .withdrawal
    }
  }

  fileprivate var published: PublishedEntry.Change {
    switch self {
    case .first: .first
    case .correction: .correction
    case .redaction: .redaction
    case .withdrawal: .withdrawal
    }
  }
}
