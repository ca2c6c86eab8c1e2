import LoanBook
import Quantities
import Subsidy
import Testing

@testable import Settlement

/// SUBSIDY §4: what a person decides holds while figure and claim are the same.
/// R5, 300 000.00 at 4.50 %, 91 days of 2024Q4: 1706.25.
struct ResolutionTests {
  private func resolution(
    _ payable: String, computed: String = "1706.25", claimed: [String], period: String = "2024Q4",
    at: Int64 = 1
  ) throws -> Resolution {
    Resolution(
      note: NoteKey(bank: try World.bank(), noteNo: try known(NoteNo("JD-1"))),
      period: try quarter(period), computed: try yuan(computed), claimed: try claimed.map(yuan),
      payable: try yuan(payable), reason: "核对借据", by: "张三", at: Instant(seconds: at))
  }

  private func line(
    _ claims: [String], _ resolutions: [Resolution], payee: Payee = .bank, paidOn: String? = nil,
    overlaps: Bool = false, events: [NoteEvent] = [], dueOn: String = "2027-03-01"
  ) throws -> SettlementLine {
    let note = NoteOnFile(
      history: try NoteRow(amount: "300000.00", dueOn: dueOn, payee: payee, events: events)
        .history(),
      claims: try claims.enumerated().map { index, subsidy in
        try claim(subsidy, period: "2024Q4", paidOn: paidOn, arrival: Int64(index))
      }, overlapsOtherContract: overlaps, resolutions: resolutions)
    return try known(try lines([note], "2024Q4").first)
  }

  @Test func decidesWhatTheComparisonLeavesOpen() throws {
    // claimed, resolved, payable: more and less than computed, no claim, two claims.
    let table: [([String], String)] = [
      (["1800.00"], "1706.25"), (["1800.00"], "1800.00"), (["1600.00"], "1600.00"),
      ([], "1706.25"), (["1706.25", "1706.25"], "1706.25"), (["1800.00"], "0.00"),
    ]
    for (claimed, payable) in table {
      let resolution = try resolution(payable, claimed: claimed)
      let line = try line(claimed, [resolution])
      #expect(line.payable.amount.description == payable)
      #expect(line.resolution == .holds(resolution))
      #expect(line.payableShares.total == line.payable.amount)
      #expect(!line.comparison.paysUnasked)
    }
  }

  @Test func lapsesWhenFigureOrClaimChange() throws {
    let table: [(claimed: [String], resolved: Resolution)] = [
      (["1800.01"], try resolution("1706.25", claimed: ["1800.00"])),
      ([], try resolution("1706.25", claimed: ["1800.00"])),
      (["1800.00"], try resolution("1706.25", claimed: [])),
      (["1800.00", "5.00"], try resolution("1706.25", claimed: ["1800.00"])),
      (["1800.00"], try resolution("1706.25", computed: "1706.24", claimed: ["1800.00"])),
    ]
    for (claimed, resolved) in table {
      let line = try line(claimed, [resolved])
      #expect(line.resolution == .lapsed(resolved))
      #expect(line.payable.amount == .zero)
    }
    // The comparison decides again: now they agree.
    let agreed = try line(["1706.25"], [try resolution("1.00", claimed: ["1800.00"])])
    #expect(agreed.payable.amount.description == "1706.25")
  }

  @Test func ofSeveralTheLatestOfThePeriodCounts() throws {
    let first = try resolution("1.00", claimed: ["1800.00"], at: 1)
    let second = try resolution("2.00", claimed: ["1800.00"], at: 2)
    let other = try resolution("3.00", claimed: ["1800.00"], period: "2024Q3", at: 3)
    #expect(try line(["1800.00"], [second, other, first]).payable.amount.description == "2.00")
    // The latest lapsed: an older one does not come back.
    let lapsed = try resolution("9.00", claimed: ["5.00"], at: 4)
    let line = try line(["1800.00"], [first, second, lapsed])
    #expect(line.resolution == .lapsed(lapsed))
    #expect(line.payable.amount == .zero)
  }

  @Test func liftsTheOverlapButNotTheInterestNotPaid() throws {
    let agreed = try resolution("1706.25", claimed: ["1706.25"])
    let overlapping = try line(["1706.25"], [agreed], overlaps: true)
    #expect(overlapping.payable.withheld == [])
    #expect(overlapping.payable.amount.description == "1706.25")
    let unpaid = try line(["1706.25"], [agreed], payee: .borrower)
    #expect(unpaid.payable.withheld == [.interestNotPaid])
    #expect(unpaid.payable.amount == .zero)
    let paid = try line(["1706.25"], [agreed], payee: .borrower, paidOn: "2024-12-20")
    #expect(paid.payable.amount.description == "1706.25")
    // Without a claim nobody said that the interest was paid.
    let unclaimed = try line([], [try resolution("1706.25", claimed: [])], payee: .borrower)
    #expect(unclaimed.payable.withheld == [.interestNotPaid])
    #expect(unclaimed.payable.amount == .zero)
  }

  @Test func daysOfAnUnconfirmedExtensionKeepWaiting() throws {
    // Due on 2024-11-01, extended: 41 days before it, 50 in it: 768.75 and 937.50.
    let extended = NoteEvent(
      on: try day("2024-10-20"),
      .extension(newDueOn: try day("2025-05-01"), subsidisedBasis: "晋人社〔2024〕9号"))
    let resolved = try resolution("1706.25", claimed: ["1800.00"])
    let line = try line(["1800.00"], [resolved], events: [extended], dueOn: "2024-11-01")
    #expect(line.payable.withheld == [.extensionUnconfirmed])
    #expect(line.payable.amount.description == "768.75")
  }

  @Test func refusals() throws {
    func refusal(_ payable: String, claimed: [String], hasNote: Bool = true) throws
      -> ResolutionRefusal?
    {
      Resolution.refusal(
        paying: try yuan(payable), computed: try yuan("100.00"), claimed: try claimed.map(yuan),
        hasNote: hasNote)
    }
    #expect(
      Resolution.refusal(paying: Fen(-1), computed: .zero, claimed: [], hasNote: true) == .belowZero
    )
    #expect(try refusal("100.00", claimed: []) == nil)
    #expect(try refusal("100.01", claimed: ["50.00"]) == .aboveFigureAndClaim(most: .yuan(100)))
    #expect(try refusal("120.00", claimed: ["50.00", "120.00"]) == nil)
    #expect(try refusal("120.01", claimed: ["120.00"]) == .aboveFigureAndClaim(most: .yuan(120)))
    #expect(try refusal("0.01", claimed: ["1.00"], hasNote: false) == .withoutNote)
    #expect(try refusal("0.00", claimed: ["1.00"], hasNote: false) == nil)
  }
}
