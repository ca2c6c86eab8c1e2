import Foundation
import Ledger
import Policy
import Settlement
import StrictJSON

/// Judges contracts on several threads while this one reads the ledger and keeps the lines, which
/// come out in the order of what was put. Each line is put into its stored form by who judged it.
struct LineCrew<Worker: Sendable> {
  /// Lets a worker judge something and give out its lines.
  typealias Task = @Sendable (inout Worker, _ give: (SettlementLine) throws -> Void) throws -> Void

  private let crew: SettlementCrew<Worker, Task, [JudgedLine]>
  private let emit: (JudgedLine) throws -> Void

  /// As many workers as the machine has processors, all like `worker`; what they give out is
  /// handed to `emit` on the caller's thread.
  init(of worker: Worker, emit: @escaping (JudgedLine) throws -> Void) {
    let count = min(ProcessInfo.processInfo.activeProcessorCount, LineCrew.most)
    crew = SettlementCrew(Array(repeating: worker, count: count)) { worker, task in
      var lines: [JudgedLine] = []
      try task(&worker) { lines.append(JudgedLine($0)) }
      return lines
    }
    self.emit = emit
  }

  /// One thread reads for all of them, so more would wait.
  private static var most: Int { 4 }
  /// So many notes or numbers make a portion, so that memory stays bounded.
  static var portion: Int { 256 }

  /// Has something judged, sooner or later.
  ///
  /// - Throws: `EnginesDisagree`, what a task put before threw, or what the caller's `emit` throws.
  func put(_ task: @escaping Task) throws { try crew.put(task, give) }

  /// Waits until everything is out and gives the workers with their totals.
  ///
  /// - Throws: as ``put(_:)``.
  func finish() throws -> [Worker] {
    try crew.drain(give)
    return crew.workers
  }

  private func give(_ lines: [JudgedLine]) throws { for line in lines { try emit(line) } }
}

/// A line as it is printed and kept.
struct JudgedLine: Sendable {
  /// With the members of every object in order, as it is kept: a repetition gives the same bytes.
  let json: JSONValue
  /// Its place in the run is yet to be told.
  let row: RunLine
  /// Whether somebody must look: claim and figure differ, and nobody has resolved it.
  let needsALook: Bool

  init(_ line: SettlementLine) {
    json = LineJSON.encode(line).sorted
    row = RunLine(line, json, position: 0)
    needsALook = line.needsALook
  }
}

extension SettlementLine {
  fileprivate var needsALook: Bool {
    if case .holds? = resolution { return false }
    return !comparison.paysUnasked
  }
}

extension JSONValue {
  /// The same with the members of every object in the order of the canonical form; ours are ASCII.
  var sorted: JSONValue {
    switch self {
    case .object(let members):
      .object(
        members.sorted { $0.name < $1.name }.map { JSONMember($0.name, $0.value.sorted) })
    case .array(let elements): .array(elements.map(\.sorted))
    default: self
    }
  }
}
