import Glibc

/// File operations of a release: plain open, write and close, hard links, one rename.
///
/// Files are not flushed one by one: a release that a power cut damages is built again from the
/// ledger, and until the switch nobody reads it. DISCLOSURE §5.
struct ReleaseFolder {
  /// The folder that holds the release's files.
  let path: String
  /// Folders that exist already.
  private var made: Set<String> = []

  /// Makes the folder; it must not exist yet.
  init(creating path: String) throws(PublishFault) {
    guard mkdir(path, 0o755) == 0 else { throw Self.fault("mkdir", path) }
    self.path = path
  }

  /// Writes a new file.
  mutating func write(_ bytes: [UInt8], to name: String) throws(PublishFault) {
    try makeFolder(of: name)
    try Self.write(bytes, to: path + "/" + name)
  }

  /// Puts a file that lies ready elsewhere into the folder.
  mutating func move(_ place: String, to name: String) throws(PublishFault) {
    try makeFolder(of: name)
    try Self.move(place, to: path + "/" + name)
  }

  /// Takes a file over from another folder by a hard link; by a copy where the file system cannot
  /// link it: too many links.
  mutating func take(
    _ name: String, from old: String, as newName: String? = nil
  ) throws(PublishFault) {
    let newName = newName ?? name
    try makeFolder(of: newName)
    if link(old + "/" + name, path + "/" + newName) == 0 { return }
    guard [EXDEV, EMLINK, EPERM].contains(errno) else {
      if errno == ENOENT { throw .damaged(old + "/" + name) }
      throw Self.fault("link", path + "/" + newName)
    }
    guard let bytes = try Self.read(old + "/" + name) else { throw .damaged(old + "/" + name) }
    try write(bytes, to: newName)
  }

  /// Makes the folders above a file.
  mutating func makeFolder(of name: String) throws(PublishFault) {
    guard let slash = name.lastIndex(of: "/") else { return }
    let folder = String(name[..<slash])
    if made.contains(folder) { return }
    try makeFolder(of: folder)
    if mkdir(path + "/" + folder, 0o755) != 0, errno != EEXIST {
      throw Self.fault("mkdir", path + "/" + folder)
    }
    made.insert(folder)
  }

  /// Makes a folder; one that is there stays.
  static func makeFolder(_ path: String) throws(PublishFault) {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw fault("mkdir", path) }
  }

  /// Gives a file or folder another name.
  static func move(_ path: String, to other: String) throws(PublishFault) {
    guard rename(path, other) == 0 else { throw fault("rename", other) }
  }

  /// Whether there is something of that name.
  static func isThere(_ path: String) throws(PublishFault) -> Bool {
    if access(path, F_OK) == 0 { return true }
    guard errno == ENOENT else { throw fault("access", path) }
    return false
  }

  static func fault(_ operation: String, _ path: String) -> PublishFault {
    .file(operation: operation, path: path, reason: String(cString: strerror(errno)))
  }

  /// Writes bytes to a file that may not exist yet.
  static func write(_ bytes: [UInt8], to path: String) throws(PublishFault) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw fault("open", path) }
    do {
      try write(bytes[...], to: file, of: path)
    } catch {
      close(file)
      throw error
    }
    guard close(file) == 0 else { throw fault("close", path) }
  }

  /// Writes all of some bytes to an open file.
  static func write(
    _ bytes: ArraySlice<UInt8>, to file: Int32, of path: String
  ) throws(PublishFault) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(file, buffer.baseAddress.map { $0 + done }, bytes.count - done)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw fault("write", path)
      }
      done += count
    }
  }

  /// The content of a file, or nil when there is none.
  static func read(_ path: String) throws(PublishFault) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    if file < 0 {
      guard errno == ENOENT || errno == ENOTDIR else { throw fault("open", path) }
      return nil
    }
    defer { close(file) }
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw fault("read", path)
      }
      if count == 0 { return content }
      content.append(contentsOf: buffer[0..<count])
    }
  }

  /// The names in a folder, ascending; none when it does not exist.
  static func names(in folder: String) throws(PublishFault) -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw fault("opendir", folder)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a folder and what is in it; links are removed, not followed.
  static func remove(_ path: String) throws(PublishFault) {
    if unlink(path) == 0 || errno == ENOENT { return }
    guard errno == EISDIR || errno == EPERM else { throw fault("unlink", path) }
    for name in try names(in: path) { try remove(path + "/" + name) }
    guard rmdir(path) == 0 else { throw fault("rmdir", path) }
  }

  /// Points a link at a release by one rename, so that there is no moment without a site.
  static func point(_ link: String, at target: String) throws(PublishFault) {
    let next = link + ".next"
    if unlink(next) != 0, errno != ENOENT { throw fault("unlink", next) }
    guard symlink(target, next) == 0 else { throw fault("symlink", next) }
    guard rename(next, link) == 0 else { throw fault("rename", link) }
  }

  /// Where a link points, or nil when there is none.
  static func target(of link: String) throws(PublishFault) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink(link, &buffer, buffer.count - 1)
    if count < 0 {
      guard errno == ENOENT else { throw fault("readlink", link) }
      return nil
    }
    return String(decoding: buffer[0..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
