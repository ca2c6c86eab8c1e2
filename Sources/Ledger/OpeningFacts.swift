import GRDB
public import LoanBook
public import Quantities

/// A subsidy that was paid before this system began. COMMAND `opening import`.
public struct OpeningPaymentEntry: Hashable, Sendable {
  /// The note.
  public var noteNo: NoteNo
  /// The quarter for which it was paid.
  public var period: Quarter
  /// The part of the national tier.
  public var national: Fen
  /// The part of the local tier.
  public var local: Fen
  /// The day of the payment.
  public var paidOn: Day
  /// The record that disbursed the loan.
  public var disbursementRecord: RecordId
  /// The computed subsidy, national and local, when the payment was taken in.
  public var computed: Fen
  /// The claimed subsidies that were on file then, in order of arrival.
  public var claimed: [Fen]
  /// What counts as settled, as canonical JSON.
  public var detail: String
  /// When the payment was taken in.
  public var knownFrom: Instant

  /// Describes a payment.
  public init(
    noteNo: NoteNo, period: Quarter, national: Fen, local: Fen, paidOn: Day,
    disbursementRecord: RecordId, computed: Fen, claimed: [Fen], detail: String,
    knownFrom: Instant
  ) {
    self.noteNo = noteNo
    self.period = period
    self.national = national
    self.local = local
    self.paidOn = paidOn
    self.disbursementRecord = disbursementRecord
    self.computed = computed
    self.claimed = claimed
    self.detail = detail
    self.knownFrom = knownFrom
  }
}

extension LedgerSession {
  /// Opens the pseudo package to which the opening records of a bank belong, or continues it. It
  /// is no delivery: it has number 0, below every package of a bank, and no place in the chain of
  /// heads.
  public func openingPackage(of bank: Bank, at: Instant) throws -> PackageEntry {
    let delivery = "opening-\(bank.code)"
    if let entry = try package(delivery: delivery) { return entry }
    var entry = PackageEntry(
      delivery: delivery, packageId: "\(bank.code)-OPENING", number: 0, messageType: "OPENING",
      stage: "BUSINESS", status: "ACCEPTED", receivedAt: at)
    entry.seq = try begin(entry, of: bank)
    return entry
  }

  /// Whether a file was imported before, by its SHA-256 digest.
  public func hasOpeningFile(_ digest: String) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM opening_file WHERE digest = ?)", arguments: [digest])
      ?? false
  }

  /// Notes that a file was imported.
  public func keepOpeningFile(
    _ digest: String, kind: String, accepted: Int, refused: Int, by: String, at: Instant
  ) throws {
    try run(
      """
      INSERT INTO opening_file (digest, kind, accepted, refused, made_by, known_from)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      [digest, kind, accepted, refused, by, at.seconds])
  }

  /// Keeps a subsidy that was paid before this system began.
  public func keep(_ payment: OpeningPaymentEntry, of bank: Bank) throws {
    try run(
      """
      INSERT INTO opening_payment
        (bank, note_no, period, national, local, paid_on, disbursement, computed, claimed, detail,
         known_from)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        bank.id, payment.noteNo.text, payment.period.description, payment.national.value,
        payment.local.value, payment.paidOn.number, payment.disbursementRecord.text,
        payment.computed.value, Fen.list(payment.claimed), payment.detail,
        payment.knownFrom.seconds,
      ])
  }

  /// How many subsidies of some quarters were paid before this system began, as known at an
  /// instant; nil for what is known now.
  public func openingPaymentCount(
    _ periods: ClosedRange<Quarter>, knownAt: Instant? = nil
  ) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT COUNT(*) FROM opening_payment WHERE period BETWEEN ? AND ? AND known_from <= ?
        """,
      arguments: [
        periods.lowerBound.description, periods.upperBound.description,
        (knownAt ?? LedgerSession.endOfTime).seconds,
      ]) ?? 0
  }

  /// What was paid for a loan before this system began. What was paid for another loan that bore
  /// the same number does not count.
  public func openingPayments(
    of note: NoteKey, disbursedBy record: RecordId, knownAt: Instant? = nil
  ) throws -> [OpeningPaymentEntry] {
    try openingPayments(of: note, knownAt: knownAt).filter { $0.disbursementRecord == record }
  }

  /// What was paid for a note before this system began, by quarter, as known at an instant; nil
  /// for what is known now.
  public func openingPayments(
    of note: NoteKey, knownAt: Instant? = nil
  ) throws -> [OpeningPaymentEntry] {
    let query = try query(
      """
      SELECT p.note_no, p.period, p.national, p.local, p.paid_on, p.disbursement, p.computed,
        p.claimed, p.detail, p.known_from
      FROM opening_payment p JOIN bank b ON b.id = p.bank
      WHERE b.code = ? AND p.note_no = ? AND p.known_from <= ? ORDER BY p.period
      """)
    query.bind(note.bank.text)
    query.bind(note.noteNo.text)
    query.bind((knownAt ?? LedgerSession.endOfTime).seconds)
    var payments: [OpeningPaymentEntry] = []
    while var row = try query.row() {
      payments.append(
        OpeningPaymentEntry(
          noteNo: try row.parsed("opening_payment.note_no", NoteNo.init),
          period: try row.parsed("opening_payment.period") { Quarter($0) },
          national: row.fen(), local: row.fen(), paidOn: row.day(),
          disbursementRecord: try row.parsed("opening_payment.disbursement", RecordId.init),
          computed: row.fen(),
          claimed: try row.parsed("opening_payment.claimed", Fen.list),
          detail: row.text(), knownFrom: row.instant()))
    }
    return payments
  }
}
