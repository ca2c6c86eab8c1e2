import Disclosure
import OpenData

/// The files of open data: CSV and JSON Lines of each year and of all, with package, dictionary and
/// sums. They are joined from the rows that are kept with the pages of records; a year's files stay
/// as they are while none of its records changed. DISCLOSURE §4, §5.
struct DataPart: SitePart {
  var step: PublishSite.Step { .data }

  /// Up to so many records there are files of the whole too; more are taken by year, since nobody's
  /// spreadsheet program opens them and every change would write all of them again.
  static let mostInOneFile = 200_000

  /// Records whose rows stand in the same three files: those of a year, or all.
  private struct Scope {
    /// Nil for all.
    let year: Int?
    /// The folders of their pages, in order.
    let folders: [String]
    /// What the files are made from.
    let stamp: Stamp

    /// The files in the order of the sections of kept rows.
    var files: [DataFile] { [.records(year), .subsidies(year), .lines(year)] }
  }

  func buckets(of site: SiteContents) throws -> [PartBucket] {
    let scopes = scopes(site.catalogue.rows)
    let input = site.input
    let runs = input.runs.sorted { $0.quarter < $1.quarter }.map(RunRows.row)
    let changes = ChangeFiles(months: site.months)
    return [
      PartBucket(
        path: "data",
        stamp: Stamp.of { builder in
          builder.add("\(input.builtOn)\(input.identity.county)\(input.identity.bureau)")
          for scope in scopes { builder.add(scope.stamp) }
          for run in runs { builder.add(run) }
          for month in site.months { builder.add(month.stamp) }
        }
      ) { files in
        // What leaks comes to nothing, and its folders are missing.
        guard !files.leaks else { return }
        try write(scopes, runs.flatMap(\.self), changes, input, &files)
      }
    ]
  }

  /// The years, and the whole behind them where it has files.
  private func scopes(_ rows: CatalogueRows) -> [Scope] {
    var scopes: [Scope] = []
    var start = 0
    while start < rows.count {
      let year = rows.serial(start).year
      var end = start
      var stamp = StampBuilder()
      var folders: [String] = []
      var hundred = -1
      stamp.add(year)
      while end < rows.count, rows.serial(end).year == year {
        stamp.add(UInt64(rows.position(end)))
        let serial = rows.serial(end).serial
        if serial / 100 != hundred {
          hundred = serial / 100
          folders.append(SiteAddress.folder(ofYear: year, serial))
        }
        end += 1
      }
      scopes.append(Scope(year: year, folders: folders, stamp: stamp.stamp))
      start = end
    }
    guard rows.count <= Self.mostInOneFile else { return scopes }
    let years = scopes
    scopes.append(
      Scope(
        year: nil, folders: years.flatMap(\.folders),
        stamp: Stamp.of { builder in for year in years { builder.add(year.stamp) } }))
    return scopes
  }

  private func write(
    _ scopes: [Scope], _ runs: [UInt8], _ changes: ChangeFiles, _ input: SiteInput,
    _ files: inout PartFiles
  ) throws {
    var facts: [DataFileFacts] = []
    var joins: [Scope] = []
    for scope in scopes {
      let taken = scope.files.map { files.take($0.fileName, stamp: scope.stamp) }
      guard !taken.contains(where: { $0 == nil }) else {
        joins.append(scope)
        continue
      }
      for (file, taken) in zip(scope.files, taken.compactMap(\.self)) {
        facts.append(DataFileFacts(file: file, bytes: taken.bytes, sha256: taken.sha256))
      }
    }
    let joined = try files.join(
      joins.map { scope in
        (scope.files.map { ($0.fileName, $0.start) }, scope.folders, scope.stamp)
      })
    for (scope, joined) in zip(joins, joined) {
      for (file, made) in zip(scope.files, joined) {
        facts.append(DataFileFacts(file: file, bytes: made.bytes, sha256: made.sha256))
      }
    }
    let bytes = DataFile.runs.start + runs
    files.add(DataFile.runs.fileName, bytes)
    facts.append(
      DataFileFacts(file: .runs, bytes: bytes.count, sha256: files.digest(bytes)))
    describe(DataPart.ordered(facts) + (try changes.write(&files)), input, &files)
  }

  /// In the order of the package: by year, then the whole, then the runs; whichever of them were
  /// taken over.
  private static func ordered(_ facts: [DataFileFacts]) -> [DataFileFacts] {
    let order = ["records.csv", "subsidies.csv", "records.jsonl"]
    func key(_ fact: DataFileFacts) -> (Int, Int, Int) {
      let file = fact.file
      let name = file.table + "." + file.form.rawValue
      return (
        file == .runs ? 1 : 0, file.year ?? .max, order.firstIndex(of: name) ?? order.count
      )
    }
    return facts.sorted { key($0) < key($1) }
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
    let all = DataFile.all(years: []) + [.changes("2026-01", part: 2, .csv)]
    let files = all.map { DataFileFacts(file: $0, bytes: 0, sha256: "") }
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
