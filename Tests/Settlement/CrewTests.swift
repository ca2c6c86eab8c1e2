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

    let crew = SettlementCrew(period: period, policy: try TestPolicy.policy(), threads: threads)
    var lines: [SettlementLine] = []
    try crew.settle(Array(contracts[..<50]), transform: { $0 }, emit: { lines.append($0) })
    try crew.settle(Array(contracts[50...]), transform: { $0 }, emit: { lines.append($0) })
    #expect(lines == expected)
    expectSame(crew.totals, settler.totals)

    let silent = SettlementCrew(period: period, policy: try TestPolicy.policy(), threads: threads)
    try silent.settle(contracts)
    expectSame(silent.totals, settler.totals)
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

  @Test func theFirstContractThatFailsStopsItBeforeAnythingIsGivenOut() throws {
    struct Full: Error, Equatable { var noteNo: String }
    let contracts = try (0..<20).map { contract in
      [NoteOnFile(history: try NoteRow(noteNo: "JD-\(contract)").history())]
    }
    let crew = SettlementCrew(
      period: try quarter("2024Q4"), policy: try TestPolicy.policy(), threads: 2)
    var given = 0
    #expect(throws: Full(noteNo: "JD-7")) {
      try crew.settle(
        contracts,
        transform: { line in
          if ["JD-7", "JD-15"].contains(line.key.noteNo.text) {
            throw Full(noteNo: line.key.noteNo.text)
          }
        }, emit: { given += 1 })
    }
    #expect(given == 0)
  }
}
