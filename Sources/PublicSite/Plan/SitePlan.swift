import Disclosure
import Quantities

/// Everything that a release consists of, laid out from the catalogue and not yet made.
struct SitePlan {
  let contents: SiteContents
  let source: any SiteSource
  private let withdrawn: [(number: RecordNumber, position: Int64)]
  private let context: SiteContext
  private let digest: @Sendable ([UInt8]) -> String

  /// Reads a short row of every record.
  init(
    input: SiteInput, source: any SiteSource, digest: @escaping @Sendable ([UInt8]) -> String
  ) throws {
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
    contents = SiteContents(
      catalogue: catalogue, input: input, changes: try source.changes(), logSize: source.logSize)
    context = SiteContext(input: input)
    withdrawn = try source.withdrawn()
    self.source = source
    self.digest = digest
  }

  /// The buckets in the order in which they are made.
  func buckets() throws -> [PlannedBucket] {
    let records = RecordBuckets(
      rows: contents.catalogue.rows, withdrawn: withdrawn, context: context, source: source)
    let lists = ListBuckets(catalogue: contents.catalogue, context: context)
    let overview = OverviewPages(contents: contents, context: context)
    return try records.planned + lists.planned + overview.planned + parts()
  }

  private func parts() throws -> [PlannedBucket] {
    try (SiteParts.all + contents.input.parts).flatMap { part in
      try part.buckets(of: contents).map { bucket in
        PlannedBucket(
          path: bucket.path, stamp: bucket.stamp.map(contents.input.ofProgram), step: part.step
        ) { base in
          var files = PartFiles(
            source: source, base: base, ofProgram: contents.input.ofProgram, digest: digest)
          try bucket.files(&files)
          return files.planned
        }
      }
    }
  }
}

/// The parts that this room makes itself.
enum SiteParts {
  static let all: [any SitePart] = [SearchPart(), DataPart(), FeedPart()]
}
