import Glibc

/// Files that appear in a folder all together or not at all.
///
/// Each is written beside its place under a hidden name. `commit` looks at every place before it
/// renames the first file. Whatever is not committed is removed when the folder is let go.
final class StagedFolder {
  let path: String
  private let descriptor: Int32
  private var staged: [(name: String, mode: UInt32)] = []

  /// Opens the folder and keeps other writers out of it.
  init(_ path: String) throws(StatementFault) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw StatementFault(operation: "open", path: path, cause: .system(errno: errno))
    }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      throw StatementFault(
        operation: "lock", path: path,
        cause: code == EWOULDBLOCK ? .busy : .system(errno: code))
    }
  }

  deinit {
    for file in staged { unlink(hidden(file.name)) }
    if descriptor >= 0 { close(descriptor) }
  }

  /// Begins a file and returns where to write it: empty, for the owner's eyes only until it is
  /// committed. What a crash left under the hidden name is cleared.
  func stage(_ name: String, mode: UInt32) throws(StatementFault) -> String {
    let place = hidden(name)
    precondition(!staged.contains { $0.name == name }, "two files of one name: \(name)")
    if unlink(place) != 0, errno != ENOENT { throw fault("clear", place) }
    let file = open(place, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw fault("create", place) }
    close(file)
    staged.append((name, mode))
    return place
  }

  /// Gives all files their names.
  ///
  /// - Returns: the names of those that were there already with the same bytes.
  func commit(replacing: Bool) throws(StatementFault) -> Set<String> {
    var same: Set<String> = []
    var other: [String] = []
    for file in staged {
      switch try compare(file.name) {
      case nil: break
      case true?: same.insert(file.name)
      case false?: other.append(file.name)
      }
    }
    guard other.isEmpty || replacing else {
      throw StatementFault(operation: "write", path: path, cause: .exists(other))
    }
    for file in staged { try secure(hidden(file.name), file.mode) }
    try renameAll(except: same, replaced: Set(other))
    return same
  }

  private func renameAll(
    except same: Set<String>, replaced: Set<String>
  ) throws(StatementFault) {
    var done: [String] = []
    for file in staged where !same.contains(file.name) {
      guard rename(hidden(file.name), place(file.name)) == 0 else {
        let failed = fault("rename to", place(file.name))
        // A new file of a set that cannot be completed goes again; a replaced one cannot.
        for name in done where !replaced.contains(name) { unlink(place(name)) }
        throw failed
      }
      done.append(file.name)
    }
    for name in same { unlink(hidden(name)) }
    staged = []
    guard fsync(descriptor) == 0 else { throw fault("sync", path) }
  }

  /// Whether the file in the place of a staged one has the same bytes; nil when there is none.
  private func compare(_ name: String) throws(StatementFault) -> Bool? {
    let there = open(place(name), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard there >= 0 else {
      if errno == ENOENT { return nil }
      if errno == ELOOP { return false }
      throw fault("read", place(name))
    }
    defer { close(there) }
    let new = open(hidden(name), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard new >= 0 else { throw fault("read", hidden(name)) }
    defer { close(new) }
    while true {
      let a = try FileBytes.read(there, place(name))
      let b = try FileBytes.read(new, hidden(name))
      if a != b { return false }
      if a.isEmpty { return true }
    }
  }

  /// Brings a file down to the disk with its final mode, whatever the umask is.
  private func secure(_ path: String, _ mode: UInt32) throws(StatementFault) {
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { throw fault("open", path) }
    defer { close(file) }
    guard fchmod(file, mode) == 0 else { throw fault("set the mode of", path) }
    guard fsync(file) == 0 else { throw fault("sync", path) }
  }

  private func place(_ name: String) -> String { path + "/" + name }
  private func hidden(_ name: String) -> String { path + "/.tmp-" + name }

  private func fault(_ operation: String, _ path: String) -> StatementFault {
    StatementFault(operation: operation, path: path, cause: .system(errno: errno))
  }
}

/// Reading and writing whole stretches of bytes.
enum FileBytes {
  /// The next bytes, as many as there are up to 64 KiB; none at the end.
  static func read(_ file: Int32, _ path: String) throws(StatementFault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        Glibc.read(file, $0.baseAddress?.advanced(by: filled), $0.count - filled)
      }
      if count == 0 { break }
      if count > 0 {
        filled += count
      } else if errno != EINTR {
        throw StatementFault(operation: "read", path: path, cause: .system(errno: errno))
      }
    }
    return Array(bytes[..<filled])
  }

  /// Writes all of the bytes.
  static func write(
    _ bytes: ArraySlice<UInt8>, to file: Int32, _ path: String
  ) throws(StatementFault) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw StatementFault(operation: "write", path: path, cause: .system(errno: errno))
      }
    }
  }
}
