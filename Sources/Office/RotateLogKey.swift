import Ledger
import LoanBook
public import Quantities
import Sealing
import StrictJSON
import TransparencyLog

/// A change of the key that signs the transparency log. COMMAND `log rotate`.
public struct LogKeyRotation: Sendable {
  /// Which log it is.
  public let origin: String
  /// The key that signed so far.
  public let old: SystemKey
  /// The key that signs from the next publication on.
  public let new: SystemKey
  /// The size of the log at which the new key follows.
  public let size: Int64
  /// The two people who declare it, where the old key is lost; empty where it signed.
  public let declaredBy: [String]
}

extension Office {
  /// Makes a new key for the transparency log, which two people must approve. The note by which it
  /// follows is signed by both keys; when the old one is lost, by the new one with the names of the
  /// two, which every checker will say. DISCLOSURE §3.
  ///
  /// The site shows the new key with the next publication. After a crash the same call finishes
  /// what was begun, and makes no further key.
  ///
  /// - Throws: ``OfficeRefusal``.
  public func rotateLogKey(
    isLost: Bool, approvers: [String], by actor: Actor, now: Instant
  ) throws -> LogKeyRotation {
    guard approvers.count == 2, Set(approvers).count == 2 else {
      throw OfficeRefusal(.usage, "log rotate", "更换日志密钥需要两名批准人", "请给出两个不同的 --approve")
    }
    return try locked(at: now, afterRuns: false) { now in
      let folder = folder + "/keys"
      let old = try oldLogKey(isLost, in: folder)
      let next = try SystemKeys.nextLog(in: folder)
      let rotation = try ledger.write { session in
        guard let head = try session.lastLogHead(), let root = TreeHash(bytes: head.root) else {
          throw OfficeRefusal(.state, "log rotate", "还没有公布过透明日志，没有可以更换的密钥", "请先用 publish 发布")
        }
        let keys = try logKeys(session, origin: head.origin, first: old.publicKey)
        if keys.current.key == next.publicKey {
          return try outcome(keys, at: head.size)
        }
        try require(old.publicKey, toBeCurrentOf: keys, head)
        let followed = try keys.followed(
          by: next, at: TreeHead(size: head.size, root: root), old: old.key,
          declaredBy: isLost ? approvers : [])
        try keep(followed, approvers, session, actor, now)
        return try outcome(followed, at: head.size)
      }
      // Last: until here the old key signs, or nothing can be signed and the call is made again.
      try SystemKeys.promoteLog(next, settings.code, in: folder)
      return rotation
    }
  }

  /// The log's keys in their order: `first` alone until the first change.
  ///
  /// - Throws: ``OfficeRefusal`` when what the ledger holds is no order of keys.
  func logKeys(
    _ session: LedgerSession, origin: String, first: LogPublicKey
  ) throws -> LogKeys {
    let entries = try session.logKeys()
    guard !entries.isEmpty else { return LogKeys(origin: origin, key: first) }
    guard
      let keys = LogKeys(
        origin: origin, keys: entries.compactMap { LogPublicKey(bytes: $0.key) },
        changes: entries.compactMap(\.change)), keys.keys.count == entries.count
    else {
      throw OfficeRefusal(.fault, "log_key", "账本中的日志公钥已损坏", "请运行 mingdai check，并用 rebuild 重建账本")
    }
    return keys
  }

  private func oldLogKey(
    _ isLost: Bool, in folder: String
  ) throws -> (key: LogKey?, publicKey: LogPublicKey) {
    let file = folder + "/signing-log.pem"
    if let key = try SystemKeys.log(in: folder) {
      if isLost {
        throw OfficeRefusal(.usage, file, "日志私钥还在，不必声明遗失", "请去掉 --lost，由新旧两把密钥共同签名")
      }
      return (key, key.publicKey)
    }
    guard isLost else {
      throw OfficeRefusal(
        .state, file, "没有日志私钥，不能由它签名", "请从备份恢复；找不回的，加 --lost，由两名批准人声明")
    }
    guard let publicKey = try SystemKeys.logPublicKey(settings.code, in: folder) else {
      throw OfficeRefusal(
        .fault, SystemKeys.logFile(folder, settings.code), "旧的日志公钥文件也没有了",
        "请从备份恢复 keys 文件夹中的公钥文件")
    }
    return (nil, publicKey)
  }

  /// The key in the file must be the one that signed the newest head, or the note would name a key
  /// that nobody knows.
  private func require(
    _ key: LogPublicKey, toBeCurrentOf keys: LogKeys, _ head: LogHeadEntry
  ) throws {
    let note = SignedNote(Array(head.checkpoint.utf8))
    guard keys.current.key == key, try note.map(keys.signed) == true else {
      throw OfficeRefusal(
        .fault, folder + "/keys", "日志密钥文件不是签过已公布检查点的那一把", "请从备份恢复 keys 文件夹")
    }
  }

  private func keep(
    _ keys: LogKeys, _ approvers: [String], _ session: LedgerSession, _ actor: Actor,
    _ now: Instant
  ) throws {
    guard let change = keys.changes.last, keys.keys.count > 1 else {
      preconditionFailure("a key has followed")
    }
    let old = keys.keys[keys.keys.count - 2].key.bytes
    let note = String(decoding: change.bytes, as: UTF8.self)
    try session.followLogKey(old, by: LogKeyEntry(key: keys.current.key.bytes, change: note))
    try journal.add(
      Journal.Entry(
        command: Self.logKeyCommand,
        content: [
          "old": .string(Hex.encode(old)), "new": .string(Hex.encode(keys.current.key.bytes)),
          "change": .string(note), "approvers": .array(approvers.map { .string($0) }),
        ]), in: session, by: actor, at: now)
  }

  private func outcome(_ keys: LogKeys, at size: Int64) throws -> LogKeyRotation {
    let last = keys.keys.count - 1
    let file = SystemKeys.logFile(folder + "/keys", settings.code)
    func key(_ key: LogPublicKey) -> SystemKey {
      SystemKey(keyId: Hex.encode(key.bytes), suite: "Ed25519", publicKeyFile: file)
    }
    var people: [String] = []
    if case .declared(let names) = try keys.succession(last) { people = names }
    return LogKeyRotation(
      origin: keys.origin, old: key(keys.keys[last - 1].key), new: key(keys.keys[last].key),
      size: size,
      declaredBy: people)
  }

  /// The command under which a change of the log's key stands in the journal.
  static let logKeyCommand = "log rotate"
}

extension ReplayJournal {
  /// A key of the log that took over, with the note as it was signed.
  func replayLogKey(_ entry: JournalEntry, _ session: LedgerSession) throws {
    guard let old = entry.content.text("old").flatMap(Hex.decode),
      let new = entry.content.text("new").flatMap(Hex.decode),
      let change = entry.content.text("change")
    else { throw entry.unknown("日志公钥", office.journal) }
    try session.followLogKey(old, by: LogKeyEntry(key: new, change: change))
  }
}
