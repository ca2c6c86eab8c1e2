import Disclosure
import Quantities
import SearchIndex

/// The rows of the catalogue as the search takes them.
struct SearchRecords {
  let rows: CatalogueRows
  let settings: SearchSettings
  private let ordinals: SearchOrdinals
  private let firstYear: Int
  private var towns: [String: Int] = [:]
  private var banks: [String: Int] = [:]

  init(of site: SiteContents) {
    rows = site.catalogue.rows
    var highest: [Int: Int] = [:]
    for place in rows.indices {
      let number = rows.serial(place)
      highest[number.year] = number.serial
    }
    ordinals = SearchOrdinals(highest: highest.map { (year: $0.key, serial: $0.value) })
    let months = site.catalogue.lists(of: .month).compactMap { Int($0.key.code.prefix(4)) }
    firstYear = months.first ?? 0
    // By code: a bank that is new and first in the alphabet moves the others, once.
    let known = site.input.towns.map(\.code)
    let others = site.catalogue.lists(of: .town).map(\.key.code).filter { !known.contains($0) }
    let townCodes = known + others.sorted()
    let bankLists = site.catalogue.lists(of: .bank).sorted { $0.key.code < $1.key.code }
    for (place, code) in townCodes.enumerated() { towns[code] = place }
    for (place, list) in bankLists.enumerated() { banks[list.key.code] = place }
    let names = Dictionary(
      uniqueKeysWithValues: site.catalogue.lists(of: .town).map { ($0.key.code, $0.name) })
    settings = SearchSettings(
      office: site.input.office, recordAddress: "record/{year}/{hundred}xx/{number}.html",
      facets: [
        SearchFacet(
          name: "放款年份", values: (firstYear...max(firstYear, months.last ?? 0)).map { "\($0)年" }),
        SearchFacet(
          name: "乡镇",
          values: site.input.towns.map(\.name) + others.sorted().map { names[$0] ?? $0 }),
        SearchFacet(name: "经办银行", values: bankLists.map(\.name)),
        SearchFacet(name: "借款人", values: BorrowerKind.allCases.map(\.word)),
        SearchFacet(name: "金额", values: SearchRecords.amounts.map(\.name)),
      ])
  }

  /// The classes of amounts: up to so much, in words.
  private static let amounts: [(most: Fen, name: String)] = [
    (.yuan(100_000), "10万元以下（含）"), (.yuan(200_000), "10至20万元（含）"),
    (.yuan(300_000), "20至30万元（含）"), (.yuan(1_000_000), "30至100万元（含）"),
    (Fen(.max), "100万元以上"),
  ]

  /// The record's place in order of publication.
  func ordinal(_ place: Int) -> Int {
    let number = rows.serial(place)
    return ordinals.ordinal(year: number.year, serial: number.serial)
  }

  subscript(place: Int) -> SearchRecord {
    let row = rows[place]
    let amount = Written.amount(row.amount)
    let kind = BorrowerKind.allCases.firstIndex(of: row.kind)
    let size = SearchRecords.amounts.firstIndex { row.amount <= $0.most }
    guard let kind, let size, let town = towns[row.town.code], let bank = banks[row.bank.code]
    else { preconditionFailure("every row stands in the lists") }
    // The index is taken whole: no full name of a person is in it. DISCLOSURE §1.
    let names = BulkNames(
      row.applicant, of: row.kind, isMasked: row.applicant.utf8.contains(UInt8(ascii: "*")),
      entityName: row.entityName, project: row.project)
    return SearchRecord(
      ordinal: ordinal(place), year: row.number.year, serial: row.number.serial,
      name: names.applicant, texts: [names.project, names.entityName ?? ""],
      shown: [
        "\(amount.figure) \(amount.unit)", Written.month(row.disbursedOn), row.state.rawValue,
      ],
      facets: [row.disbursedOn.civil.year - firstYear, town, bank, kind, size])
  }

  /// Hands over the files of the cards of some rows, all of one folder.
  func cards(_ range: Range<Int>, _ sink: (SearchFile) -> Void) {
    var start = range.lowerBound
    while start < range.upperBound {
      let number = SearchCards.number(of: ordinal(start))
      var end = start
      while end < range.upperBound, SearchCards.number(of: ordinal(end)) == number { end += 1 }
      sink(SearchCards.file(number, (start..<end).map { self[$0] }))
      start = end
    }
  }
}
