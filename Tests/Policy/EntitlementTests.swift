import Policy
import Quantities
import Subsidy
import Testing

@Suite("SUBSIDY §2, §3.3: what the policy grants, by day")
struct EntitlementTests {
  private let policy: Policy

  init() throws { policy = try ShippedPolicy.policy() }

  @Test("the shipped data load clean")
  func shipped() {
    #expect(policy.regimes.map(\.id) == ["R1", "R2", "R3", "R4a", "R4b", "R5"])
    #expect(policy.lpr.rows.count == 17)
    #expect(policy.lpr.verifiedUntil == Day.of("2025-07-21"))
    #expect(policy.towns.count == 16)
    #expect(policy.categories.count == 13)
    #expect(policy.industries.count == 20)
  }

  @Test(
    "each regime begins and ends on its day",
    arguments: [
      ("2016-09-23", nil), ("2016-09-24", "R1"), ("2018-03-26", "R1"), ("2018-03-27", "R2"),
      ("2018-11-15", "R2"), ("2018-11-16", "R3"), ("2020-04-14", "R3"), ("2020-04-15", "R4a"),
      ("2020-12-31", "R4a"), ("2021-01-01", "R4b"), ("2023-09-30", "R4b"), ("2023-10-01", "R5"),
      ("2028-09-30", "R5"), ("2028-10-01", nil),
    ] as [(String, String?)])
  func border(_ row: (day: String, regime: String?)) {
    let day = Day.of(row.day)
    #expect(policy.regime(on: day)?.id == row.regime)
    let answer = policy.entitlement(
      of: .individual, category: "05", disbursedOn: day, signedOn: day)
    #expect(answer.entitlement?.regime.id == row.regime)
    if row.regime == nil { #expect(answer == .none(.noRegime(on: day))) }
  }

  @Test(
    "the LPR changes on its day",
    arguments: [
      ("2015-10-25", nil), ("2015-10-26", "4.3000"), ("2018-04-19", "4.3000"),
      ("2018-04-20", "4.3100"), ("2019-08-19", "4.3100"), ("2019-08-20", "4.2500"),
      ("2023-08-20", "3.5500"), ("2023-08-21", "3.4500"), ("2024-07-21", "3.4500"),
      ("2024-07-22", "3.3500"), ("2025-05-19", "3.1000"), ("2025-05-20", "3.0000"),
      ("2026-01-01", "3.0000"),
    ] as [(String, String?)])
  func lpr(_ row: (day: String, rate: String?)) {
    #expect(policy.lpr.rate(on: Day.of(row.day)) == row.rate.map { Rate.of($0) })
  }

  @Test(
    "terms by kind",
    arguments: [
      ("R1", "2017-01-05", BorrowerKind.individual, 1, "100000.00", 36, "4.3000", nil, nil),
      ("R1", "2017-01-05", .partnership, 3, "500000.00", 36, "4.3000", nil, nil),
      ("R2", "2018-05-10", .enterprise, 1, "2000000.00", 24, "4.3100", nil, 3),
      ("R3", "2019-01-05", .partnership, 4, "660000.00", 36, "4.3100", nil, 3),
      ("R4a", "2020-06-01", .individual, 1, "200000.00", 36, "3.8500", "5.3500", 3),
      ("R4b", "2022-09-01", .partnership, 20, "4400000.00", 36, "3.6500", "5.1500", 3),
      ("R5", "2024-01-05", .individual, 1, "300000.00", 36, "3.4500", nil, 3),
      ("R5", "2024-01-05", .partnership, 2, "660000.00", 36, "3.4500", nil, 3),
      ("R5", "2024-01-05", .partnership, 12, "3960000.00", 36, "3.4500", nil, 3),
      ("R5", "2024-01-05", .partnership, 13, "4000000.00", 36, "3.4500", nil, 3),
      ("R5", "2024-01-05", .enterprise, 1, "4000000.00", 24, "3.4500", nil, 3),
    ] as [(String, String, BorrowerKind, Int, String, Int, String, String?, Int?)])
  func terms(
    _ row: (
      regime: String, day: String, kind: BorrowerKind, partners: Int, cap: String, months: Int,
      lpr: String, rateCap: String?, maxUses: Int?
    )
  ) throws {
    let day = Day.of(row.day)
    let answer = policy.entitlement(
      of: row.kind, partners: row.partners, category: "05", disbursedOn: day, signedOn: day)
    let entitlement = try #require(answer.entitlement)
    let terms = entitlement.terms
    #expect(entitlement.regime.id == row.regime)
    #expect(terms.cap.first.description == row.cap)
    #expect(terms.cap.changes.isEmpty)
    #expect(terms.termMonths == row.months)
    #expect(terms.lpr == Rate.of(row.lpr))
    #expect(terms.rateCap == row.rateCap.map { Rate.of($0) })
    #expect(terms.maxUses == row.maxUses)
    #expect(terms.localCap == nil)
  }

  @Test("the LPR is that of signing, the regime that of disbursement")
  func signedBefore() throws {
    let answer = policy.entitlement(
      of: .individual, category: "05", disbursedOn: Day.of("2023-10-01"),
      signedOn: Day.of("2023-08-20"))
    let entitlement = try #require(answer.entitlement)
    #expect(entitlement.regime.id == "R5")
    #expect(entitlement.terms.lpr == Rate.of("3.5500"))
    let early = policy.entitlement(
      of: .individual, category: "05", disbursedOn: Day.of("2016-09-24"),
      signedOn: Day.of("2015-10-25"))
    #expect(early == .none(.noLPR(on: Day.of("2015-10-25"))))
  }

  @Test("category 99 is the county's alone")
  func sharing() throws {
    let half = Sharing(central: 50, county: 50)
    for (category, sharing) in [("05", half), ("99", .countyAlone)] {
      let answer = policy.entitlement(
        of: .individual, category: category, disbursedOn: Day.of("2022-09-01"),
        signedOn: Day.of("2022-09-01"))
      let entitlement = try #require(answer.entitlement)
      #expect(entitlement.sharing == sharing)
      #expect(entitlement.sharingDoubts.isEmpty == (category == "99"))
    }
  }

  @Test(
    "what is open makes a figure unconfirmed only where the figure rests on it",
    arguments: [
      ("2017-01-05", .individual, ["R1 individual"]),
      ("2017-01-05", .enterprise, ["R1 enterprise"]),
      ("2018-05-10", .individual, []),
      ("2018-05-10", .enterprise, ["LPR open from 2018-04-20"]),
      ("2020-06-01", .individual, ["R4a individual.rule"]),
      ("2020-06-01", .partnership, []),
      ("2022-09-01", .individual, []),
      ("2024-01-05", .enterprise, []),
      ("2026-01-05", .individual, []),
    ] as [(String, BorrowerKind, [String])])
  func doubts(_ row: (day: String, kind: BorrowerKind, doubts: [String])) throws {
    let day = Day.of(row.day)
    let entitlement = try #require(
      policy.entitlement(
        of: row.kind, partners: 2, category: "05", disbursedOn: day, signedOn: day
      ).entitlement)
    #expect(entitlement.doubts.map(\.words) == row.doubts)
    #expect(entitlement.sharingDoubts.map(\.words) == ["\(entitlement.regime.id) sharing"])
  }

  @Test("after lprVerifiedUntil a figure that rests on the LPR is unconfirmed")
  func lprNotVerified() throws {
    let files = try ShippedPolicy.files(.regimes, "2025-07-21", "2022-08-31")
    let policy = try Policy(files)
    #expect(!policy.lpr.isUnconfirmed(on: Day.of("2022-08-31")))
    #expect(policy.lpr.isUnconfirmed(on: Day.of("2022-09-01")))
    let day = Day.of("2022-09-01")
    let answer = policy.entitlement(
      of: .individual, category: "05", disbursedOn: day, signedOn: day)
    #expect(answer.entitlement?.doubts == [.lprNotVerified(on: day)])
  }

  @Test(
    "an open individual cap casts doubt on partnerships too; new hires and local sharing do not")
  func openMembers() throws {
    let files = try ShippedPolicy.files(
      .regimes, "\"open\": [\"rateCapOverLPR\", \"sharing\"]",
      "\"open\": [\"individual.cap\", \"enterprise.newHirePercent\"]")
    let policy = try Policy(files)
    let day = Day.of("2024-01-05")
    let expected: [(BorrowerKind, Int)] = [(.individual, 1), (.partnership, 1), (.enterprise, 0)]
    for (kind, count) in expected {
      let answer = policy.entitlement(
        of: kind, partners: 2, category: "05", disbursedOn: day, signedOn: day)
      #expect(answer.entitlement?.doubts.count == count, "\(kind)")
    }
  }

  @Test(
    "the rate cap matters to a figure only where it is enforced, or may be",
    arguments: [
      ("true", #"["rateCapOverLPR"]"#, ["R4b rateCapOverLPR"]),
      ("false", #"["rateCapOverLPR"]"#, []),
      (
        "false", #"["rateCapOverLPR", "rateCapEnforced"]"#,
        ["R4b rateCapOverLPR", "R4b rateCapEnforced"]
      ),
    ] as [(String, String, [String])])
  func rateCap(_ row: (enforced: String, open: String, doubts: [String])) throws {
    var files = try ShippedPolicy.files(
      .regimes, "\"2023-09-30\", \"basis\": [\"财金〔2020〕21号\"], \"open\": [\"sharing\"]",
      "\"2023-09-30\", \"basis\": [\"财金〔2020〕21号\"], \"open\": \(row.open)")
    files.regimes = Array(
      String(decoding: files.regimes, as: UTF8.self)
        .replacing("\"rateCapEnforced\": true", with: "\"rateCapEnforced\": \(row.enforced)").utf8)
    let day = Day.of("2022-09-01")
    let answer = try Policy(files).entitlement(
      of: .individual, category: "05", disbursedOn: day, signedOn: day)
    #expect(answer.entitlement?.doubts.map(\.words) == row.doubts)
    #expect(answer.entitlement?.sharingDoubts == [])
  }

  @Test("a local tier is possible data")
  func localTier() throws {
    let files = try ShippedPolicy.files(
      .regimes, "\"individual\": {\"cap\": \"300000.00\",",
      "\"individual\": {\"cap\": \"300000.00\", \"local\": {\"cap\": \"500000.00\","
        + " \"sharing\": {\"city\": 40, \"county\": 60}},")
    let day = Day.of("2024-01-05")
    let answer = try Policy(files).entitlement(
      of: .individual, category: "05", disbursedOn: day, signedOn: day)
    let entitlement = try #require(answer.entitlement)
    #expect(entitlement.terms.localCap == Timeline(.yuan(500_000)))
    #expect(entitlement.localSharing == Sharing(city: 40, county: 60))
  }
}

extension PolicyDoubt {
  fileprivate var words: String {
    switch self {
    case .openMember(let regime, let name): "\(regime) \(name)"
    case .openOverride(let document, let name): "\(document) \(name)"
    case .lprNotVerified(let day): "LPR not verified on \(day)"
    case .lprOpen(let day): "LPR open from \(day)"
    }
  }
}
