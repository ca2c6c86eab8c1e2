import Disclosure
import DropBox
import Ledger
import LoanBook
import PublicSite
public import Quantities
import StrictJSON

/// What taking a record back came to. COMMAND `publish withdraw`, `publish redact`.
public struct Erasure: Sendable {
  /// The record's number.
  public let record: String
  /// WITHDRAWN or REDACTED.
  public let state: String
  /// The release that shows it.
  public let release: String
  /// Old ledgers in the office's folder that still hold what was destroyed.
  public let leftovers: [String]
  /// Hits of the leak scan: with one the old site stays, and nothing counts as done.
  public let leaks: [(file: String, offset: Int, kind: String)]
}

extension Office {
  /// Takes a public record back: its content and salt are destroyed in the ledger, in the archive
  /// and in every kept release; its commitments and a tombstone stay. DISCLOSURE §2.
  public func withdraw(
    _ record: String, reason: String, out: String?, by actor: Actor, now: Instant,
    progress: @escaping ProgressReport = { _, _, _ in }
  ) throws -> Erasure {
    try erase(.withdrawal, record, out: out, by: actor, now: now, progress) {
      number, newest, _ in
      .withdrawal(of: number, after: newest, on: now.day, reason: reason)
    }
  }

  /// Replaces what was published of a record by what the ledger says now, and destroys everything
  /// that was published of it before. DISCLOSURE §2.
  public func redact(
    _ record: String, reason: String, out: String?, by actor: Actor, now: Instant,
    progress: @escaping ProgressReport = { _, _, _ in }
  ) throws -> Erasure {
    let policy = try policy()
    return try erase(.redaction, record, out: out, by: actor, now: now, progress) {
      number, newest, session in
      let projection = try Projection(
        office: self, session: session, policy: policy.policy, now: now)
      guard let note = try session.disclosedNote(year: number.year, number: number.serial) else {
        throw OfficeRefusal(
          .state, number.description, "这笔贷款的放款记录已撤销", "请用 publish withdraw 撤回")
      }
      let shown = try projection.record(note)
      return NewRevision(
        .record, number.description, after: newest, .redaction, reason: reason,
        content: shown.content, row: PublicRow(shown))
    }
  }

  private func erase(
    _ change: PublicationEntry.Change, _ record: String, out: String?, by actor: Actor,
    now: Instant,
    _ progress: @escaping ProgressReport,
    _ revision: (RecordNumber, PublicationEntry, LedgerSession) throws -> NewRevision
  ) throws -> Erasure {
    let site = out ?? folder + "/site"
    return try locked(at: now, afterRuns: false) { now in
      try finishErasures(site: site, by: actor, now: now)
      if let done = try alreadyWithdrawn(record, change, site: site) { return done }
      try ledger.write { session in
        let (number, newest) = try published(record, in: session)
        let new = try revision(number, newest, session)
        try beginErasing(in: session)
        try commit([new], through: nil, in: session, by: actor, now: now)
      }
      let publication = try publishErasing(
        site: site, full: false, by: actor, now: now, progress)
      return Erasure(
        record: record, state: change == .withdrawal ? "WITHDRAWN" : "REDACTED",
        release: publication.release, leftovers: try leftovers(), leaks: publication.leaks)
    }
  }

  /// What a second withdrawal answers: the first is whole.
  private func alreadyWithdrawn(
    _ record: String, _ change: PublicationEntry.Change, site: String
  ) throws -> Erasure? {
    let newest = try ledger.read { try $0.publications(of: record, kind: .record).first }
    guard change == .withdrawal, newest?.change == .withdrawal else { return nil }
    let live = try KeptReleases.all(in: site).first(where: \.isLive)
    return Erasure(
      record: record, state: "WITHDRAWN", release: live?.release ?? "",
      leftovers: try leftovers(), leaks: [])
  }

  private func published(
    _ record: String, in session: LedgerSession
  ) throws -> (RecordNumber, PublicationEntry) {
    guard let number = RecordNumber(record), number.office == settings.code.text else {
      throw OfficeRefusal(
        .usage, record, "不是本单位的公开记录编号", "编号形如 \(settings.code)-2026-000123")
    }
    guard let newest = try session.publications(of: record, kind: .record).first else {
      throw OfficeRefusal(.usage, record, "没有公开过这条记录", "请核对编号")
    }
    guard newest.change != .withdrawal else {
      throw OfficeRefusal(
        .state, record, "这条记录已于 \(newest.day) 撤回", "无需再办")
    }
    return (number, newest)
  }

  /// Finishes an erasure that was interrupted.
  func finishErasures(site: String, by actor: Actor, now: Instant) throws {
    guard try ErasureMark(self).position() != nil else { return }
    _ = try publishErasing(site: site, full: false, by: actor, now: now) { _, _, _ in }
  }

  /// Publishes; when something was destroyed, by this publication or by one that was interrupted,
  /// archive, kept releases and the ledger's file are made to forget it too. May be done any number
  /// of times.
  func publishErasing(
    site: String, full: Bool, by actor: Actor, now: Instant, _ progress: @escaping ProgressReport
  ) throws -> Publication {
    var publication = try publishLocked(
      site: site, full: full, by: actor, now: now, progress)
    // Another folder than that of the withdrawal may still hold what was withdrawn.
    if publication.leaks.isEmpty { publication.leaks = try rewriteKept(site: site, now: now) }
    guard publication.leaks.isEmpty, let position = try ErasureMark(self).position() else {
      return publication
    }
    try cleanArchive(from: position)
    try ledger.forget()
    try ErasureMark(self).clear()
    return publication
  }

  /// Marks that an erasure begins: from here on a crash is made good by the next publication.
  func beginErasing(in session: LedgerSession) throws {
    guard try ErasureMark(self).position() == nil else { return }
    try ErasureMark(self).set(session.logSize())
  }

  /// Takes out of the archive what entries from a place of the log on destroyed.
  private func cleanArchive(from position: Int64) throws {
    var gone: [String: [ArchivedPublication.Gone]] = [:]
    try ledger.read { session in
      try session.forEachErasure(from: position) { entry, files in
        for file in files { gone[file, default: []].append(ArchivedPublication.Gone(entry)) }
      }
    }
    for (file, gone) in gone.sorted(by: { $0.key < $1.key }) {
      try ArchivedPublication.erase(gone, from: file, in: archive)
    }
  }

  /// Builds every kept release again that does not know the newest erasure, and all while an
  /// erasure is under way: the answer to an objection that was replaced is no entry of the log. The
  /// one before the live one gets the newest published log, where it is to be live again.
  func rewriteKept(
    site: String, withNewestLog isReturning: Bool = false, now: Instant
  ) throws -> [(file: String, offset: Int, kind: String)] {
    let policy = try policy()
    return try ledger.read { session in
      let projection = try Projection(
        office: self, session: session, policy: policy.policy, now: now)
      let erasures = try session.erasures()
      let isErasing = try ErasureMark(self).position() != nil
      let all = try KeptReleases.all(in: site)
      let live = all.firstIndex(where: \.isLive) ?? 0
      let newest = try session.lastLogHead()?.size
      for (place, kept) in all.enumerated() where !kept.isLive {
        let size = isReturning && place == live - 1 ? newest : nil
        guard isErasing || kept.erasures < erasures || size != nil else { continue }
        let source = try SiteRecords(projection, asOf: kept.logSize)
        let input = try projection.input(
          builtOn: kept.builtOn, parts: [try logPart(session, upTo: size ?? kept.logSize)])
        let leaks = try PublishSite(
          input: input, site: site, source: source, kept: settings.site.keptReleases,
          digest: Self.digest, feed: { SiteDigest() }
        ).rewrite(kept.release)
        if !leaks.isEmpty { return leaks.map { ($0.file, $0.offset, $0.kind.rawValue) } }
      }
      return []
    }
  }

  /// Files of ledgers that a rebuilding put aside.
  private func leftovers() throws -> [String] {
    try DurableFile.names(in: folder).filter {
      $0.hasPrefix("ledger") && $0 != "ledger.sqlite" && !$0.hasPrefix("ledger.sqlite-")
    }
  }
}

/// A file that stands while an erasure is under way, with the place of the log where it begins.
private struct ErasureMark {
  private let path: String

  init(_ office: Office) { path = office.folder + "/archive/erasing" }

  /// Nil when none is under way.
  func position() throws -> Int64? {
    try DurableFile.read(path, limit: 32).map { Int64(String(decoding: $0, as: UTF8.self)) ?? 0 }
  }

  func set(_ position: Int64) throws { try DurableFile.write(Array("\(position)".utf8), to: path) }
  func clear() throws { try DurableFile.remove(path) }
}
