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
      for quarter in record.quarters where quarter.detail == nil {
        let closed =
          "{\"approved\":\"\(quarter.approvedOn)\",\"basis\":\"\(quarter.citation)\","
          + "\"payable\":\"\(quarter.payable)\",\"quarter\":\"\(quarter.quarter)\""
        #expect(text.contains(closed + "}") || text.contains(closed + ",\"unconfirmed\""))
      }
    }
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
