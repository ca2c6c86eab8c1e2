import Glibc

/// The system calls that this room makes.
package enum DiskOperation: String, CaseIterable, Sendable {
  case open, read, write, sync, status, list, makeFolder, rename, link, unlink, mode, lock, truncate
}

/// The one gate through which every system call of this room goes.
package enum Disk {
  /// Asked before every call with its name and path. A number makes the call fail with it
  /// without being made: so tests let a disk fill up or break at any point.
  @TaskLocal package static var interference: (@Sendable (DiskOperation, String) -> Int32?)?

  /// Makes a call that reports failure by a negative result; calls again when interrupted.
  @discardableResult
  static func call<Result: SignedInteger>(
    _ operation: DiskOperation, _ path: String, _ body: () -> Result
  ) throws(DropBoxFault) -> Result {
    if let number = interference?(operation, path) {
      throw DropBoxFault(
        operation: operation.rawValue, path: path, cause: .system(errno: number))
    }
    while true {
      let result = body()
      if result >= 0 { return result }
      let number = errno
      if number == EINTR { continue }
      throw DropBoxFault(
        operation: operation.rawValue, path: path, cause: .system(errno: number))
    }
  }
}

/// A name inside a folder, as bytes: a sender may use bytes that are not UTF-8.
struct EntryName: Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// Without the final NUL.
  let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }
  init(_ text: String) { bytes = Array(text.utf8) }
  init(stringLiteral text: String) { self.init(text) }

  /// The text, with what is no UTF-8 replaced: for messages and comparison with grammars.
  var description: String { String(decoding: bytes, as: UTF8.self) }

  var cString: [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }

  static func + (a: String, b: EntryName) -> EntryName {
    EntryName(bytes: Array(a.utf8) + b.bytes)
  }
}

/// What the system says of a file.
struct FileStatus {
  let kind: EntryKind
  let linkCount: Int
  let size: Int64
  /// Last change of the content, in seconds since 1970 UTC.
  let modified: Int64

  init(_ raw: stat) {
    kind = EntryKind(mode: raw.st_mode)
    linkCount = Int(raw.st_nlink)
    size = Int64(raw.st_size)
    modified = Int64(raw.st_mtim.tv_sec)
  }
}

extension EntryKind {
  fileprivate init(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .plain
    case S_IFDIR: self = .folder
    case S_IFLNK: self = .symlink
    case S_IFIFO: self = .fifo
    case S_IFSOCK: self = .socket
    default: self = .device
    }
  }
}
