import LoanBook
import Quantities
import Testing

@testable import DemoCounty

@Suite struct RepaymentsTests {
  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  @Test(arguments: RepaymentMethod.allCases, [12, 24, 36])
  func partsMakeTheAmount(method: RepaymentMethod, months: Int) throws {
    let from = try day("2024-01-31")
    let dueOn = from.adding(months: months)
    for yuan in [20_000, 123_457, 300_000, 4_000_000] as [Int64] {
      let parts = Repayments.schedule(
        method, amount: .yuan(yuan), from: from, dueOn: dueOn, rate: Rate(ppm: 44_500))
      #expect(parts.reduce(Fen.zero) { $0 + $1.principal } == .yuan(yuan))
      #expect(parts.last?.on == dueOn)
      #expect(parts.allSatisfy { from < $0.on && $0.principal > .zero })
      #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.on < $1.on })
    }
  }

  /// 100 000.00 at 4.35 % over 12 payments: 8 530.99004 a month by the annuity formula, so the
  /// least payment in whole fen that suffices is 8 531.00.
  @Test func instalmentFollowsTheAnnuity() throws {
    let from = try day("2024-01-20")
    let parts = Repayments.schedule(
      .equalInstalment, amount: .yuan(100_000), from: from, dueOn: try day("2025-01-20"),
      rate: Rate(ppm: 43_500))
    #expect(parts.count == 12)
    #expect(parts[0].principal == Fen(853_100 - 36_250))
    #expect(parts[0].on == (try day("2024-02-20")))
  }

  @Test func interestOfASlip() {
    #expect(
      Repayments.interest(.yuan(200_000), Rate(ppm: 51_500), days: 90, .actual360)
        == Fen(257_500))
  }
}
