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
    try DurableFile.write(bytes, to: path(of: number))
    for package in entry.sent { try package.keep(in: archive) }
    try session.setJournalHead(count: number, digest: try Digest.of(bytes, .sha256).hex)
  }

  /// Puts aside the entry that a crash left without its transaction. A crash leaves one at most:
  /// with more the ledger is older than its journal, and nothing may be written over them.
  func reconcile(with head: (count: Int, digest: String)?) throws {
    if try isLonger(than: head) {
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
    let entry: JSONValue
    do {
      entry = try JSONNode.parse(bytes, limits: .exchange).value
    } catch {
      // Not written by us, and it names nothing.
      return
    }
    for package in entry["sent"]?.elements ?? [] {
      guard let name = package.text("archivedAs"), Hex.decode(name)?.count == Digest.byteCount
      else { continue }
      try archive.remove(name)
    }
  }

  /// Checks the chain up to the ledger's head; nil when it is whole, else what is wrong.
  func damage(head: (count: Int, digest: String)?) throws -> String? {
    if try isLonger(than: head) { return "操作日志比账本新，账本可能是从旧备份恢复的" }
    var previous: String?
    for number in 1...max(1, head?.count ?? 0) where head != nil {
      guard let bytes = try DurableFile.read(path(of: number), limit: Journal.entryBytes) else {
        return "缺少第 \(number) 条"
      }
      let entry: JSONValue
      do {
        entry = try JSONNode.parse(bytes, limits: .exchange).value
      } catch {
        return "第 \(number) 条不是合规的 JSON"
      }
      guard entry["previous"] == (previous.map(JSONValue.string) ?? .null) else {
        return "第 \(number) 条与前一条不相连"
      }
      previous = try Digest.of(bytes, .sha256).hex
    }
    return previous == head?.digest ? nil : "最后一条与账本记录的不一致"
  }

  /// Reads the chain from its beginning, an entry at a time.
  ///
  /// - Throws: ``OfficeRefusal`` when it does not hang together.
  func forEachEntry(_ body: (JournalEntry, _ digest: String) throws -> Void) throws {
    var previous: String?
    var number = 1
    while let bytes = try DurableFile.read(path(of: number), limit: Journal.entryBytes) {
      let json: JSONValue
      do {
        json = try JSONNode.parse(bytes, limits: .exchange).value
      } catch {
        throw broken(number, "不是合规的 JSON")
      }
      guard json["previous"] == .text(previous), let entry = JournalEntry(json),
        entry.number == number
      else { throw broken(number, "与前一条不相连或缺少内容") }
      let digest = try Digest.of(bytes, .sha256).hex
      try body(entry, digest)
      previous = digest
      number += 1
    }
    if try DurableFile.read(path(of: number + 1), limit: Journal.entryBytes) != nil {
      throw broken(number, "缺失")
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
