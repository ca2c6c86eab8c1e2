import Policy
import Quantities
import Testing

@Suite("Policy: towns, categories, industries, working days")
struct LookupTests {
  private let policy: Policy

  init() throws { policy = try ShippedPolicy.policy() }

  @Test(
    "categories by kind and disbursement day",
    arguments: [
      ("10", .individual, "2018-03-26", false), ("10", .individual, "2018-03-27", true),
      ("10", .enterprise, "2024-01-01", false), ("11", .individual, "2020-04-14", false),
      ("11", .individual, "2020-04-15", true), ("11", .partnership, "2020-12-31", true),
      ("11", .individual, "2021-01-01", false), ("20", .enterprise, "2016-09-24", true),
      ("20", .individual, "2016-09-24", false), ("99", .enterprise, "2024-01-01", true),
      ("01", .partnership, "2011-06-10", true),
    ] as [(String, BorrowerKind, String, Bool)])
  func category(_ row: (code: String, kind: BorrowerKind, day: String, meant: Bool)) throws {
    let category = try #require(policy.category(row.code))
    #expect(category.isMeant(for: row.kind, on: Day.of(row.day)) == row.meant)
  }

  @Test("sensitive categories")
  func sensitive() {
    #expect(policy.categories.filter(\.sensitive).map(\.code) == ["02", "04", "09"])
    #expect(policy.category("12") == nil)
  }

  @Test("towns")
  func towns() {
    #expect(policy.town("140525108000")?.name == "巴公镇")
    #expect(policy.town("140525999000") == nil)
  }

  @Test(
    "industries: a section and one of its divisions",
    arguments: [
      ("A01", "农、林、牧、渔业"), ("A05", "农、林、牧、渔业"), ("A06", nil), ("A00", nil),
      ("F51", "批发和零售业"), ("F53", nil), ("T97", "国际组织"), ("T98", nil), ("a01", nil),
      ("A1", nil), ("A011", nil), ("U01", nil), ("A０1", nil), ("", nil),
    ] as [(String, String?)])
  func industry(_ row: (code: String, name: String?)) {
    #expect(policy.industry(row.code)?.name == row.name)
  }
}
