public import LoanBook
public import Quantities

/// What a line of an approved run granted to a note, by payer.
public struct ApprovedSubsidy: Hashable, Sendable {
  /// The quarter of the run; an adjustment of an earlier quarter counts in the run that made it.
  public let run: Quarter
  /// The disbursement's record, which tells two notes apart that bore one number after each other.
  public let disbursementRecord: String?
  /// The computed subsidy by payer code (`central`, …); a payer without a share is missing.
  public let shares: [String: Fen]
  /// What of it is payable, likewise.
  public let payable: [String: Fen]
  /// The row of the payment that pays the line; nil where the lines of the payee cancel out.
  public let payment: Int64?
  /// When the run was approved.
  public let approvedAt: Instant
}

extension LedgerSession {
  /// Every note that stands, with all that is known now, borrower by borrower in ascending order
  /// of the borrower's row; the number names nobody.
  public func forEachPerson(
    _ body: (_ person: Int64, _ notes: [NoteHistory]) throws -> Void
  ) throws {
    let query = try Query(
      own: LedgerSession.select + LedgerSession.tables
        + " WHERE d.known_until IS NULL ORDER BY d.person", db)
    var person: Int64?
    var notes: [NoteHistory] = []
    while var row = try query.row() {
      let (history, keys) = try history(&row, known: LedgerSession.endOfTime)
      if let person, person != keys.person {
        try body(person, notes)
        notes.removeAll(keepingCapacity: true)
      }
      person = keys.person
      notes.append(history)
    }
    if let person { try body(person, notes) }
  }

  /// The subsidies of a note in approved runs, oldest first.
  ///
  /// They are taken out of the lines by SQLite: a report reads every line of every run, and a
  /// line's derivation is a hundred times as long as its shares.
  public func approvedSubsidies(of note: NoteKey) throws -> [ApprovedSubsidy] {
    let query = try Query(db, LedgerSession.approvedSubsidies)
    query.bind(note.bank.text)
    query.bind(note.noteNo.text)
    var found: [ApprovedSubsidy] = []
    while var row = try query.row() {
      let run = try row.parsed("run.period") { Quarter($0) }
      let (approvedAt, payment) = (row.instant(), row.int64IfThere())
      let record = row.textIfThere()
      func shares() throws -> [String: Fen] {
        var shares: [String: Fen] = [:]
        for payer in ["central", "province", "city", "county"] {
          shares[payer] = try row.parsedIfThere("run_line.detail", Fen.signed)
        }
        return shares
      }
      found.append(
        ApprovedSubsidy(
          run: run, disbursementRecord: record, shares: try shares(), payable: try shares(),
          payment: payment, approvedAt: approvedAt))
    }
    return found
  }

  /// The payee of a line is the bank, or who borrowed by what was known to the run; of what is
  /// taken back, by what was known when it was paid.
  private static let approvedSubsidies = """
    SELECT r.period, r.approved_at, p.id, json_extract(l.detail, '$.disbursementRecord'),
      json_extract(l.detail, '$.shares.central'), json_extract(l.detail, '$.shares.province'),
      json_extract(l.detail, '$.shares.city'), json_extract(l.detail, '$.shares.county'),
      json_extract(l.detail, '$.payableShares.central'),
      json_extract(l.detail, '$.payableShares.province'),
      json_extract(l.detail, '$.payableShares.city'),
      json_extract(l.detail, '$.payableShares.county')
    FROM run_line l JOIN run r ON r.id = l.run JOIN bank b ON b.code = l.bank
    LEFT JOIN payment p ON p.run = r.id AND p.bank = b.id AND p.person IS (
      CASE json_extract(l.detail, '$.payee') WHEN 'BORROWER' THEN (
        SELECT d.person FROM record c JOIN disbursement d ON d.record = c.seq
        WHERE c.bank = b.id
          AND c.record_id = json_extract(l.detail, '$.disbursementRecord')
          AND d.known_from <= ifnull(CAST(strftime('%s',
            json_extract(l.detail, '$.payeeKnownAt')) AS INTEGER), r.known_at)
        ORDER BY c.seq DESC LIMIT 1) END)
    WHERE l.bank = ? AND l.note_no = ? AND r.approved_at IS NOT NULL
    ORDER BY r.period, l.position
    """
}

extension Fen {
  /// Yuan with two decimals, and a minus where an adjustment takes back.
  static func signed(_ text: String) -> Fen? {
    text.hasPrefix("-") ? Fen(text.dropFirst()).map { -$0 } : Fen(text)
  }
}
