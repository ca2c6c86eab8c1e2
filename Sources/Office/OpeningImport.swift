import BankExchange
import DropBox
import Ledger
import LoanBook
public import Opening
public import Quantities
import Settlement
public import StrictJSON

/// What became of a file of an opening import. COMMAND `opening import`.
public struct OpeningOutcome: Sendable {
  /// Which table.
  public let table: OpeningTable
  /// Its SHA-256 digest.
  public let digest: String
  /// Whether it was imported before; then nothing of it was read again.
  public let wasThere: Bool
  /// Rows taken and refused, and all findings.
  public let summary: OpeningSummary

  /// The outcome for programs.
  public var json: JSONValue {
    [
      "table": .string(table.rawValue), "sha256": .string(digest), "again": .bool(wasThere),
      "accepted": .integer(Int64(summary.accepted)), "refused": .integer(Int64(summary.refused)),
      "findingCount": .integer(Int64(summary.findingCount)),
      "findings": .array(
        summary.findings.map { finding in
          [
            "row": .integer(Int64(finding.row)),
            "column": finding.column.map { .integer(Int64($0)) } ?? .null,
            "heading": .text(finding.heading), "code": .string(finding.code.rawValue),
            "message": .string(finding.message), "remedy": .string(finding.remedy),
          ]
        }),
    ]
  }
}

extension Office {
  /// Takes running notes, and subsidies paid for them, from before this system. What is accepted
  /// stands in the ledger as records of the banks; refused rows do not stop the rest. A file that
  /// was imported before has no effect. What was paid counts as settled, by the figure as then
  /// known (``OpeningSettlement``).
  ///
  /// - Throws: ``OfficeRefusal`` when a file is not there; or, as a fault, when the two engines
  ///   disagree.
  public func importOpening(
    notes: String?, payments: String?, by actor: Actor, now: Instant,
    progress: ProgressReport = { _, _, _ in }
  ) throws -> [OpeningOutcome] {
    let policy = try policy()
    let files = [(OpeningTable.notes, notes), (.payments, payments)].compactMap { table, path in
      path.map { (table, $0) }
    }
    return try locked(at: now, afterRuns: true) { now in
      let store = try OpeningArchive(archive)
      let kept = try files.map { table, path in (table, try keep(path, in: store)) }
      do {
        return try ledger.write { session in
          var desk = OpeningDesk(
            office: self, store: store, session: session, policy: policy, now: now)
          let outcomes = try kept.map { table, digest in
            try desk.take(table, digest, by: actor, progress: progress)
          }
          if !desk.taken.isEmpty {
            try policy.keep(in: session, archive: archive, at: now)
            try journal.add(
              Journal.Entry(
                command: "opening import",
                content: [
                  "policy": .string(policy.digest), "files": .array(desk.taken.map(\.json)),
                ]), in: session, by: actor, at: now)
          }
          return outcomes
        }
      } catch let fault as EnginesDisagree {
        throw OfficeRefusal(fault)
      }
    }
  }

  private func keep(_ path: String, in store: OpeningArchive) throws -> String {
    do {
      return try store.keep(path)
    } catch let fault as DropBoxFault {
      guard fault.isMissingFile else { throw fault }
      throw OfficeRefusal(.usage, path, "没有这个文件", "请核对文件名")
    }
  }
}

/// Takes the files of one import within its transaction.
private struct OpeningDesk {
  let office: Office
  let store: OpeningArchive
  let session: LedgerSession
  let policy: PolicyInUse
  let now: Instant
  private(set) var taken: [OpeningTaken] = []

  init(
    office: Office, store: OpeningArchive, session: LedgerSession, policy: PolicyInUse,
    now: Instant
  ) {
    self.office = office
    self.store = store
    self.session = session
    self.policy = policy
    self.now = now
  }

  mutating func take(
    _ table: OpeningTable, _ digest: String, by actor: Actor, progress: ProgressReport
  ) throws -> OpeningOutcome {
    if try session.hasOpeningFile(digest) {
      return OpeningOutcome(
        table: table, digest: digest, wasThere: true, summary: OpeningSummary())
    }
    let (summary, facts) =
      try table == .notes ? notes(digest, progress) : payments(digest, progress)
    guard summary.accepted > 0 else {
      try store.remove(digest)
      return OpeningOutcome(table: table, digest: digest, wasThere: false, summary: summary)
    }
    let file = OpeningTaken(
      table: table, digest: digest, accepted: summary.accepted, refused: summary.refused,
      facts: facts)
    try file.keep(in: session, store, office, policy, by: actor, at: now)
    taken.append(file)
    return OpeningOutcome(table: table, digest: digest, wasThere: false, summary: summary)
  }

  private func context() throws -> OpeningContext {
    OpeningContext(
      policy: policy.policy, banks: Set(try session.banks().map(\.code)), today: now.day,
      firstPeriod: office.settings.firstPeriod, upperAge: office.settings.upperAge)
  }

  private func notes(
    _ digest: String, _ progress: ProgressReport
  ) throws -> (OpeningSummary, [OpeningTaken.Facts]) {
    var reader = OpeningNotesReader(try context())
    var facts: [PartyCode: OpeningArchive.Facts] = [:]
    func accept(_ note: OpeningNote) throws -> OpeningObjection? {
      guard let bank = try session.bank(note.key.bank) else { return .unknownNote }
      guard try session.note(note.key.noteNo, of: bank) == nil else { return .noteOnFile }
      let file = try facts[bank.code] ?? .init(in: store, beginning: bank.code.text)
      facts[bank.code] = file
      for record in note.records(file: digest) { try file.add(RecordEncoder.encode(record)) }
      return nil
    }
    try store.read(digest) { piece in
      try reader.take(piece) { try accept($0) }
      progress("读取在贷借据表", reader.summary.accepted + reader.summary.refused, nil)
    }
    try reader.finish { try accept($0) }
    let files = try facts.sorted { $0.key < $1.key }.map { bank, file in
      OpeningTaken.Facts(bank: bank, count: file.count, digest: try file.finish())
    }
    return (reader.summary, files)
  }

  private func payments(
    _ digest: String, _ progress: ProgressReport
  ) throws -> (OpeningSummary, [OpeningTaken.Facts]) {
    var reader = OpeningPaymentsReader(try context())
    var settlement = try OpeningSettlement(office, session, policy, now: now)
    try store.read(digest) { piece in
      try reader.take(piece) { try settlement.take($0) }
      progress("读取已付贴息表", reader.summary.accepted + reader.summary.refused, nil)
    }
    try reader.finish { try settlement.take($0) }
    guard reader.summary.accepted > 0 else { return (reader.summary, []) }
    let facts = try OpeningArchive.Facts(in: store, beginning: "payments")
    try settlement.settle(progress) { try facts.add($0) }
    let file = OpeningTaken.Facts(bank: nil, count: facts.count, digest: try facts.finish())
    return (reader.summary, [file])
  }
}
