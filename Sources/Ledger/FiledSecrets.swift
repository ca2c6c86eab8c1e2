public import Quantities

/// Something on file that must not be seen on the site. DISCLOSURE §1.
public enum FiledSecret: Hashable, Sendable {
  /// The identity number of a person, partners among them.
  case identityNumber(String)
  /// A telephone number.
  case phone(String)
  /// The number of an account.
  case account(String)
  /// The full name of a borrower of a kind.
  case name(BorrowerKind, String)
}

extension LedgerSession {
  /// Everything on file that must not be seen, of superseded and cancelled records too; of records
  /// after one only. What stands in several records comes several times.
  public func forEachSecret(
    since last: Int64 = 0, _ body: (FiledSecret) throws -> Void
  ) throws {
    let loans = try Query(
      own: """
        SELECT d.kind, d.borrower_name, p.id_number, d.phone, d.partner_ids
        FROM disbursement d JOIN person p ON p.id = d.person WHERE d.record > ?
        """, db)
    loans.bind(last)
    while var row = try loans.row() {
      let kind: BorrowerKind = try row.word("kind")
      try body(.name(kind, row.text()))
      let number = row.text()
      // An enterprise's is its credit code, which is public.
      if kind != .enterprise { try body(.identityNumber(number)) }
      if let phone = row.textIfThere() { try body(.phone(phone)) }
      for partner in (row.textIfThere() ?? "").split(separator: " ") {
        try body(.identityNumber(String(partner)))
      }
    }
    let claims = try Query(
      own: "SELECT account_number FROM claim WHERE account_number IS NOT NULL AND record > ?", db)
    claims.bind(last)
    while var row = try claims.row() { try body(.account(row.text())) }
  }

  /// The last record on file that may have brought one; 0 before the first.
  public func lastSecret() throws -> Int64 {
    let query = try Query(
      db,
      """
      SELECT max(ifnull((SELECT max(record) FROM disbursement), 0),
        ifnull((SELECT max(record) FROM claim), 0))
      """)
    guard var row = try query.row() else { return 0 }
    return row.int64()
  }

  /// The digest of a record on file, by its number; nil when there is none.
  public func recordDigest(_ number: Int64) throws -> [UInt8]? {
    let query = try Query(db, "SELECT digest FROM record WHERE seq = ?")
    query.bind(number)
    guard var row = try query.row() else { return nil }
    return row.bytes()
  }
}
