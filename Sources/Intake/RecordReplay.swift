import BankExchange
import LoanBook
import Sealing
public import StrictJSON

/// Keeps the records of an archived package again, by the verdicts that were given when it came:
/// rules for judging may have changed since, what was acknowledged has not.
public struct RecordReplay {
  private var judge: RecordJudge
  private let refused: [ClosedRange<Int>]
  /// The range that the record at hand may lie in.
  private var range = 0
  private var count = 0

  /// Prepares to keep the records that are not in `refused`: places in the file, counted from 0,
  /// in ascending order.
  public init(context: IntakeContext, refused: [ClosedRange<Int>]) {
    // Attachments were judged then.
    judge = RecordJudge(context: context, attachments: [])
    self.refused = refused
  }

  /// What keeps a package from being replayed.
  public enum Failure: Error, Hashable, Sendable {
    /// records.json is not as it was.
    case unreadable
    /// A record that was accepted cannot be read any more; its place in the file.
    case record(Int)
  }

  /// Reads and keeps the records; gives how many there are.
  ///
  /// - Throws: ``Failure``, or what the reader's source or the book throws.
  public mutating func run(
    _ reader: JSONReader, book: inout some RecordBook, progress: (Int) -> Void
  ) throws -> Int {
    do {
      guard case .beginObject = try reader.next(), try reader.readName() == "records",
        case .beginArray = try reader.next()
      else { throw Failure.unreadable }
      while let node = try reader.readElement() {
        try take(node, &book)
        if count % 1000 == 0 { progress(count) }
      }
    } catch is JSONError {
      throw Failure.unreadable
    }
    progress(count)
    return count
  }

  private mutating func take(_ node: JSONNode, _ book: inout some RecordBook) throws {
    let index = count
    count += 1
    if isRefused(index) { return }
    guard let record = RecordDecoder.decode(node, index: index).record else {
      throw Failure.record(index)
    }
    let digest = try Digest.of(node.canonical(), .sha256).bytes
    let verdict = try judge.judge(record, digest: digest, index: index, book: book)
    if verdict.isUnchanged { return }
    // A business rule may have changed; without its note, its version or its state the record
    // cannot stand where it stood.
    let needed: Set<FindingCode> = [.version, .unknownReference, .stateForbids, .noteNoUsed]
    guard !verdict.refusals.contains(where: { needed.contains($0.code) }) else {
      throw Failure.record(index)
    }
    try book.keep(
      AcceptedRecord(record: record, position: index, digest: digest, states: verdict.states))
    judge.noteKept(record, verdict.states)
  }

  private mutating func isRefused(_ index: Int) -> Bool {
    while range < refused.count, refused[range].upperBound < index { range += 1 }
    return range < refused.count && refused[range].contains(index)
  }
}
