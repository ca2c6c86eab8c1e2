import GRDB
public import LoanBook
public import Quantities

/// What a person decided of a line, as the ledger has it. SUBSIDY §4 "Payable".
public struct RecordedResolution: Hashable, Sendable {
  /// Counts up with time.
  public var seq: Int64
  /// The note; of a claim without a note, the number claimed for.
  public var note: NoteKey
  /// The period of the line.
  public var period: Quarter
  /// The computed subsidy that the person looked at.
  public var computed: Fen
  /// The claimed subsidies that the person looked at, in order of arrival.
  public var claimed: [Fen]
  /// What is to be paid.
  public var payable: Fen
  /// Why.
  public var reason: String
  /// Who decided.
  public var by: String
  /// When.
  public var at: Instant

  /// States a decision; the ledger numbers it.
  public init(
    note: NoteKey, period: Quarter, computed: Fen, claimed: [Fen], payable: Fen, reason: String,
    by: String, at: Instant
  ) {
    seq = 0
    self.note = note
    self.period = period
    self.computed = computed
    self.claimed = claimed
    self.payable = payable
    self.reason = reason
    self.by = by
    self.at = at
  }
}

extension LedgerSession {
  /// Keeps what a person decided.
  public func keep(_ resolution: RecordedResolution, bank: Bank) throws {
    try run(
      """
      INSERT INTO resolution
        (bank, note_no, period, computed, claimed, payable, reason, made_by, made_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        bank.id, resolution.note.noteNo.text, resolution.period.description,
        resolution.computed.value,
        resolution.claimed.map { String($0.value) }.joined(separator: " "),
        resolution.payable.value, resolution.reason, resolution.by, resolution.at.seconds,
      ])
  }

  /// The number of the last resolution; 0 when there is none.
  public func lastResolution() throws -> Int64 {
    let query = try Query(db, "SELECT IFNULL(MAX(seq), 0) FROM resolution")
    var row = try query.row()
    return row?.int64() ?? 0
  }

  /// How many resolutions after `seq` are of quarters up to `period`: those that a draft made
  /// before does not know.
  public func resolutionCount(after seq: Int64, upTo period: Quarter) throws -> Int {
    let query = try Query(db, "SELECT COUNT(*) FROM resolution WHERE seq > ? AND period <= ?")
    query.bind(seq)
    query.bind(period.description)
    var row = try query.row()
    return row?.int() ?? 0
  }

  /// What was decided of a note number until an instant, over all periods, in order of time.
  func resolutions(
    of noteNo: NoteNo, bankId: Int64, known: Instant
  ) throws -> [RecordedResolution] {
    let query = try Query(
      db,
      """
      SELECT s.seq, b.code, s.period, s.computed, s.claimed, s.payable, s.reason, s.made_by,
        s.made_at
      FROM resolution s JOIN bank b ON b.id = s.bank
      WHERE s.bank = ? AND s.note_no = ? AND s.made_at <= ? ORDER BY s.seq
      """)
    query.bind(bankId)
    query.bind(noteNo.text)
    query.bind(known.seconds)
    var found: [RecordedResolution] = []
    while var row = try query.row() {
      let seq = row.int64()
      let bank = try row.parsed("bank.code", PartyCode.init)
      let period = try row.parsed("resolution.period") { Quarter($0) }
      let computed = row.fen()
      let claimed = try row.parsed("resolution.claimed") { text in
        let fens = text.split(separator: " ").map { Int64($0).map(Fen.init) }
        return fens.contains(nil) ? nil : fens.compactMap { $0 }
      }
      var resolution = RecordedResolution(
        note: NoteKey(bank: bank, noteNo: noteNo), period: period, computed: computed,
        claimed: claimed, payable: row.fen(), reason: row.text(), by: row.text(),
        at: row.instant())
      resolution.seq = seq
      found.append(resolution)
    }
    return found
  }
}
