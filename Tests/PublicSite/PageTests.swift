import Disclosure
import Foundation
import PublicSite
import SyntheticCounty
import Testing

/// What holds for every page of a site.
@Suite("Pages")
struct PageTests {
  private let site: SiteFixture
  private let county: SyntheticCounty
  private let files: [String: String]

  init() throws {
    site = try SiteFixture()
    county = SyntheticCounty(count: 400, seed: 7)
    let result = try site.publisher(county)()
    #expect(result.leaks.isEmpty)
    files = try site.files(result.release).mapValues { String(decoding: $0, as: UTF8.self) }
  }

  private var pages: [String: String] { files.filter { $0.key.hasSuffix(".html") } }

  private func matches(_ pattern: String, _ text: String) throws -> [String] {
    let expression = try NSRegularExpression(pattern: pattern)
    let range = NSRange(text.startIndex..., in: text)
    return expression.matches(in: text, range: range).compactMap { match in
      Range(match.range(at: 1), in: text).map { String(text[$0]) }
    }
  }

  @Test("every link is relative and leads to a file and an anchor that is there")
  func links() throws {
    var checked = 0
    for (path, page) in pages {
      let folder = path.split(separator: "/").dropLast().map(String.init)
      for address in try matches("(?:href|src)=\"([^\"]*)\"", page) {
        if ["https://beian.", "tel:", "#"].contains(where: address.hasPrefix) { continue }
        let parts = address.split(separator: "#", maxSplits: 1).map(String.init)
        var steps = folder
        for step in parts[0].split(separator: "/") {
          if step == ".." { steps.removeLast() } else { steps.append(String(step)) }
        }
        let target = files[steps.joined(separator: "/")]
        #expect(target != nil, "\(path) → \(address)")
        if parts.count == 2 {
          #expect(target?.contains("id=\"\(parts[1])\"") == true, "\(path) → \(address)")
        }
        checked += 1
      }
    }
    #expect(checked > 10_000)
  }

  @Test("tags of government sites, language, skip link, one heading of the first order")
  func tags() throws {
    for (path, page) in pages {
      for tag in ["SiteName", "SiteDomain", "SiteIDCode"] {
        #expect(page.contains("<meta name=\"\(tag)\" content=\""), "\(path) lacks \(tag)")
      }
      let isColumn = page.contains("name=\"ColumnName\"")
      let rest =
        isColumn
        ? ["ColumnDescription", "ColumnKeywords", "ColumnType"]
        : ["ArticleTitle", "PubDate", "ContentSource"]
      for tag in rest { #expect(page.contains("<meta name=\"\(tag)\""), "\(path) lacks \(tag)") }
      #expect(page.contains("<html lang=\"zh-CN\">"))
      #expect(page.contains("href=\"#main\"") && page.contains("id=\"main\""))
      #expect(page.components(separatedBy: "<h1").count == 2, "\(path)")
      #expect(page.contains("主办单位：泽州县人力资源和社会保障局"))
      for date in try matches("name=\"PubDate\" content=\"([^\"]*)\"", page) {
        #expect(date.wholeMatch(of: /\d{4}-\d{2}-\d{2} \d{2}:\d{2}/) != nil)
      }
    }
  }

  /// The rows of a quarter leave their ends to the parser, as HTML lets them: a page stays light.
  /// The quarter's summary is their caption.
  @Test("tags are balanced, ids are used once, tables have captions, nothing is set inline")
  func form() throws {
    let implied: Set<String> = ["tr", "th", "td"]
    let void: Set<String> = ["meta", "link", "br", "input", "!doctype"]
    for (path, page) in pages {
      var open: [String] = []
      for tag in try matches("<([^>]+)>", page) {
        let name = String(tag.prefix { $0 != " " })
        if tag.hasSuffix("/") || void.contains(name) { continue }
        if name.hasPrefix("/") {
          while let last = open.last, implied.contains(last), last != name.dropFirst() {
            open.removeLast()
          }
          #expect(open.popLast() == String(name.dropFirst()), "\(path): \(tag)")
        } else {
          open.append(name)
        }
      }
      #expect(open.isEmpty, "\(path): \(open)")
      let ids = try matches(" id=\"([^\"]*)\"", page)
      #expect(Set(ids).count == ids.count, "\(path)")
      #expect(
        path.hasPrefix("record/")
          || page.components(separatedBy: "<table").count
            == page.components(separatedBy: "<caption").count
      )
      #expect(!page.contains(" style=") && !page.contains("<style"))
      #expect(!page.contains("http://"))
    }
  }

  @Test("pages with names of people are kept from search engines, overviews are not")
  func robots() {
    for (path, page) in pages {
      let closed = page.contains("noindex,noarchive")
      let overview =
        [
          "index.html", "policy.html", "about.html", "browse/index.html", "statistics.html",
          "trial.html", "check.html", "data.html", "sitemap.html", "objections.html",
        ].contains(path) || path.hasPrefix("subsidy/") || path.hasPrefix("changes/")
        || path.hasPrefix("archive/")
      #expect(closed != overview || path.hasPrefix("record/"), "\(path)")
      if overview {
        for name in county.records().filter(\.isMasked).map(\.applicant) where name.count > 3 {
          #expect(!page.contains(">\(name)<"), "\(path) names \(name)")
        }
      }
    }
  }

  @Test("every record stands once in each of its five lists, and its quarters on its page")
  func records() throws {
    let lists = pages.filter {
      ["town/", "month/", "bank/", "industry/", "kind/"].contains(where: $0.key.hasPrefix)
    }
    var seen: [String: Int] = [:]
    for page in lists.values {
      for file in try matches("/([A-Z]+-\\d{4}-\\d+)\\.html\"", page) {
        seen[file, default: 0] += 1
      }
    }
    for record in county.records() {
      #expect(seen["\(record.number)"] == 5, "\(record.number)")
      let page = try #require(files[SiteAddress.record(record.number).path])
      for quarter in record.quarters {
        #expect(page.contains(Written.money(quarter.payable)))
        #expect(quarter.detail != nil || page.contains("明细依法不公开"))
      }
      let open = record.quarters.count { $0.detail != nil }
      #expect(page.components(separatedBy: "重算，一致").count - 1 == open)
    }
  }

  @Test("a record weighs at most 30 kB with its styles, the first page 100 kB")
  func weight() throws {
    let sheet = try #require(files["assets/site.css"]).utf8.count
    let script = try #require(files["assets/site.js"]).utf8.count
    let weights = pages.filter { $0.key.hasPrefix("record/") }.map { $0.value.utf8.count + sheet }
    #expect(weights.allSatisfy { $0 <= 30_000 }, "\(weights.sorted().suffix(9))")
    #expect(weights.contains { $0 > 28_000 }, "the longest there are: three years by the month")
    let more = try #require(files["assets/more.css"]).utf8.count
    #expect(try #require(files["index.html"]).utf8.count + sheet + more + script <= 100_000)
  }

  @Test("no list page but the newest part changes when a record is added")
  func listPages() {
    let full = pages.filter { $0.key.contains("/p1.html") }
    #expect(!full.isEmpty)
    for (path, page) in full {
      #expect(page.components(separatedBy: "<li><a href=\"../../../record/").count == 51, "\(path)")
    }
  }
}
