import Disclosure
import Foundation
import PublicSite
import Quantities
import SyntheticCounty
import Testing

/// The tags that 国办发〔2017〕47号 asks for, by kind of page.
@Suite("Tags of government sites")
struct TagTests {
  private static let every: Set = ["SiteName", "SiteDomain", "SiteIDCode"]
  private static let column = every.union([
    "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType",
  ])
  private static let article = every.union(["ArticleTitle", "PubDate", "ContentSource"])

  /// Kind of page, an address of it, its ColumnType or nil for an article, and whether search
  /// engines are kept out.
  private static let kinds: [(kind: String, path: String, column: String?, isClosed: Bool)] = [
    ("home", "index.html", "首页", false),
    ("overview of lists", "browse/index.html", "数据发布", false),
    ("search", "search.html", "数据发布", true),
    ("list", "town/140525106000/index.html", "数据发布", true),
    ("full page of a list", "kind/individual/1/p1.html", "数据发布", true),
    ("record", "", nil, true),
    ("record taken back", "", nil, true),
    ("subsidies", "subsidy/index.html", "数据发布", false),
    ("run", "subsidy/2026Q1.html", nil, false),
    ("statistics", "statistics.html", "数据发布", false),
    ("rules", "policy.html", "信息公开指南", false),
    ("trial", "trial.html", "公众服务", false),
    ("how to check", "check.html", "信息公开指南", false),
    ("open data", "data.html", "数据发布", false),
    ("corrections", "changes/index.html", "数据发布", false),
    ("full page of corrections", "changes/p1.html", "数据发布", false),
    ("notices", "notice/index.html", "通知公告", true),
    ("objections", "objections.html", "咨询投诉", false),
    ("privacy", "about.html", "咨询投诉", false),
    ("site map", "sitemap.html", "其他", false),
    ("not found", "404.html", "其他", true),
  ]

  @Test("every kind of page has exactly its tags")
  func tags() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 300)
    let records = county.records()
    let held = HeldRecords(records, secrets: county.secrets)
    for record in records.dropFirst(10).prefix(70) { held.publish(record, on: county.builtOn) }
    held.withdraw(records[0].number, on: county.builtOn, reason: "本人申请不再公开")
    let files = try site.files(try site.publisher(county, held)().release)
    let person = try #require(records.dropFirst().first { $0.kind == .individual })
    let places = [
      "record": SiteAddress.record(person.number).path,
      "record taken back": SiteAddress.record(records[0].number).path,
    ]
    for kind in TagTests.kinds {
      let path = places[kind.kind] ?? kind.path
      let page = String(decoding: try #require(files[path], "\(path)"), as: UTF8.self)
      let tags = TagTests.tags(page)
      let own = Set(tags.keys).subtracting(["viewport", "color-scheme", "description", "robots"])
      #expect(own == (kind.column == nil ? TagTests.article : TagTests.column), "\(path)")
      #expect(tags["ColumnType"] == kind.column, "\(path)")
      #expect(tags["robots"] == (kind.isClosed ? "noindex,noarchive" : nil), "\(path)")
      #expect(tags.values.allSatisfy { !$0.isEmpty }, "\(path)")
    }
    // No kind of page is missing above.
    for (path, page) in files where path.hasSuffix(".html") && !path.hasPrefix("record/") {
      let tags = TagTests.tags(String(decoding: page, as: UTF8.self))
      #expect(tags["ColumnType"] != nil || path.hasPrefix("subsidy/"), "\(path)")
    }
  }

  private static func tags(_ page: String) -> [String: String] {
    var tags: [String: String] = [:]
    for match in page.matches(of: /<meta name="([^"]*)" content="([^"]*)"/) {
      tags[String(match.1)] = String(match.2)
    }
    return tags
  }
}
