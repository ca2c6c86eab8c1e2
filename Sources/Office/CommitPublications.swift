import Disclosure
import DropBox
import Foundation
import Ledger
import LoanBook
import Quantities
import Sealing
import Settlement
import StrictJSON
import TransparencyLog

extension Office {
  /// Puts revisions into the log, with everything that has to be remembered of them: the ledger,
  /// the archive's file with salts and contents, the journal with the commitments. The last step of
  /// its transaction: after a crash either all of it is there or nothing.
  func commit(
    _ revisions: [NewRevision], through: Projected?, in session: LedgerSession, by actor: Actor,
    now: Instant
  ) throws {
    let start = try session.logSize()
    let file = revisions.isEmpty ? "" : ArchivedPublication.name(from: start)
    let made = try keep(
      revisions, from: start, on: now.day, as: file, in: session)
    try LedgerLog(session: session).grow(newest: made.hashes)
    if let through { try session.setProjected(through) }
    try journal.add(
      Journal.Entry(
        command: "publish",
        content: .object(
          [
            JSONMember("file", .string(file)),
            JSONMember("revisions", .array(made.journal)),
          ] + (through.map { [JSONMember("through", $0.journal)] } ?? []))), in: session,
      by: actor, at: now)
  }

  /// Makes entries of revisions on all processors, and keeps them in their order: in the ledger,
  /// and in the archive's file, down to the disk.
  ///
  /// - Returns: the entries as the journal holds them, and their hashes in the log's tree.
  private func keep(
    _ revisions: [NewRevision], from start: Int64, on day: Day, as file: String,
    in session: LedgerSession
  ) throws -> (journal: [JSONValue], hashes: [TreeHash]) {
    var made: (journal: [JSONValue], hashes: [TreeHash]) = ([], [])
    if revisions.isEmpty { return made }
    let archived = try ArchivedPublication.begin(file, in: archive)
    func take(_ entries: [MadeEntry]) throws {
      for made in entries {
        try archived.write(made.line)
        try Office.keep(made.entry, row: made.row, in: session)
      }
      made.journal += entries.map(\.journal)
      made.hashes += entries.map(\.hash)
    }
    let workers = ProcessInfo.processInfo.activeProcessorCount
    let crew = SettlementCrew<String, [(Int64, NewRevision)], [MadeEntry]>(
      Array(repeating: file, count: workers)
    ) { file, revisions in
      try revisions.map { try MadeEntry($1, at: $0, on: day, archivedIn: file) }
    }
    for first in stride(from: 0, to: revisions.count, by: Office.madeAtOnce) {
      let portion = revisions[first..<min(first + Office.madeAtOnce, revisions.count)]
      try crew.put(zip(portion.indices, portion).map { (start + Int64($0), $1) }, take)
    }
    try crew.drain(take)
    try archived.finish(as: file)
    return made
  }

  /// So many entries are made by one worker.
  private static let madeAtOnce = 256

  /// Keeps a revision in the ledger, and what follows from it for the records that stand.
  static func keep(
    _ entry: PublicationEntry, row: PublicRow?, in session: LedgerSession
  ) throws {
    try session.publish(entry)
    if entry.change == .withdrawal || entry.change == .redaction {
      try session.destroy(entry.subject, kind: entry.kind, before: entry.revision)
    }
    guard entry.kind == .record else { return }
    if entry.change == .withdrawal, let number = RecordNumber(entry.subject) {
      try session.hide(year: number.year, number: number.serial)
    } else if var row {
      row.position = entry.position
      try session.show(row)
    }
  }
}

/// An entry of the log with everything that is kept of it.
private struct MadeEntry: Sendable {
  let entry: PublicationEntry
  let row: PublicRow?
  /// Its line in the archive's file.
  let line: [UInt8]
  let journal: JSONValue
  let hash: TreeHash

  /// Commits to a revision, with a salt of its own.
  init(
    _ revision: NewRevision, at position: Int64, on day: Day, archivedIn file: String
  ) throws {
    let salt = try randomBytes(16)
    entry = PublicationEntry(
      position: position, kind: revision.kind, subject: revision.subject,
      revision: revision.revision, day: day, change: revision.change, reason: revision.reason,
      commitment: try Digest.of(salt + Array(revision.content.utf8), .sha256).bytes,
      secret: PublicationEntry.Secret(salt: salt, content: revision.content), archivedIn: file)
    row = revision.row
    line = ArchivedPublication.line(entry)
    journal = entry.journal
    hash = try TreeHash.leaf(entry.leaf)
  }
}

extension PublicationEntry {
  /// As the journal holds it: what was published by its commitment only.
  var journal: JSONValue {
    [
      "change": .string(change.rawValue), "commitment": .string(Hex.encode(commitment)),
      "kind": .string(kind.rawValue), "number": .string(subject), "reason": .string(reason),
      "revision": .integer(Int64(revision)),
    ]
  }

  /// Reads a revision of the journal; nil when it is none.
  init?(journal json: JSONValue, position: Int64, day: Day, archivedIn: String) {
    guard let change = json.text("change").flatMap(Change.init),
      let commitment = json.text("commitment").flatMap(Hex.decode),
      let kind = json.text("kind").flatMap(Kind.init), let subject = json.text("number"),
      let reason = json.text("reason")
    else { return nil }
    self.init(
      position: position, kind: kind, subject: subject, revision: json.count("revision"),
      day: day, change: change, reason: reason, commitment: commitment, secret: nil,
      archivedIn: archivedIn)
  }
}

extension Projected {
  var journal: JSONValue {
    [
      "basis": .string(basis), "day": .string(day.description), "fact": .integer(fact),
      "record": .integer(record), "runs": .string(runs),
    ]
  }

  init?(journal json: JSONValue) {
    guard let basis = json.text("basis"), let day = json.text("day").flatMap({ Day($0) }),
      let runs = json.text("runs")
    else { return nil }
    self.init(
      record: Int64(json.count("record")), fact: Int64(json.count("fact")), day: day, runs: runs,
      basis: basis)
  }
}
