import Foundation
import Policy
import Quantities
import Subsidy
import Testing

/// `overrides.json` as a county may have it, and the policy with it.
enum Overrides {
  /// From 2024-07-01 to the end of 2026: 30 % of the subsidy is the city's, a fourth loan counts,
  /// individuals are subsidised up to 500 000 with local money, enterprises by two thirds.
  static let file = """
    {"about": "某县的地方规定",
     "overrides": [
       {"id": "C1", "regime": "R5", "from": "2024-07-01", "to": "2026-12-31",
        "document": "某市财金〔2024〕12号", "issuer": "某市财政局", "issuedOn": "2024-06-20",
        "set": {"sharing": {"city": 30, "county": 70}, "maxUses": 4}},
       {"id": "C2", "regime": "R5", "from": "2025-01-01", "to": "2025-12-31",
        "document": "某政发〔2024〕3号", "issuer": "某县人民政府", "issuedOn": "2024-12-15",
        "open": ["individual.local.sharing"],
      "set": {"individual": {"local": {"cap": "500000.00", "sharing": {"city": 40, "county": 60}}},
              "enterprise": {"rule": {"kind": "shareOfRate", "fraction": "2/3"}, "termMonths": 36}}}
     ]}
    """

  static func policy(_ file: String = file) throws -> Policy {
    var files = try ShippedPolicy.files()
    files.overrides = Array(file.utf8)
    return try Policy(files)
  }

  static func policy(_ old: String, _ new: String) throws -> Policy {
    #expect(file.contains(old), "no such passage: \(old)")
    return try policy(file.replacingOccurrences(old, new))
  }
}

extension String {
  /// The first occurrence of `old` replaced.
  func replacingOccurrences(_ old: String, _ new: String) -> String {
    guard let place = firstRange(of: old) else { return self }
    return replacingCharacters(in: place, with: new)
  }
}

@Suite("Overrides: what a local document changes of a national regime")
struct OverrideTests {
  private func entitlement(
    _ policy: Policy, _ day: String, _ kind: BorrowerKind = .individual, category: String = "05"
  ) throws -> Entitlement {
    try #require(
      policy.entitlement(
        of: kind, partners: 2, category: category, disbursedOn: Day.of(day), signedOn: Day.of(day)
      ).entitlement)
  }

  @Test("they cut a regime at their days, and the national one stays as it is")
  func pieces() throws {
    let policy = try Overrides.policy()
    let shipped = try ShippedPolicy.policy()
    #expect(policy.regimes == shipped.regimes)
    #expect(shipped.regimesInForce == shipped.regimes && shipped.overrides.isEmpty)
    let pieces = policy.regimesInForce.filter { $0.id == "R5" }
    #expect(
      pieces.map { "\($0.days.from) \($0.overrides.map(\.id))" } == [
        #"2023-10-01 []"#, #"2024-07-01 ["C1"]"#, #"2025-01-01 ["C1", "C2"]"#,
        #"2026-01-01 ["C1"]"#, #"2027-01-01 []"#,
      ])
    for (a, b) in zip(policy.regimesInForce, policy.regimesInForce.dropFirst()) {
      #expect(a.days.to == b.days.from, "no gap and no overlap")
    }
    #expect(policy.regimesInForce.last?.days.to == shipped.regimes.last?.days.to)
    // Beyond days, pieces without overrides are the national regime.
    #expect(pieces[0].sharing == .countyAlone && pieces[0].maxUses == 3)
    #expect(pieces[4].individual == pieces[0].individual && pieces[4].open == pieces[0].open)
  }

  @Test(
    "values by day of disbursement",
    arguments: [
      ("2024-06-30", 100, 3, nil, "1/2", 24, []),
      ("2024-07-01", 70, 4, nil, "1/2", 24, ["C1"]),
      ("2024-12-31", 70, 4, nil, "1/2", 24, ["C1"]),
      ("2025-01-01", 70, 4, 500_000, "2/3", 36, ["C1", "C2"]),
      ("2025-12-31", 70, 4, 500_000, "2/3", 36, ["C1", "C2"]),
      ("2026-01-01", 70, 4, nil, "1/2", 24, ["C1"]),
      ("2026-12-31", 70, 4, nil, "1/2", 24, ["C1"]),
      ("2027-01-01", 100, 3, nil, "1/2", 24, []),
    ] as [(String, Int, Int, Int64?, String, Int, [String])])
  func values(
    _ row: (
      day: String, county: Int, uses: Int, local: Int64?, enterprise: String, months: Int,
      overrides: [String]
    )
  ) throws {
    let policy = try Overrides.policy()
    let person = try entitlement(policy, row.day)
    #expect(person.sharing.county == row.county && person.sharing.city == 100 - row.county)
    #expect(person.terms.maxUses == row.uses)
    #expect(person.terms.cap == Timeline(.yuan(300_000)), "the national cap is the state's")
    #expect(person.terms.localCap == row.local.map { Timeline(.yuan($0)) })
    #expect(person.localSharing == row.local.flatMap { _ in Sharing(city: 40, county: 60) })
    #expect(person.terms.rule.kind == "shareOfRate" && person.terms.termMonths == 36)
    #expect(person.overrides.map(\.id) == row.overrides)
    let firm = try entitlement(policy, row.day, .enterprise)
    guard case .shareOfRate(let fraction) = firm.terms.rule else {
      Issue.record("another rule")
      return
    }
    #expect(fraction.description == row.enterprise)
    #expect(firm.terms.termMonths == row.months && firm.terms.localCap == nil)
    // What matters to others is not cited for partnerships.
    let partners = try entitlement(policy, row.day, .partnership)
    #expect(partners.overrides.map(\.id) == row.overrides.filter { $0 == "C1" })
    #expect(partners.terms.rule == person.terms.rule && partners.terms.termMonths == 36)
  }

  @Test("each keeps its document, and its members in the order of a regime")
  func source() throws {
    let policy = try Overrides.policy()
    let second = try #require(policy.overrides.last)
    #expect(second.document == "某政发〔2024〕3号" && second.issuer == "某县人民政府")
    #expect(second.issuedOn == Day.of("2024-12-15"))
    #expect(second.members == ["individual.local", "enterprise.termMonths", "enterprise.rule"])
    #expect(policy.overrides.first?.members == ["maxUses", "sharing"])
  }

  @Test("what a document orders is confirmed, unless the override says it is open")
  func doubts() throws {
    let policy = try Overrides.policy()
    #expect(
      try entitlement(policy, "2024-06-30").sharingDoubts == [
        .openMember(regime: "R5", name: "sharing")
      ])
    #expect(try entitlement(policy, "2024-07-01").sharingDoubts.isEmpty)
    #expect(
      try entitlement(policy, "2025-06-01").sharingDoubts == [
        .openOverride(document: "某政发〔2024〕3号", name: "individual.local.sharing")
      ])
    #expect(try entitlement(policy, "2025-06-01").doubts.isEmpty)
    #expect(try entitlement(policy, "2025-06-01", .enterprise).sharingDoubts.isEmpty)
    // A part of an open whole stays open.
    var files = try ShippedPolicy.files(
      .regimes, "\"open\": [\"rateCapOverLPR\", \"sharing\"]", "\"open\": [\"enterprise\"]")
    files.overrides = Array(Overrides.file.utf8)
    let partly = try Policy(files)
    #expect(
      try entitlement(partly, "2025-06-01", .enterprise).doubts == [
        .openMember(regime: "R5", name: "enterprise")
      ])
  }

  @Test("category 99 is the county's alone, whoever shares the others")
  func countyAlone() throws {
    let policy = try Overrides.policy(#", "maxUses": 4"#, "")
    let other = try entitlement(policy, "2024-08-01", category: "99")
    #expect(other.sharing == .countyAlone && other.overrides.isEmpty)
    let local = try entitlement(policy, "2025-08-01", category: "99")
    #expect(local.localSharing == .countyAlone && local.overrides.map(\.id) == ["C2"])
  }

  @Test("a limit may be lifted, a rate cap enforced")
  func nulls() throws {
    let lifted = try Overrides.policy(#""maxUses": 4"#, #""maxUses": null"#)
    #expect(try entitlement(lifted, "2024-08-01").terms.maxUses == nil)
    #expect(try entitlement(lifted, "2024-06-30").terms.maxUses == 3)
    let capped = try Overrides.policy(
      #""maxUses": 4"#, #""rateCapOverLPR": "0.5000", "rateCapEnforced": true"#)
    let day = Day.of("2024-08-01")
    let lpr = try #require(capped.lpr.rate(on: day))
    #expect(try entitlement(capped, "2024-08-01").terms.rateCap == lpr + Rate(ppm: 5_000))
  }

  @Test("an empty list is no change; a missing file neither")
  func nothing() throws {
    let policy = try Overrides.policy(#"{"overrides": []}"#)
    #expect(policy == (try ShippedPolicy.policy()))
  }
}
