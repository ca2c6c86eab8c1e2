import Dispatch
import Synchronization

/// Does pieces of work on all processors, some at a time; what comes of them does not depend on
/// their order.
final class WorkQueue: Sendable {
  private let queue = DispatchQueue(label: "publish", attributes: .concurrent)
  private let group = DispatchGroup()
  /// Bounds what waits, and so the memory that it takes.
  private let room = DispatchSemaphore(value: 6)
  private let failure = Mutex<(any Error)?>(nil)

  /// Adds a piece of work; waits while there is much. After a failure nothing more is done.
  func add(_ work: @escaping @Sendable () throws -> Void) {
    room.wait()
    queue.async(group: group) { [self] in
      defer { room.signal() }
      guard failure.withLock({ $0 == nil }) else { return }
      do {
        try work()
      } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
  }

  /// Waits until all is done.
  ///
  /// - Throws: the first failure.
  func finish() throws {
    group.wait()
    if let failure = failure.withLock({ $0 }) { throw failure }
  }
}
