import BankExchange
import Dispatch
import Synchronization

/// A record on its way from the file to the judge, with all that can be told of it without the
/// book of records.
struct ReadRecord: Sendable {
  /// What stands in the file.
  let decoded: DecodedRecord
  /// Whether its number stood in the file before.
  let isTwice: Bool
  /// Of a record whose form is right.
  let sound: Sound?

  /// What a well-formed record has beside itself.
  struct Sound: Sendable {
    /// Of its canonical form.
    let digest: [UInt8]
    /// What the business rules find in it.
    let rules: RuleFindings
  }
}

/// How reading a file ended.
struct RecordsEnd: Sendable {
  /// Whether the end of the array of records was reached.
  var isWhole = false
  /// What is wrong with the file as a whole (C602).
  var broken: Finding?
  /// What the source of bytes or the digest threw.
  var fault: (any Error)?
}

/// Some records in file order, and how the file ended if they are the last.
struct RecordChunk: Sendable {
  var records: [ReadRecord] = []
  var end: RecordsEnd?
}

/// A queue between the thread that reads and the one that judges. It holds few chunks, so that a
/// file of any size takes bounded memory: who is ahead waits.
final class ChunkQueue: Sendable {
  private struct State {
    var chunks: [RecordChunk] = []
    var isAbandoned = false
  }

  private let state = Mutex(State())
  private let room = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)

  init(capacity: Int) {
    // Counted up from 0: Dispatch stops a program that lets go of a semaphore which stands below
    // the value it was made with.
    for _ in 0..<capacity { room.signal() }
  }

  /// Puts a chunk to the others, when there is room; false when nobody will take it any more.
  func put(_ chunk: RecordChunk) -> Bool {
    room.wait()
    let isWanted = state.withLock { state in
      if !state.isAbandoned { state.chunks.append(chunk) }
      return !state.isAbandoned
    }
    filled.signal()
    return isWanted
  }

  /// The oldest chunk, when there is one. Nothing comes after the chunk with the end.
  func take() -> RecordChunk {
    filled.wait()
    let chunk = state.withLock { $0.chunks.removeFirst() }
    room.signal()
    return chunk
  }

  /// Takes no more; whoever waits to put a chunk is told.
  func abandon() {
    state.withLock { $0.isAbandoned = true }
    room.signal()
  }
}
