import Glibc

/// Small files of the office that must not be lost or seen half: settings, keys, journal entries.
///
/// `mode` holds whatever the umask is. A crash may leave `.tmp-NAME` behind; the next writing of
/// the same name clears it.
public enum DurableFile {
  /// Writes a new file beside its place, down to the disk, and renames it there. What stood under
  /// the name is replaced in one step.
  public static func write(
    _ bytes: [UInt8], to path: String, mode: UInt32 = 0o600
  ) throws(DropBoxFault) {
    let (folder, name) = try place(path)
    try folder.withBeside(name, bytes, mode) { beside throws(DropBoxFault) in
      try folder.rename(beside, to: folder, as: name)
    }
  }

  /// Makes a file that is never replaced, such as a key: written beside, then given its name.
  ///
  /// Idempotent: the same content under the name stays. Other content is a fault, `differs`.
  public static func create(
    _ bytes: [UInt8], at path: String, mode: UInt32 = 0o600
  ) throws(DropBoxFault) {
    let (folder, name) = try place(path)
    try folder.withBeside(name, bytes, mode) { beside throws(DropBoxFault) in
      try folder.give(name, to: beside, holding: bytes)
      try folder.unlink(beside)
    }
  }

  /// The bytes of a file of at most `limit` bytes; nil when there is none.
  public static func read(_ path: String, limit: Int64) throws(DropBoxFault) -> [UInt8]? {
    do throws(DropBoxFault) {
      let (folder, name) = try place(path)
      let file = try folder.file(name)
      if let bytes = try file.readAll(limit: limit) { return bytes }
      throw DropBoxFault(operation: "read", path: path, cause: .system(errno: EFBIG))
    } catch {
      if error.errno == ENOENT { return nil }
      throw error
    }
  }

  /// Removes a file for good.
  public static func remove(_ path: String) throws(DropBoxFault) {
    let (folder, name) = try place(path)
    try folder.unlink(name)
    try folder.sync()
  }

  /// Gives a file another name in the same folder, for good; what stood there is replaced.
  public static func move(_ path: String, to other: String) throws(DropBoxFault) {
    let (folder, name) = try place(path)
    let (target, newName) = try place(other)
    try folder.file(name).sync()
    try folder.rename(name, to: target, as: newName)
    try target.sync()
  }

  /// The names of what lies in a folder, in the order of their bytes.
  public static func names(in folder: String) throws(DropBoxFault) -> [String] {
    try OpenFolder.at(folder).names().map(\.description).sorted()
  }

  /// Makes a folder and those above it.
  public static func makeFolder(_ path: String, mode: UInt32 = 0o755) throws(DropBoxFault) {
    _ = try OpenFolder.creating(path, mode: mode)
  }

  private static func place(_ path: String) throws(DropBoxFault) -> (OpenFolder, EntryName) {
    guard let (parent, name) = OpenFolder.split(path) else {
      throw DropBoxFault(operation: "open", path: path, cause: .system(errno: EISDIR))
    }
    return (try OpenFolder.at(parent), name)
  }
}

extension OpenFolder {
  /// Writes a file beside `name`, down to the disk, lets `body` give it its name, and makes that
  /// durable; after a fault nothing stays beside.
  fileprivate func withBeside(
    _ name: EntryName, _ bytes: [UInt8], _ mode: UInt32,
    _ body: (EntryName) throws(DropBoxFault) -> Void
  ) throws(DropBoxFault) {
    let beside = ".tmp-" + name
    try removeTree(beside)
    do throws(DropBoxFault) {
      let file = try newFile(beside, mode: 0o600)
      try file.write(bytes)
      try file.setMode(mode)
      try file.sync()
      try body(beside)
    } catch {
      try removeTreeAfter(error, beside)
      throw error
    }
    try sync()
  }

  /// Gives the file its name unless a file with the same bytes has it already.
  fileprivate func give(
    _ name: EntryName, to beside: EntryName, holding bytes: [UInt8]
  ) throws(DropBoxFault) {
    do {
      try link(beside, to: self, as: name)
    } catch {
      guard error.errno == EEXIST else { throw error }
      guard try file(name).readAll(limit: Int64(bytes.count)) == bytes else {
        throw DropBoxFault(operation: "create", path: path(of: name), cause: .differs)
      }
    }
  }
}
