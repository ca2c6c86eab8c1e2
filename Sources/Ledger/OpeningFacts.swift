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

  /// Describes a payment.
  public init(noteNo: NoteNo, period: Quarter, national: Fen, local: Fen, paidOn: Day) {
    self.noteNo = noteNo
    self.period = period
    self.national = national
    self.local = local
    self.paidOn = paidOn
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
  public func keep(_ payment: OpeningPaymentEntry, of bank: Bank, at: Instant) throws {
    try run(
      """
      INSERT INTO opening_payment (bank, note_no, period, national, local, paid_on, known_from)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        bank.id, payment.noteNo.text, payment.period.description, payment.national.value,
        payment.local.value, payment.paidOn.number, at.seconds,
      ])
  }

  /// What was paid for a note before this system began, by quarter, as known at an instant; nil
  /// for what is known now.
  public func openingPayments(
    of note: NoteKey, knownAt: Instant? = nil
  ) throws -> [OpeningPaymentEntry] {
    let query = try query(
      """
      SELECT p.note_no, p.period, p.national, p.local, p.paid_on
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
          national: row.fen(), local: row.fen(), paidOn: row.day()))
    }
    return payments
  }
}
