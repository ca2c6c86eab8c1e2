import Glibc

/// A file read piece by piece into somebody else's buffer, as a JSON reader asks for it.
public final class FileSource {
  private let file: OpenFile

  /// Opens a file; a link in its place is a fault, links among the folders above it are followed.
  ///
  /// - Throws: ``DropBoxFault``, untyped, as callers catch it beside faults of other rooms.
  public init(_ path: String) throws {
    let descriptor = try Disk.call(.open, path) {
      open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    }
    file = OpenFile(descriptor: descriptor, path: path)
  }

  /// Fills the front of the buffer; 0 at the end of the file.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try file.read(into: buffer)
  }

  /// Hands out the rest of the file in pieces of 256 KiB at most, each valid during the call.
  public func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    defer { buffer.deallocate() }
    while case let count = try read(into: buffer), count > 0 {
      try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }
}

extension DropBoxFault {
  /// Whether the file is simply not there.
  public var isMissingFile: Bool { errno == ENOENT }
}
