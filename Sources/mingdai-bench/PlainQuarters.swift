import Foundation
import Policy
import Quantities
import StrictJSON
import Subsidy

/// The notes of a ``QuartersBench`` by the programs that lie nearest: a loop over notes and
/// stretches of days in Python's `decimal`, and NumPy on whole columns in 64-bit integers. They
/// know what these notes need: one loan of an individual per contract, three kinds of rule.
struct PlainQuarters {
  enum Program: String { case decimal, numpy }

  /// What a script tells of itself.
  struct Figures {
    /// Of the processor, without reading the file.
    var seconds: Double
    var peakKiB: Int
    var sums: QuartersBench.Sums
  }

  let folder: String
  let file: String
  let policy: Policy

  /// Runs a program; nil when it is not on this machine.
  func run(_ program: Program, notes: Int) throws -> Figures? {
    guard try PythonLoop.run(["python3", "-c", "import \(program.rawValue)"]).status == 0 else {
      return nil
    }
    let script = folder + "/\(program.rawValue)_quarters.py"
    let rules = folder + "/rules.json"
    let text = Self.common + (program == .decimal ? Self.decimal : Self.numpy)
    try Data(text.utf8).write(to: URL(fileURLWithPath: script))
    try Data(self.rules.canonical()).write(to: URL(fileURLWithPath: rules))
    let (status, output) = try PythonLoop.run(["python3", script, rules, file, "\(notes)"])
    let rows = output.split(separator: "\n").map { $0.split(separator: " ") }
    guard status == 0, let first = rows.first, first.count == 2, let seconds = Double(first[0]),
      let peak = Int(first[1]), rows.count == BareNote.quarters.count + 1
    else { throw BenchFault("python3: status \(status), \(output)") }
    let sums = rows.dropFirst().map { row in row.compactMap { Int64($0) } }
    return Figures(seconds: seconds, peakKiB: peak, sums: sums)
  }

  /// The policy as far as these notes need it, in fen, ppm and day numbers.
  private var rules: JSONValue {
    let regimes = policy.regimes.map { regime -> JSONValue in
      var members: [JSONMember] = [
        JSONMember("from", .integer(Int64(regime.days.from.number))),
        JSONMember("to", .integer(Int64(regime.days.to.number))),
        JSONMember("cap", .integer(regime.cap(for: .individual).value)),
        JSONMember("termMonths", .integer(Int64(regime.individual.termMonths))),
        JSONMember("kind", .string(regime.individual.rule.kind)),
      ]
      switch regime.individual.rule {
      case .steps(let shares): members.append(JSONMember("shares", .array(shares.map(share))))
      case .shareOfLPR(let one), .shareOfRate(let one):
        members.append(JSONMember("shares", .array([share(one)])))
      case .aboveLPRMinus(let points):
        members.append(JSONMember("points", .integer(Int64(points.ppm))))
      }
      if regime.rateCapEnforced, let cap = regime.rateCapOverLPR {
        members.append(JSONMember("rateCap", .integer(Int64(cap.ppm))))
      }
      return .object(members)
    }
    let lpr = policy.lpr.rows.map {
      JSONValue.array([.integer(Int64($0.from.number)), .integer(Int64($0.oneYear.ppm))])
    }
    let quarters = BareNote.quarters.map {
      JSONValue.array([
        .integer(Int64($0.days.from.number)), .integer(Int64($0.days.to.number)),
      ])
    }
    return ["regimes": .array(regimes), "lpr": .array(lpr), "quarters": .array(quarters)]
  }

  private func share(_ fraction: Fraction) -> JSONValue {
    .array([.integer(fraction.numerator), .integer(fraction.denominator)])
  }
}
