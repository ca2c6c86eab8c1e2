import Disclosure
import OpenData

/// The Atom feeds of new records and of changes, in parts that stay as they are once they are full.
/// DISCLOSURE §4.
struct FeedPart: SitePart {
  var step: PublishSite.Step { .data }

  func buckets(of site: SiteContents) throws -> [PartBucket] {
    guard !site.catalogue.rows.isEmpty else { return [] }
    return [
      PartBucket(path: "feed", stamp: nil) { files in
        try records(site, &files)
        changes(site, &files)
      }
    ]
  }

  private func records(_ site: SiteContents, _ files: inout PartFiles) throws {
    let rows = site.catalogue.rows
    let feed = AtomFeed(.records, identity: site.input.identity)
    let full = AtomFeed.fullParts(of: rows.count)
    for (part, range) in AtomFeed.parts(of: rows.count) {
      let stamp = Stamp.of { builder in
        builder.add("\(site.input.identity)")
        // A full part tells whether there is one after it.
        builder.add(part.map { $0 < full ? 1 : 0 } ?? full)
        for index in range { builder.add(UInt64(rows.position(index))) }
      }
      let source = files.source
      try files.add(
        AtomFeed.name(.records, part), stamp: stamp,
        fromSource: {
          var entries: [AtomFeed.Entry] = []
          try source.forEachRecord(
            from: rows[range.lowerBound].number, through: rows[range.upperBound - 1].number
          ) { published in
            guard !published.isWithdrawn, let first = published.entries.last else { return }
            let record = try published.record()
            entries.append(
              AtomFeed.Entry(
                record: record.number, revision: 1, day: first.day,
                summary: [
                  record.town.name, record.industry.name, record.kind.word,
                  "\(record.amount) 元",
                ].joined(separator: "，"), page: SiteAddress.record(record.number).path))
          }
          let bytes = feed.document(part: part, fullParts: full, entries: entries)
          return (bytes, bytes)
        })
    }
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
