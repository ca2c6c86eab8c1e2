import Disclosure
import OpenData

/// The files of open data: CSV and JSON Lines of each year and of all, with package, dictionary and
/// sums. A year's files are made again when one of its records changed; the whole is the years
/// joined. DISCLOSURE §4.
struct DataPart: SitePart {
  var step: PublishSite.Step { .data }

  /// Up to so many records there are files of the whole too; more are taken by year, so that no
  /// file need be held that nobody's spreadsheet program opens.
  static let mostInOneFile = 200_000

  /// The records of a year: their places in the catalogue, and what their files are made from.
  private struct Year {
    let year: Int
    let range: Range<Int>
    let stamp: Stamp
  }

  func buckets(of site: SiteContents) throws -> [PartBucket] {
    let years = years(site.catalogue.rows)
    let input = site.input
    let runs = input.runs.sorted { $0.quarter < $1.quarter }.map(RunRows.row)
    return [
      PartBucket(
        path: "data",
        stamp: Stamp.of { builder in
          builder.add("\(input.builtOn)\(input.identity.county)\(input.identity.bureau)")
          for year in years { builder.add(year.stamp) }
          for run in runs { builder.add(run) }
        }
      ) { files in
        try write(years, site, runs.flatMap(\.self), &files)
      }
    ]
  }

  private func years(_ rows: CatalogueRows) -> [Year] {
    var years: [Year] = []
    var start = 0
    while start < rows.count {
      let year = rows.serial(start).year
      var end = start
      var stamp = StampBuilder()
      stamp.add(year)
      while end < rows.count, rows.serial(end).year == year {
        stamp.add(UInt64(rows.position(end)))
        end += 1
      }
      years.append(Year(year: year, range: start..<end, stamp: stamp.stamp))
      start = end
    }
    return years
  }

  private func write(
    _ years: [Year], _ site: SiteContents, _ runs: [UInt8], _ files: inout PartFiles
  ) throws {
    let hasWhole = site.catalogue.rows.count <= Self.mostInOneFile
    var facts: [DataFileFacts] = []
    var whole: [DataFile: [UInt8]] = [:]
    func add(_ file: DataFile, _ bytes: [UInt8], isScanned: Bool = false) {
      // What is joined from files that the leak scan has seen need not be seen again.
      files.add(file.fileName, bytes, readAs: isScanned ? [] : nil)
      facts.append(
        DataFileFacts(file: file, bytes: bytes.count, sha256: files.digest(bytes), rows: 0))
    }
    for year in years {
      for (file, of, bytes) in try self.files(of: year, site, files) {
        add(file, bytes)
        if hasWhole { whole[of, default: of.start] += bytes.dropFirst(file.start.count) }
      }
    }
    if hasWhole {
      for file in [DataFile.records(), .subsidies(), .lines()] {
        add(file, whole[file] ?? file.start, isScanned: true)
      }
    }
    add(.runs, DataFile.runs.start + runs)
    describe(facts, site.input, &files)
  }

  /// A year's three files, each with that of all years to which its rows belong: those of the
  /// release before while no record of the year changed.
  private func files(
    of year: Year, _ site: SiteContents, _ files: PartFiles
  ) throws -> [(file: DataFile, of: DataFile, bytes: [UInt8])] {
    let wanted: [(DataFile, DataFile)] = [
      (.records(year.year), .records()), (.subsidies(year.year), .subsidies()),
      (.lines(year.year), .lines()),
    ]
    var bytes = wanted.map(\.0.start)
    let rows = site.catalogue.rows
    try files.source.forEachRecord(
      from: rows[year.range.lowerBound].number, through: rows[year.range.upperBound - 1].number
    ) { published in
      guard !published.isWithdrawn else { return }
      let of = RecordRows(try published.record())
      bytes[0] += of.records
      bytes[1] += of.subsidies
      bytes[2] += of.line
    }
    return zip(wanted, bytes).map { ($0.0, $0.1, $1) }
  }

  private func describe(
    _ facts: [DataFileFacts], _ input: SiteInput, _ files: inout PartFiles
  ) {
    let package = DataPackage(
      county: input.identity.county, publisher: input.identity.bureau, builtOn: input.builtOn,
      files: facts)
    var sums = facts.map { (path: $0.file.path, sha256: $0.sha256) }
    for (path, bytes) in [
      (DataPackage.path, package.json), (DataPackage.dictionaryPath, DataPackage.dictionary),
    ] {
      // Sums are no text: some hold ten digits of somebody's number by chance.
      files.add(
        String(path.dropFirst("data/".count)), bytes, readAs: Array(input.identity.county.utf8))
      sums.append((path: path, sha256: files.digest(bytes)))
    }
    files.add(
      String(DataPackage.sumsPath.dropFirst("data/".count)), DataPackage.sums(sums), readAs: [])
  }
}

extension DataFile {
  /// The name in the folder `data`.
  fileprivate var fileName: String { String(path.dropFirst("data/".count)) }
}
