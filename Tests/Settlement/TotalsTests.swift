import LoanBook
import Quantities
import Subsidy
import TestKit
import Testing

@testable import Settlement

/// SUBSIDY §4: totals are sums of rounded lines and equal the sum of the export's rows.
struct TotalsTests {
  @Test(arguments: [1, 2, 3, 20_260_121] as [UInt64])
  func totalsAreTheSumsOfTheLines(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var settler = Settler(period: try quarter("2024Q4"), policy: try TestPolicy.policy())
    var lines: [SettlementLine] = []
    for contract in 0..<400 {
      let bank = try known(["ZZRCB", "JCBANK", "CCBZZ"].randomElement(using: &random))
      let count = Int.random(in: 0..<10, using: &random) == 0 ? 3 : 1
      let notes = try (0..<count).map { index in
        try RandomNotes.note(
          "JD-\(contract)-\(index)", contract: "HT-\(contract)", bank: bank, using: &random)
      }
      settler.settle(contract: notes) { lines.append($0) }
      if contract % 50 == 0, let claim = notes.first?.claims.first {
        let key = NoteKey(
          bank: try known(PartyCode(bank)), noteNo: try known(NoteNo("JD-X-\(contract)")))
        settler.settle(unknownNote: key, claims: [claim]) { lines.append($0) }
      }
    }
    let comment = Comment(rawValue: "seed \(seed)")
    #expect(lines.count > 300, comment)
    expectSums(settler.totals, lines, comment)
    for line in lines { expectExact(line, comment) }
    #expect(Set(lines.map(\.comparison)).count >= 7, comment)
  }

  private func expectExact(_ line: SettlementLine, _ comment: Comment) {
    #expect(line.shares.total == line.subsidy, comment)
    #expect(line.payableShares.total == line.payable.amount, comment)
    #expect(line.borrower == line.interest - line.subsidy, comment)
    #expect(line.subsidy >= .zero && line.subsidy <= line.interest, comment)
    #expect(line.payable.amount >= .zero && line.payable.amount <= line.subsidy, comment)
    #expect(line.figure.interest == sum(line.derivation.groups.map(\.interest)), comment)
    if !line.comparison.paysUnasked { #expect(line.payable.amount == .zero, comment) }
  }

  private func sum(_ amounts: [Fen]) -> Fen { amounts.reduce(.zero, +) }

  private func expectSums(
    _ totals: SettlementTotals, _ lines: [SettlementLine], _ comment: Comment
  ) {
    expect(totals.all, are: lines, comment)
    #expect(totals.subsidyByPayer.total == totals.all.subsidy, comment)
    #expect(totals.payableByPayer.total == totals.all.payable, comment)
    for payer in Payer.allCases {
      #expect(totals.subsidyByPayer[payer] == sum(lines.map { $0.shares[payer] }), comment)
      #expect(
        totals.payableByPayer[payer] == sum(lines.map { $0.payableShares[payer] }), comment)
    }
    for comparison in ComparisonClass.allCases {
      let count = lines.count { $0.comparison == comparison }
      #expect(totals.count(of: comparison) == count, comment)
    }
    for (bank, amounts) in totals.byBank {
      expect(amounts, are: lines.filter { $0.key.bank == bank }, comment)
    }
    for (town, amounts) in totals.byTown {
      expect(amounts, are: lines.filter { $0.note?.town == town }, comment)
    }
    for (category, amounts) in totals.byCategory {
      expect(amounts, are: lines.filter { $0.note?.category == category }, comment)
    }
    #expect(totals.byBank.map(\.key) == Set(lines.map(\.key.bank)).sorted(), comment)
    #expect(totals.byTown.map(\.key) == Set(lines.compactMap(\.note?.town)).sorted(), comment)
    #expect(
      totals.byCategory.map(\.key) == Set(lines.compactMap(\.note?.category)).sorted(), comment)
  }

  private func expect(_ amounts: Amounts, are lines: [SettlementLine], _ comment: Comment) {
    #expect(amounts.lines == lines.count, comment)
    #expect(amounts.interest == sum(lines.map(\.interest)), comment)
    #expect(amounts.subsidy == sum(lines.map(\.subsidy)), comment)
    #expect(amounts.borrower == sum(lines.map(\.borrower)), comment)
    #expect(amounts.payable == sum(lines.map(\.payable.amount)), comment)
  }
}

/// Synthetic notes of every shape, with claims that agree, differ or are missing.
enum RandomNotes {
  static func note(
    _ noteNo: String, contract: String, bank: String, using random: inout SeededRandom
  ) throws -> NoteOnFile {
    func dice(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &random) }
    let start = try day("2022-01-01") + dice(1000)
    let history = try NoteRow(
      noteNo: noteNo, contractNo: contract,
      kind: dice(5) == 0 ? .enterprise : dice(5) == 0 ? .partnership : .individual,
      partners: 1 + dice(4), category: ["01", "05", "20", "99"][dice(4)],
      town: "14052510\(dice(4))000",
      amount: Fen(Int64.random(in: 1...40_000_000, using: &random)).description,
      disbursedOn: start.description, dueOn: (start + 400 + dice(800)).description,
      rate: Rate(ppm: Int32(30_000 + dice(40_000))).description,
      settlement: dice(3) == 0 ? .monthly : .quarterly,
      dayBasis: dice(4) == 0 ? .actual365 : .actual360,
      payee: dice(3) == 0 ? .borrower : .bank, statedUse: 1 + dice(4),
      events: dice(3) == 0 ? [NoteEvent(on: start + 200 + dice(300), .overdue)] : []
    ).history(bank: bank)
    let overlaps = dice(10) == 0
    let plain = NoteOnFile(history: history, overlapsOtherContract: overlaps)
    // The figure of the note alone is what an honest bank claims.
    var figure = Fen.zero
    var settler = Settler(period: try quarter("2024Q4"), policy: try TestPolicy.policy())
    settler.settle(contract: [plain]) { figure = $0.subsidy }
    let off = Fen(Int64([0, 0, 0, 0, 3, -3, 700, -700][dice(8)]))
    let subsidy = max(.zero, figure + off).description
    let paidOn = dice(2) == 0 ? "2024-12-20" : nil
    let claims = try (0..<[0, 1, 1, 1, 1, 1, 1, 2][dice(8)]).map { index in
      try claim(
        subsidy, period: "2024Q4", noteNo: noteNo, paidOn: paidOn, arrival: Int64(index))
    }
    return NoteOnFile(history: history, claims: claims, overlapsOtherContract: overlaps)
  }
}
