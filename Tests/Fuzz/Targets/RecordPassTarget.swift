import BankExchange
import Intake
import LoanBook
import PlainBook
import Quantities
import StrictJSON

/// Several packages of records, one behind the other, against an empty book, and then all again:
/// what was accepted once is accepted again without effect, and no note's life is ever broken.
///
/// The packages of an input are divided by the byte 0x1E, which no JSON holds.
enum RecordPassTarget {
  static func run(_ bytes: [UInt8]) {
    let packages = bytes.split(separator: 0x1E, maxSplits: 7).map(Array.init)
    var book = PlainBook(bank: Harness.shared.bank)
    var accepted: [Int?] = []
    for package in packages {
      // The caller's part: what a rejected package kept is undone.
      let before = book
      let tally = pass(package, &book)
      if tally == nil { book = before }
      livesAreWhole(in: book)
      if let tally { ReceiptCheck.isStrictJSON(codes: [], records: tally.verdicts) }
      accepted.append(tally?.accepted)
    }
    for (package, before) in zip(packages, accepted) {
      let again = pass(package, &book)
      hold((again == nil) == (before == nil), "judged once, judged again")
      hold(again?.accepted ?? 0 >= before ?? 0, "what was accepted is accepted again")
    }
  }

  private static func livesAreWhole(in book: PlainBook) {
    for noteNo in book.noteNumbers {
      guard let note = book.note(noteNo) else { continue }
      let refusals = NoteLife.fold(note.terms, note.events).refusals
      hold(refusals.isEmpty, "the life of a note in the book is whole: \(refusals)")
    }
  }

  /// The tally; nil when the file as a whole was rejected. The control total is made to fit.
  private static func pass(_ bytes: [UInt8], _ book: inout PlainBook) -> RecordTally? {
    let harness = Harness.shared
    var package = harness.package
    package.content = .batch(control(bytes), attachments: ["a.pdf"])
    var pass = RecordPass(context: harness.context, package: package)
    do {
      let reader = JSONReader(bytes: bytes, limits: .exchange)
      switch try pass.run(reader, book: &book, progress: { _ in }) {
      case .rejected(let findings):
        hold(!findings.isEmpty, "a rejection says why")
        ReceiptCheck.isStrictJSON(codes: findings, records: [])
        return nil
      case .judged(let tally): return tally
      }
    } catch {
      preconditionFailure("only a book on a disk can fail: \(error)")
    }
  }

  private static func control(_ bytes: [UInt8]) -> BatchControl {
    var total: Int64 = 0
    var count = 0
    if let root = try? JSONNode.parse(bytes, limits: .exchange),
      case .array(let elements)? = root["records"]?.content
    {
      count = elements.count
      for (index, element) in elements.enumerated() {
        total += RecordDecoder.decode(element, index: index).controlAmount ?? 0
      }
    }
    return BatchControl(recordCount: count, totalAmount: Fen(total))
  }
}
