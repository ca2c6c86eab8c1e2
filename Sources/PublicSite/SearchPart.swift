import Disclosure
import Quantities
import SearchIndex

/// The search index: cards, made again where a record changed, and the index proper, made again
/// when a text that is searched did. A loan that is repaid changes a card and nothing else.
///
/// DISCLOSURE §4, docs/SEARCH.md.
struct SearchPart: SitePart {
  var step: PublishSite.Step { .index }

  func buckets(of site: SiteContents) throws -> [PartBucket] {
    guard !site.catalogue.rows.isEmpty else { return [] }
    let records = SearchRecords(of: site)
    let stamp = records.indexStamp
    let cell = LazyIndex(records)
    let parts = (0..<SearchIndex.parts(records: records.rows.count)).map { part in
      PartBucket(path: "search/p\(part)", stamp: stamp) { files in
        cell.index.write(part: part) { files.add($0, below: "search/p\(part)/") }
      }
    }
    let frame = PartBucket(path: "search/f", stamp: stamp) { files in
      cell.index.writeFrame { files.add($0, below: "search/f/") }
    }
    return cards(records) + parts + [frame]
  }

  /// The folders of cards.
  private func cards(_ records: SearchRecords) -> [PartBucket] {
    var folders: [PartBucket] = []
    var start = 0
    while start < records.rows.count {
      let range = records.run(
        from: start, below: records.rows.count, by: SearchCards.folder(of:))
      let folder = SearchCards.folder(of: records.ordinal(start))
      folders.append(
        PartBucket(path: "search/c/\(folder)", stamp: records.cardStamp(range)) { files in
          var start = range.lowerBound
          while start < range.upperBound {
            let own = records.run(
              from: start, below: range.upperBound, by: SearchCards.number(of:))
            let number = SearchCards.number(of: records.ordinal(start))
            files.add("\(number).js", stamp: records.cardStamp(own)) {
              SearchCards.file(number, own.map { records[$0] }).bytes
            }
            start = own.upperBound
          }
        })
      start = range.upperBound
    }
    return folders
  }
}

/// An index that is made when the first of its parts is wanted.
private final class LazyIndex {
  private let records: SearchRecords

  init(_ records: SearchRecords) { self.records = records }

  lazy var index: SearchIndex = {
    var index = SearchIndex(records.settings)
    for place in records.rows.indices { index.add(records.searched(place)) }
    return index
  }()
}

extension PartFiles {
  fileprivate mutating func add(_ file: SearchFile, below folder: String) {
    add(String(file.path.dropFirst(folder.count)), stamp: Stamp.of { $0.add(file.bytes) }) {
      file.bytes
    }
  }
}
