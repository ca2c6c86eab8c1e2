import LoanBook
import Quantities
import Subsidy
import TestKit
import Testing

@testable import Settlement

/// SUBSIDY §4: several threads give the lines, the order and the totals of one.
struct CrewTests {
  @Test(arguments: [1, 2, 3, 7])
  func linesOrderAndTotalsAreThoseOfOneThread(threads: Int) throws {
    var random = SeededRandom(seed: 20_260_320)
    let contracts = try (0..<120).map { contract in
      try (0..<(1 + contract % 3)).map { note in
        try RandomNotes.note(
          "JD-\(contract)-\(note)", contract: "HT-\(contract)",
          bank: ["ZZRCB", "JCBANK"][contract % 2], using: &random)
      }
    }
    let period = try quarter("2024Q4")
    var settler = Settler(period: period, policy: try TestPolicy.policy())
    var expected: [SettlementLine] = []
    for contract in contracts { try settler.settle(contract) { expected.append($0) } }

    let crew = try crew(of: threads, period)
    var lines: [SettlementLine] = []
    func put(_ portion: ArraySlice<[NoteOnFile]>) throws {
      try crew.put(Array(portion)) { lines += $0 }
    }
    try put(contracts[..<50])
    try put(contracts[50..<51])
    try crew.drain { lines += $0 }
    for start in stride(from: 51, to: 120, by: 7) {
      try put(contracts[start..<min(start + 7, 120)])
    }
    try crew.drain { lines += $0 }
    #expect(lines == expected)
    expectSame(
      crew.workers.reduce(SettlementTotals()) { $0.merged(with: $1.totals) }, settler.totals)
  }

  private typealias Crew = SettlementCrew<Settler, [[NoteOnFile]], [SettlementLine]>

  private func crew(
    of threads: Int, _ period: Quarter,
    each: @escaping @Sendable (SettlementLine) throws -> Void = { _ in }
  ) throws -> Crew {
    let settler = Settler(period: period, policy: try TestPolicy.policy())
    return Crew(Array(repeating: settler, count: threads)) { settler, contracts in
      var lines: [SettlementLine] = []
      for contract in contracts {
        try settler.settle(contract) { line in
          try each(line)
          lines.append(line)
        }
      }
      return lines
    }
  }

  private func expectSame(_ a: SettlementTotals, _ b: SettlementTotals) {
    #expect(a.all == b.all)
    #expect(a.subsidyByPayer == b.subsidyByPayer)
    #expect(a.payableByPayer == b.payableByPayer)
    #expect(a.byBank.map(\.key) == b.byBank.map(\.key))
    #expect(a.byBank.map(\.amounts) == b.byBank.map(\.amounts))
    #expect(a.byTown.map(\.key) == b.byTown.map(\.key))
    #expect(a.byTown.map(\.amounts) == b.byTown.map(\.amounts))
    #expect(a.byCategory.map(\.amounts) == b.byCategory.map(\.amounts))
    for comparison in ComparisonClass.allCases {
      #expect(a.count(of: comparison) == b.count(of: comparison))
    }
  }

  @Test func aPortionThatFailsStopsItInItsPlace() throws {
    struct Full: Error, Equatable { var noteNo: String }
    let crew = try crew(of: 2, try quarter("2024Q4")) { line in
      if ["JD-7", "JD-15"].contains(line.key.noteNo.text) {
        throw Full(noteNo: line.key.noteNo.text)
      }
    }
    var given = 0
    #expect(throws: Full(noteNo: "JD-7")) {
      for contract in 0..<20 {
        let note = NoteOnFile(history: try NoteRow(noteNo: "JD-\(contract)").history())
        try crew.put([[note]]) { given += $0.count }
      }
      try crew.drain { given += $0.count }
    }
    #expect(given == 7)
  }
}
