import CXlsxWriter
import Glibc

/// Reads the parts of a ZIP archive one after the other, as they lie.
final class ZipReader {
  private let path: String
  private let file: UnsafeMutablePointer<FILE>
  private var entry: (method: Int, checksum: UInt, packed: Int, size: Int)?

  init(_ path: String) throws(StatementFault) {
    self.path = path
    guard let file = fopen(path, "rbe") else {
      throw StatementFault(operation: "open", path: path, cause: .system(errno: errno))
    }
    self.file = file
  }

  deinit { fclose(file) }

  /// Name of the next part, nil where the directory at the end begins.
  func next() throws(StatementFault) -> String? {
    precondition(entry == nil, "the part before was not unpacked")
    let head = try take(4)
    if head == [0x50, 0x4B, 0x01, 0x02] {
      try checkEnd()
      return nil
    }
    guard head == [0x50, 0x4B, 0x03, 0x04] else { throw broken("no part where one is due") }
    let fields = try take(26)
    let number = { (at: Int, count: Int) -> Int in
      (0..<count).reversed().reduce(0) { $0 << 8 | Int(fields[at + $1]) }
    }
    // A part whose size follows it would need another way of reading.
    guard number(2, 2) & 8 == 0 else { throw broken("a part without its size") }
    let name = try take(number(22, 2))
    _ = try take(number(24, 2))
    entry = (number(4, 2), UInt(number(10, 4)), number(14, 4), number(18, 4))
    return String(decoding: name, as: UTF8.self)
  }

  /// Gives the bytes of the part stretch by stretch.
  func unpack(_ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(StatementFault) {
    guard let entry else { preconditionFailure("no part") }
    self.entry = nil
    guard entry.method == 8 else { throw broken("a part that is not deflated") }
    var stream = z_stream()
    // Negative: no zlib header. 15 bits is the largest window.
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, -15, ZLIB_VERSION, size) == Z_OK else {
      throw broken("out of memory")
    }
    defer { inflateEnd(&stream) }
    var left = entry.packed
    var checksum = crc32(0, nil, 0)
    var total = 0
    var status = Z_OK
    var output = [UInt8](repeating: 0, count: 128 << 10)
    while status == Z_OK, left > 0 {
      var input = try take(min(left, 64 << 10))
      left -= input.count
      status = input.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        var status = Z_OK
        repeat {
          output.withUnsafeMutableBufferPointer { output in
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            status = inflate(&stream, Z_NO_FLUSH)
            let count = output.count - Int(stream.avail_out)
            checksum = crc32(checksum, output.baseAddress, UInt32(count))
            total += count
            body(UnsafeBufferPointer(rebasing: output[..<count]))
          }
        } while status == Z_OK && (stream.avail_in > 0 || stream.avail_out == 0)
        // Nothing left to do with this input is no error.
        return status == Z_BUF_ERROR ? Z_OK : status
      }
    }
    guard status == Z_STREAM_END, left == 0, total == entry.size,
      UInt(checksum) == entry.checksum
    else { throw broken("a part does not unpack to its checksum") }
  }

  /// The end of an archive without comment is 22 bytes with a mark of their own.
  private func checkEnd() throws(StatementFault) {
    guard fseek(file, -22, SEEK_END) == 0, try take(4) == [0x50, 0x4B, 0x05, 0x06] else {
      throw broken("no end of the archive")
    }
  }

  private func take(_ count: Int) throws(StatementFault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    guard fread(&bytes, 1, count, file) == count else { throw broken("ends early") }
    return bytes
  }

  private func broken(_ what: String) -> StatementFault {
    StatementFault(operation: "read back", path: path, cause: .incomplete(what))
  }
}
