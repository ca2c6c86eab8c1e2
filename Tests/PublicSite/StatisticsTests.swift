import Disclosure
import Foundation
import Quantities
import SyntheticCounty
import TestKit
import Testing

@testable import PublicSite

/// Statistics that stand on no record: people by category, how long payments took, and how many
/// records stand out.
@Suite("Statistics beside the records")
struct StatisticsTests {
  private static let towns = [Labelled(code: "1", name: "甲镇"), Labelled(code: "2", name: "乙镇")]
  private static let categories = (1...5).map {
    Labelled(code: "0\($0)", name: "第\($0)类")
  }

  /// By town, then category.
  private func table(_ people: [[Int]]) -> CategoryTable? {
    CategoryTable(
      year: 2025,
      counts: people.indices.flatMap { town in
        people[town].indices.map { category in
          CategoryTable.Count(
            town: StatisticsTests.towns[town], category: StatisticsTests.categories[category],
            people: people[town][category])
        }
      })
  }

  @Test("categories of few people are told together, with a larger one where they must")
  func joining() throws {
    let joined = try #require(table([[30, 31, 1, 2, 8], [40, 41, 1, 2, 0]]))
    // 2 and 4 are six together; 8 stands alone.
    #expect(joined.categories.map(\.name) == ["第1类", "第2类", "第5类", "其他类别"])
    #expect(joined.ofCategory == [70, 72, 8, 6])
    #expect(joined.ofTown == [72, 84] && joined.total == 156)
    let more = try #require(table([[30, 31, 1], [40, 41, 0]]))
    #expect(more.categories.map(\.name) == ["第2类", "其他类别"])
    #expect(table([[3, 1], [0, 0]]) == nil)
    #expect(table([[90], [80]]) == nil)
    #expect(CategoryTable(year: 2025, counts: []) == nil)
  }

  @Test("the page shows counts and dashes, in the newest year first")
  func page() throws {
    let site = try SiteFixture()
    let county = SyntheticCounty(count: 40)
    var publish = site.publisher(county)
    let shown = try #require(table([[30, 31, 7, 4], [40, 41, 9, 8]]))
    publish.input.categories = [shown]
    publish.input.paces = [
      PaymentPace(
        quarter: try #require(Quarter("2026Q1")), toApproval: 7,
        paid: [(days: 3, lines: 2), (days: 12, lines: 3)]),
      PaymentPace(
        quarter: try #require(Quarter("2025Q4")), toApproval: 6, paid: [(days: 3, lines: 4)]),
    ]
    let files = try site.files(try publish().release)
    let page = String(decoding: try #require(files["statistics.html"]), as: UTF8.self)
    #expect(page.contains("2025 年各乡镇首次取得贷款的人数"))
    #expect(page.contains("<th scope=\"row\">甲镇</th><td>30</td><td>31</td><td>–</td><td>–</td>"))
    #expect(page.contains("<td>7</td><td>12</td>") && page.contains("<td>6</td><td>–</td>"))
  }

  @Test("half of the lines are paid on the middle day; fewer than five are not told")
  func pace() throws {
    let quarter = try #require(Quarter("2026Q1"))
    func pace(_ paid: [(days: Int, lines: Int)]) -> (days: Int?, lines: Int?) {
      let pace = PaymentPace(quarter: quarter, toApproval: 1, paid: paid)
      return (pace.toPayment, pace.paid)
    }
    #expect(pace([(9, 1), (1, 4)]) == (1, 5))
    #expect(pace([(9, 3), (1, 2)]) == (9, 5))
    #expect(pace([(9, 3), (1, 3)]) == (1, 6))
    #expect(pace([(9, 4)]) == (nil, nil))
    #expect(pace([]) == (nil, nil))
  }

  @Test("records that stand out are counted as a plain count finds them")
  func sharing() throws {
    let county = SyntheticCounty(count: 500, seed: 3)
    var catalogue = Catalogue()
    for record in county.records() { catalogue.add(ListRow(record, position: 0)) }
    catalogue.finish()
    let sharing = ColumnSharing(catalogue.rows)
    let people = catalogue.rows.filter(\.isPerson)
    #expect(sharing.records == people.count && !people.isEmpty)
    func step(_ amount: Fen) -> Int {
      [5, 10, 15, 20, 30, 50].firstIndex { amount <= .yuan($0 * 10_000) } ?? 6
    }
    let columns: [(ListRow) -> [String]] = [
      {
        [
          $0.kind.rawValue, $0.town.code, $0.industry.code, $0.disbursedOn.description,
          $0.bank.code, "\(step($0.amount))",
        ]
      },
      { [$0.kind.rawValue, $0.town.code, $0.industry.code, $0.disbursedOn.description] },
      { [$0.town.code, $0.industry.code] },
    ]
    for (level, columns) in zip(sharing.levels, columns) {
      let sizes = Dictionary(grouping: people, by: columns).values.map(\.count)
      #expect(level.alone == sizes.count { $0 == 1 }, "\(level)")
      #expect(level.few == sizes.filter { $0 < 5 }.reduce(0, +), "\(level)")
    }
    #expect(sharing.levels[0].alone >= sharing.levels[1].alone)
    #expect(ColumnSharing(CatalogueRows()).levels.allSatisfy { $0.alone == 0 && $0.few == 0 })
  }
}
