import Ledger
public import LoanBook
public import Quantities
public import Sealing
import StrictJSON

extension Office {
  /// Adds a further key to a bank; with two approvers it counts at once, beside the old one, so
  /// that a rotation overlaps. EXCHANGE §5.
  public func addKey(
    _ key: PublicKey, certificate: [UInt8]?, to code: PartyCode, approvers: [String],
    by actor: Actor, now: Instant
  ) throws -> BankSummary {
    try changeKeys(of: code, "bank key add", by: actor, now: now) { session, bank, now in
      try refuseKnown(key, in: session)
      let period = try approval(approvers, of: code, now: now)
      let added = BankKey(
        keyId: key.keyId, suite: key.suite.rawValue, spki: key.spki, certificate: certificate,
        state: period == nil ? .pending : .active, from: period?.from, to: period?.to)
      try session.addKey(added, to: bank)
      return added.journal(approvers)
    }
  }

  /// Makes a waiting key count, approved by two people. EXCHANGE §5.
  ///
  /// The bank's other keys go on counting; with `overlapDays` they end so many days from now, if
  /// they would not end before.
  public func approveKey(
    _ keyId: String, of code: PartyCode, approvers: [String], overlapDays: Int? = nil,
    by actor: Actor, now: Instant
  ) throws -> BankSummary {
    try changeKeys(of: code, "bank key approve", by: actor, now: now) { session, bank, now in
      let key = try key(keyId, of: bank, in: session)
      guard key.state == .pending else {
        throw OfficeRefusal(
          .state, "\(code) \(key.shortId)", "这把公钥不是待批准状态", "用 mingdai bank list 查看")
      }
      guard let period = try approval(approvers, of: code, now: now) else {
        throw OfficeRefusal(
          .usage, "\(code) \(key.shortId)", "需要两名批准人", "请给出两个不同的 --approve")
      }
      try session.activate(key, from: period.from, to: period.to)
      var active = key
      active.state = .active
      (active.from, active.to) = (period.from, period.to)
      var entry = active.journal(approvers)
      if let overlapDays, case .object(let members) = entry {
        precondition(overlapDays > 0, "an overlap lasts a day at least")
        let end = now + Int64(overlapDays) * 86_400
        for other in try session.keys(of: bank) where other.keyId != key.keyId {
          try session.shorten(other, to: end)
        }
        entry = .object(members + [JSONMember("othersUntil", .string(end.description))])
      }
      return entry
    }
  }

  /// Ends a key: retired when its successor is in use, revoked when it may be in other hands.
  /// What arrived before stays accepted; what arrives from now on is not taken with it.
  public func endKey(
    _ keyId: String, of code: PartyCode, as state: KeyEnd, by actor: Actor, now: Instant
  ) throws -> BankSummary {
    try changeKeys(
      of: code, "bank key \(state.rawValue)", by: actor, now: now
    ) { session, bank, now in
      let key = try key(keyId, of: bank, in: session)
      guard key.state == .pending || key.state == .active else {
        throw OfficeRefusal(.state, "\(code) \(key.shortId)", "这把公钥已经停用", "用 mingdai bank list 查看")
      }
      try session.end(key, as: state == .retire ? .retired : .revoked, at: now)
      return key.journal([])
    }
  }

  private func changeKeys(
    of code: PartyCode, _ command: String, by actor: Actor, now: Instant,
    _ body: (LedgerSession, Bank, _ now: Instant) throws -> JSONValue
  ) throws -> BankSummary {
    try locked(at: now, afterRuns: false) { now in
      try ledger.write { session in
        let bank = try bank(code, in: session)
        let content = try body(session, bank, now)
        try journal.add(
          Journal.Entry(
            command: command, content: ["bank": .string(code.text), "key": content]),
          in: session, by: actor, at: now)
        return try summary(bank, in: session)
      }
    }
  }

  /// A key by the whole of its id or the first 16 characters or more.
  private func key(
    _ keyId: String, of bank: Bank, in session: LedgerSession
  ) throws -> BankKey {
    let found = try session.keys(of: bank).filter {
      keyId.utf8.count >= 16 && $0.keyId.hasPrefix(keyId)
    }
    guard found.count == 1 else {
      throw OfficeRefusal(
        .usage, "\(bank.code) \(keyId)", "没有这把公钥", "用 mingdai bank list 查看，写出密钥标识的前 16 位以上")
    }
    return found[0]
  }
}

/// How a key ends.
public enum KeyEnd: String, Sendable {
  case retire
  case revoke
}

extension BankKey {
  fileprivate var shortId: String { String(keyId.prefix(16)) }

  /// The key with its approvers, for the journal.
  func journal(_ approvers: [String]) -> JSONValue {
    [
      "keyId": .string(keyId), "spki": .string(Hex.encode(spki)),
      "certificate": certificate.map { .string(Hex.encode($0)) } ?? .null,
      "suite": .string(suite), "state": .string(state.rawValue),
      "from": .text(from?.description), "to": .text(to?.description),
      "approvers": .array(approvers.map { .string($0) }),
    ]
  }

  /// Reads a key back from the journal; nil when a member is missing.
  init?(_ json: JSONValue) {
    guard let keyId = json.text("keyId"), let suite = json.text("suite"),
      let spki = json.text("spki").flatMap(Hex.decode),
      let state = json.text("state").flatMap({ KeyState(rawValue: $0) })
    else { return nil }
    self.init(
      keyId: keyId, suite: suite, spki: spki,
      certificate: json.text("certificate").flatMap(Hex.decode), state: state,
      from: json.text("from").flatMap { Instant($0) }, to: json.text("to").flatMap { Instant($0) })
  }
}
