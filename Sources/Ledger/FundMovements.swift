import GRDB
public import Quantities

/// A movement of the guarantee fund as the ledger has it. STATISTICS "Guarantee fund".
public struct FundMovementEntry: Hashable, Sendable {
  /// DEPOSIT or WITHDRAWAL.
  public var kind: String
  /// The day of the bank statement.
  public var on: Day
  /// The amount, more than zero.
  public var amount: Fen
  /// The code of whose money it is.
  public var depositor: String
  /// The document on which it rests.
  public var document: String

  /// Describes a movement.
  public init(kind: String, on: Day, amount: Fen, depositor: String, document: String) {
    self.kind = kind
    self.on = on
    self.amount = amount
    self.depositor = depositor
    self.document = document
  }
}

extension LedgerSession {
  /// Keeps a movement of the fund.
  public func keep(_ movement: FundMovementEntry, by: String, at: Instant) throws {
    try run(
      """
      INSERT INTO fund_movement (kind, day, amount, depositor, document, made_by, known_from)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        movement.kind, movement.on.number, movement.amount.value, movement.depositor,
        movement.document, by, at.seconds,
      ])
  }

  /// Every movement of the fund, by day, those of one day as they were recorded.
  public func fundMovements() throws -> [FundMovementEntry] {
    try Row.fetchAll(db, sql: "SELECT * FROM fund_movement ORDER BY day, seq").map { row in
      FundMovementEntry(
        kind: row["kind"], on: Day(number: row["day"]), amount: Fen(row["amount"] as Int64),
        depositor: row["depositor"], document: row["document"])
    }
  }
}
