import LoanBook
import Quantities
import Subsidy
import Testing

@testable import Settlement

/// SUBSIDY §4: the classes, first that fits, and what is payable.
struct ComparisonTests {
  /// claimed (nil: no claim), computed, second claim, class.
  static let table: [(claimed: Int64?, computed: Int64, duplicate: Bool, class: String)] = [
    (10_000, 10_000, true, "DUPLICATE_CLAIM"),
    (10_000, 0, true, "DUPLICATE_CLAIM"),
    (1, 0, false, "CLAIM_NOT_ELIGIBLE"),
    (5, 0, false, "CLAIM_NOT_ELIGIBLE"),
    (nil, 1, false, "NOT_CLAIMED"),
    (nil, 10_000, false, "NOT_CLAIMED"),
    (nil, 0, false, "AGREED"),
    (0, 0, false, "AGREED"),
    (10_000, 10_000, false, "AGREED"),
    (10_001, 10_000, false, "WITHIN_TOLERANCE"),
    (10_005, 10_000, false, "WITHIN_TOLERANCE"),
    (9_995, 10_000, false, "WITHIN_TOLERANCE"),
    (0, 5, false, "WITHIN_TOLERANCE"),
    (10_006, 10_000, false, "CLAIMED_MORE"),
    (9_994, 10_000, false, "CLAIMED_LESS"),
    (0, 10_000, false, "CLAIMED_LESS"),
  ]

  @Test(arguments: table.indices)
  func firstThatFits(_ index: Int) {
    let row = Self.table[index]
    let found = ComparisonClass.of(
      claimed: row.claimed.map { Fen($0) }, computed: Fen(row.computed),
      hasDuplicate: row.duplicate, tolerance: Fen(5))
    #expect(found.rawValue == row.class)
  }

  @Test func orderIsTheOrderOfJudgement() {
    #expect(
      ComparisonClass.allCases.map(\.rawValue) == [
        "CLAIM_WITHOUT_NOTE", "DUPLICATE_CLAIM", "CLAIM_NOT_ELIGIBLE", "NOT_CLAIMED", "AGREED",
        "WITHIN_TOLERANCE", "CLAIMED_MORE", "CLAIMED_LESS",
      ])
    #expect(ComparisonClass.allCases.sorted() == ComparisonClass.allCases)
    #expect(ComparisonClass.allCases.map(\.rank) == Array(0..<8))
    #expect(Set(ComparisonClass.allCases.map(\.title)).count == 8)
  }

  /// The line of R5, 300 000.00 at 4.50 %, 91 days: 1706.25. Payable by class and payee.
  static let payable:
    [(
      claims: [String], payee: Payee, paidOn: String?, overlaps: Bool, class: String,
      payable: String, withheld: [String]
    )] = [
      (["1706.25"], .bank, nil, false, "AGREED", "1706.25", []),
      (["1706.27"], .bank, nil, false, "WITHIN_TOLERANCE", "1706.25", []),
      (["1706.20"], .bank, nil, false, "WITHIN_TOLERANCE", "1706.20", []),
      (["1706.31"], .bank, nil, false, "CLAIMED_MORE", "0.00", []),
      (["1706.19"], .bank, nil, false, "CLAIMED_LESS", "0.00", []),
      ([], .bank, nil, false, "NOT_CLAIMED", "0.00", []),
      (["1706.25", "1706.25"], .bank, nil, false, "DUPLICATE_CLAIM", "0.00", []),
      (["1706.25"], .borrower, nil, false, "AGREED", "0.00", ["INTEREST_NOT_PAID"]),
      (["1706.20"], .borrower, nil, false, "WITHIN_TOLERANCE", "0.00", ["INTEREST_NOT_PAID"]),
      (["1706.25"], .borrower, "2024-12-20", false, "AGREED", "1706.25", []),
      (["1706.25"], .bank, nil, true, "AGREED", "0.00", ["OVERLAPPING_NOTES"]),
      (
        ["1706.25"], .borrower, nil, true, "AGREED", "0.00",
        ["INTEREST_NOT_PAID", "OVERLAPPING_NOTES"]
      ),
      (["9999.99"], .borrower, nil, false, "CLAIMED_MORE", "0.00", ["INTEREST_NOT_PAID"]),
    ]

  @Test(arguments: payable.indices)
  func payableByClass(_ index: Int) throws {
    let row = Self.payable[index]
    let claims = try row.claims.enumerated().map { index, subsidy in
      try claim(subsidy, period: "2024Q4", paidOn: row.paidOn, arrival: Int64(index))
    }
    let line = try settled(
      NoteRow(amount: "300000.00", payee: row.payee), "2024Q4", claims: claims,
      overlaps: row.overlaps)
    #expect(line.subsidy.description == "1706.25")
    #expect(line.comparison.rawValue == row.class)
    #expect(line.payable.amount.description == row.payable)
    #expect(line.payable.withheld.map(\.rawValue) == row.withheld)
    #expect(line.payableShares.total == line.payable.amount)
    #expect(line.shares.total == line.subsidy)
  }

  @Test func toleranceIsTheOffices() throws {
    let note = NoteOnFile(
      history: try NoteRow(amount: "300000.00").history(),
      claims: [try claim("1705.25", period: "2024Q4")])
    let strict = try lines([note], "2024Q4", settings: SettlementSettings(tolerance: .zero))
    #expect(strict.map(\.comparison) == [.claimedLess])
    let mild = try lines([note], "2024Q4", settings: SettlementSettings(tolerance: .yuan(1)))
    #expect(mild.map(\.comparison) == [.withinTolerance])
    #expect(mild.map(\.payable.amount) == [try yuan("1705.25")])
    #expect(mild.map(\.difference) == [Fen(-100)])
  }

  @Test func firstClaimStaysTheClaim() throws {
    let claims = [
      try claim("3.00", period: "2024Q4", arrival: 9),
      try claim("1.00", period: "2024Q4", arrival: 2),
      try claim("2.00", period: "2024Q4", arrival: 5),
    ]
    let line = try settled(NoteRow(), "2024Q4", claims: claims)
    #expect(line.comparison == .duplicateClaim)
    #expect(line.claim?.arrival == 2)
    #expect(line.duplicates.map(\.claim.subsidy) == [try yuan("2.00"), try yuan("3.00")])
  }

  @Test func claimWithoutNote() throws {
    var settler = Settler(period: try quarter("2024Q4"), policy: try TestPolicy.policy())
    let key = NoteKey(bank: try known(PartyCode("ZZRCB")), noteNo: try known(NoteNo("JD-9")))
    let claims = [
      try claim("12.00", period: "2024Q4", noteNo: "JD-9", arrival: 2),
      try claim("11.00", period: "2024Q4", noteNo: "JD-9", arrival: 1),
    ]
    var lines: [SettlementLine] = []
    settler.settle(unknownNote: key, claims: claims) { lines.append($0) }
    let line = try known(lines.first)
    #expect(lines.count == 1)
    #expect(line.key == key)
    // Before DUPLICATE_CLAIM: the first that fits.
    #expect(line.comparison == .claimWithoutNote)
    #expect(line.claim?.claim.subsidy == (try yuan("11.00")))
    #expect(line.duplicates.count == 1)
    #expect(line.subsidy == .zero && line.payable.amount == .zero)
    #expect(line.difference == (try yuan("11.00")))
    #expect(settler.totals.count(of: .claimWithoutNote) == 1)
    #expect(settler.totals.byBank.map(\.amounts.lines) == [1])
    #expect(settler.totals.byTown.isEmpty)
  }

  @Test func oneLineWhereThereIsAFigureOrAClaim() throws {
    let note = try NoteRow(disbursedOn: "2024-03-01").history()
    #expect(try lines([NoteOnFile(history: note)], "2023Q4").isEmpty)
    let claimed = NoteOnFile(history: note, claims: [try claim("5.00", period: "2023Q4")])
    let line = try known(try lines([claimed], "2023Q4").first)
    #expect(line.comparison == .claimNotEligible)
    #expect(line.figure.days == 0)
    // Claimed zero for nothing: nothing to look at.
    let nothing = NoteOnFile(history: note, claims: [try claim("0.00", period: "2023Q4")])
    #expect(try lines([nothing], "2023Q4").map(\.comparison) == [.agreed])
  }

  @Test func whatTheReceiverThrowsComesBack() throws {
    struct DiskFull: Error {}
    var settler = Settler(period: try quarter("2024Q4"), policy: try TestPolicy.policy())
    let note = NoteOnFile(history: try NoteRow().history())
    #expect(throws: DiskFull.self) {
      try settler.settle(contract: [note]) { _ throws(DiskFull) in throw DiskFull() }
    }
  }
}
