import LoanBook
import Quantities
import Testing

/// The terms of a history lie behind a reference; it is a value all the same.
struct NoteHistoryTests {
  private func history() throws -> NoteHistory {
    let terms = try terms()
    return NoteHistory(
      key: NoteKey(bank: try #require(PartyCode("ZZRCB")), noteNo: terms.noteNo),
      disbursementRecord: try #require(RecordId("D-1")), terms: terms, events: [])
  }

  @Test func aCopyKeepsItsTerms() throws {
    let before = try history()
    var after = before
    after.terms.dayBasis = .actual365
    after.terms.borrower.name = "李四"
    #expect(before.terms == (try terms()))
    #expect(after.terms.dayBasis == .actual365)
    #expect(after.terms.borrower.name == "李四")
    #expect(after.terms.amount == before.terms.amount)
    #expect(after != before)
  }

  @Test func equalTermsAreEqualWhereverTheyLie() throws {
    let (one, other) = (try history(), try history())
    #expect(one == other)
    #expect(Set([one, other]).count == 1)
  }
}
