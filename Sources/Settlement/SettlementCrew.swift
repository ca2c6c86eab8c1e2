import Dispatch
import Synchronization

/// Several threads at one settlement. Portions of contracts are put to the crew one after the
/// other, and what is made of each comes back in the order of the portions, on the thread that put
/// them: lines, their order and the totals are those of a single worker, since sums of whole fen do
/// not depend on the order in which they are added.
///
/// At most one portion for each worker is under way: who puts the next one waits for the oldest,
/// so a run of any size takes bounded memory.
public final class SettlementCrew<Worker: Sendable, Portion: Sendable, Output: Sendable> {
  private let places: [Place]
  private let work: @Sendable (inout Worker, Portion) throws -> Output
  /// The places at work: so many from the oldest on, in a ring.
  private var oldest = 0
  private var busy = 0

  /// A worker, and what they made of their portion until it is taken.
  private final class Place: Sendable {
    let worker: Mutex<Worker>
    let result = Mutex<Result<Output, any Error>?>(nil)
    let done = DispatchSemaphore(value: 0)

    init(_ worker: Worker) { self.worker = Mutex(worker) }

    func take() throws -> Output? {
      done.wait()
      return try result.withLock { result in
        defer { result = nil }
        return try result?.get()
      }
    }
  }

  /// Gathers workers, each for a thread of its own, which do `work` with their portions.
  ///
  /// - Precondition: there is at least one.
  public init(
    _ workers: [Worker], work: @escaping @Sendable (inout Worker, Portion) throws -> Output
  ) {
    precondition(!workers.isEmpty, "somebody has to settle")
    places = workers.map(Place.init)
    self.work = work
  }

  /// The workers with their totals so far.
  ///
  /// - Precondition: everything put was taken (``drain(_:)``).
  public var workers: [Worker] {
    precondition(busy == 0, "no worker is asked while at work")
    return places.map { $0.worker.withLock { $0 } }
  }

  /// Puts a portion to the crew; when all are at work, waits for what the oldest portion gives and
  /// hands it to `take` first.
  ///
  /// - Throws: what the work on an earlier portion threw, or what `take` throws; the crew is of no
  ///   use then.
  public func put(_ portion: Portion, _ take: (Output) throws -> Void) throws {
    if busy == places.count { try takeOldest(take) }
    let place = places[(oldest + busy) % places.count]
    busy += 1
    DispatchQueue.global().async { [work] in
      let result = Result { try place.worker.withLock { try work(&$0, portion) } }
      place.result.withLock { $0 = result }
      place.done.signal()
    }
  }

  /// Waits for everything that is under way.
  ///
  /// - Throws: as ``put(_:_:)``.
  public func drain(_ take: (Output) throws -> Void) throws {
    while busy > 0 { try takeOldest(take) }
  }

  private func takeOldest(_ take: (Output) throws -> Void) throws {
    let place = places[oldest]
    oldest = (oldest + 1) % places.count
    busy -= 1
    if let output = try place.take() { try take(output) }
  }
}
