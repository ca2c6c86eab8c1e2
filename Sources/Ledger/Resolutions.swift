import GRDB
public import LoanBook
public import Quantities

extension LedgerSession {
  /// Keeps what a person decided.
  public func keep(_ resolution: Resolution, bank: Bank) throws {
    try run(
      """
      INSERT INTO resolution
        (bank, note_no, period, computed, claimed, payable, reason, made_by, made_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        bank.id, resolution.note.noteNo.text, resolution.period.description,
        resolution.computed.value,
        Fen.list(resolution.claimed),
        resolution.payable.value, resolution.reason, resolution.by, resolution.at.seconds,
      ])
  }

  /// The number of the last resolution; 0 when there is none.
  public func lastResolution() throws -> Int64 {
    let query = try Query(db, "SELECT IFNULL(MAX(seq), 0) FROM resolution")
    var row = try query.row()
    return row?.int64() ?? 0
  }

  /// How many resolutions of quarters up to `period` a draft does not count: those after `seq`,
  /// which came after it was made, and those after its known-at, which it left out.
  public func resolutionCount(
    after seq: Int64, or knownAt: Instant, upTo period: Quarter
  ) throws -> Int {
    let query = try Query(
      db, "SELECT COUNT(*) FROM resolution WHERE (seq > ? OR made_at > ?) AND period <= ?")
    query.bind(seq)
    query.bind(knownAt.seconds)
    query.bind(period.description)
    var row = try query.row()
    return row?.int() ?? 0
  }

  private static let resolutionsOfNote = """
    SELECT p.period, p.computed, p.claimed, p.national + p.local, '期初导入的已付贴息', '期初导入',
      p.known_from, p.disbursement, p.local, 0
    FROM opening_payment p WHERE p.bank = ?1 AND p.note_no = ?2 AND p.known_from <= ?3
    UNION ALL
    SELECT s.period, s.computed, s.claimed, s.payable, s.reason, s.made_by, s.made_at, NULL, NULL,
      s.seq
    FROM resolution s WHERE s.bank = ?1 AND s.note_no = ?2 AND s.made_at <= ?3
    ORDER BY 10
    """

  /// What was decided of a note number until an instant, over all periods: what was paid before
  /// this system, then what people resolved, in order of time. SUBSIDY §4.
  func resolutions(of note: NoteKey, bankId: Int64, known: Instant) throws -> [Resolution] {
    let query = try Query(db, LedgerSession.resolutionsOfNote)
    query.bind(bankId)
    query.bind(note.noteNo.text)
    query.bind(known.seconds)
    var found: [Resolution] = []
    while var row = try query.row() {
      let period = try row.parsed("resolution.period") { Quarter($0) }
      let computed = row.fen()
      let claimed = try row.parsed("resolution.claimed", Fen.list)
      var resolution = Resolution(
        note: note, period: period, computed: computed, claimed: claimed, payable: row.fen(),
        reason: row.text(), by: row.text(), at: row.instant())
      if let record = try row.parsedIfThere("opening_payment.disbursement", RecordId.init) {
        resolution.paidBefore = PaidBefore(disbursementRecord: record, local: row.fen())
      }
      found.append(resolution)
    }
    return found
  }
}

extension Fen {
  /// Amounts in fen with a space between, as a column holds several.
  static func list(_ amounts: [Fen]) -> String {
    amounts.map { String($0.value) }.joined(separator: " ")
  }

  /// Reads them back; nil when one is none.
  static func list(_ text: String) -> [Fen]? {
    let amounts = text.split(separator: " ").map { Int64($0).map(Fen.init) }
    return amounts.contains(nil) ? nil : amounts.compactMap { $0 }
  }
}
