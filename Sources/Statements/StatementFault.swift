/// Why a statement could not be written. Nothing new lies in the folder then.
public struct StatementFault: Error, Sendable, CustomStringConvertible {
  /// What was attempted.
  public let operation: String
  /// The file or folder it was about.
  public let path: String
  /// What stood in the way.
  public let cause: Cause

  /// What stood in the way.
  public enum Cause: Sendable {
    /// The system refused; `ENOSPC` is a full disk.
    case system(errno: Int32)
    /// libxlsxwriter refused, in its own words.
    case library(String)
    /// What was read back is not what had been written, as on a disk that was full for a moment.
    case incomplete(String)
    /// Files of these names with other content are there and may not be replaced.
    case exists([String])
    /// Another program is writing into the folder.
    case busy
    /// A total or subtotal is not the sum of its rows.
    case sumDiffers(SumDifference)
    /// There are more or fewer lines than their source states.
    case linesDiffer(sheet: String, stated: Int, found: Int)
    /// The parts of a row, or two sheets, contradict each other.
    case contradiction(String)
    /// A value that no cell can hold.
    case unwritable(String)
    /// The source of the rows failed.
    case rows(any Error)
  }

  /// A fault.
  public init(operation: String, path: String, cause: Cause) {
    self.operation = operation
    self.path = path
    self.cause = cause
  }

  /// Operation, path and cause in one line.
  public var description: String { "\(operation) \(path): \(cause)" }
}

/// A total that is not the sum of its rows.
public struct SumDifference: Hashable, Sendable {
  /// The sheet's name.
  public let sheet: String
  /// The column's heading.
  public let column: String
  /// 合计 or the label of the subtotal's row.
  public let label: String
  /// What is stated, in the cell's smallest unit (fen, pieces).
  public let stated: Int64
  /// What the rows sum to, in the same unit.
  public let summed: Int64
}
