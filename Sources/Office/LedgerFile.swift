import DropBox
import Glibc

/// The file under the ledger: identity numbers stand in it, so it is nobody else's to read.
enum LedgerFile {
  /// Makes it, empty and 0600, before the database does; the database gives its own side files
  /// the same mode. A file that is there stays as it is.
  static func prepare(_ path: String) throws {
    let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw DropBoxFault(operation: "open", path: path, cause: .system(errno: errno))
    }
    close(descriptor)
  }

  /// Refuses an office whose ledger is gone: the database would make an empty one in its place,
  /// and all would look well.
  static func require(_ path: String) throws {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      guard errno == ENOENT else {
        throw DropBoxFault(operation: "status", path: path, cause: .system(errno: errno))
      }
      throw OfficeRefusal(
        .fault, path, "账本文件不见了", "请从备份恢复，或用 mingdai rebuild 由档案重建")
    }
  }

  /// Tells one file from another under the same name; empty while there is none.
  static func identity(_ path: String) throws -> String {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      guard errno == ENOENT else {
        throw DropBoxFault(operation: "status", path: path, cause: .system(errno: errno))
      }
      return ""
    }
    return "\(status.st_dev):\(status.st_ino)"
  }
}
