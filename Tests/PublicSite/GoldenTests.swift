import Disclosure
import Foundation
import PublicSite
import Quantities
import SyntheticCounty
import TestKit
import Testing

/// One record page, byte for byte. `MINGDAI_RECORD_GOLDEN=1` writes the file anew and fails.
@Suite("Golden pages")
struct GoldenTests {
  @Test("a record with two quarters")
  func record() throws {
    let site = try SiteFixture()
    let record = MaskingPolicy().disclose(try GoldenTests.candidate())
    let result = try site.publisher(SyntheticCounty(count: 0), [record])()
    let path = "record/2026/0001xx/ZEZHOU-2026-000123.html"
    let page = try #require(try site.files(result.release)[path])
    // One tag on a line, so that a difference can be read.
    let text = String(decoding: page, as: UTF8.self).replacing("><", with: ">\n<")
    let root = try #require(PackageRoot.located)
    let golden = root.appendingPathComponent("Tests/PublicSite/Golden/record.html.txt")
    if ProcessInfo.processInfo.environment["MINGDAI_RECORD_GOLDEN"] != nil {
      try Data(text.utf8).write(to: golden)
      Issue.record("recorded \(golden.lastPathComponent); run again without the variable")
      return
    }
    let wanted = try String(contentsOf: golden, encoding: .utf8)
    let (a, b) = (text.split(separator: "\n"), wanted.split(separator: "\n"))
    #expect(a.count == b.count)
    for (line, (mine, theirs)) in zip(a, b).enumerated() where mine != theirs {
      Issue.record("line \(line + 1): \(mine) instead of \(theirs)")
      return
    }
  }

  static func candidate() throws -> DisclosureCandidate {
    func day(_ text: String) throws -> Day { try #require(Day(text)) }
    let half = try #require(Fraction(1, 2))
    func quarter(
      _ name: String, _ from: String, _ to: String, _ interest: Int64, _ subsidy: Int64
    ) throws -> DisclosedQuarter {
      let days = DayRange(from: try day(from), to: try day(to))
      return DisclosedQuarter(
        quarter: try #require(Quarter(name)), days: days.count, interest: Fen(interest),
        subsidy: Fen(subsidy), borrower: Fen(interest - subsidy),
        segments: [
          DisclosedSegment(
            days: days, balance: .yuan(200_000), subsidisedBalance: .yuan(200_000),
            rate: Rate(ppm: 34_500), loanYear: 1, dayBasis: .actual360,
            rule: .shareOfRate(fraction: half))
        ], approvedOn: days.to + 20, citation: "财金〔2023〕75号")
    }
    return DisclosureCandidate(
      number: try #require(RecordNumber("ZEZHOU-2026-000123")), kind: .individual,
      applicantName: "张春英", projectName: "金村镇手工面食作坊", industry: Labelled(code: "C", name: "制造业"),
      town: Labelled(code: "140525106000", name: "金村镇"),
      bank: Labelled(code: "ZZRCB", name: "泽州农商银行"), amount: .yuan(200_000), termMonths: 36,
      disbursedOn: try day("2026-01-12"), state: .running, guarantee: "担保基金保证", jobs: 3,
      publishedOn: try day("2026-01-20"),
      quarters: [
        try quarter("2026Q1", "2026-01-12", "2026-03-21", 130_333, 65_167),
        try quarter("2026Q2", "2026-03-21", "2026-06-21", 176_333, 88_167),
      ])
  }
}
