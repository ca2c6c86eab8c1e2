import Disclosure
import Foundation
import Markup
import PublicSite
import Quantities
import SyntheticCounty
import Testing

/// The column inside a government's portal: whole addresses, header and foot, the mark; and how
/// exactly the day of disbursement is told.
@Suite("Inside a portal")
struct PortalTests {
  private static let url = "https://www.example.gov.cn/cydb/"

  private func publisher(
    _ site: SiteFixture, _ county: SyntheticCounty, _ records: [PublicRecord]? = nil,
    full: Bool = false, change: (inout SiteInput) throws -> Void
  ) rethrows -> PublishSite {
    let held = HeldRecords(records ?? county.records(), secrets: county.secrets)
    var publish = site.publisher(county, held, full: full)
    try change(&publish.input)
    return publish
  }

  @Test("whole addresses: every open page is in sitemap.xml, no other is")
  func sitemap() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 300)
    let publish = publisher(site, county) { $0.identity.url = PortalTests.url }
    let files = try site.files(try publish().release).mapValues {
      String(decoding: $0, as: UTF8.self)
    }
    let map = try #require(files["sitemap.xml"])
    let told = Set(map.matches(of: /<loc>([^<]*)<\/loc>/).map { String($0.1) })
    var open: Set<String> = []
    for (path, page) in files where path.hasSuffix(".html") {
      let isClosed = page.contains("<meta name=\"robots\" content=\"noindex,noarchive\">")
      let address = PortalTests.url + (path == "index.html" ? "" : path)
      if !isClosed { open.insert(address) }
      let canonical = "<link rel=\"canonical\" href=\"\(address)\">"
      #expect(page.contains(canonical) == !isClosed, "\(path)")
      let isArticle = page.contains("<meta name=\"ArticleTitle\"")
      #expect(
        page.contains("<meta name=\"Url\" content=\"\(PortalTests.url + path)\">") == isArticle)
    }
    #expect(told == open)
    // Shown in the place of any address, so no link of it is relative.
    let lost = try #require(files["404.html"])
    for match in lost.matches(of: /(?:href|src)="([^"]*)"/) {
      let isWhole = ["/cydb/", "https://", "#", "tel:"].contains { match.1.hasPrefix($0) }
      #expect(isWhole, "\(match.1)")
    }
    #expect(told.contains { $0.contains("/record/") })
    #expect(map.matches(of: /<loc>/).count == told.count)
  }

  @Test("without an address there is neither sitemap nor canonical address")
  func noAddress() throws {
    let site = try SiteFixture()
    let files = try site.files(try site.publisher(SyntheticCounty(count: 20))().release)
    #expect(files["sitemap.xml"] == nil)
    #expect(
      !String(decoding: try #require(files["index.html"]), as: UTF8.self).contains("canonical"))
  }

  /// A PNG of one pixel.
  private static let picture = Array(
    Data(
      base64Encoded: """
        iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ\
        RU5ErkJggg==
        """) ?? Data())

  @Test("the portal's header and foot take the place of ours, on every page")
  func frame() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 60)
    _ = try site.publisher(county)()
    func framed(_ site: SiteFixture, full: Bool) throws -> [String: Data] {
      let publish = try publisher(site, county, full: full) { input in
        input.portal.header = try Fragment("<p>门户头<!-- 注释 --></p>")
        input.portal.footer = try Fragment("<p>门户脚</p>")
      }
      return try site.files(try publish().release)
    }
    let files = try framed(site, full: false)
    let other = try SiteFixture()
    #expect(try framed(other, full: true) == files)
    for (path, bytes) in files where path.hasSuffix(".html") {
      let page = String(decoding: bytes, as: UTF8.self)
      #expect(page.contains("<div class=\"portal\"><p>门户头</p></div>"), "\(path)")
      #expect(page.contains("<div class=\"portal\"><p>门户脚</p></div>"), "\(path)")
      #expect(!page.contains("class=\"brand\"") && !page.contains("主办单位："), "\(path)")
      #expect(page.contains("主导航") && page.contains("站点地图"), "\(path)")
    }
  }

  @Test("the mark is a picture of ours with a plain link")
  func mark() throws {
    let mark = try #require(
      SiteMark(picture: PortalTests.picture, link: "https://bszs.conac.cn/sitename?id=1&x=2"))
    #expect(mark.size == (1, 1))
    let site = try SiteFixture()
    let publish = publisher(site, SyntheticCounty(count: 20)) { $0.portal.mark = mark }
    let files = try site.files(try publish().release)
    #expect(files["assets/mark.png"] == Data(PortalTests.picture))
    let page = String(decoding: try #require(files["statistics.html"]), as: UTF8.self)
    #expect(
      page.contains(
        """
        <a class="mark" href="https://bszs.conac.cn/sitename?id=1&amp;x=2" \
        rel="external noopener"><img src="assets/mark.png" alt="党政机关网站标识" width="1" height="1">
        """))
    #expect(SiteMark(picture: Array("GIF89a".utf8), link: "") == nil)
    let large = PortalTests.picture + [UInt8](repeating: 0, count: 65_536)
    #expect(SiteMark(picture: large, link: "") == nil)
  }

  @Test("a masked person's name in a portal's header stops the release")
  func leak() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 60)
    let name = try #require(county.secrets.maskedNames.sorted().first { $0.count > 2 })
    let publish = try publisher(site, county) {
      $0.portal.header = try Fragment("<p>联系人：\(name)</p>")
    }
    let result = try publish()
    #expect(!result.isLive && result.leaks.contains { $0.kind == .name })
  }

  @Test("the day of disbursement is told where the bureau decides so, and nowhere else")
  func day() throws {
    let county = SyntheticCounty(count: 60)
    let policy = MaskingPolicy(showsDay: true)
    let candidate = try #require(county.candidates.first { $0.disbursedOn.civil.day > 1 })
    let day = candidate.disbursedOn.description
    for isShown in [false, true] {
      let site = try SiteFixture()
      let records = county.records(isShown ? policy : MaskingPolicy())
      let publish = publisher(site, county, records) { input in
        if isShown { input.masking = policy }
      }
      let files = try site.files(try publish().release).mapValues {
        String(decoding: $0, as: UTF8.self)
      }
      let page = try #require(files[SiteAddress.record(candidate.number).path])
      #expect(page.contains("<dd data-is=\"disbursed\">") == false)
      #expect(page.contains("data-is=\"disbursed\">\(day)</a>") == isShown)
      #expect(page.contains("\"disbursed\":\"\(isShown ? day : String(day.prefix(7)))\""))
      let rows = try #require(files["data/records.csv"]).split(separator: "\r\n")
      let row = try #require(rows.first { $0.contains("\(candidate.number)") })
      #expect(row.contains(",\(day.prefix(7)),\(isShown ? day : ""),"), "\(row)")
      #expect(try #require(files["data.html"]).contains("放款只公开到月份") == !isShown)
      // Lists go by the month.
      let month = try #require(files["month/\(day.prefix(7))/index.html"])
      #expect(month.contains("\(candidate.number)"))
      #expect(!month.contains(day))
    }
  }
}
