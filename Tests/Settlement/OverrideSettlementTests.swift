import LoanBook
import Policy
import Quantities
import Subsidy
import Testing

@testable import Settlement

/// What a local document changes of a regime, from the note's history to the line. SUBSIDY,
/// "Policy data", §3.3; every figure was worked out by hand.
struct OverrideSettlementTests {
  /// R5 with overrides: from 2024-03-01 to 2024-06-30 a quarter of the rate and two uses, from
  /// 2024-05-01 on local money up to 400 000.
  static let overrides = """
    {"overrides": [
      {"id": "C1", "regime": "R5", "from": "2024-03-01", "to": "2024-06-30",
       "document": "某政发〔2024〕1号", "issuer": "某县人民政府", "issuedOn": "2024-02-20",
       "set": {"maxUses": 2, "individual": {"rule": {"kind": "shareOfRate", "fraction": "1/4"}}}},
      {"id": "C2", "regime": "R5", "from": "2024-05-01", "to": "2025-12-31",
       "document": "某政发〔2024〕9号", "issuer": "某县人民政府", "issuedOn": "2024-04-25",
       "open": ["individual.local.cap"],
       "set": {"sharing": {"city": 30, "county": 70},
             "individual": {"local": {"cap": "400000.00", "sharing": {"city": 40, "county": 60}}}}}
    ]}
    """

  static func policy(_ overrides: String? = overrides) throws -> Policy {
    try TestPolicy.policy(regimes: TestPolicy.regimes, overrides: overrides)
  }

  private func line(
    _ amount: String, _ disbursedOn: String, rate: String = "4.0000", ordinal: Int = 1,
    category: String = "01", assigned: String? = nil, policy: Policy? = nil
  ) throws -> SettlementLine {
    var note = NoteRow(
      category: category, amount: amount, disbursedOn: disbursedOn, dueOn: "2027-02-01",
      rate: rate, statedUse: ordinal)
    note.bureau.regimeOverride = assigned
    return try settled(note, "2024Q4", policy: policy ?? Self.policy())
  }

  /// 2024Q4 has 91 days. 500 000 at 4 %: interest 500000 × 4 % × 91 ÷ 360 = 5055.555….
  @Test(
    "each note by the day of its disbursement",
    arguments: [
      // Before any: half of 300 000's interest, 3033.333… / 2.
      ("2024-02-29", "1516.67", "0.00", "3538.89", [String](), "0.00", "1516.67"),
      // C1: a quarter.
      ("2024-03-01", "758.33", "0.00", "4297.23", ["C1"], "0.00", "758.33"),
      ("2024-04-30", "758.33", "0.00", "4297.23", ["C1"], "0.00", "758.33"),
      // C1 and C2: a quarter of 400 000's is 1011.11; city 30 % of 758.33 and 40 % of 252.78.
      ("2024-05-01", "758.33", "252.78", "4044.45", ["C1", "C2"], "328.61", "682.50"),
      ("2024-06-30", "758.33", "252.78", "4044.45", ["C1", "C2"], "328.61", "682.50"),
      // C2 alone: half of 400 000's is 2022.22; city 455.00 + 202.22.
      ("2024-07-01", "1516.67", "505.55", "3033.34", ["C2"], "657.22", "1365.00"),
    ])
  func byDay(
    _ row: (
      day: String, national: String, local: String, borrower: String, overrides: [String],
      city: String, county: String
    )
  ) throws {
    let line = try line("500000.00", row.day)
    #expect(line.interest.description == "5055.56")
    #expect(line.computed.subsidy.description == row.national)
    #expect(line.computed.localSubsidy.description == row.local)
    #expect(line.borrower.description == row.borrower)
    #expect(line.rule?.overrides.map(\.id) == row.overrides)
    #expect(line.rule?.basis == ["财金〔2023〕75号"] && line.rule?.regime == "R5")
    #expect(line.shares.city.description == row.city)
    #expect(line.shares.county.description == row.county)
    #expect(line.rule?.localCap == (row.local == "0.00" ? nil : .yuan(400_000)))
  }

  @Test("both engines give every figure of a local tier, over a repayment and by months")
  func bothEngines() throws {
    let policy = try Self.policy()
    let start = try day("2024-07-01")
    let answer = policy.entitlement(
      of: .individual, category: "01", disbursedOn: start, signedOn: start)
    let terms = try #require(answer.entitlement?.terms)
    var note = SubsidyCase(
      disbursedOn: start, originalDueOn: try day("2027-07-01"),
      balance: Timeline(.yuan(500_000)), rate: Timeline(Rate(ppm: 40_000)), dayBasis: .actual360,
      terms: terms)
    note.balance.change(to: .yuan(350_000), on: try day("2024-11-10"))
    let quarter = try quarter("2024Q4")
    // 50 days of 500 000 and 41 of 350 000: both tiers 1111.111… + 797.222… = 1908.33, the
    // national one 91 days of 300 000 = 1516.67.
    for figure in [note.figure(for: [quarter.days]), note.figureByDays(for: [quarter.days])] {
      #expect(figure.interest.description == "4372.22")
      #expect(figure.subsidy.description == "1516.67")
      #expect(figure.localSubsidy.description == "391.66")
    }
    // 30 + 31 + 30 days: 666.67, then 20 of 500 000 and 11 of 350 000 = 444.444… + 213.888… =
    // 658.33, then 583.33; national 500.00 + 516.67 + 500.00.
    for figure in [note.figure(for: quarter.months), note.figureByDays(for: quarter.months)] {
      #expect(figure.subsidy.description == "1516.67")
      #expect(figure.localSubsidy.description == "391.66")
    }
  }

  @Test("uses: an override's limit holds for its notes alone")
  func uses() throws {
    #expect(try line("100000.00", "2024-03-01", ordinal: 3).subsidy == .zero)
    #expect(try line("100000.00", "2024-07-01", ordinal: 3).subsidy.description == "505.56")
    #expect(try line("100000.00", "2024-07-01", ordinal: 4).subsidy == .zero)
  }

  @Test("category 99: national and local part are the county's alone")
  func countyAlone() throws {
    let line = try line("500000.00", "2024-07-01", category: "99")
    #expect(line.subsidy.description == "2022.22" && line.shares.county == line.subsidy)
    #expect(line.rule?.sharingDoubts.isEmpty == true)
  }

  @Test("an assigned regime has the overrides of disbursedOn, and none outside its days")
  func assigned() throws {
    // Of R5's own days: the override of the day.
    let inside = try line("500000.00", "2024-07-01", assigned: "R5")
    #expect(inside.rule?.overrides.map(\.id) == ["C2"] && inside.rule?.assigned == true)
    #expect(inside.subsidy.description == "2022.22")
    // Of R4b's days: R5 as the state made it.
    let outside = try line("500000.00", "2023-09-01", assigned: "R5")
    #expect(outside.rule?.regime == "R5" && outside.rule?.overrides.isEmpty == true)
    #expect(outside.computed.localSubsidy == .zero)
    #expect(outside.subsidy.description == "1516.67")
    // Also where overrides cover the whole regime, so that no piece of it is the state's.
    let whole = Self.overrides.replacing(
      #""from": "2024-05-01", "to": "2025-12-31""#,
      with: #""from": "2023-10-01", "to": "2028-09-30""#)
    let covered = try line("500000.00", "2023-09-01", assigned: "R5", policy: Self.policy(whole))
    #expect(covered.rule?.overrides.isEmpty == true && covered.subsidy.description == "1516.67")
  }

  @Test("only what the figure rests on is unconfirmed, in officials' words")
  func doubts() throws {
    func titles(_ line: SettlementLine) -> [String] { line.doubts.map(\.title) }
    #expect(titles(try line("500000.00", "2024-02-29")) == ["政策阶段 R5 的各级财政分担比例待确认"])
    // C2 orders the sharing, and leaves its local cap open.
    #expect(titles(try line("500000.00", "2024-07-01")) == ["某政发〔2024〕9号 规定的个人地方贴息额度待确认"])
  }

  @Test("a note without local part rests on no local tier, one without subsidy on no payers")
  func doubtsOfNothing() throws {
    let small = try line("300000.00", "2024-07-01")
    #expect(small.computed.localSubsidy == .zero && small.subsidy > .zero)
    #expect(small.doubts.isEmpty && small.rule?.doubts.isEmpty == false)
    let used = try line("300000.00", "2024-02-29", ordinal: 4)
    #expect(used.subsidy == .zero)
    #expect(used.doubts.isEmpty && used.rule?.sharingDoubts.isEmpty == false)
  }

  @Test("a bank that does not know the document claims under the national regime")
  func cause() throws {
    let claim = try claim("1516.67", interest: "5055.56", days: 91, period: "2024Q4")
    let line = try settled(
      NoteRow(amount: "500000.00", disbursedOn: "2024-07-01", dueOn: "2027-02-01", rate: "4.0000"),
      "2024Q4", claims: [claim], policy: Self.policy())
    #expect(line.comparison == .claimedLess && line.cause == .otherRegime)
  }

  @Test("a day without regime or LPR: nothing, with the reason 无适用政策")
  func gap() throws {
    for (disbursedOn, signedOn) in [("2028-10-01", "2028-10-01"), ("2024-07-01", "2007-12-31")] {
      let line = try settled(
        NoteRow(
          amount: "100000.00", disbursedOn: disbursedOn, signedOn: signedOn, dueOn: "2030-01-01",
          rate: "4.0000"),
        disbursedOn == "2028-10-01" ? "2029Q1" : "2024Q4", policy: Self.policy())
      #expect(line.subsidy == .zero && line.rule == nil && line.interest > .zero)
      #expect(line.derivation.segments.map(\.standing) == [.excluded(.noPolicy)])
      #expect(line.isWithoutPolicy)
    }
  }
}
