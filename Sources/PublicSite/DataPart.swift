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
    func note(_ file: DataFile, _ bytes: [UInt8], _ files: PartFiles) {
      facts.append(DataFileFacts(file: file, bytes: bytes.count, sha256: files.digest(bytes)))
    }
    var whole: [DataFile: [UInt8]] = [:]
    for year in years {
      for (file, of, bytes) in try self.files(of: year, site, files) {
        files.add(file.fileName, stamp: year.stamp) { bytes }
        note(file, bytes, files)
        if hasWhole { whole[of, default: of.start] += bytes.dropFirst(file.start.count) }
      }
    }
    if hasWhole {
      for file in [DataFile.records(), .subsidies(), .lines()] {
        let bytes = whole[file] ?? file.start
        // Joined from files that the leak scan sees.
        files.add(file.fileName, bytes, readAs: [])
        note(file, bytes, files)
      }
    }
    let bytes = DataFile.runs.start + runs
    files.add(DataFile.runs.fileName, bytes)
    note(.runs, bytes, files)
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
    let before = try wanted.compactMap { try files.base($0.0.fileName, stamp: year.stamp) }
    let bytes = before.count == wanted.count ? before : try rows(of: year, site, files)
    return zip(wanted, bytes).map { ($0.0, $0.1, $1) }
  }

  /// The records, subsidies and lines of a year, from the records.
  private func rows(
    of year: Year, _ site: SiteContents, _ files: PartFiles
  ) throws -> [[UInt8]] {
    var bytes = [
      DataFile.records().start, DataFile.subsidies().start, DataFile.lines().start,
    ]
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
    return bytes
  }

  private func describe(
    _ facts: [DataFileFacts], _ input: SiteInput, _ files: inout PartFiles
  ) {
    let package = Self.package(input, facts)
    // Sums are no text: some hold ten digits of somebody's number by chance.
    files.add(
      DataPackage.path.inData, package, readAs: Self.package(input, facts.map(\.withoutSum)))
    files.add(DataPackage.dictionaryPath.inData, DataPackage.dictionary)
    let sums =
      facts.map { (path: $0.file.path, sha256: $0.sha256) } + [
        (path: DataPackage.path, sha256: files.digest(package)),
        (path: DataPackage.dictionaryPath, sha256: files.digest(DataPackage.dictionary)),
      ]
    files.add(DataPackage.sumsPath.inData, DataPackage.sums(sums), readAs: [])
  }

  private static func package(_ input: SiteInput, _ facts: [DataFileFacts]) -> [UInt8] {
    DataPackage(
      county: input.identity.county, publisher: input.identity.bureau, builtOn: input.builtOn,
      files: facts
    ).json
  }

  /// What the files say without any record, for the leak scan.
  static func wording(_ input: SiteInput) -> [[UInt8]] {
    let files = DataFile.all(years: []).map { DataFileFacts(file: $0, bytes: 0, sha256: "") }
    return [DataPackage.dictionary, package(input, files)]
  }
}

extension DataFileFacts {
  fileprivate var withoutSum: DataFileFacts {
    DataFileFacts(file: file, bytes: bytes, sha256: "")
  }
}

extension DataFile {
  /// The name in the folder `data`.
  fileprivate var fileName: String { path.inData }
}

extension String {
  /// The path below the folder `data`.
  fileprivate var inData: String { String(dropFirst("data/".count)) }
}
