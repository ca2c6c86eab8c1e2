import GRDB
public import LoanBook
public import Quantities

/// A bank that exchanges packages with this system.
public struct Bank: Hashable, Sendable {
  /// The row in the ledger.
  public let id: Int64
  /// The bank's code, the sender of its packages.
  public let code: PartyCode
  /// The bank's name as officials write it.
  public let name: String
}

/// The life of a key. EXCHANGE §5.
public enum KeyState: String, Hashable, Sendable, CaseIterable {
  case pending = "PENDING"
  case active = "ACTIVE"
  case retired = "RETIRED"
  case revoked = "REVOKED"
}

/// A public key of a bank with its state.
public struct BankKey: Hashable, Sendable {
  /// Lower hex of the suite's digest over the SPKI DER.
  public var keyId: String
  /// The suite's name on the wire.
  public var suite: String
  /// The SPKI DER.
  public var spki: [UInt8]
  /// The certificate that brought the key, kept as evidence.
  public var certificate: [UInt8]?
  /// Where the key stands in its life.
  public var state: KeyState
  /// From when it counts.
  public var from: Instant?
  /// Until when it counts, at most three years later.
  public var to: Instant?
  /// When it was retired or revoked.
  public var endedAt: Instant?

  /// Describes a key.
  public init(
    keyId: String, suite: String, spki: [UInt8], certificate: [UInt8]?, state: KeyState,
    from: Instant?, to: Instant?, endedAt: Instant? = nil
  ) {
    self.keyId = keyId
    self.suite = suite
    self.spki = spki
    self.certificate = certificate
    self.state = state
    self.from = from
    self.to = to
    self.endedAt = endedAt
  }
}

extension LedgerSession {
  /// Registers a bank.
  public func addBank(code: PartyCode, name: String, at: Instant) throws -> Bank {
    try run(
      "INSERT INTO bank (code, name, added_at) VALUES (?, ?, ?)",
      [code.text, name, at.seconds])
    return Bank(id: db.lastInsertedRowID, code: code, name: name)
  }

  /// Every bank, by code.
  public func banks() throws -> [Bank] {
    try Row.fetchAll(db, sql: "SELECT id, code, name FROM bank ORDER BY code").compactMap { row in
      PartyCode(row["code"] as String).map { Bank(id: row["id"], code: $0, name: row["name"]) }
    }
  }

  /// The bank of a code, if it is registered.
  public func bank(_ code: PartyCode) throws -> Bank? {
    try banks().first { $0.code == code }
  }

  /// Adds a key to a bank.
  public func addKey(_ key: BankKey, to bank: Bank) throws {
    try run(
      """
      INSERT INTO bank_key
        (bank, key_id, suite, spki, certificate, state, active_from, active_to, ended_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        bank.id, key.keyId, key.suite, key.spki.databaseValue, key.certificate?.databaseValue,
        key.state.rawValue, key.from?.seconds, key.to?.seconds, key.endedAt?.seconds,
      ])
  }

  /// A bank's keys, newest first.
  public func keys(of bank: Bank) throws -> [BankKey] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM bank_key WHERE bank = ? ORDER BY id DESC", arguments: [bank.id]
    ).map(Self.key)
  }

  /// The bank that a key belongs to, if it is known.
  public func owner(ofKey keyId: String) throws -> Bank? {
    let code = try String.fetchOne(
      db,
      sql: "SELECT code FROM bank JOIN bank_key ON bank = bank.id WHERE key_id = ?",
      arguments: [keyId])
    return try code.flatMap(PartyCode.init).flatMap(bank)
  }

  private static func key(_ row: Row) throws -> BankKey {
    BankKey(
      keyId: row["key_id"], suite: row["suite"], spki: row.bytes("spki") ?? [],
      certificate: row.bytes("certificate"), state: try row.word("state"),
      from: row.instant("active_from"), to: row.instant("active_to"),
      endedAt: row.instant("ended_at"))
  }
}
