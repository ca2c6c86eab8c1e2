import LoanBook
import Quantities
import Subsidy
import TestKit
import Testing

@testable import Settlement

/// SUBSIDY §4 "Cause": seeded notes whose bank made exactly one mistake.
@Suite("SUBSIDY §4: the planted mistake is the one found")
struct PlantedCauseTests {
  /// Where another cause may explain the number, and why that cannot be told apart.
  static let explainedAlike: [DifferenceCause: Set<DifferenceCause>] = [
    // A repayment on the day after the quarter's first or before its last, missed, is a day more
    // of the same money; a subset of repayments may also weigh as much as another mistake.
    .repaymentMissed: [.oneDayMore, .otherDayBasis]
  ]

  @Test(arguments: DifferenceCause.allCases)
  func found(_ cause: DifferenceCause) throws {
    var random = SeededRandom(seed: 20_260_321)
    var (found, alike) = (0, 0)
    for number in 0..<250 {
      guard let planted = try Planted(cause, &random) else { continue }
      let comment = Comment(rawValue: "\(cause.rawValue) \(number): \(planted)")
      let line = try settled(planted.row, planted.period, claims: [try planted.claim()])
      try #require(line.figure.days > 0, comment)
      // The mistake may leave the subsidy as it is: then there is nothing to explain.
      if line.difference == .zero { continue }
      if let other = line.cause, other != cause,
        Self.explainedAlike[cause]?.contains(other) ?? false
      {
        alike += 1
        continue
      }
      #expect(line.cause == cause, comment)
      found += 1
    }
    #expect(found >= 50, "\(cause.rawValue): \(found) found")
    #expect(alike * 20 <= found, "\(cause.rawValue): \(alike) explained by another")
  }
}

/// A note and the claim of a bank that made one mistake. The periods are 2024Q4 with 91 days and
/// 2024Q2 with 92; R5 pays half of the rate.
private struct Planted: CustomStringConvertible {
  var row = NoteRow()
  var period = "2024Q2"
  var sheet: BankSheet
  var figures = (days: 0, interest: 0, subsidy: 0)

  var description: String { "\(row.amount) at \(row.rate), claimed \(figures)" }

  /// nil where these numbers give no room for the mistake.
  init?(_ cause: DifferenceCause, _ random: inout SeededRandom) throws {
    func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
    period = ["2024Q2", "2024Q4"][below(2)]
    let settled = try quarter(period)
    let quarter = settled.days
    let days = Int(quarter.from.number)..<Int(quarter.to.number)
    let amount = 1_000_000 + below(29_000_000)
    let rate = 30_000 + 25 * below(1000)
    sheet = BankSheet(
      days: days, amount: amount, rate: rate, rule: .halfOfRate, cap: 30_000_000)
    row.rate = Rate(ppm: Int32(rate)).description
    row.amount = Fen(Int64(amount)).description
    row.disbursedOn = "2024-01-02"
    switch cause {
    case .oneDayMore: sheet.days = days.lowerBound..<(days.upperBound + 1)
    case .oneDayLess: sheet.days = days.lowerBound..<(days.upperBound - 1)
    case .otherDayBasis: sheet.basis = 365
    case .monthTwelfth:
      figures = sheet.twelfths
      return
    case .otherLPR, .otherRegime:
      row.disbursedOn = "2023-03-01"
      sheet.amount = 1_000_000 + below(19_000_000)
      row.amount = Fen(Int64(sheet.amount)).description
      sheet.rate = 40_000 + 25 * below(500)
      row.rate = Rate(ppm: Int32(sheet.rate)).description
      // The official LPR is 3.65.
      row.statedLPR = "3.6500"
      if cause == .otherLPR {
        let lpr = 35_000 + 100 * below(15)
        row.statedLPR = Rate(ppm: Int32(lpr)).description
        sheet.rule = .above(lpr: lpr)
      }
    case .overdueNotExcluded:
      let from = quarter.from + 5 + below(60)
      row.events = [
        NoteEvent(on: from, .overdue), NoteEvent(on: from + 2 + below(20), .cure),
      ]
    case .repaymentMissed:
      let count = 1 + below(4)
      var missed = false
      for number in 0..<count {
        let on = quarter.from - 30 + below(20) + number * 30
        let principal = amount / 10
        row.events.append(
          NoteEvent(
            on: on, .repayment(principal: Fen(Int64(principal)), interest: nil, penalty: nil)))
        if below(2) == 0 {
          missed = true
        } else {
          sheet.repayments.append((Int(on.number), principal))
        }
      }
      guard missed else { return nil }
    case .capIgnored:
      sheet.amount = 30_000_000 + below(20_000_000)
      row.amount = Fen(Int64(sheet.amount)).description
      sheet.cap = nil
    case .otherRounding:
      let months = settled.months.map { Int($0.to.number) }
      if below(2) == 0 { sheet.cuts = months } else { row.settlement = .monthly }
    }
    figures = sheet.figures
  }

  func claim() throws -> ClaimOnFile {
    ClaimOnFile(
      recordId: try known(RecordId("C-1")), arrival: 1,
      claim: Claim(
        noteNo: try known(NoteNo(row.noteNo)), period: try quarter(period), days: figures.days,
        closingBalance: .zero, interest: Fen(Int64(figures.interest)),
        subsidy: Fen(Int64(figures.subsidy)), interestPaidOn: nil, payeeAccount: nil))
  }
}
