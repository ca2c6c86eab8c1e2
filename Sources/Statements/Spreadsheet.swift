import CXlsxWriter
import Glibc
import Quantities

/// An XLSX file that is written row by row through libxlsxwriter, of whose objects it is the owner.
///
/// Rows go to unnamed temporary files beside the target ("constant memory"), so that memory does
/// not grow with them. The library does not notice when such a file cannot take more; therefore
/// `finish` reads the result back (`SpreadsheetCheck`).
final class Spreadsheet {
  typealias Worksheet = UnsafeMutablePointer<lxw_worksheet>
  typealias Format = UnsafeMutablePointer<lxw_format>

  let path: String
  private var workbook: UnsafeMutablePointer<lxw_workbook>?
  private var formats: [Look: Format] = [:]
  private var written: [(worksheet: Worksheet, counts: SheetCounts)] = []

  /// Begins the file at a path that exists. `created` is the only time in it.
  init(
    _ path: String, folder: String, title: String, author: String, created: Instant
  ) throws(StatementFault) {
    self.path = path
    // The library copies both strings.
    workbook = folder.withCString { folder in
      var options = lxw_workbook_options()
      options.constant_memory = 1
      options.tmpdir = UnsafeMutablePointer(mutating: folder)
      return workbook_new_opt(path, &options)
    }
    guard let workbook else {
      throw StatementFault(operation: "begin", path: path, cause: .library("out of memory"))
    }
    try check(
      CellText.visible(title).withCString { title in
        CellText.visible(author).withCString { author in
          var properties = lxw_doc_properties()
          properties.title = UnsafeMutablePointer(mutating: title)
          properties.author = UnsafeMutablePointer(mutating: author)
          properties.created = time_t(created.seconds)
          return workbook_set_properties(workbook, &properties)
        }
      }, "set properties")
  }

  deinit { if let workbook { lxw_workbook_free(workbook) } }

  /// Adds a sheet.
  func add(_ name: String) throws(StatementFault) -> Worksheet {
    guard CellText.visible(name) == name,
      let worksheet = workbook_add_worksheet(workbook, name)
    else {
      throw StatementFault(
        operation: "add sheet \(name)", path: path, cause: .library("name not possible"))
    }
    return worksheet
  }

  /// The format of a look, made once.
  func format(_ look: Look) throws(StatementFault) -> Format {
    if let format = formats[look] { return format }
    guard let format = workbook_add_format(workbook) else {
      throw StatementFault(operation: "add format", path: path, cause: .library("out of memory"))
    }
    look.apply(to: format)
    formats[look] = format
    return format
  }

  /// Notes what a sheet must hold when it is read back.
  func wrote(_ worksheet: Worksheet, rows: Int, cells: Int) throws(StatementFault) {
    let file = worksheet.pointee.optimize_tmpfile
    guard let file, fflush(file) == 0, ferror(file) == 0 else {
      throw StatementFault(operation: "write rows of", path: path, cause: .system(errno: errno))
    }
    written.append((worksheet, SheetCounts(rows: rows, cells: cells, bytes: Int(ftell(file)))))
  }

  /// Puts the file together and reads it back.
  func finish() throws(StatementFault) {
    guard let workbook else { preconditionFailure("finished twice") }
    let counts = written.map(\.counts)
    errno = 0
    // It frees everything, whatever comes of it.
    let outcome = workbook_close(workbook)
    let code = errno
    self.workbook = nil
    guard outcome.rawValue == LXW_NO_ERROR.rawValue else {
      let full = [ENOSPC, EDQUOT, EFBIG, EIO].contains(code)
      throw StatementFault(
        operation: "put together", path: path,
        cause: full ? .system(errno: code) : .library(String(cString: lxw_strerror(outcome))))
    }
    try SpreadsheetCheck.run(path, counts)
  }

  /// Turns the library's answer into a fault.
  func check(_ error: lxw_error, _ operation: String) throws(StatementFault) {
    guard error.rawValue != LXW_NO_ERROR.rawValue else { return }
    throw StatementFault(
      operation: operation, path: path, cause: .library(String(cString: lxw_strerror(error))))
  }
}

/// What the rows of one sheet amount to.
struct SheetCounts: Equatable {
  /// Rows.
  var rows: Int
  /// Cells.
  var cells: Int
  /// Bytes of all rows but the last.
  var bytes: Int
}
