import Glibc
import Markup

/// A CSV file that is written as its rows come.
final class CSVFile {
  let path: String
  private let descriptor: Int32
  private let header: [String]
  private let prefix: Int
  private var pending: CSV

  /// Begins the file at a path that exists.
  init(_ path: String, header: [String]) throws(StatementFault) {
    self.path = path
    self.header = header
    pending = CSV(header: header)
    prefix = pending.bytes.count
    descriptor = open(path, O_WRONLY | O_TRUNC | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw StatementFault(operation: "open", path: path, cause: .system(errno: errno))
    }
    try FileBytes.write(pending.bytes[...], to: descriptor, path)
  }

  deinit { close(descriptor) }

  /// Adds a row.
  func row(_ cells: [CSV.Cell]) throws(StatementFault) {
    pending.row(cells)
    if pending.bytes.count > 64 << 10 { try finish() }
  }

  /// Writes what is still in memory. A CSV always begins with its header, which the file has.
  func finish() throws(StatementFault) {
    try FileBytes.write(pending.bytes[prefix...], to: descriptor, path)
    pending = CSV(header: header)
  }
}
