import LoanBook
import Quantities
import Subsidy
import Testing

@testable import Settlement

/// How a note's life becomes days, balances and rates.
struct NoteCaseTests {
  private func caseOf(_ row: NoteRow) throws -> SubsidyCase {
    SubsidyCase(of: try row.history(), terms: nil)
  }

  @Test func plainNote() throws {
    let note = try caseOf(NoteRow())
    #expect(note.disbursedOn == (try day("2024-03-01")))
    #expect(note.originalDueOn == (try day("2027-03-01")))
    #expect(note.balance == Timeline(.yuan(200_000)))
    #expect(note.rate == Timeline(Rate(ppm: 45_000)))
    #expect(note.extensions.isEmpty && note.overdue.isEmpty)
    #expect(note.lostOn == nil && note.compensatedOn == nil && !note.otherSubsidy)
  }

  @Test func repaymentsLowerTheBalanceFromTheirDay() throws {
    let note = try caseOf(
      NoteRow(events: [
        try repayment("2024-06-01", "50000.00"), try repayment("2024-06-01", "30000.00"),
        // Interest alone changes no balance.
        NoteEvent(
          on: try day("2024-07-01"),
          .repayment(principal: .zero, interest: .yuan(5), penalty: nil)),
        try repayment("2025-01-05", "120000.00"),
      ]))
    var expected = Timeline(Fen.yuan(200_000))
    expected.change(to: .yuan(120_000), on: try day("2024-06-01"))
    expected.change(to: .zero, on: try day("2025-01-05"))
    #expect(note.balance == expected)
  }

  @Test func ratesChangeFromTheirDay() throws {
    let note = try caseOf(
      NoteRow(events: [
        NoteEvent(on: try day("2024-07-01"), .rateChange(Rate(ppm: 40_000))),
        NoteEvent(on: try day("2024-09-01"), .rateChange(Rate(ppm: 35_000))),
      ]))
    #expect(note.rate.value(on: try day("2024-06-30")) == Rate(ppm: 45_000))
    #expect(note.rate.value(on: try day("2024-07-01")) == Rate(ppm: 40_000))
    #expect(note.rate.last == Rate(ppm: 35_000))
  }

  @Test func extensionsChain() throws {
    let note = try caseOf(
      NoteRow(events: [
        NoteEvent(
          on: try day("2027-02-20"),
          .extension(newDueOn: try day("2027-09-01"), subsidisedBasis: "晋人社〔2027〕1号")),
        NoteEvent(
          on: try day("2027-08-20"),
          .extension(newDueOn: try day("2028-03-01"), subsidisedBasis: nil)),
      ]))
    #expect(
      note.extensions == [
        DueExtension(
          previousDueOn: try day("2027-03-01"), newDueOn: try day("2027-09-01"),
          documented: true),
        DueExtension(
          previousDueOn: try day("2027-09-01"), newDueOn: try day("2028-03-01"),
          documented: false),
      ])
    #expect(note.originalDueOn == (try day("2027-03-01")))
  }

  @Test func overdueClosesWithTheCure() throws {
    let note = try caseOf(
      NoteRow(events: [
        NoteEvent(on: try day("2024-06-21"), .overdue),
        NoteEvent(on: try day("2024-07-03"), .cure),
        NoteEvent(on: try day("2024-09-21"), .overdue),
        NoteEvent(on: try day("2024-11-30"), .compensation(.yuan(1))),
        NoteEvent(on: try day("2024-12-30"), .recovery(.yuan(1))),
      ]))
    #expect(
      note.overdue == [
        DayRange(from: try day("2024-06-21"), to: try day("2024-07-03")),
        DayRange(from: try day("2024-09-21"), to: .farFuture),
      ])
    #expect(note.compensatedOn == (try day("2024-11-30")))
  }

  @Test func theLargerUseOrdinalCounts() throws {
    for (stated, counted, used) in [(1, 1, 1), (3, 2, 3), (2, 4, 4)] {
      #expect(
        try caseOf(NoteRow(statedUse: stated, countedUse: counted)).useOrdinal == used)
    }
  }

  @Test func whatTheBureauKnows() throws {
    var bureau = BureauKnowledge()
    bureau.lostEligibilityOn = try day("2024-08-01")
    bureau.otherSubsidy = true
    let note = try caseOf(NoteRow(bureau: bureau))
    #expect(note.lostOn == bureau.lostEligibilityOn)
    #expect(note.otherSubsidy)
  }
}
