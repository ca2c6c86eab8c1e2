import Ledger
import LoanBook
import Quantities
import Sealing
import StrictJSON
import TransparencyLog

extension Office {
  /// The log's part of the site, at the size of its records or another one. Which log it is was
  /// settled by its first checkpoint: another domain in the settings does not make it another log.
  func logPart(_ session: LedgerSession, upTo size: Int64? = nil) throws -> LogPart {
    let heads = try session.logHeads()
    let origin =
      heads.last?.origin
      ?? LogOrigin.make(domain: settings.site.domain, code: settings.code.text)
    let key = try keys().log
    let order = try logKeys(session, origin: origin, first: key.publicKey)
    guard order.current.key == key.publicKey else {
      throw OfficeRefusal(
        .fault, folder + "/keys/signing-log.pem", "日志私钥不是现行的那一把",
        "更换密钥时中断的，请再运行一次 mingdai log rotate；否则请从备份恢复 keys 文件夹")
    }
    return LogPart(
      keys: order, key: key, size: size,
      checkpoints: heads.map(\.size).filter { $0 <= size ?? .max })
  }

  /// Keeps the checkpoint of a release that went live; nothing when it went out before.
  ///
  /// The entry of the journal holds the signed note, so that a ledger made anew knows what the
  /// public has seen.
  func recordLogHead(
    _ part: LogPart, size: Int64, by actor: Actor, now: Instant
  ) throws {
    try ledger.write { session in
      guard try session.lastLogHead()?.size != size else { return }
      let head = try LedgerLog(session: session).head(size: size)
      let note = try Checkpoint(origin: part.keys.origin, head: head).signed(by: part.key)
      let entry = LogHeadEntry(
        size: size, origin: part.keys.origin, root: head.root.bytes,
        checkpoint: String(decoding: note, as: UTF8.self), publishedAt: now)
      try session.addLogHead(entry)
      try journal.add(
        Journal.Entry(command: Self.logHeadCommand, content: entry.json), in: session, by: actor,
        at: now)
    }
  }

  /// The command under which a checkpoint stands in the journal.
  static let logHeadCommand = "publish checkpoint"

  /// Compares the ledger's log with its checkpoints: nil when all is well.
  func logDamage(_ session: LedgerSession) throws -> String? {
    let log = LedgerLog(session: session)
    do {
      if let damage = try logKeyDamage(session) { return damage }
      for head in try session.logHeads() {
        guard let root = TreeHash(bytes: head.root),
          try log.head(size: head.size) == TreeHead(size: head.size, root: root)
        else { return "透明日志的前 \(head.size) 条与已公布的签名不符" }
      }
      let size = try session.logSize()
      var newest: [String: Int] = [:]
      var differing: [String] = []
      try session.forEachPublication(from: 0, before: size) { row in
        let subject = "\(row.kind.rawValue)/\(row.subject)"
        if row.revision != (newest[subject] ?? 0) + 1 { differing.append(row.subject) }
        newest[subject] = row.revision
        if let secret = row.secret, try !secret.opens(row.commitment) {
          differing.append(row.subject)
        }
      }
      guard differing.isEmpty else {
        return "公开内容与透明日志不符：\(differing.prefix(10).joined(separator: "、"))"
          + "（共 \(differing.count) 处）"
      }
      return nil
    } catch let fault as LogFault {
      return "透明日志不完整（\(fault)）"
    }
  }
}

extension Office {
  /// Whether each of the log's keys took over as it must, and each checkpoint that went out is
  /// signed by one of them: nil when all is well.
  private func logKeyDamage(_ session: LedgerSession) throws -> String? {
    let heads = try session.logHeads()
    guard let origin = heads.last?.origin else { return nil }
    let order = try logKeys(session, origin: origin, first: keys().log.publicKey)
    for place in order.keys.indices.dropFirst() where try order.succession(place) == .broken {
      return "第 \(place + 1) 把日志公钥没有合格的更换说明"
    }
    for head in heads {
      guard let note = SignedNote(Array(head.checkpoint.utf8)), try order.signed(note) else {
        return "透明日志 \(head.size) 条时的签名不是日志公钥的"
      }
    }
    return nil
  }
}

extension LogHeadEntry {
  /// The checkpoint as the journal keeps it.
  var json: JSONValue {
    [
      "size": .integer(size), "origin": .string(origin), "root": .string(Hex.encode(root)),
      "checkpoint": .string(checkpoint),
    ]
  }

  /// Reads what the journal keeps; nil when it is none.
  init?(_ content: JSONValue, at: Instant) {
    guard case .number(let number)? = content["size"], let size = number.integer,
      let origin = content.text("origin"), let root = content.text("root").flatMap(Hex.decode),
      let checkpoint = content.text("checkpoint")
    else { return nil }
    self.init(
      size: size, origin: origin, root: root, checkpoint: checkpoint, publishedAt: at)
  }
}

extension PublicationEntry.Secret {
  /// Whether salt and content are what the commitment stands for. The content was written as
  /// canonical JSON.
  fileprivate func opens(_ commitment: [UInt8]) throws -> Bool {
    try Digest.of(salt + Array(content.utf8), .sha256).bytes == commitment
  }
}

extension ReplayJournal {
  /// A checkpoint that went out is kept as it was signed.
  func replayLogHead(_ entry: JournalEntry, _ session: LedgerSession) throws {
    guard let head = LogHeadEntry(entry.content, at: entry.at) else {
      throw entry.unknown("透明日志签名", office.journal)
    }
    try session.addLogHead(head)
  }
}
