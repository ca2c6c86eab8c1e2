import BankExchange
import DropBox
import Glibc
import StrictJSON

/// The records of a file, read ahead of the judge by a thread of its own: while one core reads,
/// decodes and digests, the other judges and keeps.
///
/// The thread is gone when the stream is, whether the file was read to its end or not.
struct RecordStream: ~Copyable {
  private let queue: ChunkQueue
  private let thread: pthread_t
  private var hasEnded = false

  /// So many chunks may wait for the judge.
  private static let chunksAhead = 4

  /// Begins to read. The reader goes over to the thread.
  ///
  /// - Throws: when the system has no thread to give.
  init(_ reader: sending JSONReader, _ rules: BusinessRules) throws(DropBoxFault) {
    let queue = ChunkQueue(capacity: Self.chunksAhead)
    self.queue = queue
    let work = Unmanaged.passRetained(Work(reader, rules, queue))
    var thread = pthread_t()
    // A plain thread, not one of Dispatch's: those hold signals back.
    let refusal = pthread_create(
      &thread, nil,
      { work in
        guard let work else { return nil }
        Unmanaged<Work>.fromOpaque(work).takeRetainedValue().run()
        return nil
      }, work.toOpaque())
    guard refusal == 0 else {
      work.release()
      throw DropBoxFault(
        operation: "pthread_create", path: RecordDecoder.file, cause: .system(errno: refusal))
    }
    self.thread = thread
  }

  deinit {
    queue.abandon()
    pthread_join(thread, nil)
  }

  /// The next records; nil after those with the end.
  mutating func next() -> RecordChunk? {
    if hasEnded { return nil }
    let chunk = queue.take()
    hasEnded = chunk.end != nil
    return chunk
  }

  /// What the thread is given; nobody else has it.
  private final class Work {
    private var reader: RecordsReader
    private let queue: ChunkQueue

    init(_ reader: sending JSONReader, _ rules: BusinessRules, _ queue: ChunkQueue) {
      self.reader = RecordsReader(reader, rules)
      self.queue = queue
    }

    func run() { reader.read(queue.put) }
  }
}
