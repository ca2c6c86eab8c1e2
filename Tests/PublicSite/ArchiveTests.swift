import Disclosure
import Foundation
import OpenData
import PublicSite
import Quantities
import SyntheticCounty
import TestKit
import Testing

/// The months: files of changes, and a page for each that is over.
@Suite("Months of a site")
struct ArchiveTests {
  private struct Told: Decodable {
    let record: String
    let revision: Int
    let change: String
    // swift-format-ignore: AlwaysUseLowerCamelCase
    let published_on: String
  }

  private static func day(_ text: String) throws -> Day { try #require(Day(text)) }

  /// Publishes as of a day.
  private func publish(
    _ site: SiteFixture, _ held: HeldRecords, _ county: SyntheticCounty, on day: String,
    full: Bool = false
  ) throws -> [String: Data] {
    var publish = site.publisher(county, held, full: full)
    publish.input.builtOn = try Self.day(day)
    let result = try publish()
    #expect(result.isLive, "\(result.leaks)")
    return try site.files(result.release)
  }

  @Test("every revision stands once, in its month; a month that is over never changes again")
  func months() throws {
    let county = SyntheticCounty(count: 40)
    let records = county.records()
    let held = HeldRecords([], secrets: county.secrets)
    let site = try SiteFixture()
    for record in records.prefix(20) { held.publish(record, on: try Self.day("2026-02-27")) }
    held.publish(records[3], on: try Self.day("2026-02-28"))
    let open = try publish(site, held, county, on: "2026-02-28")
    let februaryRows = try #require(open["data/changes-2026-02.csv"])
    #expect(rows(februaryRows).count == 21)
    #expect(open["archive/2026-02.html"] == nil, "the month may still grow")

    for record in records.dropFirst(20) { held.publish(record, on: try Self.day("2026-03-02")) }
    held.withdraw(records[5].number, on: try Self.day("2026-03-03"), reason: "本人申请不再公开")
    held.publish(
      records[7], on: try Self.day("2026-03-04"), change: .redaction, reason: "删除个人信息")
    let march = try publish(site, held, county, on: "2026-03-31")
    let februaryPage = try #require(march["archive/2026-02.html"])
    #expect(march["data/changes-2026-02.csv"] == februaryRows)
    #expect(
      Array(rows(try #require(march["data/changes-2026-03.csv"])).suffix(2)) == [
        "\(records[5].number),2,WITHDRAWAL,2026-03-03",
        "\(records[7].number),2,REDACTION,2026-03-04",
      ])
    let text = String(decoding: februaryPage, as: UTF8.self)
    #expect(text.contains("<th scope=\"row\">2026年2月27日</th><td>20 条</td><td>—</td>"))
    #expect(text.contains("<th scope=\"row\">2026年2月28日</th><td>—</td><td>1 条</td>"))
    #expect(
      march["data.html"].map { String(decoding: $0, as: UTF8.self) }?
        .contains("href=\"archive/2026-02.html\"") == true)

    // Another year later: what the month said still stands, though a record of it is gone now.
    held.withdraw(records[9].number, on: try Self.day("2027-01-05"), reason: "本人申请不再公开")
    let later = try publish(site, held, county, on: "2027-01-05")
    #expect(later["archive/2026-02.html"] == februaryPage)
    #expect(later["archive/2026-03.html"] != nil)
    #expect(later["archive/2026-04.html"] == nil, "no page of a month without a change")
    for name in ["data/changes-2026-02.csv", "data/changes-2026-02.jsonl"] {
      #expect(later[name] == march[name])
    }
    let fresh = try SiteFixture()
    #expect(try publish(fresh, held, county, on: "2027-01-05", full: true) == later)

    // Taken together they are the log, as CSV and as JSON.
    var told: [String] = []
    for name in later.keys.sorted() where name.hasPrefix("data/changes-") {
      let content = try #require(later[name])
      if name.hasSuffix(".csv") { told += rows(content) }
      guard name.hasSuffix(".jsonl") else { continue }
      let lines = String(decoding: content, as: UTF8.self).split(separator: "\n")
      let same = rows(try #require(later[name.replacing(".jsonl", with: ".csv")]))
      #expect(
        try lines.map { line in
          let told = try JSONDecoder().decode(Told.self, from: Data(line.utf8))
          return "\(told.record),\(told.revision),\(told.change),\(told.published_on)"
        } == same)
    }
    #expect(told.count == Int(held.size))
    #expect(Set(told).count == told.count)
  }

  @Test("when the day once went backwards every revision still stands in one file")
  func backwards() throws {
    let county = SyntheticCounty(count: 30)
    let records = county.records()
    let held = HeldRecords([], secrets: county.secrets)
    let days = ["2026-03-30", "2026-04-02", "2026-03-31", "2026-04-03", "2026-05-01"]
    for (index, record) in records.enumerated() {
      held.publish(record, on: try Self.day(days[index * days.count / records.count]))
    }
    let files = try publish(try SiteFixture(), held, county, on: "2026-05-20")
    let told = files.filter { $0.key.hasPrefix("data/changes-") && $0.key.hasSuffix(".csv") }
      .values.flatMap(rows)
    #expect(Set(told).count == 30 && told.count == 30)
  }

  private func rows(_ content: Data) -> [String] {
    String(decoding: content, as: UTF8.self).split(separator: "\r\n").dropFirst().map(String.init)
  }
}
