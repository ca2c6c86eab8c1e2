import Disclosure
import Ledger
import LoanBook
import Quantities
import Sealing
import StrictJSON

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
    var entries: [PublicationEntry] = []
    for (place, revision) in revisions.enumerated() {
      let salt = try randomBytes(16)
      entries.append(
        PublicationEntry(
          position: start + Int64(place), kind: revision.kind, subject: revision.subject,
          revision: revision.revision, day: now.day, change: revision.change,
          reason: revision.reason,
          commitment: try Digest.of(salt + Array(revision.content.utf8), .sha256).bytes,
          secret: PublicationEntry.Secret(salt: salt, content: revision.content),
          archivedIn: file))
    }
    if !entries.isEmpty { try ArchivedPublication.write(entries, as: file, in: archive) }
    for (entry, revision) in zip(entries, revisions) {
      try Office.keep(entry, row: revision.row, in: session)
    }
    try LedgerLog(session: session).grow()
    if let through { try session.setProjected(through) }
    try journal.add(
      Journal.Entry(
        command: "publish",
        content: .object(
          [
            JSONMember("file", .string(file)),
            JSONMember("revisions", .array(entries.map(\.journal))),
          ] + (through.map { [JSONMember("through", $0.journal)] } ?? []))), in: session,
      by: actor, at: now)
  }

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
