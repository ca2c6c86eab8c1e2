import GRDB
public import Quantities

/// What a bank delivered in a stretch of time, refused and unsigned deliveries among it.
public struct QuotaUse: Hashable, Sendable {
  /// Deliveries.
  public var packages: Int
  /// Their bytes.
  public var bytes: Int64
  /// Their files.
  public var files: Int
}

extension LedgerSession {
  /// What a bank delivered from one instant until before another.
  public func quotaUse(
    of bank: Bank, from start: Instant, until end: Instant
  ) throws -> QuotaUse {
    let query = try Query(
      db,
      """
      SELECT COUNT(*), IFNULL(SUM(bytes), 0), IFNULL(SUM(files), 0) FROM package
      WHERE bank = ? AND received_at >= ? AND received_at < ?
      """)
    query.bind(bank.id)
    query.bind(start.seconds)
    query.bind(end.seconds)
    guard var row = try query.row() else { return QuotaUse(packages: 0, bytes: 0, files: 0) }
    return QuotaUse(packages: row.int(), bytes: row.int64(), files: row.int())
  }
}
