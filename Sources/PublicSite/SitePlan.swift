import Disclosure
import Quantities

/// Every page but the records, laid out from the catalogue and rendered one at a time.
struct SitePlan: Sequence {
  private let catalogue: Catalogue
  private let runs: [PublishedRun]
  private let keys: [FacetKey]

  init(catalogue: Catalogue, input: SiteInput) {
    self.catalogue = catalogue
    runs = input.runs.sorted {
      ($0.quarter, $0.approvedOn, $0.run) > ($1.quarter, $1.approvedOn, $1.run)
    }
    keys = catalogue.lists.keys.sorted { ($0.kind.rawValue, $0.code) < ($1.kind.rawValue, $1.code) }
  }

  /// How many pages there are.
  var count: Int {
    6 + runs.count + keys.reduce(0) { $0 + 1 + ListPage.fullPages(of: members($1).count) }
  }

  private func members(_ key: FacetKey) -> [Int32] { catalogue.lists[key]?.members ?? [] }

  func makeIterator() -> AnyIterator<any SitePage> {
    let single: [any SitePage] = [
      HomePage(catalogue: catalogue, runs: runs), BrowsePage(catalogue: catalogue),
      SubsidiesPage(runs: runs), PolicyPage(), AboutPage(), NotFoundPage(),
    ]
    var pages = (single + runs.map(RunPage.init)).makeIterator()
    var lists = keys.makeIterator()
    return AnyIterator {
      while true {
        if let page = pages.next() { return page }
        guard let key = lists.next() else { return nil }
        pages = self.pages(of: key).makeIterator()
      }
    }
  }

  /// The newest part of a list, and its full pages counted from the oldest record.
  private func pages(of key: FacetKey) -> [any SitePage] {
    guard let list = catalogue.lists[key] else { return [] }
    let full = ListPage.fullPages(of: list.members.count)
    func rows(_ range: Range<Int>) -> [ListRow] {
      list.members[range].reversed().map { catalogue.rows[Int($0)] }
    }
    let newest = ListPage(
      list: list, rows: rows(full * ListPage.size..<list.members.count), page: nil,
      fullPages: full)
    return [newest]
      + (0..<full).map { index in
        ListPage(
          list: list, rows: rows(index * ListPage.size..<(index + 1) * ListPage.size),
          page: index + 1, fullPages: full)
      }
  }
}
