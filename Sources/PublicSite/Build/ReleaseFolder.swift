import Glibc

/// File operations of a release by path.
enum ReleaseFolder {
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
    var status = stat()
    guard fstat(file, &status) == 0 else { throw fault("stat", path) }
    let size = Int(status.st_size)
    var reason: Int32 = 0
    let content = [UInt8](unsafeUninitializedCapacity: size) { buffer, done in
      while done < size {
        let count = Glibc.read(file, buffer.baseAddress.map { $0 + done }, size - done)
        if count > 0 { done += count }
        if count < 0, errno != EINTR { reason = errno }
        if count == 0 || reason != 0 { break }
      }
    }
    guard reason == 0 else {
      errno = reason
      throw fault("read", path)
    }
    return content
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
      let name = name(of: entry) { String(cString: $0) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a folder and what is in it; links are removed, not followed.
  static func remove(_ path: String) throws(PublishFault) {
    if unlink(path) == 0 || errno == ENOENT { return }
    guard errno == EISDIR || errno == EPERM else { throw fault("unlink", path) }
    try empty(path)
    guard rmdir(path) == 0 else { throw fault("rmdir", path) }
  }

  /// Removes what is in a folder.
  static func empty(_ path: String) throws(PublishFault) {
    for folder in try removeFiles(in: path) { try remove(path + "/" + folder) }
  }

  /// Removes what is no folder, and tells the folders.
  private static func removeFiles(in path: String) throws(PublishFault) -> [String] {
    guard let stream = opendir(path) else { throw fault("opendir", path) }
    defer { closedir(stream) }
    var folders: [String] = []
    while let entry = readdir(stream) {
      let isRemoved = name(of: entry) { name in
        strcmp(name, ".") == 0 || strcmp(name, "..") == 0
          || unlinkat(dirfd(stream), name, 0) == 0 || errno == ENOENT
      }
      if isRemoved { continue }
      let reason = errno
      let folder = name(of: entry) { String(cString: $0) }
      guard reason == EISDIR || reason == EPERM else {
        errno = reason
        throw fault("unlink", path + "/" + folder)
      }
      folders.append(folder)
    }
    return folders
  }

  private static func name<Result>(
    of entry: UnsafeMutablePointer<dirent>, _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { body($0) }
    }
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
