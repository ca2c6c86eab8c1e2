import Disclosure
import OpenData
import Quantities

/// The Atom feeds of new records and of changes, in parts that stay as they are once they are full.
/// DISCLOSURE §4.
struct FeedPart: SitePart {
  var step: PublishSite.Step { .data }

  func buckets(of site: SiteContents) throws -> [PartBucket] {
    guard !site.catalogue.rows.isEmpty else { return [] }
    let parts = records(site)
    return [
      PartBucket(
        path: "feed",
        stamp: Stamp.of { builder in
          for part in parts { builder.add(part.stamp) }
          for change in site.changes {
            builder.add(change.number.description)
            builder.add(change.revision)
            builder.add(Int(change.day.number))
            builder.add(change.change.rawValue)
            builder.add(change.reason)
          }
        }
      ) { files in
        for part in parts { try write(part, site, &files) }
        changes(site, &files)
      }
    ]
  }

  /// A part of the feed of records, and what it is made from.
  private struct Part {
    /// Nil for the feed itself.
    let number: Int?
    let range: Range<Int>
    let stamp: Stamp
  }

  /// Of a record an entry says little: its stamp is what it says, so that a further quarter makes
  /// no part anew. The day of its first publication never changes.
  private func records(_ site: SiteContents) -> [Part] {
    let rows = site.catalogue.rows
    let full = AtomFeed.fullParts(of: rows.count)
    return AtomFeed.parts(of: rows.count).map { number, range in
      let stamp = Stamp.of { builder in
        builder.add("\(site.input.identity)")
        // A full part tells whether there is one after it.
        builder.add(number.map { $0 < full ? 1 : 0 } ?? full)
        for index in range { builder.addEntry(rows[index]) }
      }
      return Part(number: number, range: range, stamp: stamp)
    }
  }

  private func write(_ part: Part, _ site: SiteContents, _ files: inout PartFiles) throws {
    let rows = site.catalogue.rows
    let feed = AtomFeed(.records, identity: site.input.identity)
    let source = files.source
    try files.add(
      AtomFeed.name(.records, part.number), stamp: part.stamp,
      fromSource: {
        var entries: [AtomFeed.Entry] = []
        var index = part.range.lowerBound
        try source.forEachRecord(
          from: rows[part.range.lowerBound].number, through: rows[part.range.upperBound - 1].number
        ) { published in
          guard !published.isWithdrawn, let first = published.entries.last else { return }
          let row = rows[index]
          index += 1
          guard row.number == published.number else {
            throw PublishFault.recordOutOfOrder(published.number)
          }
          entries.append(
            AtomFeed.Entry(
              record: row.number, revision: 1, day: first.day,
              summary: [row.town.name, row.industry.name, row.kind.word, "\(row.amount) 元"]
                .joined(separator: "，"), page: SiteAddress.record(row.number).path))
        }
        let bytes = feed.document(
          part: part.number, fullParts: AtomFeed.fullParts(of: rows.count), entries: entries)
        return (bytes, nil)
      })
  }

  private func changes(_ site: SiteContents, _ files: inout PartFiles) {
    let changes = site.changes
    let feed = AtomFeed(.changes, identity: site.input.identity)
    let full = AtomFeed.fullParts(of: changes.count)
    for (part, range) in AtomFeed.parts(of: changes.count) {
      let entries = changes[range].map { change in
        AtomFeed.Entry(
          record: change.number, revision: change.revision, day: change.day,
          summary: "\(change.change.word)：\(change.reason)",
          page: SiteAddress.record(change.number).path)
      }
      files.add(
        AtomFeed.name(.changes, part),
        feed.document(part: part, fullParts: full, entries: entries))
    }
  }
}

extension AtomFeed {
  /// The parts that so many entries make, each with its range; the feed itself last.
  fileprivate static func parts(of count: Int) -> [(part: Int?, range: Range<Int>)] {
    let full = fullParts(of: count)
    return (0..<full).map { ($0 + 1, $0 * size..<($0 + 1) * size) } + [(nil, full * size..<count)]
  }

  /// The name in the folder `feed`.
  fileprivate static func name(_ subject: Subject, _ part: Int?) -> String {
    String(path(subject, part: part).dropFirst("feed/".count))
  }
}

extension StampBuilder {
  /// What the feed of records says of one.
  fileprivate mutating func addEntry(_ row: ListRow) {
    add(row.number.year)
    add(row.number.serial)
    add(row.town.name)
    add(row.industry.name)
    add(row.kind.rawValue)
    add(Int(row.amount.value))
  }
}
