import Disclosure
import Quantities
import SearchIndex
import Synchronization

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
        for piece in try pieces(of: part, cell.index) {
          for file in piece { files.add(file) }
        }
      }
    }
    let frame = PartBucket(path: "search/f", stamp: stamp) { files in
      cell.index.writeFrame { files.add(StampedFile($0, below: "search/f/")) }
    }
    return cards(records) + parts + [frame]
  }

  /// The files of a part, piece by piece, made on all processors.
  private func pieces(of part: Int, _ index: SearchIndex) throws -> [[StampedFile]] {
    let folder = "search/p\(part)/"
    let made = Mutex([[StampedFile]](repeating: [], count: SearchIndex.pieces))
    let queue = WorkQueue()
    for piece in 0..<SearchIndex.pieces {
      queue.add {
        let files = index.files(part: part, piece: piece)
          .map { StampedFile($0, below: folder) }
        made.withLock { $0[piece] = files }
      }
    }
    try queue.finish()
    return made.withLock { $0 }
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

/// A file of the index with the number of its bytes.
private struct StampedFile {
  let name: String
  let stamp: Stamp
  let bytes: [UInt8]

  init(_ file: SearchFile, below folder: String) {
    name = String(file.path.dropFirst(folder.count))
    stamp = Stamp.of { $0.add(file.bytes) }
    bytes = file.bytes
  }
}

extension PartFiles {
  fileprivate mutating func add(_ file: StampedFile) {
    add(file.name, stamp: file.stamp) { file.bytes }
  }
}
