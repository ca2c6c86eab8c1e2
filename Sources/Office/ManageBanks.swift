import DropBox
import Ledger
public import LoanBook
public import Quantities
public import Sealing
import StrictJSON

/// A bank with its keys. COMMAND `bank list`.
public struct BankSummary: Sendable {
  /// The bank's code.
  public let bank: String
  /// The bank's name.
  public let name: String
  /// Its keys, newest first.
  public let keys: [Key]

  /// A key of a bank.
  public struct Key: Sendable {
    /// Lower hex of the suite's digest over the SPKI DER.
    public let keyId: String
    /// The suite's name.
    public let suite: String
    /// PENDING, ACTIVE, RETIRED or REVOKED.
    public let state: String
    /// From when it counts.
    public let from: Instant?
    /// Until when it counts.
    public let to: Instant?
  }
}

extension Office {
  /// Registers a bank with its first key. Two approvers of different names make it ACTIVE for
  /// `validMonths`, at most three years but in a demonstration, which walks through many; else it
  /// waits as PENDING. EXCHANGE §5.
  public func addBank(
    _ code: PartyCode, name: String, key: PublicKey, certificate: [UInt8]?,
    approvers: [String], validMonths: Int = 36, by actor: Actor, now: Instant
  ) throws -> BankSummary {
    precondition(validMonths <= 36 || settings.isDemo, "a key counts for three years at most")
    guard code != settings.code else {
      throw OfficeRefusal(.usage, code.text, "银行代码不能与本系统代码相同", "请换用另一个代码")
    }
    let period = try approval(approvers, of: code, months: validMonths, now: now)
    let bankKey = BankKey(
      keyId: key.keyId, suite: key.suite.rawValue, spki: key.spki, certificate: certificate,
      state: period == nil ? .pending : .active, from: period?.from, to: period?.to)
    return try locked(at: now, afterRuns: false) { now in
      try folders(of: code).create()
      try publishKeys(to: code)
      return try ledger.write { session in
        if try session.bank(code) != nil {
          throw OfficeRefusal(
            .usage, code.text, "这家银行已经登记", "增加密钥请用 mingdai bank key add")
        }
        try refuseKnown(key, in: session)
        let bank = try session.addBank(code: code, name: name, at: now)
        try session.addKey(bankKey, to: bank)
        try journal.add(
          Journal.Entry(
            command: "bank add",
            content: [
              "bank": .string(code.text), "name": .string(name),
              "key": bankKey.journal(approvers),
            ]), in: session, by: actor, at: now)
        return try summary(bank, in: session)
      }
    }
  }

  /// Every bank with its keys, by code.
  public func banks() throws -> [BankSummary] {
    try ledger.read { session in
      try session.banks().map { try summary($0, in: session) }
    }
  }

  /// Two approvers of different names give a key its period; fewer leave it waiting.
  func approval(
    _ approvers: [String], of code: PartyCode, months: Int = 36, now: Instant
  ) throws -> (from: Instant, to: Instant)? {
    guard Set(approvers).count == approvers.count, approvers.count <= 2 else {
      throw OfficeRefusal(.usage, code.text, "两名批准人应为不同的人", "请给出两个不同的 --approve")
    }
    guard approvers.count == 2 else { return nil }
    return (now, Instant(startOf: now.day.adding(months: months)))
  }

  /// Every key belongs to one bank, once, and none of our own to a bank.
  func refuseKnown(_ key: PublicKey, in session: LedgerSession) throws {
    if try keys().holds(key) {
      throw OfficeRefusal(
        .usage, settings.code.text, "这是本系统自己的公钥，不是银行的", "请改用银行送来的公钥文件")
    }
    if let owner = try session.owner(ofKey: key.keyId) {
      throw OfficeRefusal(
        .usage, owner.code.text, "这把公钥已由 \(owner.code) 登记", "每家银行应使用自己的密钥，请核对公钥文件")
    }
  }

  /// Puts the system's public keys into a bank's `keys/`. EXCHANGE §1.
  private func publishKeys(to bank: PartyCode) throws {
    let keys = try keys()
    for suite in Suite.allCases {
      let key = keys.key(for: suite).publicKey
      try DurableFile.write(
        Array(key.pem.utf8),
        to: folders(of: bank).keys + "/" + SystemKeys.publicName(settings.code, key), mode: 0o644)
    }
  }

  func summary(_ bank: Bank, in session: LedgerSession) throws -> BankSummary {
    BankSummary(
      bank: bank.code.text, name: bank.name,
      keys: try session.keys(of: bank).map {
        BankSummary.Key(
          keyId: $0.keyId, suite: $0.suite, state: $0.state.rawValue, from: $0.from, to: $0.to)
      })
  }
}
