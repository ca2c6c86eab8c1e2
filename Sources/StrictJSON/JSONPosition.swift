/// Where a value or an error stands in a document.
///
/// The column counts bytes, not characters: it is what `head -c` and editors that show byte
/// positions count, and it does not depend on a Unicode version.
public struct JSONPosition: Hashable, Sendable {
  /// Line, from 1; lines end with LF.
  public var line: Int
  /// Byte within the line, from 1.
  public var column: Int
  /// Byte within the document, from 0.
  public var offset: Int64

  /// A position; the caller keeps the three figures consistent.
  public init(line: Int, column: Int, offset: Int64) {
    self.line = line
    self.column = column
    self.offset = offset
  }
}
