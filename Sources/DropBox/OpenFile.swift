import Glibc

/// Owns one open file.
final class OpenFile {
  let path: String
  fileprivate let descriptor: Int32

  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  // Everything that must be on disk was synced before; close can report nothing new.
  deinit { close(descriptor) }

  func status() throws(DropBoxFault) -> FileStatus {
    var raw = stat()
    try Disk.call(.status, path) { fstat(descriptor, &raw) }
    return FileStatus(raw)
  }

  /// Reads some bytes; zero means the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DropBoxFault) -> Int {
    try Disk.call(.read, path) { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
  }

  /// Writes all bytes.
  func write(_ bytes: UnsafeRawBufferPointer) throws(DropBoxFault) {
    var rest = bytes
    while !rest.isEmpty {
      let count = try Disk.call(.write, path) {
        Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Writes all bytes.
  func write(_ bytes: [UInt8]) throws(DropBoxFault) {
    let outcome = bytes.withUnsafeBytes { buffer -> Result<Void, DropBoxFault> in
      do throws(DropBoxFault) {
        return .success(try write(buffer))
      } catch {
        return .failure(error)
      }
    }
    try outcome.get()
  }

  func sync() throws(DropBoxFault) {
    try Disk.call(.sync, path) { fsync(descriptor) }
  }

  func setMode(_ mode: mode_t) throws(DropBoxFault) {
    try Disk.call(.mode, path) { fchmod(descriptor, mode) }
  }

  func truncate() throws(DropBoxFault) {
    try Disk.call(.truncate, path) { ftruncate(descriptor, 0) }
  }

  /// Takes the file's lock for this process without waiting.
  func lock() throws(DropBoxFault) {
    try Disk.call(.lock, path) { flock(descriptor, LOCK_EX | LOCK_NB) }
  }

  /// Reads to the end, at most `limit` bytes; nil when there are more.
  func readAll(limit: Int64) throws(DropBoxFault) -> [UInt8]? {
    var bytes: [UInt8] = []
    let buffer = Buffer(count: 64 << 10)
    while true {
      let count = try read(into: buffer.raw)
      if count == 0 { return bytes }
      guard Int64(bytes.count + count) <= limit else { return nil }
      bytes.append(contentsOf: buffer.raw[..<count])
    }
  }
}

/// Owns memory for copying.
final class Buffer {
  let raw: UnsafeMutableRawBufferPointer
  init(count: Int) { raw = .allocate(byteCount: count, alignment: 4096) }
  deinit { raw.deallocate() }
}
