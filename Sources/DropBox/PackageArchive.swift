import Glibc
public import Sealing

/// Every package ever received or sent, byte for byte, by the digest of its manifest:
/// `archive/packages/ab/abcd…/`. Files are added to a package's folder, never changed.
public struct PackageArchive: Hashable, Sendable {
  /// The archive's folder.
  public let root: String

  /// The archive in `root`; nothing is made yet.
  public init(root: String) { self.root = root }

  /// Makes what is missing.
  public func create() throws(DropBoxFault) {
    let top = try OpenFolder.creating(root, mode: 0o700)
    for name: EntryName in ["packages", "staging"] { try top.makeFolder(name, mode: 0o700) }
    try top.sync()
  }

  /// A new, empty staging area on the archive's own disk.
  public func stage() throws(DropBoxFault) -> StagingArea {
    let staging = try OpenFolder.at(root + "/staging")
    let name = EntryName(try freshToken(for: staging.path))
    try staging.makeFolder(name, mode: 0o700)
    return StagingArea(path: staging.path(of: name))
  }

  /// Removes the staging areas that an interrupted run left behind. Only for the holder of the
  /// office's lock: it takes away everybody's.
  public func clearStaging() throws(DropBoxFault) {
    let staging = try OpenFolder.at(root + "/staging")
    for name in try staging.names() { try staging.removeTree(name) }
  }

  /// Where the package with this digest is, or would be, kept.
  public func path(of digest: Digest) -> String { path(of: digest.hex) }

  /// Where the package of this name, the digest of its manifest in hexadecimal, is kept.
  private func path(of name: String) -> String { "\(root)/packages/\(name.prefix(2))/\(name)" }

  /// The files kept under a name, by their names: our own evidence, which begins with `_`, not
  /// among them. Empty when nothing is kept.
  public func files(_ name: String) throws(DropBoxFault) -> [OutgoingFile] {
    let path = path(of: name)
    return try names(in: path).filter { !$0.hasPrefix("_") }.map {
      OutgoingFile($0, .file(path: path + "/" + $0))
    }
  }

  /// Takes a package away whose command was never acknowledged; nothing happens without it.
  public func remove(_ name: String) throws(DropBoxFault) {
    guard let (shelf, folder) = OpenFolder.split(path(of: name)) else { return }
    do throws(DropBoxFault) {
      try OpenFolder.at(shelf).removeTree(folder)
    } catch {
      if error.errno != ENOENT { throw error }
    }
  }

  /// Keeps what was staged under the digest of its manifest, down to the disk, and removes the
  /// staging area. Gives the folder.
  ///
  /// Idempotent: what is kept already stays; missing files are added (a package once refused
  /// for a missing file may come again whole); a file with other content is a fault, `differs`.
  @discardableResult
  public func keep(_ staged: StagingArea, _ digest: Digest) throws(DropBoxFault) -> String {
    let source = try staged.folder()
    try source.sync()
    let shelf = try OpenFolder.at(root + "/packages").subfolder(String(digest.hex.prefix(2)))
    let name = EntryName(digest.hex)
    if try shelf.status(of: name) == nil {
      guard let (parent, stagedName) = OpenFolder.split(staged.path) else {
        preconditionFailure("a staging area has a name")
      }
      try OpenFolder.at(parent).rename(stagedName, to: shelf, as: name)
      try shelf.sync()
      return shelf.path(of: name)
    }
    let kept = try shelf.folder(name)
    for file in try source.names() { try kept.add(file, from: source) }
    try kept.sync()
    try staged.discard()
    return kept.path
  }

  /// Whether a package with this digest is kept.
  public func contains(_ digest: Digest) throws(DropBoxFault) -> Bool {
    do throws(DropBoxFault) {
      _ = try OpenFolder.at(path(of: digest))
      return true
    } catch {
      if error.errno == ENOENT { return false }
      throw error
    }
  }

  /// The names of the files kept for a digest, by bytes; empty when nothing is kept.
  public func names(_ digest: Digest) throws(DropBoxFault) -> [String] {
    try names(in: path(of: digest))
  }

  private func names(in path: String) throws(DropBoxFault) -> [String] {
    do throws(DropBoxFault) {
      return try OpenFolder.at(path).names().map(\.description).sorted()
    } catch {
      if error.errno == ENOENT { return [] }
      throw error
    }
  }

  /// The bytes of a kept file, at most `limit`; nil when it is not there. A file over the limit
  /// is a fault (EFBIG), for the caller knew what it asked for.
  public func read(
    _ name: String, of digest: Digest, limit: Int64
  ) throws(DropBoxFault) -> [UInt8]? {
    try read(name, of: digest.hex, limit: limit)
  }

  /// The bytes of a file kept under a name, as ``read(_:of:limit:)-(_,Digest,_)``.
  public func read(
    _ name: String, of archived: String, limit: Int64
  ) throws(DropBoxFault) -> [UInt8]? {
    do throws(DropBoxFault) {
      let file = try OpenFolder.at(path(of: archived)).file(EntryName(checked: name))
      if let bytes = try file.readAll(limit: limit) { return bytes }
      throw DropBoxFault(operation: "read", path: file.path, cause: .system(errno: EFBIG))
    } catch {
      if error.errno == ENOENT { return nil }
      throw error
    }
  }
}

extension OpenFolder {
  /// Opens a folder in this one and makes it when it is missing.
  fileprivate func subfolder(_ text: String) throws(DropBoxFault) -> OpenFolder {
    let name = EntryName(text)
    if try makeFolder(name, mode: 0o700) { try sync() }
    return try folder(name)
  }

  /// Adds a file by a second name, which the system refuses when it is taken; the staging area
  /// with the first name is removed right after.
  fileprivate func add(_ name: EntryName, from source: OpenFolder) throws(DropBoxFault) {
    do throws(DropBoxFault) {
      try source.link(name, to: self, as: name)
    } catch {
      guard error.errno == EEXIST else { throw error }
      guard try file(name).equals(source.file(name)) else {
        throw DropBoxFault(operation: "keep", path: path(of: name), cause: .differs)
      }
    }
  }
}

extension OpenFile {
  /// Whether two files hold the same bytes from where they stand.
  func equals(_ other: OpenFile) throws(DropBoxFault) -> Bool {
    guard try status().size == other.status().size else { return false }
    let mine = Buffer(count: 64 << 10)
    let theirs = Buffer(count: 64 << 10)
    while true {
      let count = try readFully(into: mine.raw)
      guard try other.readFully(into: theirs.raw) == count else { return false }
      guard mine.raw[..<count].elementsEqual(theirs.raw[..<count]) else { return false }
      if count < mine.raw.count { return true }
    }
  }

  /// Reads until the buffer is full or the file ends.
  private func readFully(into buffer: UnsafeMutableRawBufferPointer) throws(DropBoxFault) -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      if count == 0 { break }
      filled += count
    }
    return filled
  }
}
