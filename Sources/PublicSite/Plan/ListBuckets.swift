import Disclosure
import Quantities

/// The lists: the newest part of each in a folder of its own, its full pages twenty to a folder.
///
/// Full pages are counted from the oldest record, so that a new record changes none of them.
struct ListBuckets {
  let catalogue: Catalogue
  let context: SiteContext

  var planned: [PlannedBucket] {
    catalogue.lists.keys.sorted { ($0.kind.rawValue, $0.code) < ($1.kind.rawValue, $1.code) }
      .flatMap { key in catalogue.lists[key].map(buckets) ?? [] }
  }

  private func buckets(of list: FacetList) -> [PlannedBucket] {
    let full = ListPage.fullPages(of: list.members.count)
    let newest = page(of: list, nil, full)
    var planned = [bucket([newest])]
    for first in stride(from: 1, through: full, by: SiteAddress.listPages) {
      let pages = first...min(full, first + SiteAddress.listPages - 1)
      planned.append(bucket(pages.map { page(of: list, $0, full) }))
    }
    return planned
  }

  private func bucket(_ pages: [(page: ListPage, stamp: Stamp)]) -> PlannedBucket {
    let stamp = Stamp.of { builder in
      for page in pages { builder.add(page.stamp) }
    }
    let context = context
    return PlannedBucket(
      path: pages[0].page.address.place.folder, stamp: stamp, step: .render
    ) { _, _ in
      pages.map { page in
        PlannedFile(name: page.page.address.place.name, stamp: page.stamp) {
          page.page.render(context)
        }
      }
    }
  }

  private func page(
    of list: FacetList, _ page: Int?, _ full: Int
  ) -> (page: ListPage, stamp: Stamp) {
    let first = ((page ?? full + 1) - 1) * ListPage.size
    let end = page == nil ? list.members.count : first + ListPage.size
    let shown = ListPage(
      catalogue: catalogue, key: list.key, members: first..<end, page: page, fullPages: full)
    let stamp = Stamp.of { builder in
      builder.add(context.frame)
      builder.add(list.key.kind.rawValue)
      builder.add(list.key.code)
      builder.add(list.name)
      builder.add(page ?? 0)
      for neighbour in shown.neighbours { builder.add(neighbour) }
      for member in list.members[first..<end] {
        builder.add(UInt64(catalogue.rows.position(Int(member))))
      }
      if page == nil {
        builder.add(list.tally)
        for year in ListDownloads(list: list, rows: catalogue.rows).years { builder.add(year) }
      }
    }
    return (shown, stamp)
  }
}

extension StampBuilder {
  fileprivate mutating func add(_ tally: Tally) {
    add(tally.count)
    add(tally.running)
    for amount in [tally.amount, tally.runningAmount, tally.subsidy] { add(Int(amount.value)) }
  }
}
