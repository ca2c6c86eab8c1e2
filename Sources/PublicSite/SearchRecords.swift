import Disclosure
import Quantities
import SearchIndex

/// The rows of the catalogue as the search takes them.
struct SearchRecords {
  let rows: CatalogueRows
  let settings: SearchSettings
  private let ordinals: SearchOrdinals
  private let firstYear: Int
  /// Everything on which the positions of the facets' values hang.
  private let facetOrder: Stamp
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
    let firstYear = self.firstYear
    facetOrder = Stamp.of { stamp in
      stamp.add(firstYear)
      for code in townCodes + [""] + bankLists.map(\.key.code) { stamp.add(code) }
    }
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

  /// The record without what is only shown of it.
  func searched(_ place: Int) -> SearchRecord {
    let (number, names, facets) = (rows.serial(place), rows.names(place), rows.facets(place))
    let kind = BorrowerKind.allCases.firstIndex(of: facets.kind)
    let size = SearchRecords.amounts.firstIndex { facets.amount <= $0.most }
    guard let kind, let size, let town = towns[facets.town], let bank = banks[facets.bank]
    else { preconditionFailure("every row stands in the lists") }
    return SearchRecord(
      ordinal: ordinal(place), year: number.year, serial: number.serial,
      name: names.applicant, texts: [names.project, names.entityName ?? ""], shown: [],
      facets: [facets.month.civil.year - firstYear, town, bank, kind, size])
  }

  subscript(place: Int) -> SearchRecord {
    var record = searched(place)
    let row = rows[place]
    let amount = Written.amount(row.amount)
    record.shown = [
      "\(amount.figure) \(amount.unit)", Written.month(row.disbursedOn), row.state.rawValue,
    ]
    return record
  }

  /// The rows from a place on, below a bound, of which `group` says the same as of the first.
  func run(from start: Int, below bound: Int, by group: (Int) -> Int) -> Range<Int> {
    let first = group(ordinal(start))
    var end = start + 1
    while end < bound, group(ordinal(end)) == first { end += 1 }
    return start..<end
  }

  /// The stamp of the cards of some rows: the place in the log says all of a record, and what
  /// orders the facets says which value is which.
  func cardStamp(_ range: Range<Int>) -> Stamp {
    Stamp.of { stamp in
      stamp.add(facetOrder)
      for place in range {
        stamp.add(ordinal(place))
        stamp.add(UInt64(rows.position(place)))
      }
    }
  }

  /// The stamp of all that the index holds of the records, their cards apart.
  var indexStamp: Stamp {
    Stamp.of { stamp in
      stamp.add("\(settings)")
      stamp.add(facetOrder)
      for place in rows.indices {
        let (names, facets) = (rows.names(place), rows.facets(place))
        stamp.add(ordinal(place))
        stamp.add(names.applicant)
        stamp.add(names.project)
        stamp.add(names.entityName ?? "")
        stamp.add(Int(facets.month.number))
        stamp.add(facets.town)
        stamp.add(facets.bank)
        stamp.add(facets.kind.rawValue)
        stamp.add(Int(facets.amount.value))
      }
    }
  }
}
