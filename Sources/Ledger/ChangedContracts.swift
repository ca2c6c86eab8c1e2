import LoanBook
import Quantities

/// The contracts of which anything came since an instant that bears on quarters before a day: all
/// others stand as they stood then, and judging them again would give what it gave. SUBSIDY §4.
///
/// Instants tell it: whatever is kept after a run is later than what the run counted (the office's
/// `LedgerClock`).
struct ChangedContracts {
  /// Narrows a query over `disbursement d`, with `bind` after its first parameter.
  static let condition = """
     AND (d.bank, d.contract_no) IN (
      WITH touched(note) AS (
        SELECT d.note FROM disbursement d WHERE d.known_from > ?2 OR d.known_until > ?2
        UNION
        -- Of what happened later an extension reaches back, and so does the end of a note to the
        -- days on which the person's notes run side by side.
        SELECT e.note FROM event e
        WHERE (e.known_from > ?2 OR e.known_until > ?2) AND (
          e.day < ?3 OR e.kind = 'EXTENSION' OR e.kind = 'REPAYMENT' AND EXISTS (
            SELECT 1 FROM disbursement x JOIN disbursement y ON y.person = x.person
            WHERE x.note = e.note AND (y.bank, y.contract_no) <> (x.bank, x.contract_no)))
        UNION
        -- Read through in its own order (the sign keeps SQLite from the index of periods).
        SELECT n.id FROM claim c JOIN note n ON n.bank = c.bank AND n.note_no = c.note_no
        WHERE +c.period < ?4 AND (c.known_from > ?2 OR c.known_until > ?2)
        UNION
        SELECT n.id FROM bureau_fact f JOIN note n ON n.bank = f.bank AND n.note_no = f.note_no
        WHERE f.known_from > ?2
        UNION
        SELECT n.id FROM resolution s JOIN note n ON n.bank = s.bank AND n.note_no = s.note_no
        WHERE s.made_at > ?2
        UNION
        SELECT n.id FROM opening_payment p JOIN note n ON n.bank = p.bank AND n.note_no = p.note_no
        WHERE p.known_from > ?2
        UNION
        SELECT value FROM json_each(?5))
      SELECT x.bank, x.contract_no FROM touched t CROSS JOIN disbursement x ON x.note = t.note
      UNION
      -- Uses and overlaps are counted over all contracts of a person.
      SELECT y.bank, y.contract_no FROM touched t CROSS JOIN disbursement x ON x.note = t.note
      CROSS JOIN disbursement y ON y.person = x.person)
    """

  fileprivate let since: Instant
  fileprivate let period: Quarter
  /// Rows of notes that notes of other people bear on now and did not then, or the reverse.
  fileprivate let flagged: [Int64]

  func bind(to query: Query) {
    query.bind(since.seconds)
    query.bind(period.days.from.number)
    query.bind(period.description)
    query.bind("[\(flagged.map { "\($0)" }.joined(separator: ","))]")
  }
}

extension LedgerSession {
  /// What changed for the quarters before `question.period` since `question.changedSince`; nil
  /// when everything may have. `book` is that of `question.knownAt`.
  func changedContracts(
    _ question: AdjustmentQuestion, _ book: FlagBook
  ) throws -> ChangedContracts? {
    guard let since = question.changedSince, since <= question.knownAt,
      let flagged = try flagBook(known: since).notes(differingFrom: book)
    else { return nil }
    return ChangedContracts(since: since, period: question.period, flagged: flagged)
  }
}
