import GRDB
public import Quantities

extension LedgerSession {
  /// Makes a waiting key count from one instant until another. EXCHANGE §5.
  ///
  /// - Precondition: the key is PENDING.
  public func activate(_ key: BankKey, from: Instant, to: Instant) throws {
    precondition(key.state == .pending, "only a waiting key is activated")
    try run(
      """
      UPDATE bank_key SET state = 'ACTIVE', active_from = ?, active_to = ? WHERE key_id = ?
      """, [from.seconds, to.seconds, key.keyId])
  }

  /// Ends a key: what arrives from then on is not taken with it. A waiting key that is ended
  /// never counted.
  public func end(_ key: BankKey, as state: KeyState, at: Instant) throws {
    precondition(state == .retired || state == .revoked, "a key ends retired or revoked")
    try run(
      """
      UPDATE bank_key SET state = ?, ended_at = ?,
        active_from = IFNULL(active_from, ?), active_to = IFNULL(active_to, ? + 1)
      WHERE key_id = ?
      """, [state.rawValue, at.seconds, at.seconds, at.seconds, key.keyId])
  }
}
