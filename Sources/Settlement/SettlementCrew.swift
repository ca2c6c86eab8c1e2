import Dispatch
public import Policy
public import Quantities
import Synchronization

/// Settles contracts on several threads. Lines, their order and the totals are those of a single
/// ``Settler``: each thread takes a stretch of the contracts, and sums of whole fen do not depend
/// on the order in which they are added.
public struct SettlementCrew: Sendable {
  /// The quarter settled.
  public let period: Quarter
  private let workers: [Worker]

  private final class Worker: Sendable {
    let settler: Mutex<Settler>
    init(_ settler: sending Settler) { self.settler = Mutex(settler) }
  }

  /// Prepares to settle `period` on `threads` threads.
  ///
  /// - Precondition: there is at least one thread.
  public init(
    period: Quarter, policy: Policy, settings: SettlementSettings = SettlementSettings(),
    threads: Int = 2
  ) {
    precondition(threads > 0, "somebody has to settle")
    self.period = period
    workers = (0..<threads).map { _ in
      Worker(Settler(period: period, policy: policy, settings: settings))
    }
  }

  /// The totals of every line so far.
  public var totals: SettlementTotals {
    workers.reduce(SettlementTotals()) { sum, worker in
      sum.merged(with: worker.settler.withLock { $0.totals })
    }
  }

  /// Whether the second engine checks every figure. Only to measure what that costs.
  @_spi(Benchmark) public func setCheckedByDays(_ isChecked: Bool) {
    for worker in workers { worker.settler.withLock { $0.isCheckedByDays = isChecked } }
  }

  /// Settles whole contracts, puts each line into another form on the thread that made it, and
  /// gives out the results in the order of the contracts, on the caller's thread.
  ///
  /// All results of a call are held until they are given out: a county comes in portions of some
  /// thousand contracts.
  ///
  /// - Throws: ``EnginesDisagree`` or what `transform` throws, of the first contract that fails,
  ///   before anything is given out; or what `emit` throws.
  public func settle<Output: Sendable>(
    _ contracts: [[NoteOnFile]],
    transform: @escaping @Sendable (SettlementLine) throws -> Output,
    emit: (Output) throws -> Void
  ) throws {
    let portions = portions(of: contracts.count)
    let results = Mutex([Result<[Output], any Error>?](repeating: nil, count: portions.count))
    DispatchQueue.concurrentPerform(iterations: portions.count) { [workers] place in
      let result = Result<[Output], any Error> {
        try workers[place].settler.withLock { settler in
          var outputs: [Output] = []
          for index in portions[place] {
            try settler.settle(contracts[index]) { outputs.append(try transform($0)) }
          }
          return outputs
        }
      }
      results.withLock { $0[place] = result }
    }
    let outputs = try results.withLock { try $0.compactMap { try $0?.get() } }
    for portion in outputs {
      for output in portion { try emit(output) }
    }
  }

  /// Settles whole contracts for the totals alone.
  ///
  /// - Throws: ``EnginesDisagree``.
  public func settle(_ contracts: [[NoteOnFile]]) throws {
    let portions = portions(of: contracts.count)
    let faults = Mutex([(any Error)?](repeating: nil, count: portions.count))
    DispatchQueue.concurrentPerform(iterations: portions.count) { [workers] place in
      do {
        try workers[place].settler.withLock { settler in
          for index in portions[place] { try settler.settle(contracts[index]) { _ in } }
        }
      } catch {
        faults.withLock { $0[place] = error }
      }
    }
    if let fault = faults.withLock({ $0.lazy.compactMap { $0 }.first }) { throw fault }
  }

  /// As many stretches of equal length as there are threads.
  private func portions(of count: Int) -> [Range<Int>] {
    workers.indices.map { place in
      (count * place / workers.count)..<(count * (place + 1) / workers.count)
    }
  }
}
