import Synchronization

/// A part of the site beside its pages: search index, data files, feeds, log.
///
/// It is made from the catalogue and the records of the source only, so that what was withdrawn is
/// gone from it without more ado. No time, no chance and no order of a dictionary may reach a file:
/// the same input gives the same bytes. DISCLOSURE §5.
public protocol SitePart: Sendable {
  /// The step under which its time is told.
  var step: PublishSite.Step { get }

  /// The folders it consists of.
  func buckets(of site: SiteContents) throws -> [PartBucket]
}

/// What a part is made from.
public struct SiteContents: Sendable {
  /// A short row of every record, and the lists.
  public let catalogue: Catalogue
  /// Everything of the site but its records.
  public let input: SiteInput
  /// Corrections, redactions and withdrawals, the oldest first.
  public let changes: [RecordChange]
  /// How many entries of the log are shown.
  public let logSize: Int64
  /// The months of the log, ascending.
  let months: [LogMonth]
}

/// One folder of a part.
public struct PartBucket {
  /// Its place in the site: `search/03`.
  public var path: String
  /// A number of all that its files are made from; nil when they are always made.
  public var stamp: Stamp?
  /// Lays out its files; not called while the stamp is that of the release before.
  public var files: (inout PartFiles) throws -> Void

  /// Describes a folder.
  public init(
    path: String, stamp: Stamp?, files: @escaping (inout PartFiles) throws -> Void
  ) {
    self.path = path
    self.stamp = stamp
    self.files = files
  }
}

/// Collects the files of a part's folder.
public struct PartFiles {
  var planned: [PlannedFile] = []
  /// The source, for what the catalogue does not hold.
  public let source: any SiteSource
  /// The same folder in the release before.
  private let before: BaseFiles
  private let finished: FinishedBuckets
  /// A stamp as this program's: another version may write the same things otherwise.
  private let ofProgram: (Stamp) -> Stamp
  private let sums: FileSums

  init(
    source: any SiteSource, base: BaseFiles, finished: FinishedBuckets,
    ofProgram: @escaping (Stamp) -> Stamp, sums: FileSums
  ) {
    self.source = source
    self.ofProgram = ofProgram
    self.sums = sums
    self.finished = finished
    before = base
  }

  /// Hexadecimal SHA-256.
  public func digest(_ bytes: [UInt8]) -> String { sums.of(bytes) }

  /// Whether something leaks already, so that the release comes to nothing.
  var leaks: Bool { finished.leaks }

  /// Adds a file.
  ///
  /// - Parameters:
  ///   - name: its name in the folder; folders before it are made.
  ///   - readAs: what a reader sees of it, when it is packed; the leak scan looks at this.
  public mutating func add(_ name: String, _ bytes: [UInt8], readAs decoded: [UInt8]? = nil) {
    planned.append(
      PlannedFile(name: name, stamp: nil) { RenderedFile(bytes: bytes, readAs: decoded) })
  }

  /// Adds a file that is made when the release before has none with this stamp.
  public mutating func add(
    _ name: String, stamp: Stamp, make: @escaping @Sendable () throws -> [UInt8]
  ) {
    planned.append(
      PlannedFile(name: name, stamp: ofProgram(stamp)) { RenderedFile(bytes: try make()) })
  }

  /// Adds a file that is made at once, from the source, when the release before has none with this
  /// stamp: what a reader of it sees is looked at by the leak scan, the bytes themselves when it is
  /// nil.
  public mutating func add(
    _ name: String, stamp: Stamp, fromSource make: () throws -> (bytes: [UInt8], readAs: [UInt8]?)
  ) throws {
    let stamp = ofProgram(stamp)
    guard !before.has(name, stamp) else {
      planned.append(
        PlannedFile(name: name, stamp: stamp) { throw PublishFault.damaged(name) })
      return
    }
    let (bytes, readAs) = try make()
    planned.append(
      PlannedFile(name: name, stamp: stamp) { RenderedFile(bytes: bytes, readAs: readAs) })
  }

  /// Takes a file over from the release before, when one is there with this stamp.
  ///
  /// - Returns: its size and sum; nil when there is none.
  mutating func take(_ name: String, stamp: Stamp) -> (bytes: Int, sha256: String)? {
    let stamp = ofProgram(stamp)
    guard before.has(name, stamp), let entry = before.manifest?.entries[name] else { return nil }
    planned.append(PlannedFile(name: name, stamp: stamp) { throw PublishFault.damaged(name) })
    return (entry.size, entry.digest)
  }

  /// Adds files that are joined from the rows of folders of records, several at a time.
  ///
  /// - Parameter joins: the files by section, with what they begin with, the places of the folders
  ///   in the site, and the stamp of all of it.
  /// - Returns: for each join the sizes and sums of its files.
  mutating func join(
    _ joins: [(files: [(name: String, head: [UInt8])], folders: [String], stamp: Stamp)]
  ) throws -> [[(bytes: Int, sha256: String)]] {
    let beside = try finished.site.beside()
    let feed = sums.feed
    let joined = Mutex<[Int: [JoinedFile]]>([:])
    let queue = WorkQueue()
    for (place, join) in joins.enumerated() {
      let folders = try join.folders.map { path throws(PublishFault) in
        try finished.folder(path)
      }
      let join = RowJoin(files: join.files, folders: folders)
      queue.add {
        let files = try join.write(into: beside, feed)
        joined.withLock { $0[place] = files }
      }
    }
    try queue.finish()
    let all = joined.withLock { $0 }
    return joins.enumerated().map { place, join in
      zip(join.files, all[place] ?? []).map { file, joined in
        planned.append(
          PlannedFile(name: file.name, stamp: ofProgram(join.stamp), joined: joined))
        return (joined.size, joined.digest)
      }
    }
  }
}
