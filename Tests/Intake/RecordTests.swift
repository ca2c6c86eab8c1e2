import LoanBook
import PlainBook
import Quantities
import Testing

/// R702 to R708 and the claims' remarks, as transcripts: what was on file, what comes, what is
/// answered. EXCHANGE §3, §4.
@Suite struct RecordTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    var before = ""
    let batch: String
    let answer: String
    var testDescription: String { name }
  }

  static let note = "D-1 1 CREATE DISBURSEMENT"

  static let cases: [Case] = [
    Case(name: "a lawful note", batch: note, answer: "1 in, 0 out"),
    Case(
      name: "a whole life in one batch",
      batch: """
        D-1 1 CREATE DISBURSEMENT
        R-1 1 CREATE REPAYMENT
        R-2 1 CREATE OVERDUE
        R-3 1 CREATE CURE
        R-4 1 CREATE RATE_CHANGE
        R-5 1 CREATE EXTENSION
        R-6 1 CREATE COMPENSATION
        R-7 1 CREATE RECOVERY
        R-8 1 CREATE CLAIM
        """, answer: "9 in, 0 out"),
    // R702
    Case(
      name: "a number twice in a package, whatever the second holds",
      batch: """
        D-1 1 CREATE DISBURSEMENT
        D-1 1 CREATE DISBURSEMENT
        D-1 2 AMEND DISBURSEMENT
        D-1 1 CREATE REPAYMENT principal=1
        """,
      answer: """
        1 in, 3 out
        1 R702 /recordId
        2 R702 /recordId
        3 R701 /principal
        3 R702 /recordId
        """),
    Case(
      name: "the number of a refused record is used up within the package too",
      batch: """
        R-1 1 CREATE REPAYMENT
        D-1 1 CREATE DISBURSEMENT
        R-1 1 CREATE REPAYMENT
        """,
      answer: """
        1 in, 2 out
        0 R704 /noteNo
        2 R702 /recordId
        """),
    Case(
      name: "the number of a refused record is free in the next package",
      before: "R-1 1 CREATE REPAYMENT", batch: "\(note)\nR-1 1 CREATE REPAYMENT",
      answer: "2 in, 0 out"),
    // R703
    Case(
      name: "the same record again is accepted without effect",
      before: "\(note)\nR-1 1 CREATE REPAYMENT", batch: "\(note)\nR-1 1 CREATE REPAYMENT",
      answer: "2 in, 0 out"),
    Case(
      name: "an older version again, the same, is without effect too",
      before: "\(note)\n|D-1 2 AMEND DISBURSEMENT amount=100000.00", batch: note,
      answer: "1 in, 0 out"),
    Case(
      name: "the same number and version with other content",
      before: note, batch: "D-1 1 CREATE DISBURSEMENT amount=100000.00",
      answer: "0 in, 1 out\n0 R703 /version"),
    Case(
      name: "versions count on by one", before: note,
      batch: "D-1 3 AMEND DISBURSEMENT", answer: "0 in, 1 out\n0 R703 /version"),
    Case(
      name: "the second version", before: note, batch: "D-1 2 AMEND DISBURSEMENT amount=1.00",
      answer: "1 in, 0 out"),
    Case(
      name: "nothing to amend", batch: "D-1 1 AMEND DISBURSEMENT",
      answer: "0 in, 1 out\n0 R703 /version"),
    Case(
      name: "nothing to cancel", batch: "D-1 2 CANCEL DISBURSEMENT",
      answer: "0 in, 1 out\n0 R703 /version"),
    Case(
      name: "created with a later version", batch: "D-1 2 CREATE DISBURSEMENT",
      answer: "0 in, 1 out\n0 R703 /version"),
    Case(
      name: "created twice", before: note, batch: "D-1 2 CREATE DISBURSEMENT amount=1.00",
      answer: "0 in, 1 out\n0 R703 /version"),
    Case(
      name: "of another type", before: "\(note)\nR-1 1 CREATE REPAYMENT",
      batch: "R-1 2 AMEND CURE", answer: "0 in, 1 out\n0 R701 /type"),
    Case(
      name: "what is cancelled stays cancelled",
      before: "\(note)\nR-1 1 CREATE REPAYMENT|R-1 2 CANCEL REPAYMENT",
      batch: "R-1 3 AMEND REPAYMENT", answer: "0 in, 1 out\n0 R705 /recordId"),
    // R704
    Case(
      name: "an event of a note that nobody stated", batch: "R-1 1 CREATE REPAYMENT",
      answer: "0 in, 1 out\n0 R704 /noteNo"),
    Case(
      name: "an event of a cancelled note", before: "\(note)|D-1 2 CANCEL DISBURSEMENT",
      batch: "R-1 1 CREATE REPAYMENT", answer: "0 in, 1 out\n0 R704 /noteNo"),
    Case(
      name: "a decision on an application that is not ours", batch: "X-1 1 CREATE DECISION",
      answer: "0 in, 1 out\n0 R704 /applicationNo"),
    // R705
    Case(
      name: "order in the file does not matter, order of days does",
      before: note,
      batch: """
        R-2 1 CREATE REPAYMENT on=2024-09-21 principal=200000.00
        R-1 1 CREATE REPAYMENT on=2024-06-21 principal=0.01
        """,
      answer: "1 in, 1 out\n1 R705"),
    Case(
      name: "an event before its disbursement", before: note,
      batch: "R-1 1 CREATE REPAYMENT on=2024-01-09", answer: "0 in, 1 out\n0 R705"),
    Case(
      name: "twins are lawful: two payments of one day and amount", before: note,
      batch: "R-1 1 CREATE REPAYMENT\nR-2 1 CREATE REPAYMENT", answer: "2 in, 0 out"),
    Case(
      name: "amending an event is judged with the event where it is now",
      before: "\(note)\nR-1 1 CREATE OVERDUE\nR-2 1 CREATE CURE",
      batch: "R-1 2 AMEND OVERDUE from=2024-07-01",
      answer: "0 in, 1 out\n0 R705"),
    Case(
      name: "cancelling an event on which a later one rests",
      before: "\(note)\nR-1 1 CREATE OVERDUE\nR-2 1 CREATE CURE",
      batch: "R-1 2 CANCEL OVERDUE", answer: "0 in, 1 out\n0 R705"),
    Case(
      name: "cancelling both, the later one first",
      before: "\(note)\nR-1 1 CREATE OVERDUE\nR-2 1 CREATE CURE",
      batch: "R-2 2 CANCEL CURE\nR-1 2 CANCEL OVERDUE", answer: "2 in, 0 out"),
    Case(
      name: "moving an event to another note",
      before: "\(note)\nD-2 1 CREATE DISBURSEMENT noteNo=N-2\nR-1 1 CREATE REPAYMENT",
      batch: "R-1 2 AMEND REPAYMENT noteNo=N-2", answer: "1 in, 0 out"),
    Case(
      name: "moving an event away on which a later one rests",
      before: """
        D-1 1 CREATE DISBURSEMENT
        D-2 1 CREATE DISBURSEMENT noteNo=N-2
        R-1 1 CREATE OVERDUE
        R-2 1 CREATE CURE
        """,
      batch: "R-1 2 AMEND OVERDUE noteNo=N-2", answer: "0 in, 1 out\n0 R705"),
    Case(
      name: "moving an event to where it does not fit",
      before: """
        D-1 1 CREATE DISBURSEMENT
        D-2 1 CREATE DISBURSEMENT noteNo=N-2 amount=50.00
        R-1 1 CREATE REPAYMENT
        """,
      batch: "R-1 2 AMEND REPAYMENT noteNo=N-2", answer: "0 in, 1 out\n0 R705"),
    Case(
      name: "amending the terms so that an event does not fit",
      before: "\(note)\nR-1 1 CREATE REPAYMENT",
      batch: "D-1 2 AMEND DISBURSEMENT amount=99.99", answer: "0 in, 1 out\n0 R705"),
    Case(
      name: "cancelling a note with events", before: "\(note)\nR-1 1 CREATE REPAYMENT",
      batch: "D-1 2 CANCEL DISBURSEMENT", answer: "0 in, 1 out\n0 R705 /noteNo"),
    Case(
      name: "renaming a note with events", before: "\(note)\nR-1 1 CREATE REPAYMENT",
      batch: "D-1 2 AMEND DISBURSEMENT noteNo=N-9", answer: "0 in, 1 out\n0 R705 /noteNo"),
    Case(
      name: "cancelling the events first",
      before: "\(note)\nR-1 1 CREATE REPAYMENT",
      batch: "R-1 2 CANCEL REPAYMENT\nD-1 2 CANCEL DISBURSEMENT", answer: "2 in, 0 out"),
    Case(
      name: "renaming a note without events", before: note,
      batch: """
        D-1 2 AMEND DISBURSEMENT noteNo=N-9
        R-1 1 CREATE REPAYMENT
        R-2 1 CREATE REPAYMENT noteNo=N-9
        """,
      answer: "2 in, 1 out\n1 R704 /noteNo"),
    // R706
    Case(
      name: "attachments must be in the package", before: note,
      batch: "R-1 1 CREATE REPAYMENT attachments=[a.pdf,b.pdf,../c.pdf]",
      answer: "0 in, 1 out\n0 R706 /attachments/1\n0 R706 /attachments/2"),
    // R708
    Case(
      name: "the note's number is taken", before: note, batch: "D-2 1 CREATE DISBURSEMENT",
      answer: "0 in, 1 out\n0 R708 /noteNo"),
    Case(
      name: "the number of a cancelled note is free",
      before: "\(note)|D-1 2 CANCEL DISBURSEMENT", batch: "D-2 1 CREATE DISBURSEMENT",
      answer: "1 in, 0 out"),
    Case(
      name: "renaming a note to a number that is taken",
      before: "\(note)\nD-2 1 CREATE DISBURSEMENT noteNo=N-2",
      batch: "D-2 2 AMEND DISBURSEMENT noteNo=N-1", answer: "0 in, 1 out\n0 R708 /noteNo"),
    // Claims
    Case(
      name: "a claim for no note is kept with a remark", batch: "X-1 1 CREATE CLAIM",
      answer: "1 in, 0 out\n0 W704 /noteNo"),
    Case(
      name: "a claim for a cancelled note", before: "\(note)|D-1 2 CANCEL DISBURSEMENT",
      batch: "X-1 1 CREATE CLAIM", answer: "1 in, 0 out\n0 W704 /noteNo"),
    Case(
      name: "a second claim is kept with a remark", before: "\(note)\nX-1 1 CREATE CLAIM",
      batch: "X-2 1 CREATE CLAIM\nX-3 1 CREATE CLAIM period=2024Q2",
      answer: "2 in, 0 out\n0 W705 /period"),
    Case(
      name: "amending a claim is no second claim", before: "\(note)\nX-1 1 CREATE CLAIM",
      batch: "X-1 2 AMEND CLAIM days=70", answer: "1 in, 0 out"),
    Case(
      name: "after cancelling the first there is no second",
      before: "\(note)\nX-1 1 CREATE CLAIM|X-1 2 CANCEL CLAIM", batch: "X-2 1 CREATE CLAIM",
      answer: "1 in, 0 out"),
    // All at once
    Case(
      name: "everything wrong with a record, in the order of codes",
      before: note,
      batch: """
        D-1 5 AMEND DISBURSEMENT dueOn=2023-01-01 project/town=140525999999 attachments=[x.pdf]
        """,
      answer: """
        0 in, 1 out
        0 R701 /project/town
        0 R703 /version
        0 R706 /attachments/0
        0 R707 /dueOn
        """),
  ]

  @Test(arguments: cases) func answers(_ entry: Case) throws {
    var delivery = try Delivery()
    delivery.attachments = ["a.pdf"]
    for batch in entry.before.split(separator: "|") { _ = try delivery.deliver(String(batch)) }
    #expect(try delivery.deliver(entry.batch) == entry.answer)
  }

  /// Without effect means: nothing is kept a second time.
  @Test func theSameAgainIsNotKept() throws {
    var delivery = try Delivery()
    _ = try delivery.deliver("\(Self.note)\nR-1 1 CREATE REPAYMENT")
    #expect(delivery.book.kept.count == 2)
    _ = try delivery.deliver("\(Self.note)\nR-1 1 CREATE REPAYMENT\nR-2 1 CREATE REPAYMENT")
    #expect(delivery.book.kept.map(\.record.recordId.text) == ["D-1", "R-1", "R-2"])
  }

  /// What the book is handed: the state of every note that the record changes.
  @Test func statesOfTheNotesThatChange() throws {
    var delivery = try Delivery()
    _ = try delivery.deliver(
      "\(Self.note)\nD-2 1 CREATE DISBURSEMENT noteNo=N-2\nR-1 1 CREATE REPAYMENT")
    _ = try delivery.deliver("R-1 2 AMEND REPAYMENT noteNo=N-2 principal=200000.00")
    let states = try #require(delivery.book.kept.last?.states)
    let words = states.map { "\($0) \($1.balance) \($1.repaidOn?.description ?? "open")" }.sorted()
    #expect(words == ["N-1 200000.00 open", "N-2 0.00 2024-06-21"])
    _ = try delivery.deliver("R-1 3 CANCEL REPAYMENT noteNo=N-2 principal=200000.00")
    let after = try #require(delivery.book.kept.last)
    #expect(after.record.action == .cancel && after.position == 0)
    #expect(after.states.values.map(\.balance.description) == ["200000.00"])
  }
}
