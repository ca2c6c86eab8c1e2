public import LoanBook
import Policy

/// Reads 在贷借据表 as its bytes come and hands out each note that can be taken.
///
/// It keeps the numbers of the notes it has seen, to find those that stand twice, and nothing else
/// of a row.
public struct OpeningNotesReader {
  private var table = TableReader<NoteColumn>()
  private let context: OpeningContext
  private let rules: LoanRules

  /// The notes of the rows so far, taken or refused for what is on file.
  public private(set) var notes: Set<NoteKey> = []

  /// Prepares to read.
  public init(_ context: OpeningContext) {
    self.context = context
    rules = LoanRules(context.policy, upperAge: context.upperAge)
  }

  /// What became of the table so far; complete after ``finish(accept:)``.
  public var summary: OpeningSummary { table.summary }

  /// Takes a piece of the file, of any size.
  ///
  /// `accept` gets each note that nothing in the table forbids, and answers nil, or why it cannot
  /// stand beside what is on file. Throws what `accept` throws.
  public mutating func take<Failure: Error>(
    _ piece: some Collection<UInt8>,
    accept: (OpeningNote) throws(Failure) -> OpeningObjection?
  ) throws(Failure) {
    let (context, rules) = (context, rules)
    try table.take(piece) { (row) throws(Failure) in
      try Self.read(&row, &notes, context, rules, accept)
    }
  }

  /// Takes the end of the file.
  public mutating func finish<Failure: Error>(
    accept: (OpeningNote) throws(Failure) -> OpeningObjection?
  ) throws(Failure) {
    let (context, rules) = (context, rules)
    try table.finish { (row) throws(Failure) in
      try Self.read(&row, &notes, context, rules, accept)
    }
  }

  private static func read<Failure: Error>(
    _ row: inout RowReader<NoteColumn>, _ notes: inout Set<NoteKey>, _ context: OpeningContext,
    _ rules: LoanRules, _ accept: (OpeningNote) throws(Failure) -> OpeningObjection?
  ) throws(Failure) {
    guard let note = row.note(context, rules) else { return }
    guard notes.insert(note.key).inserted else {
      row.refuse(.noteNo, .duplicateRow, "该银行的这个借据号在表中已有一行", "请删去重复的一行，或核对借据号")
      return
    }
    if let objection = try accept(note) { row.refuse(.noteNo, objection) }
  }
}

/// Reads 已付贴息表 as its bytes come and hands out each payment that can be taken.
public struct OpeningPaymentsReader {
  private var table = TableReader<PaymentColumn>()
  private let context: OpeningContext
  private var seen: Set<PaymentKey> = []

  /// Prepares to read.
  public init(_ context: OpeningContext) { self.context = context }

  /// What became of the table so far; complete after ``finish(accept:)``.
  public var summary: OpeningSummary { table.summary }

  /// Takes a piece of the file, of any size.
  ///
  /// `accept` gets each payment that nothing in the table forbids, and answers nil, or why it
  /// cannot stand beside the notes. Throws what `accept` throws.
  public mutating func take<Failure: Error>(
    _ piece: some Collection<UInt8>,
    accept: (OpeningPayment) throws(Failure) -> OpeningObjection?
  ) throws(Failure) {
    let context = context
    try table.take(piece) { (row) throws(Failure) in
      try Self.read(&row, &seen, context, accept)
    }
  }

  /// Takes the end of the file.
  public mutating func finish<Failure: Error>(
    accept: (OpeningPayment) throws(Failure) -> OpeningObjection?
  ) throws(Failure) {
    let context = context
    try table.finish { (row) throws(Failure) in
      try Self.read(&row, &seen, context, accept)
    }
  }

  private static func read<Failure: Error>(
    _ row: inout RowReader<PaymentColumn>, _ seen: inout Set<PaymentKey>,
    _ context: OpeningContext, _ accept: (OpeningPayment) throws(Failure) -> OpeningObjection?
  ) throws(Failure) {
    guard let payment = row.payment(context) else { return }
    let key = PaymentKey(note: payment.key, period: payment.period)
    guard seen.insert(key).inserted else {
      row.refuse(.period, .duplicateRow, "该借据的这一期在表中已有一行", "请合并成一行")
      return
    }
    guard let objection = try accept(payment) else { return }
    row.refuse(objection == .unknownNote ? .noteNo : .period, objection)
  }
}

extension RowReader {
  fileprivate mutating func refuse(_ column: Column, _ objection: OpeningObjection) {
    let (code, message, remedy) = objection.sentence
    refuse(column, code, message, remedy)
  }
}
