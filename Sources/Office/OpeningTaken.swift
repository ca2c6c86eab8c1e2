import BankExchange
import Intake
import Ledger
import LoanBook
import Opening
import Quantities
import StrictJSON

/// A file of an opening import as the journal holds it: with what lies in `archive/opening/` it is
/// all that the ledger needs to have its facts, now and when it is rebuilt.
struct OpeningTaken {
  /// Facts that were accepted, in a file of their own.
  struct Facts {
    /// Whose records they are; nil for payments.
    let bank: PartyCode?
    let count: Int
    let digest: String
  }

  let table: OpeningTable
  let digest: String
  let accepted: Int
  let refused: Int
  let facts: [Facts]

  var json: JSONValue {
    [
      "table": .string(table.rawValue), "sha256": .string(digest),
      "accepted": .integer(Int64(accepted)), "refused": .integer(Int64(refused)),
      "facts": .array(
        facts.map { file in
          [
            "bank": .text(file.bank?.text), "count": .integer(Int64(file.count)),
            "sha256": .string(file.digest),
          ]
        }),
    ]
  }

  /// Reads it back; nil when a member is missing.
  init?(_ json: JSONValue) {
    guard let table = json.text("table").flatMap(OpeningTable.init(rawValue:)),
      let digest = json.text("sha256")
    else { return nil }
    self.table = table
    self.digest = digest
    accepted = json.count("accepted")
    refused = json.count("refused")
    let files = json["facts"]?.elements ?? []
    facts = files.compactMap { file in
      guard let digest = file.text("sha256") else { return nil }
      return Facts(
        bank: file.text("bank").flatMap { PartyCode($0) }, count: file.count("count"),
        digest: digest)
    }
    guard facts.count == files.count else { return nil }
  }

  init(table: OpeningTable, digest: String, accepted: Int, refused: Int, facts: [Facts]) {
    self.table = table
    self.digest = digest
    self.accepted = accepted
    self.refused = refused
    self.facts = facts
  }
}

extension OpeningTaken {
  /// Keeps the facts and that the file was taken.
  func keep(
    in session: LedgerSession, _ store: OpeningArchive, _ office: Office, _ policy: PolicyInUse,
    by actor: Actor, at now: Instant
  ) throws {
    for file in facts {
      guard try store.hasFacts(file.digest) else { throw damaged(file) }
      switch table {
      case .notes: try keepRecords(file, in: session, store, office, policy, at: now)
      case .payments: try keepPayments(file, in: session, store, at: now)
      case .applicants: throw damaged(file)
      }
    }
    try session.keepOpeningFile(
      digest, kind: table.rawValue, accepted: accepted, refused: refused, by: actor.name, at: now)
  }

  /// The same way as the records of an archived package.
  private func keepRecords(
    _ file: Facts, in session: LedgerSession, _ store: OpeningArchive, _ office: Office,
    _ policy: PolicyInUse, at now: Instant
  ) throws {
    guard let code = file.bank, let bank = try session.bank(code) else { throw damaged(file) }
    var package = try session.openingPackage(of: bank, at: now)
    var book = LedgerBook(session: session, bank: bank, package: package.seq, now: now)
    let context = IntakeContext(
      system: office.settings.code, bank: code, keys: [], now: now, policy: policy.policy,
      upperAge: office.settings.upperAge)
    var replay = RecordReplay(context: context, refused: [])
    do {
      let count = try replay.run(store.facts(file.digest), book: &book) { _ in }
      guard count == file.count else { throw damaged(file) }
    } catch is RecordReplay.Failure {
      throw damaged(file)
    }
    package.accepted += file.count
    try session.finish(package)
  }

  private func keepPayments(
    _ file: Facts, in session: LedgerSession, _ store: OpeningArchive, at now: Instant
  ) throws {
    let reader = try store.facts(file.digest)
    guard case .beginObject = try reader.next(), try reader.readName() == "records",
      case .beginArray = try reader.next()
    else { throw damaged(file) }
    while let node = try reader.readElement() {
      guard let (code, payment) = OpeningPaymentEntry.read(node.value, at: now),
        let bank = try session.bank(code)
      else { throw damaged(file) }
      try session.keep(payment, of: bank)
    }
  }

  private func damaged(_ file: Facts) -> OfficeRefusal {
    OfficeRefusal(
      .fault, file.digest, "档案中的期初数据缺失、被改动或与操作日志不符", "请从备份恢复 archive/opening 后再试")
  }
}

extension Office {
  /// What is missing or changed in the archive of an opening import. COMMAND `check`.
  func openingGaps(_ entry: JournalEntry) throws -> [String] {
    guard entry.command == "opening import" else { return [] }
    let store = try OpeningArchive(archive)
    return try (entry.content["files"]?.elements ?? []).compactMap(OpeningTaken.init)
      .filter { file in
        try !store.hasTable(file.digest)
          || !file.facts.allSatisfy { try store.hasFacts($0.digest) }
      }
      .map { "期初导入 \($0.digest.prefix(16)) 的档案缺失或被改动" }
  }
}

extension ReplayJournal {
  /// An opening import again.
  func replayOpening(_ entry: JournalEntry, _ session: LedgerSession) throws {
    let files = (entry.content["files"]?.elements ?? []).compactMap(OpeningTaken.init)
    guard !files.isEmpty, files.count == entry.content["files"]?.elements.count,
      let digest = entry.content.text("policy")
    else { throw entry.unknown("期初导入", office.journal) }
    let store = try OpeningArchive(office.archive)
    for file in files {
      try file.keep(in: session, store, office, policy, by: entry.actor, at: entry.at)
    }
    try PolicyInUse.keepArchived(digest, office.archive, in: session, at: entry.at)
  }
}
