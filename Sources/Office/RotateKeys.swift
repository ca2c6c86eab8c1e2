import BankExchange
import DropBox
import Ledger
import LoanBook
public import Quantities
public import Sealing
import StrictJSON

/// A rotation of one of the system's signing keys. COMMAND `keys rotate`.
public struct KeyRotation: Sendable {
  /// The key that signed so far.
  public let old: SystemKey
  /// The key that signs from now on.
  public let new: SystemKey
  /// Until when the old public key stays in every bank's `keys/`.
  public let readableUntil: Instant
  /// The announcements that went out: none for what an interrupted run sent already.
  public let announcements: [Announcement]

  /// A KEY_ANNOUNCE to one bank.
  public struct Announcement: Hashable, Sendable {
    /// The bank's code.
    public let bank: String
    /// The package in its outbox.
    public let packageId: String
  }
}

/// The system's keys with those that banks may still need. COMMAND `keys letter`.
public struct SystemKeyList: Sendable {
  /// The signing keys in use, and the log's key last.
  public let current: [SystemKey]
  /// Past signing keys within their overlap, newest first.
  public let past: [(key: SystemKey, readableUntil: Instant)]
}

extension Office {
  /// How long banks can read a past key beside its successor. EXCHANGE §5.
  static let overlapSeconds: Int64 = 30 * 86_400

  /// Makes a new signing key of a suite, which two people must approve: the old key announces it to
  /// every bank and stays readable for 30 days, the new one signs from now on. EXCHANGE §5.
  ///
  /// The old private key is gone afterwards: nothing is signed with it any more. After a crash the
  /// same call finishes what was begun, and makes no further key.
  public func rotateKey(
    _ suite: Suite, approvers: [String], by actor: Actor, now: Instant
  ) throws -> KeyRotation {
    guard approvers.count == 2, Set(approvers).count == 2 else {
      throw OfficeRefusal(.usage, "keys rotate", "更换本系统密钥需要两名批准人", "请给出两个不同的 --approve")
    }
    return try locked(at: now, afterRuns: false) { now in
      let folder = folder + "/keys"
      let signing = try keys().key(for: suite)
      let next = try SystemKeys.next(suite, in: folder)
      let (begun, announcements, banks) = try ledger.write { session in
        let banks = try session.banks()
        if let old = try session.predecessor(of: next.publicKey) {
          return (old, [KeyRotation.Announcement](), banks)
        }
        let sent = try announce(next.publicKey, signing, to: banks, now, session)
        let old = try begin(
          signing.publicKey, next.publicKey, approvers, sent, session, actor, now)
        return (
          old,
          sent.map {
            KeyRotation.Announcement(bank: $0.bank.text, packageId: $0.entry.packageId)
          }, banks
        )
      }
      for bank in banks { try publish(next.publicKey, in: folders(of: bank.code).keys) }
      try publish(next.publicKey, in: folder)
      for bank in banks {
        try publishOutbox(of: bank)
        try tidyTrays(of: bank, now: now)
      }
      // Last: until here the old key signs, which every bank can verify.
      try SystemKeys.promote(next, in: folder)
      guard let replaced = begun.replaced else { preconditionFailure("a past key was replaced") }
      return KeyRotation(
        old: systemKey(try PublicKey(spki: begun.spki)), new: systemKey(next.publicKey),
        readableUntil: replaced.readableUntil, announcements: announcements)
    }
  }

  /// The system's public keys as the fingerprint letter names them.
  public func systemKeys(now: Instant) throws -> SystemKeyList {
    let keys = try keys()
    let past = try ledger.read { try $0.systemKeys() }.compactMap { entry in
      try entry.replaced.map { (systemKey(try PublicKey(spki: entry.spki)), $0.readableUntil) }
    }
    let log = SystemKey(
      keyId: Hex.encode(keys.log.publicKeyBytes), suite: "Ed25519",
      publicKeyFile: SystemKeys.logFile(folder + "/keys", settings.code))
    return SystemKeyList(
      current: Suite.allCases.map { systemKey(keys.key(for: $0).publicKey) } + [log],
      past: past.filter { now < $0.1 }.map { (key: $0.0, readableUntil: $0.1) })
  }

  private func begin(
    _ old: PublicKey, _ new: PublicKey, _ approvers: [String], _ sent: [PackageToSend],
    _ session: LedgerSession, _ actor: Actor, _ now: Instant
  ) throws -> SystemKeyEntry {
    try session.replaceSystemKey(
      SystemKeyEntry(old), by: SystemKeyEntry(new), at: now,
      readableUntil: now + Office.overlapSeconds)
    try journal.add(
      Journal.Entry(
        command: "keys rotate",
        content: [
          "suite": .string(new.suite.rawValue), "old": .string(old.keyId),
          "oldSpki": .string(Hex.encode(old.spki)), "new": .string(new.keyId),
          "newSpki": .string(Hex.encode(new.spki)),
          "readableUntil": .string((now + Office.overlapSeconds).description),
          "approvers": .array(approvers.map { .string($0) }),
        ], sent: sent), in: session, by: actor, at: now)
    guard let entry = try session.predecessor(of: new) else {
      preconditionFailure("the old key was replaced just now")
    }
    return entry
  }

  private func announce(
    _ new: PublicKey, _ signing: PrivateKey, to banks: [Bank], _ now: Instant,
    _ session: LedgerSession
  ) throws -> [PackageToSend] {
    let bytes = Array(new.pem.utf8)
    let listed = try ListedFile(
      name: "key.pem", role: .key, bytes: bytes, algorithm: signing.suite.digestAlgorithm)
    return try banks.map { bank in
      try send(
        .keyAnnounce, [(listed, bytes)], to: bank, signedBy: signing, at: now, in: session)
    }
  }

  private func publish(_ key: PublicKey, in folder: String) throws {
    try DurableFile.write(
      Array(key.pem.utf8), to: folder + "/" + SystemKeys.publicName(settings.code, key),
      mode: 0o644)
  }

  private func systemKey(_ key: PublicKey) -> SystemKey {
    SystemKey(
      keyId: key.keyId, suite: key.suite.rawValue,
      publicKeyFile: folder + "/keys/" + SystemKeys.publicName(settings.code, key))
  }
}

extension SystemKeyEntry {
  fileprivate init(_ key: PublicKey) {
    self.init(keyId: key.keyId, suite: key.suite.rawValue, spki: key.spki)
  }
}

extension LedgerSession {
  /// The key that this one follows; nil when it was not announced yet.
  fileprivate func predecessor(of key: PublicKey) throws -> SystemKeyEntry? {
    let keys = try systemKeys().filter { $0.suite == key.suite.rawValue }
    guard keys.contains(where: { $0.keyId == key.keyId && $0.replaced == nil }) else { return nil }
    return keys.first { $0.replaced != nil }
  }
}
