import Disclosure
import Quantities

/// Everything that a release consists of, laid out from the catalogue and not yet made.
struct SitePlan {
  let contents: SiteContents
  let source: any SiteSource
  private let withdrawn: [(number: RecordNumber, position: Int64)]
  private let context: SiteContext
  private let changes: [RecordChange]

  /// Reads a short row of every record.
  init(input: SiteInput, source: any SiteSource) throws {
    var catalogue = Catalogue()
    var last: RecordNumber?
    try source.forEachRow { row in
      if let last, row.number <= last { throw PublishFault.recordOutOfOrder(row.number) }
      last = row.number
      catalogue.add(row)
    }
    catalogue.finish()
    for key in catalogue.lists.keys where !SiteAddress.isSafe(key.code) {
      throw PublishFault.unsafeCode(key.code)
    }
    contents = SiteContents(catalogue: catalogue, input: input, logSize: source.logSize)
    context = SiteContext(input: input)
    withdrawn = try source.withdrawn()
    changes = try source.changes()
    self.source = source
  }

  /// The buckets in the order in which they are made.
  func buckets() throws -> [PlannedBucket] {
    let records = RecordBuckets(
      rows: contents.catalogue.rows, withdrawn: withdrawn, context: context, source: source)
    let lists = ListBuckets(catalogue: contents.catalogue, context: context)
    let overview = OverviewPages(contents: contents, changes: changes, context: context)
    return try records.planned + lists.planned + overview.planned + parts()
  }

  private func parts() throws -> [PlannedBucket] {
    try (SiteParts.all + contents.input.parts).flatMap { part in
      try part.buckets(of: contents).map { bucket in
        PlannedBucket(path: bucket.path, stamp: bucket.stamp, step: part.step) { base in
          var files = PartFiles(source: source, base: base)
          try bucket.files(&files)
          return files.planned
        }
      }
    }
  }
}

/// The parts that this room makes itself.
enum SiteParts {
  static let all: [any SitePart] = [SearchPart()]
}
