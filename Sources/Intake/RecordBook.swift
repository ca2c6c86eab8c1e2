public import LoanBook

/// What the business checks ask of the book of records, and where accepted records go. The server
/// puts the ledger behind it, the bank kit an empty book.
public protocol RecordBook {
  /// Every version of a record of this bank, oldest first.
  func versions(of recordId: RecordId) throws -> [RecordVersion]
  /// A note of this bank that stands, with its events.
  func note(_ noteNo: NoteNo) throws -> NoteHistory?
  /// Whether another record of this bank claims for the same note and period.
  func hasClaim(_ claim: Claim, besides recordId: RecordId) throws -> Bool
  /// Which of the contracts of this bank with this person a contract is.
  func useOrdinal(of terms: Disbursement) throws -> Int
  /// Keeps an accepted record.
  mutating func keep(_ record: AcceptedRecord) throws
}
