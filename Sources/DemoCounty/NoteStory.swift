import LoanBook
import Quantities

/// A note as its life truly ran, before any clerk typed it.
struct NoteStory: Sendable {
  /// The bank's place in ``DemoBank/all``.
  let bank: Int
  let terms: Disbursement
  /// In the order of a note's life. EXCHANGE §3.
  let events: [NoteEvent]
  /// What sets the borrower apart.
  let trait: Trait?
  /// Where the borrower keeps money.
  let account: PersonalText

  /// The number that ties the records of a note together.
  var number: String { terms.noteNo.text }

  /// The record of the disbursement.
  var disbursementId: RecordId { recordId("\(number)-D") }

  /// The record of the event at a place in ``events``.
  func eventId(_ index: Int) -> RecordId { recordId("\(number)-E\(padded(index + 1, 2))") }
}

/// A record number that is well formed by the way it is built.
func recordId(_ text: String) -> RecordId {
  guard let id = RecordId(text) else { preconditionFailure("record numbers are well formed") }
  return id
}
