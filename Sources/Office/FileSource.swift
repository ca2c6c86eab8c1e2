import DropBox
import Glibc

extension DropBoxFault {
  /// Whether the file is simply not there.
  var isMissingFile: Bool { errno == ENOENT }
}

/// A file of ours read piece by piece.
final class FileSource {
  private let descriptor: Int32
  private let path: String

  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw DropBoxFault(operation: "open", path: path, cause: .system(errno: errno))
    }
  }

  deinit { close(descriptor) }

  /// Fills the front of the buffer; 0 at the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR {
        throw DropBoxFault(operation: "read", path: path, cause: .system(errno: errno))
      }
    }
  }
}
