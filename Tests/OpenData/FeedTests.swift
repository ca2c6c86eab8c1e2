import Disclosure
import Foundation
import OpenData
import PublicSite
import Quantities
import SyntheticCounty
import TestKit
import Testing

@Suite("Feeds and sitemap")
struct FeedTests {
  private static let identity = SyntheticCounty(count: 1).input().identity

  private static func entries(_ count: Int) throws -> [AtomFeed.Entry] {
    let day = try #require(Day(year: 2026, month: 1, day: 5))
    return try (1...count).map { serial in
      AtomFeed.Entry(
        record: try #require(RecordNumber(office: "ZEZHOU", year: 2026, serial: serial)),
        revision: 1, day: day + serial / 50, summary: "高都镇 <制造业> & 个人",
        page: "record/2026/0000xx/x\(serial).html")
    }
  }

  /// What an XML reader makes of a document: its entries' ids, its links by relation.
  private static func read(_ bytes: [UInt8]) throws -> (ids: [String], links: [String: String]) {
    let folder = try ScratchFolder("feed")
    try folder.write("a.xml", bytes)
    let script = """
      import sys, xml.etree.ElementTree as E
      a = "{http://www.w3.org/2005/Atom}"
      root = E.parse(sys.argv[1]).getroot()
      assert root.tag == a + "feed"
      for name in ("title", "id", "updated"): assert root.find(a + name).text
      for link in root.findall(a + "link"): print("link", link.get("rel"), link.get("href"))
      for entry in root.findall(a + "entry"):
          for name in ("title", "id", "updated", "summary"): assert entry.find(a + name).text
          print("entry", entry.find(a + "id").text)
      """
    let outcome = try Command.run("python3", ["-c", script, folder.path("a.xml")])
    #expect(outcome.status == 0, "\(outcome.message)")
    let words = outcome.text.split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
    return (
      words.filter { $0[0] == "entry" }.map { $0[1] },
      Dictionary(words.filter { $0[0] == "link" }.map { ($0[1], $0[2]) }) { first, _ in first }
    )
  }

  @Test("the number of a part and the day beside it are no run of digits")
  func numberAndDay() throws {
    let scan = LeakScan(
      secrets: Secrets(phones: ["91000202601"], accounts: ["6228481910202601058"]),
      identity: FeedTests.identity, office: "ZEZHOU")
    let feed = AtomFeed(.records, identity: FeedTests.identity)
    for part in [1000, 1910] {
      let bytes = feed.document(
        part: part, fullParts: 2000, entries: try FeedTests.entries(3))
      #expect(scan.hits(in: bytes, file: "feed/x.atom").isEmpty, "part \(part)")
    }
  }

  @Test(
    "a reader that follows prev-archive meets every entry once", arguments: [1, 500, 501, 1203])
  func archives(count: Int) throws {
    let entries = try FeedTests.entries(count)
    let full = AtomFeed.fullParts(of: count)
    let feed = AtomFeed(.records, identity: FeedTests.identity)
    func document(_ part: Int?) -> [UInt8] {
      let range =
        part.map { ($0 - 1) * AtomFeed.size..<$0 * AtomFeed.size } ?? full * AtomFeed.size..<count
      return feed.document(part: part, fullParts: full, entries: Array(entries[range]))
    }
    var seen: [String] = []
    var part: Int?
    while true {
      let (ids, links) = try FeedTests.read(document(part))
      #expect(!ids.isEmpty && ids.count <= AtomFeed.size)
      seen += ids
      guard let before = links["prev-archive"] else { break }
      let number = try #require(
        Int(before.dropFirst("records-".count).dropLast(".atom".count)), "\(before)")
      #expect("feed/" + before == AtomFeed.path(.records, part: number))
      part = number
    }
    #expect(seen.count == count && Set(seen).count == count)
  }

  @Test("a full part keeps its bytes when entries come")
  func stays() throws {
    let entries = try FeedTests.entries(AtomFeed.size * 3)
    let feed = AtomFeed(.changes, identity: FeedTests.identity)
    let part = Array(entries[0..<AtomFeed.size])
    // Only the link to the part after it is added, once.
    #expect(
      feed.document(part: 1, fullParts: 2, entries: part)
        == feed.document(part: 1, fullParts: 3, entries: part))
  }

  @Test("a sitemap is cut at 50 000 addresses, and every address stands in it once")
  func sitemap() throws {
    let pages = (0..<120_001).map { "town/\($0)/index.html" }
    let files = Sitemap(root: "https://www.zezhou.gov.cn/cydb/").files(pages)
    #expect(
      files.map(\.path) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"])
    let text = files.dropFirst().map { String(decoding: $0.bytes, as: UTF8.self) }
    #expect(text.map { $0.components(separatedBy: "<loc>").count - 1 } == [50_000, 50_000, 20_001])
    #expect(text[2].contains("<loc>https://www.zezhou.gov.cn/cydb/town/120000/index.html</loc>"))
    #expect(Sitemap(root: "https://a.cn/").files(["index.html"]).count == 1)
  }
}
