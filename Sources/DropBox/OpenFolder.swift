import Glibc

/// Owns one open folder; everything in it is reached by name from here, never by a path that
/// somebody could bend with a link in between.
final class OpenFolder {
  let path: String
  private let descriptor: Int32

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  private static let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC

  /// Opens a folder of the office. The last part of the path must not be a link.
  static func at(_ path: String) throws(DropBoxFault) -> OpenFolder {
    let descriptor = try Disk.call(.open, path) { Glibc.open(path, flags) }
    return OpenFolder(descriptor: descriptor, path: path)
  }

  /// Opens a folder in this one.
  func folder(_ name: EntryName) throws(DropBoxFault) -> OpenFolder {
    let path = path(of: name)
    let descriptor = try Disk.call(.open, path) {
      openat(self.descriptor, name.cString, Self.flags)
    }
    return OpenFolder(descriptor: descriptor, path: path)
  }

  /// Opens a file for reading. Never follows a link and never waits for a pipe's other end.
  func file(_ name: EntryName) throws(DropBoxFault) -> OpenFile {
    try open(name, O_RDONLY | O_NONBLOCK | O_NOCTTY, mode: 0)
  }

  /// Makes a file that must not be there yet.
  func newFile(_ name: EntryName, mode: mode_t = 0o600) throws(DropBoxFault) -> OpenFile {
    try open(name, O_WRONLY | O_CREAT | O_EXCL, mode: mode)
  }

  /// Opens a file for reading and writing, and makes it when it is missing.
  func sharedFile(_ name: EntryName) throws(DropBoxFault) -> OpenFile {
    try open(name, O_RDWR | O_CREAT, mode: 0o600)
  }

  private func open(
    _ name: EntryName, _ flags: Int32, mode: mode_t
  ) throws(DropBoxFault) -> OpenFile {
    let path = path(of: name)
    let all = flags | O_NOFOLLOW | O_CLOEXEC
    let descriptor = try Disk.call(.open, path) { openat(self.descriptor, name.cString, all, mode) }
    return OpenFile(descriptor: descriptor, path: path)
  }

  /// What an entry is, itself and not what it links to; nil when there is none.
  func status(of name: EntryName) throws(DropBoxFault) -> FileStatus? {
    var raw = stat()
    do {
      try Disk.call(.status, path(of: name)) {
        fstatat(descriptor, name.cString, &raw, AT_SYMLINK_NOFOLLOW)
      }
    } catch {
      if error.errno == ENOENT { return nil }
      throw error
    }
    return FileStatus(raw)
  }

  /// The names in the folder, in no order; stops reading after `limit` names.
  func names(limit: Int = .max) throws(DropBoxFault) -> [EntryName] {
    var names: [EntryName] = []
    try forEachName { name in
      if names.count < limit { names.append(name) }
      return names.count < limit
    }
    return names
  }

  /// Reads the names in the folder one by one, in no order, for as long as `body` says so.
  func forEachName(_ body: (EntryName) throws(DropBoxFault) -> Bool) throws(DropBoxFault) {
    // A second description, because reading moves its position.
    let own = try Disk.call(.list, path) { openat(descriptor, ".", Self.flags) }
    guard let stream = fdopendir(own) else {
      let number = errno
      close(own)
      throw DropBoxFault(operation: "list", path: path, cause: .system(errno: number))
    }
    defer { closedir(stream) }
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else {
          throw DropBoxFault(operation: "list", path: path, cause: .system(errno: errno))
        }
        return
      }
      let name = EntryName(of: entry)
      if name == "." || name == ".." { continue }
      guard try body(name) else { return }
    }
  }

  /// Makes a folder; false when something of that name is there already.
  @discardableResult
  func makeFolder(_ name: EntryName, mode: mode_t) throws(DropBoxFault) -> Bool {
    do {
      try Disk.call(.makeFolder, path(of: name)) { mkdirat(descriptor, name.cString, mode) }
    } catch {
      if error.errno == EEXIST { return false }
      throw error
    }
    return true
  }

  func setMode(_ mode: mode_t) throws(DropBoxFault) {
    try Disk.call(.mode, path) { fchmod(descriptor, mode) }
  }

  /// Moves an entry. A folder never replaces a file or a folder with content: the system
  /// refuses that with ENOTDIR or ENOTEMPTY.
  func rename(
    _ name: EntryName, to folder: OpenFolder, as newName: EntryName
  ) throws(DropBoxFault) {
    try Disk.call(.rename, path(of: name)) {
      renameat(descriptor, name.cString, folder.descriptor, newName.cString)
    }
  }

  /// Gives a file a second name, which must not be there yet (EEXIST).
  func link(
    _ name: EntryName, to folder: OpenFolder, as newName: EntryName
  ) throws(DropBoxFault) {
    try Disk.call(.link, folder.path(of: newName)) {
      linkat(descriptor, name.cString, folder.descriptor, newName.cString, 0)
    }
  }

  func unlink(_ name: EntryName) throws(DropBoxFault) {
    try Disk.call(.unlink, path(of: name)) { unlinkat(descriptor, name.cString, 0) }
  }

  func removeEmptyFolder(_ name: EntryName) throws(DropBoxFault) {
    try Disk.call(.unlink, path(of: name)) { unlinkat(descriptor, name.cString, AT_REMOVEDIR) }
  }

  /// Makes renames and new names in this folder durable.
  func sync() throws(DropBoxFault) {
    try Disk.call(.sync, path) { fsync(descriptor) }
  }

  func path(of name: EntryName) -> String { path + "/" + name.description }
}

extension EntryName {
  fileprivate init(of entry: UnsafeMutablePointer<dirent>) {
    // By address: the record may be shorter than the declared 256 bytes of the name.
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    let start = (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: UInt8.self)
    let count = strlen(UnsafePointer<CChar>(OpaquePointer(start)))
    self.init(bytes: Array(UnsafeBufferPointer(start: start, count: count)))
  }
}
