import Foundation
import StrictJSON

/// The figures of a run.
struct BenchReport {
  /// One figure.
  struct Figure {
    var name: String
    var value: Double
    var unit: String
    /// What it is to be compared with, in words.
    var goal: String?
  }

  private(set) var figures: [Figure] = []

  mutating func add(_ name: String, _ value: Double, _ unit: String, goal: String? = nil) {
    figures.append(Figure(name: name, value: value, unit: unit, goal: goal))
    Progress.tell(BenchReport.line(figures[figures.count - 1], width: name.count))
  }

  /// Seconds and, where `count` is given, pieces per second; then the peak of memory.
  mutating func add(_ name: String, _ cost: Cost, count: Int? = nil, of piece: String = "") {
    add(name, cost.seconds, "s")
    add("\(name), processor", cost.processorSeconds, "s")
    add("\(name), processor, calling thread", cost.threadSeconds, "s")
    if let count { add("\(name), rate", Double(count) / cost.seconds, "\(piece)/s") }
    add("\(name), peak memory", Double(cost.peakKiB) / 1024, "MiB")
  }

  /// How much processor time one work took of what another took: in all, and on the thread that
  /// the caller waits for, which on a busy machine is the steadier figure.
  mutating func compare(_ name: String, _ cost: Cost, _ other: String, _ yardstick: Cost) {
    add(
      "\(name) / \(other), processor", cost.processorSeconds / yardstick.processorSeconds, "times")
    add(
      "\(name) / \(other), processor, calling thread",
      cost.threadSeconds / yardstick.threadSeconds, "times")
  }

  var lines: [String] {
    let width = figures.map(\.name.count).max() ?? 0
    return figures.map { BenchReport.line($0, width: width) }
  }

  var json: JSONValue {
    .object(
      figures.map { figure in
        JSONMember(
          figure.name,
          [
            "value": .string(BenchReport.text(figure.value)), "unit": .string(figure.unit),
            "goal": figure.goal.map { .string($0) } ?? .null,
          ])
      })
  }

  private static func line(_ figure: Figure, width: Int) -> String {
    let name = figure.name.padding(toLength: width, withPad: " ", startingAt: 0)
    let value = text(figure.value)
    let padding = String(repeating: " ", count: max(0, 14 - value.count))
    let goal = figure.goal.map { "  (\($0))" } ?? ""
    return "\(name)  \(padding)\(value) \(figure.unit)\(goal)"
  }

  private static func text(_ value: Double) -> String {
    value >= 1000 ? String(Int(value.rounded())) : String(format: "%.3f", value)
  }
}
