import Disclosure
import Quantities

/// Everything that a release consists of, laid out from the catalogue and not yet made.
struct SitePlan {
  let contents: SiteContents
  let source: any SiteSource
  private let withdrawn: [(number: RecordNumber, position: Int64)]
  private let context: SiteContext
  private let sums: FileSums

  /// Reads a short row of every record.
  init(
    input: SiteInput, source: any SiteSource, sums: FileSums
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
      catalogue: catalogue, input: input, changes: try source.changes(), logSize: source.logSize,
      months: try LogMonth.all(of: source))
    context = SiteContext(input: input)
    withdrawn = try source.withdrawn()
    self.source = source
    self.sums = sums
  }

  /// The buckets in the order in which they are made.
  func buckets() throws -> [PlannedBucket] {
    let records = RecordBuckets(
      rows: contents.catalogue.rows, withdrawn: withdrawn, context: context, source: source)
    let lists = ListBuckets(catalogue: contents.catalogue, context: context)
    let overview = OverviewPages(contents: contents, context: context)
    let archive = ArchiveBucket(contents: contents, context: context, source: source)
    return try records.planned + lists.planned + archive.planned + overview.planned + parts()
  }

  /// Whether an address is that of a record or of a page of a list that is laid out: those need not
  /// be looked for among the files.
  var certain: @Sendable (SiteAddress) -> Bool {
    let catalogue = contents.catalogue
    let withdrawn = Set(withdrawn.map(\.number))
    return { address in
      switch address {
      case .record(let number):
        catalogue.rows.has((number.year, number.serial)) || withdrawn.contains(number)
      case .list(let key): catalogue.lists[key] != nil
      case .listPage(let key, let page):
        page > 0 && page <= ListPage.fullPages(of: catalogue.lists[key]?.members.count ?? 0)
      default: false
      }
    }
  }

  private func parts() throws -> [PlannedBucket] {
    try (SiteParts.all + contents.input.parts).flatMap { part in
      try part.buckets(of: contents).map { bucket in
        PlannedBucket(
          path: bucket.path, stamp: bucket.stamp.map(contents.input.ofProgram), step: part.step
        ) { base, finished in
          var files = PartFiles(
            source: source, base: base, finished: finished, ofProgram: contents.input.ofProgram,
            sums: sums)
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

extension CatalogueRows {
  /// Whether a record of that year and running number stands among them.
  fileprivate func has(_ wanted: (year: Int, serial: Int)) -> Bool {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if serial(middle) < wanted { low = middle + 1 } else { high = middle }
    }
    return low < endIndex && serial(low) == wanted
  }
}
