import Quantities
import Subsidy
import Testing

@testable import Settlement

/// SUBSIDY §5, from the note's history to the line.
struct WorkedFiguresTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let note: NoteRow
    let period: String
    let days: Int
    let interest: String
    let subsidy: String
    let borrower: String
    var testDescription: String { name }
  }

  static let rows = [
    Row(
      name: "published 2011, fully subsidised",
      note: NoteRow(
        amount: "80000.00", disbursedOn: "2011-06-10", dueOn: "2013-06-10", rate: "9.3100"),
      period: "2011Q2", days: 11, interest: "227.58", subsidy: "227.58", borrower: "0.00"),
    Row(
      name: "R4b, 90 days",
      note: NoteRow(
        amount: "200000.00", disbursedOn: "2022-09-01", dueOn: "2025-09-01", rate: "5.1500"),
      period: "2023Q1", days: 90, interest: "2575.00", subsidy: "1500.00", borrower: "1075.00"),
    Row(
      name: "R4b, 92 days",
      note: NoteRow(
        amount: "150000.00", disbursedOn: "2022-09-01", dueOn: "2025-09-01", rate: "4.9500"),
      period: "2023Q2", days: 92, interest: "1897.50", subsidy: "1073.33", borrower: "824.17"),
    Row(
      name: "R5, 91 days",
      note: NoteRow(
        amount: "300000.00", disbursedOn: "2024-03-01", dueOn: "2027-03-01", rate: "4.5000"),
      period: "2024Q4", days: 91, interest: "3412.50", subsidy: "1706.25", borrower: "1706.25"),
    Row(
      name: "R5, half of the exact figure",
      note: NoteRow(
        amount: "123456.78", disbursedOn: "2024-03-01", dueOn: "2027-03-01", rate: "4.3500"),
      period: "2024Q2", days: 92, interest: "1372.43", subsidy: "686.21", borrower: "686.22"),
    Row(
      name: "R5, enterprise above the cap",
      note: NoteRow(
        kind: .enterprise, category: "20", amount: "6000000.00", disbursedOn: "2024-03-01",
        dueOn: "2026-03-01", rate: "4.0000"),
      period: "2024Q2", days: 92, interest: "61333.33", subsidy: "20444.44",
      borrower: "40888.89"),
    Row(
      name: "R2 steps, 50 days at 1, 42 at 2/3",
      note: NoteRow(
        amount: "100000.00", disbursedOn: "2018-05-10", dueOn: "2021-05-10", rate: "6.3100"),
      period: "2019Q2", days: 92, interest: "1612.56", subsidy: "1367.17", borrower: "245.39"),
  ]

  @Test(arguments: rows)
  func figure(_ row: Row) throws {
    let line = try settled(row.note, row.period)
    #expect(line.figure.days == row.days)
    #expect(line.interest.description == row.interest)
    #expect(line.subsidy.description == row.subsidy)
    #expect(line.borrower.description == row.borrower)
    #expect(line.comparison == .notClaimed)
    #expect(line.payable.amount == .zero)
    #expect(line.kind == .regular)
  }

  @Test func derivationIsHandedOut() throws {
    let line = try settled(Self.rows[6].note, "2019Q2")
    #expect(line.derivation.segments.map(\.days.count) == [50, 42])
    #expect(line.derivation.segments.map(\.loanYear) == [1, 2])
    #expect(line.rule?.regime == "R2")
    #expect(line.rule?.basis == ["财金〔2018〕22号"])
    #expect(line.rule?.lpr.description == "4.3100")
  }
}
