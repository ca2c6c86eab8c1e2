import LoanBook
import Quantities
import Subsidy
import Testing

@testable import Settlement

/// SUBSIDY §4 "Cause": the one thing that, changed, gives the claimed subsidy.
struct CauseTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let cause: DifferenceCause?
    let note: NoteRow
    let period: String
    /// Claimed days, interest and subsidy.
    let claim: (days: Int, interest: String, subsidy: String)
    var testDescription: String { cause?.rawValue ?? "none" }
  }

  /// R4b, 200 000.00 at 5.15 %, LPR 3.65: 1500.00 in the 90 days of 2023Q1.
  static let older = NoteRow(
    disbursedOn: "2022-09-01", dueOn: "2025-09-01", rate: "5.1500", statedLPR: "3.7000")

  /// R5, 200 000.00 at 4.50 %: 12.50 subsidy a day.
  static func rows() throws -> [Row] {
    let overdue = [
      NoteEvent(on: try day("2024-10-01"), .overdue),
      NoteEvent(on: try day("2024-10-11"), .cure),
    ]
    let repaid = [try repayment("2024-10-21", "50000.00")]
    let twice = repaid + [try repayment("2024-11-21", "50000.00")]
    let closed = [try repayment("2024-10-21", "200000.00")]
    return [
      Row(
        cause: .oneDayMore, note: NoteRow(), period: "2024Q4",
        claim: (92, "2300.00", "1150.00")),
      Row(
        cause: .oneDayMore, note: NoteRow(events: closed), period: "2024Q4",
        claim: (31, "775.00", "387.50")),
      Row(
        cause: .oneDayMore, note: NoteRow(dueOn: "2024-11-01"), period: "2024Q4",
        claim: (42, "1050.00", "525.00")),
      Row(
        cause: .oneDayLess, note: NoteRow(), period: "2024Q4",
        claim: (90, "2250.00", "1125.00")),
      Row(
        cause: .oneDayLess, note: NoteRow(disbursedOn: "2024-10-01", dueOn: "2026-10-01"),
        period: "2024Q4", claim: (80, "2000.00", "1000.00")),
      Row(cause: .otherLPR, note: older, period: "2023Q1", claim: (90, "2575.00", "1475.00")),
      Row(
        cause: .otherDayBasis, note: NoteRow(), period: "2024Q4",
        claim: (91, "2243.84", "1121.92")),
      Row(
        cause: .otherDayBasis, note: NoteRow(dayBasis: .actual365), period: "2024Q4",
        claim: (91, "2275.00", "1137.50")),
      // Ninety days of 360 are three months: the claimed days tell which it was.
      Row(
        cause: .monthTwelfth, note: NoteRow(), period: "2024Q4",
        claim: (91, "2250.00", "1125.00")),
      Row(
        cause: .monthTwelfth, note: NoteRow(), period: "2024Q2",
        claim: (92, "2250.00", "1125.00")),
      Row(
        cause: .overdueNotExcluded, note: NoteRow(events: overdue), period: "2024Q4",
        claim: (91, "2275.00", "1137.50")),
      Row(
        cause: .repaymentMissed, note: NoteRow(events: repaid), period: "2024Q4",
        claim: (91, "2275.00", "1137.50")),
      Row(
        cause: .repaymentMissed, note: NoteRow(events: twice), period: "2024Q4",
        claim: (91, "2275.00", "1137.50")),
      // A repayment before the period.
      Row(
        cause: .repaymentMissed, note: NoteRow(events: repaid), period: "2025Q1",
        claim: (90, "2250.00", "1125.00")),
      Row(
        cause: .capIgnored, note: NoteRow(amount: "400000.00"), period: "2024Q4",
        claim: (91, "4550.00", "2275.00")),
      Row(
        cause: .otherRegime, note: older, period: "2023Q1", claim: (90, "2575.00", "1287.50")),
      Row(
        cause: .otherRounding, note: NoteRow(amount: "100012.34"), period: "2024Q2",
        claim: (92, "1150.15", "575.06")),
      Row(
        cause: .otherRounding, note: NoteRow(amount: "100012.34", settlement: .monthly),
        period: "2024Q2", claim: (92, "1150.14", "575.07")),
      Row(cause: nil, note: NoteRow(), period: "2024Q4", claim: (91, "2275.00", "999.99")),
      // Nothing to explain.
      Row(cause: nil, note: NoteRow(), period: "2024Q4", claim: (92, "2300.00", "1137.50")),
    ]
  }

  @Test(arguments: try rows())
  func found(_ row: Row) throws {
    let claim = try claim(
      row.claim.subsidy, interest: row.claim.interest, days: row.claim.days,
      period: row.period)
    let line = try settled(row.note, row.period, claims: [claim])
    #expect(line.cause == row.cause, "computed \(line.subsidy)")
  }

  @Test func capOfTheContractIgnored() throws {
    // B has 100 000.00 of the cap left and 40 000.00 more than that.
    let notes = [
      NoteOnFile(history: try NoteRow(noteNo: "A").history()),
      NoteOnFile(
        history: try NoteRow(noteNo: "B", amount: "140000.00").history(),
        claims: [
          try claim("796.25", interest: "1592.50", days: 91, period: "2024Q4", noteNo: "B")
        ]),
    ]
    #expect(try lines(notes, "2024Q4").map(\.cause) == [nil, .capIgnored])
  }

  @Test func titlesTellThemApart() {
    #expect(
      Set(DifferenceCause.allCases.map(\.title)).count == DifferenceCause.allCases.count)
  }
}
