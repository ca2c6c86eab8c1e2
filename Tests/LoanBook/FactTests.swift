import LoanBook
import Quantities
import Testing

/// The words of the wire and what a fact says of itself. EXCHANGE §3.
@Suite struct FactTests {
  @Test func wordsOfTheWire() {
    #expect(
      FactType.allCases.map(\.rawValue) == [
        "DISBURSEMENT", "REPAYMENT", "EXTENSION", "OVERDUE", "CURE", "RATE_CHANGE",
        "COMPENSATION", "RECOVERY", "CLAIM", "DECISION",
      ])
    #expect(RecordAction.allCases.map(\.rawValue) == ["CREATE", "AMEND", "CANCEL"])
    #expect(SettlementRhythm.allCases.map(\.rawValue) == ["QUARTER_20", "MONTH_20"])
    #expect(
      RepaymentMethod.allCases.map(\.rawValue) == [
        "BULLET", "EQUAL_INSTALMENT", "EQUAL_PRINCIPAL", "SCHEDULE",
      ])
    #expect(Payee.allCases.map(\.rawValue) == ["BORROWER", "BANK"])
    #expect(Decision.Outcome.allCases.map(\.rawValue) == ["ACCEPTED", "DECLINED"])
  }

  @Test func ofWhatAFactSpeaksAndWhen() throws {
    let noteNo = try #require(NoteNo("N-1"))
    let application = try #require(ApplicationNo("A-1"))
    let claim = Claim(
      noteNo: noteNo, period: try #require(Quarter("2026Q1")), days: 90, closingBalance: .zero,
      interest: .zero, subsidy: .zero, interestPaidOn: nil, payeeAccount: nil)
    let table: [(Fact, FactType, NoteNo?, String)] = [
      (.disbursement(try terms()), .disbursement, noteNo, "2024-01-10"),
      (.event(noteNo, NoteEvent(on: try day("2024-02-01"), .cure)), .cure, noteNo, "2024-02-01"),
      // A quarter is [21st, 21st): its last day is the 20th.
      (.claim(claim), .claim, noteNo, "2026-03-20"),
      (
        .decision(
          Decision(
            applicationNo: application, outcome: .accepted, on: try day("2024-03-01"),
            reason: nil)), .decision, nil, "2024-03-01"
      ),
    ]
    for (fact, type, note, on) in table {
      #expect(fact.type == type && fact.noteNo == note)
      #expect(fact.effectiveOn == (try day(on)))
    }
  }
}
