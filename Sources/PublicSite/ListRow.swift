public import Disclosure
public import Quantities

/// A record in short: enough for its line in a list, for search and for counting.
public struct ListRow: Hashable, Sendable {
  /// The record's number.
  public var number: RecordNumber
  /// The place of its newest revision in the log: it names all that is said of the record.
  public var position: Int64
  /// The project, as it may be shown.
  public var project: String
  /// The applicant, as it may be shown.
  public var applicant: String
  /// The name of the business, as it may be shown.
  public var entityName: String?
  /// Who borrows.
  public var kind: BorrowerKind
  /// The town.
  public var town: Labelled
  /// The bank.
  public var bank: Labelled
  /// The section of the industry.
  public var industry: Labelled
  /// The amount disbursed.
  public var amount: Fen
  /// The month of disbursement, as its first day.
  public var disbursedOn: Day
  /// The state of the loan.
  public var state: LoanState
  /// What approved runs have paid so far.
  public var subsidy: Fen

  /// Whether a person borrows.
  public var isPerson: Bool { kind != .enterprise }

  /// Describes a record.
  public init(
    number: RecordNumber, position: Int64, project: String, applicant: String,
    entityName: String?, kind: BorrowerKind, town: Labelled, bank: Labelled, industry: Labelled,
    amount: Fen, disbursedOn: Day, state: LoanState, subsidy: Fen
  ) {
    self.number = number
    self.position = position
    self.project = project
    self.applicant = applicant
    self.entityName = entityName
    self.kind = kind
    self.town = town
    self.bank = bank
    self.industry = industry
    self.amount = amount
    self.disbursedOn = disbursedOn
    self.state = state
    self.subsidy = subsidy
  }

  /// The row of a record whose newest revision stands at a place of the log.
  public init(_ record: PublicRecord, position: Int64) {
    self.init(
      number: record.number, position: position, project: record.project,
      applicant: record.applicant, entityName: record.entityName, kind: record.kind,
      town: record.town, bank: record.bank, industry: record.industry, amount: record.amount,
      disbursedOn: record.disbursedMonth, state: record.state, subsidy: record.subsidySoFar)
  }
}

/// Rows of a whole county, about a hundred bytes each besides their texts: every label is kept
/// once.
public struct CatalogueRows: RandomAccessCollection, Sendable {
  private struct Packed: Sendable {
    var position: Int64
    var amount: Int64
    var subsidy: Int64
    var project: String
    var applicant: String
    var entityName: String?
    var serial: Int32
    var month: Int32
    var year: Int16
    var town: UInt16
    var bank: UInt16
    var industry: UInt16
    var kind: UInt8
    var state: UInt8
  }

  private var packed: [Packed] = []
  private var labels: [Labelled] = []
  private var known: [Labelled: UInt16] = [:]
  private var office = ""

  init() {}

  /// The first row's place.
  public var startIndex: Int { 0 }
  /// The place after the last row.
  public var endIndex: Int { packed.count }

  /// The row at a place.
  public subscript(index: Int) -> ListRow {
    let row = packed[index]
    guard let number = RecordNumber(office: office, year: Int(row.year), serial: Int(row.serial))
    else { preconditionFailure("it was a number when it came") }
    return ListRow(
      number: number, position: row.position, project: row.project, applicant: row.applicant,
      entityName: row.entityName, kind: BorrowerKind.allCases[Int(row.kind)],
      town: labels[Int(row.town)], bank: labels[Int(row.bank)],
      industry: labels[Int(row.industry)], amount: Fen(row.amount),
      disbursedOn: Day(number: row.month), state: LoanState.allCases[Int(row.state)],
      subsidy: Fen(row.subsidy))
  }

  /// The place of a row's newest revision in the log.
  public func position(_ index: Int) -> Int64 { packed[index].position }

  /// A row's names as files in bulk carry them. A masked name has a star, which no full one has.
  func names(_ index: Int) -> BulkNames {
    let row = packed[index]
    return BulkNames(
      of: BorrowerKind.allCases[Int(row.kind)], applicant: row.applicant,
      isMasked: row.applicant.utf8.contains(UInt8(ascii: "*")), entityName: row.entityName,
      project: row.project)
  }

  /// What a row can be filtered by.
  func facets(
    _ index: Int
  ) -> (month: Day, town: String, bank: String, kind: BorrowerKind, amount: Fen) {
    let row = packed[index]
    return (
      Day(number: row.month), labels[Int(row.town)].code, labels[Int(row.bank)].code,
      BorrowerKind.allCases[Int(row.kind)], Fen(row.amount)
    )
  }

  /// Year and running number of a row's record.
  func serial(_ index: Int) -> (year: Int, serial: Int) {
    (Int(packed[index].year), Int(packed[index].serial))
  }

  /// What others may know of a person's row; nil of an enterprise's.
  func sharedColumns(_ index: Int) -> SharedColumns? {
    let row = packed[index]
    guard BorrowerKind.allCases[Int(row.kind)] != .enterprise else { return nil }
    return SharedColumns(
      month: row.month, town: row.town, bank: row.bank, industry: row.industry, kind: row.kind,
      amount: row.amount)
  }

  mutating func append(_ row: ListRow) {
    office = row.number.office
    packed.append(
      Packed(
        position: row.position, amount: row.amount.value, subsidy: row.subsidy.value,
        project: row.project, applicant: row.applicant, entityName: row.entityName,
        serial: Int32(row.number.serial), month: row.disbursedOn.number,
        year: Int16(row.number.year), town: place(row.town), bank: place(row.bank),
        industry: place(row.industry), kind: CatalogueRows.place(of: row.kind),
        state: CatalogueRows.place(of: row.state)))
  }

  private mutating func place(_ label: Labelled) -> UInt16 {
    if let place = known[label] { return place }
    // More towns, banks and industries than 65 536 there are in no county.
    let place = UInt16(labels.count)
    labels.append(label)
    known[label] = place
    return place
  }

  private static func place<Word: CaseIterable & Equatable>(of word: Word) -> UInt8 {
    var place: UInt8 = 0
    for other in Word.allCases {
      if other == word { break }
      place += 1
    }
    return place
  }
}
