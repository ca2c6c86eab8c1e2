public import Disclosure
public import OpenData
public import PublicSite
public import Quantities
import StrictJSON

/// A ledger's publications in memory: records get revisions, are redacted and withdrawn, and a
/// build may ask for them as of any size of the log.
public final class HeldRecords: SiteSource {
  private struct Held {
    let number: RecordNumber
    var entries: [PublishedEntry]
    /// The row of each revision.
    var rows: [ListRow?]
  }

  private var held: [Held] = []
  /// Where each record stands in `held`.
  private var places: [RecordNumber: Int] = [:]
  private var all = Secrets()
  private var later = Secrets()
  /// What each entry of the log told, from `start` on.
  private var told: [ChangeRow] = []
  private let start: Int64
  /// How many entries of the log there are.
  public private(set) var size: Int64 = 0
  /// How many entries of the log are shown; all unless set.
  public var shown: Int64?
  /// Withdrawals and redactions.
  public private(set) var erasures = 0
  /// How often secrets were added.
  private var learnt = 0
  /// Another one when secrets were added.
  public var secretMark: String { "\(learnt)" }

  /// Begins with records, each published once, and what must not be seen.
  ///
  /// - Parameter start: the place of the first in the log; another ledger for the same site needs
  ///   places of its own, since a place stands for one content for ever.
  public init(
    _ records: some Sequence<PublicRecord>, secrets: Secrets = Secrets(), from start: Int64 = 0
  ) {
    all = secrets
    size = start
    self.start = start
    for record in records { publish(record, on: record.publishedOn) }
  }

  /// How many entries of the log are shown.
  public var logSize: Int64 { shown ?? size }

  static let fixedSalt = "00112233445566778899aabbccddeeff"

  /// Publishes a record, or a revision of one that is there.
  public func publish(
    _ record: PublicRecord, on day: Day, change: PublishedEntry.Change = .correction,
    reason: String = "补充更正"
  ) {
    let content = String(decoding: record.content.canonical(), as: UTF8.self)
    let row = ListRow(record, position: size)
    let place = places[record.number]
    let revision = place.map { held[$0].entries.count + 1 } ?? 1
    add(
      PublishedEntry(
        revision: revision, day: day, change: place == nil ? .first : change,
        reason: place == nil ? "" : reason, position: size,
        secret: (HeldRecords.fixedSalt, content)), row, record.number)
  }

  /// Takes a record back.
  public func withdraw(_ number: RecordNumber, on day: Day, reason: String) {
    guard let place = places[number] else { return }
    let content = "{\"day\":\"\(day)\",\"number\":\"\(number)\",\"reason\":\"\(reason)\"}"
    add(
      PublishedEntry(
        revision: held[place].entries.count + 1, day: day, change: .withdrawal, reason: reason,
        position: size, secret: (HeldRecords.fixedSalt, content)), nil, number)
  }

  private func add(_ entry: PublishedEntry, _ row: ListRow?, _ number: RecordNumber) {
    size += 1
    told.append(
      ChangeRow(
        record: number.description, revision: entry.revision, day: entry.day,
        change: HeldRecords.kind(of: entry.change)))
    guard let place = places[number] else {
      places[number] = held.count
      held.append(Held(number: number, entries: [entry], rows: [row]))
      // A new record mostly comes last.
      if held.count > 1, held[held.count - 2].number > number {
        held.sort { $0.number < $1.number }
        for (place, record) in held.enumerated() { places[record.number] = place }
      }
      return
    }
    if entry.change == .redaction || entry.change == .withdrawal {
      erasures += 1
      for index in held[place].entries.indices { held[place].entries[index].secret = nil }
    }
    held[place].entries.insert(entry, at: 0)
    held[place].rows.insert(row, at: 0)
  }

  /// Something became known.
  public func learn(_ secrets: Secrets) {
    learnt += 1
    later = secrets
    all.identityNumbers.formUnion(secrets.identityNumbers)
    all.phones.formUnion(secrets.phones)
    all.accounts.formUnion(secrets.accounts)
    all.maskedNames.formUnion(secrets.maskedNames)
  }

  /// A stand-in for SHA-256 that is quick without optimisation; good within one process.
  public static let digest: @Sendable ([UInt8]) -> String = { bytes in
    let words = (0..<4).map { salt in
      var hasher = Hasher()
      hasher.combine(salt)
      bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
      return UInt64(bitPattern: Int64(hasher.finalize()))
    }
    return words.map { word in
      let text = String(word, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
  }

  // MARK: SiteSource

  /// The newest revision that is shown; what was erased since is not.
  private func current(_ record: Held) -> Int? {
    guard record.entries[0].change != .withdrawal else { return 0 }
    guard let first = record.entries.last, first.position < logSize else { return nil }
    return record.entries.firstIndex { $0.position < logSize && $0.secret != nil }
      ?? record.entries.lastIndex { $0.secret != nil }
  }

  /// Every record that stands, in short.
  public func forEachRow(_ body: (ListRow) throws -> Void) throws {
    for record in held {
      guard let place = current(record), let row = record.rows[place] else { continue }
      try body(row)
    }
  }

  /// Records with their revisions.
  public func forEachRecord(
    from first: RecordNumber, through last: RecordNumber,
    _ body: (PublishedRecord) throws -> Void
  ) throws {
    let start = places[first] ?? 0
    for record in held[start...] {
      if record.number > last { break }
      if record.number < first { continue }
      guard let place = current(record) else { continue }
      try body(PublishedRecord(number: record.number, entries: Array(record.entries[place...])))
    }
  }

  /// What was taken back.
  public func withdrawn() throws -> [(number: RecordNumber, position: Int64)] {
    held.filter { $0.entries[0].change == .withdrawal }
      .map { ($0.number, $0.entries[0].position) }
  }

  /// The revisions after the first, as they are listed.
  public func changes() throws -> [RecordChange] {
    held.flatMap { record in
      record.entries.filter { $0.change != .first && $0.position < logSize }.map { entry in
        (
          entry.position,
          RecordChange(
            number: record.number, revision: entry.revision, day: entry.day, change: entry.change,
            reason: entry.reason)
        )
      }
    }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  private static func kind(of change: PublishedEntry.Change) -> ChangeKind {
    switch change {
    case .first: .first
    case .correction: .correction
    case .redaction: .redaction
    case .withdrawal: .withdrawal
    }
  }

  /// The revisions at some places of the log.
  public func forEachRevision(
    at places: Range<Int64>, _ body: (ChangeRow) throws -> Void
  ) throws {
    for place in places where place >= start { try body(told[Int(place - start)]) }
  }

  /// The day of an entry; before the first that of the first.
  public func day(at place: Int64) throws -> Day { told[max(0, Int(place - start))].day }

  /// What must not be seen.
  public func secrets(since mark: String?) throws -> Secrets { mark == nil ? all : later }
}
