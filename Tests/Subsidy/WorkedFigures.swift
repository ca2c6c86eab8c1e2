import Quantities
import Subsidy

/// A row of SUBSIDY §5, and rows of the same kind: one note, one rounding group, three figures.
struct WorkedFigure: Sendable, CustomStringConvertible {
  var name: String
  /// Its place in ``rules``.
  var rule: Int
  var balance: String
  var cap = "999999999.00"
  var rate: String
  var lpr = "0.0000"
  var disbursedOn: String
  var dueOn: String
  var period: (from: String, to: String)
  var expected: (interest: String, subsidy: String, borrower: String)

  var description: String { name }

  /// SUBSIDY §5.
  static let table = [
    WorkedFigure(
      name: "2011: 80 000 at 9.31 %, 11 days, fully subsidised", rule: 0,
      balance: "80000.00", rate: "9.3100", disbursedOn: "2011-06-10", dueOn: "2012-06-10",
      period: ("2011-06-10", "2011-06-21"), expected: ("227.58", "227.58", "0.00")),
    WorkedFigure(
      name: "R4b: 200 000, 90 days", rule: 3, balance: "200000.00", cap: "200000.00",
      rate: "5.1500", lpr: "3.6500", disbursedOn: "2022-09-01", dueOn: "2025-09-01",
      period: ("2022-12-21", "2023-03-21"), expected: ("2575.00", "1500.00", "1075.00")),
    WorkedFigure(
      name: "R4b: 150 000, 92 days", rule: 3, balance: "150000.00", cap: "200000.00",
      rate: "4.9500", lpr: "3.6500", disbursedOn: "2022-09-01", dueOn: "2025-09-01",
      period: ("2023-03-21", "2023-06-21"), expected: ("1897.50", "1073.33", "824.17")),
    WorkedFigure(
      name: "R5: 300 000, 91 days", rule: 4, balance: "300000.00", cap: "300000.00",
      rate: "4.5000", disbursedOn: "2023-11-01", dueOn: "2026-11-01",
      period: ("2023-12-21", "2024-03-21"), expected: ("3412.50", "1706.25", "1706.25")),
    WorkedFigure(
      name: "R5: half of the exact figure, not of the rounded one", rule: 4,
      balance: "123456.78", cap: "300000.00", rate: "4.3500", disbursedOn: "2023-11-01",
      dueOn: "2026-11-01", period: ("2024-03-21", "2024-06-21"),
      expected: ("1372.43", "686.21", "686.22")),
    WorkedFigure(
      name: "R5: enterprise above the cap", rule: 4, balance: "6000000.00",
      cap: "4000000.00", rate: "4.0000", disbursedOn: "2023-11-01", dueOn: "2025-11-01",
      period: ("2024-03-21", "2024-06-21"), expected: ("61333.33", "20444.44", "40888.89")),
    WorkedFigure(
      name: "R2: steps across an anniversary", rule: 1, balance: "100000.00",
      cap: "100000.00", rate: "6.3100", disbursedOn: "2018-05-10", dueOn: "2021-05-10",
      period: ("2019-03-21", "2019-06-21"), expected: ("1612.56", "1367.17", "245.39")),
  ]

  static let rules: [SubsidyRule] = [
    .steps([Fraction(whole: 1)]),
    .steps([Fraction(whole: 1), Fraction.of(2, 3), Fraction.of(1, 3)]),
    .shareOfLPR(Fraction.of(1, 2)),
    .aboveLPRMinus(points: Rate.of("1.5000")),
    .shareOfRate(Fraction.of(1, 2)),
  ]

  var note: SubsidyCase {
    SubsidyCase(
      disbursedOn: Day.of(disbursedOn), originalDueOn: Day.of(dueOn),
      balance: Timeline(Fen.of(balance)), rate: Timeline(Rate.of(rate)),
      terms: SubsidyTerms(
        rule: WorkedFigure.rules[rule], lpr: Rate.of(lpr), termMonths: 36,
        cap: Timeline(Fen.of(cap))))
  }

  var group: DayRange { DayRange(from: Day.of(period.from), to: Day.of(period.to)) }
}
