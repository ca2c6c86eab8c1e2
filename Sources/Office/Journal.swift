import DropBox
import Ledger
import Quantities
import Sealing
import StrictJSON

/// The journal: every command that changed something, as hash-chained canonical JSON, one file
/// each. With packages and policy data it is what the ledger can be rebuilt from.
///
/// An entry is on the disk before its command is acknowledged and before the ledger's transaction
/// ends; an entry beyond the ledger's head was never acknowledged and is put aside.
struct Journal {
  let folder: String
  let archive: PackageArchive

  /// What one command did, and the packages that it sends.
  struct Entry {
    var command: String
    var content: JSONValue
    var sent: [PackageToSend] = []
  }

  func path(of number: Int) -> String {
    let digits = String(number)
    return folder + "/" + String(repeating: "0", count: max(0, 9 - digits.count)) + digits + ".json"
  }

  /// Adds an entry as the last step of its command's transaction, and puts what it sends into the
  /// archive: in this order, so that after a crash the entry names whatever lies there in vain.
  func add(
    _ entry: Entry, in session: LedgerSession, by actor: Actor, at now: Instant
  ) throws {
    let head = try session.journalHead()
    let number = (head?.count ?? 0) + 1
    let json: JSONValue = [
      "number": .integer(Int64(number)),
      "previous": head.map { .string($0.digest) } ?? .null,
      "at": .string(now.description), "by": .string(actor.name),
      "systemUser": .string(actor.systemUser), "command": .string(entry.command),
      "content": entry.content, "sent": .array(entry.sent.map(\.journal)),
    ]
    let bytes = json.canonical()
    guard bytes.count <= Journal.entryBytes else {
      throw OfficeRefusal(
        .fault, path(of: number), "这条操作日志超过 \(Journal.entryBytes >> 20) MiB，没有写入",
        "请把这批数据分成较小的包后再报")
    }
    // What an undone transaction of this process left at the place.
    if let left = try DurableFile.read(path(of: number), limit: Journal.entryBytes) {
      try takeBack(left)
    }
    try DurableFile.write(bytes, to: path(of: number))
    for package in entry.sent { try package.keep(in: archive) }
    try session.setJournalHead(count: number, digest: try Digest.of(bytes, .sha256).hex)
  }

  /// Puts aside the entry that a crash left without its transaction. A crash leaves one at most:
  /// with more, or when `wasAcknowledged` knows the one, the ledger is older than its journal, and
  /// nothing may be written over them.
  func reconcile(
    with head: (count: Int, digest: String)?, wasAcknowledged: (JournalEntry?) throws -> Bool
  ) throws {
    if try isLonger(than: head) || wasAcknowledged(entry(after: head)) {
      throw OfficeRefusal(
        .fault, folder, "操作日志比账本新，账本可能是从旧备份恢复的",
        "请恢复最新的备份，或用 mingdai rebuild 由档案重建账本")
    }
    let beyond = path(of: (head?.count ?? 0) + 1)
    guard let bytes = try DurableFile.read(beyond, limit: Journal.entryBytes) else { return }
    try takeBack(bytes)
    try DurableFile.write(bytes, to: beyond + ".unacknowledged")
    try DurableFile.remove(beyond)
  }

  /// Takes out of the archive what an entry sent that was never acknowledged.
  private func takeBack(_ bytes: [UInt8]) throws {
    for package in Journal.entry(bytes)?.sent ?? []
    where Hex.decode(package.entry.archivedAs)?.count == Digest.byteCount {
      try archive.remove(package.entry.archivedAs)
    }
  }

  /// The entry in a file; nil when it is not one.
  private static func entry(_ bytes: [UInt8]) -> JournalEntry? {
    do {
      return try JournalEntry(JSONNode.parse(bytes, limits: .journal).value)
    } catch {
      return nil
    }
  }

  /// The entry beyond a ledger's head, which a crash may have left.
  func entry(after head: (count: Int, digest: String)?) throws -> JournalEntry? {
    let path = path(of: (head?.count ?? 0) + 1)
    return try DurableFile.read(path, limit: Journal.entryBytes).flatMap(Journal.entry)
  }

  /// The instant of the ledger's last entry; nil before the first.
  ///
  /// - Throws: ``OfficeRefusal`` when the entry is not there or is none.
  func lastInstant(head: (count: Int, digest: String)?) throws -> Instant? {
    guard let head else { return nil }
    guard let bytes = try DurableFile.read(path(of: head.count), limit: Journal.entryBytes),
      let entry = Journal.entry(bytes)
    else { throw broken(head.count, "缺失或无法辨认") }
    return entry.at
  }

  /// The number of the last entry in the folder, 0 without any.
  func lastNumber() throws -> Int {
    try DurableFile.names(in: folder).compactMap { name in
      name.hasSuffix(".json") ? Int(name.dropLast(5)) : nil
    }.max() ?? 0
  }

  /// Checks the chain up to the ledger's head; nil when it is whole, else what is wrong. Every
  /// entry up to there is handed to `look`.
  func damage(
    head: (count: Int, digest: String)?, _ look: (JournalEntry) throws -> Void = { _ in }
  ) throws -> String? {
    if try isLonger(than: head) { return "操作日志比账本新，账本可能是从旧备份恢复的" }
    var last: String?
    do {
      try forEachEntry(upTo: head?.count ?? 0) { entry, digest in
        try look(entry)
        last = digest
      }
    } catch let refusal as OfficeRefusal {
      return refusal.problem
    }
    return last == head?.digest ? nil : "最后一条与账本记录的不一致"
  }

  /// Reads the chain from its beginning to an entry, one at a time.
  ///
  /// - Throws: ``OfficeRefusal`` when it does not hang together.
  func forEachEntry(
    upTo last: Int, _ body: (JournalEntry, _ digest: String) throws -> Void
  ) throws {
    var previous: String?
    for number in stride(from: 1, through: last, by: 1) {
      guard let bytes = try DurableFile.read(path(of: number), limit: Journal.entryBytes) else {
        throw broken(number, "缺失")
      }
      let json: JSONValue
      do {
        json = try JSONNode.parse(bytes, limits: .journal).value
      } catch {
        throw broken(number, "不是合规的 JSON")
      }
      guard json["previous"] == .text(previous), let entry = JournalEntry(json),
        entry.number == number
      else { throw broken(number, "与前一条不相连或缺少内容") }
      let digest = try Digest.of(bytes, .sha256).hex
      try body(entry, digest)
      previous = digest
    }
  }

  private func broken(_ number: Int, _ problem: String) -> OfficeRefusal {
    OfficeRefusal(
      .fault, path(of: number), "操作日志第 \(number) 条\(problem)", "请从备份恢复 archive/journal 后再试")
  }

  private func isLonger(than head: (count: Int, digest: String)?) throws -> Bool {
    let second = path(of: (head?.count ?? 0) + 2)
    return try DurableFile.read(second, limit: Journal.entryBytes) != nil
  }

  private static let entryBytes: Int64 = 64 << 20
}

extension JSONLimits {
  /// An entry may hold the places of the refused records of a large batch, or a certificate.
  fileprivate static let journal = JSONLimits(depth: 16, stringBytes: 64 << 20)
}
