import Disclosure
import Foundation
import PublicSite
import Quantities
import StrictJSON
import SyntheticCounty
import Testing
import TransparencyLog

/// What the log commits to, and what a page carries of it.
@Suite("Content of records")
struct ContentTests {
  @Test("a record's content says all that there is of it, and reads back the same")
  func readsBack() throws {
    let county = SyntheticCounty(count: 300, seed: 11)
    for record in county.records() {
      let json = try JSONNode.parse(record.content.canonical(), limits: .exchange).value
      let read = PublicRecord(
        content: json, number: record.number, revision: record.revision,
        firstPublishedOn: record.firstPublishedOn, publishedOn: record.publishedOn)
      #expect(read == record, "\(record.number)")
    }
  }

  @Test("the day of disbursement is in no content, a closed quarter has nothing but its amount")
  func nothingMore() throws {
    let county = SyntheticCounty(count: 300, seed: 12)
    for (record, candidate) in zip(county.records(), county.candidates) {
      let text = String(decoding: record.content.canonical(), as: UTF8.self)
      #expect(text.contains("\"disbursed\":\"\(candidate.disbursedOn.description.prefix(7))\""))
      #expect(record.disbursedOn.civil.day == 1)
      guard case .object(let members) = record.content,
        case .array(let quarters)? = members.first(where: { $0.name == "quarters" })?.value
      else {
        Issue.record("no quarters")
        return
      }
      for (quarter, json) in zip(record.quarters, quarters) where quarter.detail == nil {
        guard case .object(let said) = json else { continue }
        let names = Set(said.map(\.name)).subtracting(["basis", "unconfirmed"])
        #expect(names == ["approved", "payable", "quarter"])
      }
    }
  }

  @Test("a content that says of every stretch what is as in the one before reads the same")
  func readsAllSaid() throws {
    func segment(_ from: String, _ to: String, _ more: String = "") -> String {
      "{\"balance\":\"200000.00\",\"from\":\"\(from)\",\"loanYear\":1,\"rate\":\"3.4500\","
        + "\"rule\":\"RATE 1/2\",\"to\":\"\(to)\"\(more)}"
    }
    func quarter(_ name: String, _ approved: String, _ segments: [String]) -> String {
      "{\"approved\":\"\(approved)\",\"basis\":\"财金〔2023〕75号\",\"days\":92,"
        + "\"interest\":\"1763.33\",\"payable\":\"881.67\",\"quarter\":\"\(name)\","
        + "\"segments\":[\(segments.joined(separator: ","))]}"
    }
    let cut = ",\"subsidisedBalance\":\"150000.00\""
    let quarters = [
      quarter(
        "2026Q1", "2026-04-10",
        [segment("2026-01-12", "2026-02-21"), segment("2026-02-21", "2026-03-21", cut)]),
      quarter(
        "2026Q2", "2026-07-10",
        [segment("2026-03-21", "2026-04-21", cut), segment("2026-04-21", "2026-06-21")]),
    ]
    let text =
      "{\"amount\":\"200000.00\",\"applicant\":\"张*英\","
      + "\"bank\":{\"code\":\"CCB\",\"name\":\"建设银行\"},"
      + "\"borrower\":\"INDIVIDUAL\",\"disbursed\":\"2026-01\",\"guarantee\":\"保证\","
      + "\"industry\":{\"code\":\"C\",\"name\":\"制造业\"},\"masked\":true,\"project\":\"作坊\","
      + "\"quarters\":[\(quarters.joined(separator: ","))],\"state\":\"在贷\",\"termMonths\":36,"
      + "\"town\":{\"code\":\"140525106000\",\"name\":\"金村镇\"}}"
    let old = try #require(try read(text))
    let segments = old.quarters.flatMap { $0.detail?.segments ?? [] }
    let subsidised = [200_000, 150_000, 150_000, 200_000].map { Fen.yuan($0) }
    #expect(segments.map(\.subsidisedBalance) == subsidised)
    #expect(segments.allSatisfy { $0.balance == .yuan(200_000) && $0.loanYear == 1 })
    let short = String(decoding: old.content.canonical(), as: UTF8.self)
    #expect(short.utf8.count < text.utf8.count * 3 / 4)
    #expect(try read(short) == old)
  }

  private func read(_ content: String) throws -> PublicRecord? {
    let day = try #require(Day("2026-07-10"))
    return PublicRecord(
      content: try JSONNode.parse(Array(content.utf8), limits: .exchange).value,
      number: try #require(RecordNumber("ZEZHOU-2026-000123")), revision: 1,
      firstPublishedOn: day, publishedOn: day)
  }

  @Test("content that was tampered with is none")
  func damaged() throws {
    let record = try #require(SyntheticCounty(count: 1).records().first)
    guard case .object(let members) = record.content else {
      Issue.record("no object")
      return
    }
    for index in members.indices where !["entity", "jobs"].contains(members[index].name) {
      var fewer = members
      fewer.remove(at: index)
      #expect(
        PublicRecord(
          content: .object(fewer), number: record.number, revision: 1,
          firstPublishedOn: record.publishedOn, publishedOn: record.publishedOn) == nil,
        "without \(members[index].name)")
    }
  }

  @Test("a page carries the entry as those who check it expect it")
  func pageEntry() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 3)
    let held = HeldRecords(county.records(), secrets: county.secrets, from: 41)
    let files = try site.files(try site.publisher(county, held)().release)
    for (index, record) in county.records().enumerated() {
      let salt = (0..<16).map { UInt8($0 * 0x11) }
      let entry = try #require(
        LogEntry(
          kind: .record, record: record.number.description, revision: 1,
          day: record.publishedOn, commitment: [UInt8](repeating: 0, count: 32)))
      let element = PageEntry(
        entry, index: Int64(41 + index), content: record.content, salt: salt
      ).element
      let page = try #require(files[SiteAddress.record(record.number).path])
      #expect(page.firstRange(of: Data(element)) != nil)
    }
  }
}
