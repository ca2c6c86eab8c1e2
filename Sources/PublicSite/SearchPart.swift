import Disclosure
import Quantities
import SearchIndex

/// The search index: cards in folders of a year's four thousand records, made again where a
/// record changed, and the index proper, made again when any did.
///
/// DISCLOSURE §4, docs/SEARCH.md.
struct SearchPart: SitePart {
  var step: PublishSite.Step { .index }

  func buckets(of site: SiteContents) throws -> [PartBucket] {
    guard !site.catalogue.rows.isEmpty else { return [] }
    let records = SearchRecords(of: site)
    var (folders, whole) = cards(records)
    let parts = SearchIndex.parts(records: records.rows.count)
    let cell = LazyIndex(records)
    for part in 0..<parts {
      folders.append(
        PartBucket(path: "search/p\(part)", stamp: whole) { files in
          cell.index.write(part: part) { files.add($0, below: "search/p\(part)/") }
        })
    }
    folders.append(
      PartBucket(path: "search/f", stamp: whole) { files in
        cell.index.writeFrame { files.add($0, below: "search/f/") }
      })
    return folders
  }

  /// The folders of cards, and the stamp of them all.
  private func cards(_ records: SearchRecords) -> ([PartBucket], Stamp) {
    var folders: [PartBucket] = []
    var whole = StampBuilder()
    whole.add("\(records.settings)")
    var start = 0
    while start < records.rows.count {
      let folder = SearchCards.folder(of: records.ordinal(start))
      var stamp = StampBuilder()
      var end = start
      while end < records.rows.count, SearchCards.folder(of: records.ordinal(end)) == folder {
        stamp.add(records[end])
        end += 1
      }
      whole.add(stamp.stamp)
      let range = start..<end
      folders.append(
        PartBucket(path: "search/c/\(folder)", stamp: stamp.stamp) { files in
          records.cards(range) { files.add($0, below: "search/c/\(folder)/") }
        })
      start = end
    }
    return (folders, whole.stamp)
  }
}

/// An index that is made when the first of its parts is wanted.
private final class LazyIndex {
  private let records: SearchRecords

  init(_ records: SearchRecords) { self.records = records }

  lazy var index: SearchIndex = {
    var index = SearchIndex(records.settings)
    for place in records.rows.indices { index.add(records[place]) }
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

extension StampBuilder {
  fileprivate mutating func add(_ record: SearchRecord) {
    add(record.ordinal)
    add(record.year)
    add(record.serial)
    add(record.name)
    for text in record.texts + record.shown { add(text) }
    for value in record.facets { add(value) }
  }
}
