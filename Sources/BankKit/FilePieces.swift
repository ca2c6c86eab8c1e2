import Foundation

/// A file read piece by piece into somebody else's buffer, as a JSON reader asks for it.
final class FilePieces {
  private let file: FileHandle
  private let path: String

  init(_ path: String) throws(KitFault) {
    self.path = path
    file = try KitDisk.attempt("open", path) {
      try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    }
  }

  deinit { file.closeFile() }

  /// Fills the front of the buffer; 0 at the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(KitFault) -> Int {
    let piece = try KitDisk.attempt("read", path) { try file.read(upToCount: buffer.count) }
    guard let piece else { return 0 }
    return piece.copyBytes(to: buffer)
  }
}
