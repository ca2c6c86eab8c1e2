import LoanBook
import Quantities
import Subsidy
import Testing

@testable import Settlement

/// SUBSIDY §4: what was paid before this system counts as settled and as resolved.
/// R5, 300 000.00 at 4.50 %, 91 days of 2024Q4: 1706.25.
struct PaidBeforeTests {
  private func paid(
    _ amount: String, local: String = "0.00", computed: String = "1706.25",
    claimed: [String] = [], record: RecordId, at: Int64 = 1
  ) throws -> Resolution {
    Resolution(
      note: NoteKey(bank: try World.bank(), noteNo: try known(NoteNo("JD-1"))),
      period: try quarter("2024Q4"), computed: try yuan(computed), claimed: try claimed.map(yuan),
      payable: try yuan(amount), reason: "期初导入的已付贴息", by: "期初导入", at: Instant(seconds: at),
      paidBefore: PaidBefore(disbursementRecord: record, local: try yuan(local)))
  }

  private func note(
    payee: Payee = .bank, claims: [String] = [], overlaps: Bool = false,
    _ resolutions: (RecordId) throws -> [Resolution]
  ) throws -> NoteOnFile {
    let history = try NoteRow(amount: "300000.00", dueOn: "2027-03-01", payee: payee).history()
    return NoteOnFile(
      history: history,
      claims: try claims.enumerated().map { index, subsidy in
        try claim(subsidy, period: "2024Q4", arrival: Int64(index))
      }, overlapsOtherContract: overlaps, resolutions: try resolutions(history.disbursementRecord))
  }

  private func judged(_ note: NoteOnFile) throws -> SettlementLine {
    var settler = Settler(period: try quarter("2024Q4"), policy: try TestPolicy.policy())
    var lines: [SettlementLine] = []
    try settler.judge([note]) { lines.append($0) }
    #expect(settler.totals.all.lines == 0)
    return try known(lines.first)
  }

  @Test func nothingHoldsItBack() throws {
    let line = try judged(
      try note(payee: .borrower, overlaps: true) {
        [try paid("1800.00", local: "100.00", record: $0)]
      })
    #expect(line.decided.national.description == "1700.00")
    #expect(line.decided.local.description == "100.00")
    #expect(line.decided.withheld.isEmpty)
  }

  @Test func itHasNoRegularLine() throws {
    var settler = Settler(period: try quarter("2024Q4"), policy: try TestPolicy.policy())
    var given = 0
    let other = try known(RecordId("OTHER-1"))
    try settler.settle([try note { [try paid("1706.25", record: $0)] }]) { _ in given += 1 }
    #expect(given == 0)
    // The payment of a note that bore the number before is not this one's.
    try settler.settle([try note { _ in [try paid("1706.25", record: other)] }]) { line in
      #expect(line.resolution == nil)
      given += 1
    }
    #expect(given == 1)
  }

  @Test func aDecisionSinceIsStronger() throws {
    let line = try judged(
      try note { record in
        var person = try paid("5.00", record: record, at: 2)
        person.paidBefore = nil
        return [try paid("1706.25", record: record), person]
      })
    #expect(line.decided.amount.description == "5.00")
  }

  /// P, then what changes: the claims on file, the adjustment and its cause.
  @Test func onlyWhatChangesIsCorrected() throws {
    let table: [(paid: String, claims: [String], payable: String?)] = [
      ("1706.25", [], nil), ("1600.00", [], nil),
      ("1600.00", ["1706.25"], "106.25"), ("1706.25", ["1800.00"], "-1706.25"),
    ]
    for (amount, claims, payable) in table {
      let before = try note { [try paid(amount, record: $0)] }
      let now = try note(claims: claims) { [try paid(amount, record: $0)] }
      let settled = EarlierSettlement(
        paidBefore: try judged(before), national: try yuan(amount), local: .zero)
      #expect(settled.payableShares.total == settled.payable)
      var adjuster = Adjuster(
        EarlierPeriod(
          period: try quarter("2024Q4"), knownAt: Instant(seconds: 0), lastArrival: 0,
          policyDigest: nil), policy: try TestPolicy.policy(), policyDigest: "new")
      var given: [SettlementLine] = []
      try adjuster.adjust(EarlierContract(notes: [now], settled: [settled])) { given.append($0) }
      #expect(given.map(\.payable.amount.description) == [payable].compactMap { $0 })
      #expect(given.map(\.subsidy) == given.map { _ in .zero })
      // Without what was settled, an adjuster of the run's own period leaves the note alone.
      var own = Adjuster(
        EarlierPeriod(
          period: try quarter("2024Q4"), knownAt: Instant(seconds: 0), lastArrival: 0,
          policyDigest: nil), policy: try TestPolicy.policy(), policyDigest: "new",
        onlySettled: true)
      try own.adjust(EarlierContract(notes: [now], settled: [])) { _ in
        Issue.record("nothing was settled")
      }
    }
  }

  /// A payment that holds is nobody's decision of today: what changed beside it is the cause.
  @Test func whatWasPaidBeforeIsNoCause() throws {
    let note = try note { [try paid("1706.25", record: $0)] }
    var settled = EarlierSettlement(
      paidBefore: try judged(note), national: try yuan("1706.25"), local: .zero)
    settled.policyDigest = "old"
    settled.figure.days -= 1
    var adjuster = Adjuster(
      EarlierPeriod(
        period: try quarter("2024Q4"), knownAt: Instant(seconds: 0), lastArrival: 0,
        policyDigest: nil), policy: try TestPolicy.policy(), policyDigest: "new")
    var causes: [[String]?] = []
    try adjuster.adjust(EarlierContract(notes: [note], settled: [settled])) {
      causes.append($0.correction?.causes.map(\.code))
    }
    #expect(causes == [["POLICY_CHANGED"]])
  }
}
