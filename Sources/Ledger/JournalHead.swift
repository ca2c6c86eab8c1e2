import GRDB

extension LedgerSession {
  /// How many journal entries the ledger has taken in and the digest of the last; nil before the
  /// first.
  public func journalHead() throws -> (count: Int, digest: String)? {
    try Row.fetchOne(db, sql: "SELECT count, digest FROM journal_head").map {
      ($0["count"], $0["digest"])
    }
  }

  /// Notes the last journal entry taken in.
  public func setJournalHead(count: Int, digest: String) throws {
    try run(
      """
      INSERT INTO journal_head (only, count, digest) VALUES (1, ?, ?)
      ON CONFLICT (only) DO UPDATE SET count = excluded.count, digest = excluded.digest
      """,
      [count, digest])
  }
}
