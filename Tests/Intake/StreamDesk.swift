import BankExchange
import Glibc
import LoanBook
import PlainBook
import Quantities
import StrictJSON
import Synchronization
import TestKit

@testable import Intake

/// Everything that can be seen of a pass from outside.
struct PassTrace: Equatable {
  var findings: [Finding] = []
  var accepted = 0
  var refused = 0
  var verdicts: [RecordVerdict] = []
  var kept: [Kept] = []
  var progress: [Int] = []
  var fault: Torn?

  struct Kept: Equatable {
    let record: FactRecord
    let position: Int
    let digest: [UInt8]
    let states: [NoteNo: NoteState]
  }

  /// Follows a pass with a book to its end.
  static func of(
    _ book: BrittleBook, _ run: (inout BrittleBook, (Int) -> Void) throws -> RecordPassOutcome
  ) throws -> PassTrace {
    var trace = PassTrace()
    var book = book
    do {
      switch try run(&book, { trace.progress.append($0) }) {
      case .rejected(let findings): trace.findings = findings
      case .judged(let tally):
        trace.accepted = tally.accepted
        trace.refused = tally.refused
        trace.verdicts = tally.verdicts
      }
    } catch let torn as Torn {
      trace.fault = torn
    }
    trace.kept = book.book.kept.map {
      Kept(record: $0.record, position: $0.position, digest: $0.digest, states: $0.states)
    }
    return trace
  }
}

/// What a source or a book throws.
enum Torn: Error, Equatable {
  case source, book
}

/// A source of bytes that comes in small pieces, may be torn at a byte, and tells which thread
/// read it.
final class PieceSource {
  private let bytes: [UInt8]
  private let piece: Int
  private let tornAt: Int
  private let reading: ThreadNote
  private var place = 0

  init(_ bytes: [UInt8], piece: Int, tornAt: Int? = nil, _ reading: ThreadNote = ThreadNote()) {
    self.bytes = bytes
    self.piece = piece
    self.tornAt = tornAt ?? Int.max
    self.reading = reading
  }

  deinit { reading.letGo() }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    reading.note(ThreadNote.current)
    if place >= tornAt { throw Torn.source }
    let end = min(place + min(piece, buffer.count), bytes.count, tornAt)
    buffer.copyBytes(from: bytes[place..<end])
    defer { place = end }
    return end - place
  }
}

/// The system's number of the thread that reads a source, and whether that source is still held.
final class ThreadNote: Sendable {
  private let number = Mutex(Int32(0))
  private let gone = Mutex(false)

  func letGo() { gone.withLock { $0 = true } }
  var hasLetGo: Bool { gone.withLock { $0 } }

  func note(_ thread: Int32) { number.withLock { $0 = thread } }
  var thread: Int32 { number.withLock { $0 } }

  /// The thread that asks: Linux names it in a link of its own.
  static var current: Int32 {
    var path = [CChar](repeating: 0, count: 64)
    let count = readlink("/proc/thread-self", &path, path.count - 1)
    let text = String(
      decoding: path.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.split(separator: "/").last.flatMap { Int32($0) } ?? 0
  }

  /// Whether the thread is gone. After a join the system may need a moment to clear its entry.
  var isGone: Bool {
    let path = "/proc/self/task/\(thread)"
    for _ in 0..<5000 {
      if access(path, F_OK) != 0 { return true }
      usleep(1000)
    }
    return false
  }
}

/// A book in memory that fails when it is asked or given for the nth time.
struct BrittleBook: RecordBook {
  var book: PlainBook
  var failsAt: Int
  /// Counts the questions too, which do not change the book.
  private let questions = Counter()

  init(_ book: PlainBook, failsAt: Int) {
    self.book = book
    self.failsAt = failsAt
  }

  private final class Counter { var count = 0 }

  private func count() throws {
    questions.count += 1
    if questions.count == failsAt { throw Torn.book }
  }

  func versions(of recordId: RecordId) throws -> [RecordVersion] {
    try count()
    return book.versions(of: recordId)
  }
  func note(_ noteNo: NoteNo) throws -> NoteHistory? { book.note(noteNo) }
  func hasClaim(_ claim: Claim, besides recordId: RecordId) throws -> Bool {
    book.hasClaim(claim, besides: recordId)
  }
  func useOrdinal(of terms: Disbursement) throws -> Int { book.useOrdinal(of: terms) }
  mutating func keep(_ record: AcceptedRecord) throws {
    try count()
    book.keep(record)
  }
}
