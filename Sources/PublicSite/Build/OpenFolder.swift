import Glibc

/// A folder that is held open, so that its names are found without a walk along its path: of a
/// link that walk is a good part of the cost.
///
/// Files are not flushed one by one: a release that a power cut damages is built again from the
/// ledger, and until the switch nobody reads it. DISCLOSURE §5.
final class OpenFolder {
  let path: String
  private let handle: Int32
  /// Folders below it that exist already.
  private var made: Set<String> = []

  /// Opens a folder; nil when there is none.
  init?(_ path: String) throws(PublishFault) {
    handle = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if handle < 0 {
      guard errno == ENOENT else { throw ReleaseFolder.fault("open", path) }
      return nil
    }
    self.path = path
  }

  /// Makes the folder; it must not exist yet.
  init(creating path: String) throws(PublishFault) {
    guard mkdir(path, 0o755) == 0 else { throw ReleaseFolder.fault("mkdir", path) }
    handle = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard handle >= 0 else { throw ReleaseFolder.fault("open", path) }
    self.path = path
  }

  deinit { if handle >= 0 { close(handle) } }

  /// Writes a new file.
  func write(_ bytes: [UInt8], to name: String) throws(PublishFault) {
    try makeFolder(of: name)
    let file = openat(handle, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw fault("open", name) }
    do {
      try ReleaseFolder.write(bytes[...], to: file, of: path + "/" + name)
    } catch {
      close(file)
      throw error
    }
    guard close(file) == 0 else { throw fault("close", name) }
  }

  /// Puts a file that lies ready elsewhere into the folder.
  func move(_ place: String, to name: String) throws(PublishFault) {
    try makeFolder(of: name)
    guard renameat(AT_FDCWD, place, handle, name) == 0 else { throw fault("rename", name) }
  }

  /// Takes a file over from another folder by a hard link; by a copy where the file system cannot
  /// link it: too many links.
  func take(_ name: String, from old: OpenFolder) throws(PublishFault) {
    try makeFolder(of: name)
    if linkat(old.handle, name, handle, name, 0) == 0 { return }
    guard [EXDEV, EMLINK, EPERM].contains(errno) else {
      if errno == ENOENT { throw .damaged(old.path + "/" + name) }
      throw fault("link", name)
    }
    guard let bytes = try ReleaseFolder.read(old.path + "/" + name) else {
      throw .damaged(old.path + "/" + name)
    }
    try write(bytes, to: name)
  }

  /// Makes a link that leads elsewhere.
  func link(_ name: String, to target: String) throws(PublishFault) {
    guard symlinkat(target, handle, name) == 0 else { throw fault("symlink", name) }
  }

  /// Makes the folders above a file.
  private func makeFolder(of name: String) throws(PublishFault) {
    guard let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) else { return }
    let folder = String(name[..<slash])
    if made.contains(folder) { return }
    try makeFolder(of: folder)
    guard mkdirat(handle, folder, 0o755) == 0 || errno == EEXIST else {
      throw fault("mkdir", folder)
    }
    made.insert(folder)
  }

  private func fault(_ operation: String, _ name: String) -> PublishFault {
    ReleaseFolder.fault(operation, path + "/" + name)
  }
}
