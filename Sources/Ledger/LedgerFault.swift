import Foundation
import GRDB

/// The database did not do what was asked: disk full, read-only, locked, damaged. Nothing of the
/// transaction was kept.
public struct LedgerFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was to be done.
  public let operation: String
  /// The database file.
  public let path: String
  /// What kept it from being done, in SQLite's words, without any value.
  public let cause: String
  /// Why, as far as the remedy depends on it.
  public let reason: Reason

  /// The reasons that call for different remedies.
  public enum Reason: Hashable, Sendable {
    case diskFull
    case readOnly
    case locked
    case damaged
    case missing
    case newer
    /// The data broke a rule of the schema: this transaction's fault, nobody else's.
    case contradiction
    case other
  }

  /// The fault in words, without any value of the database.
  public var description: String { "\(operation) (\(path)): \(cause)" }

  /// States a fault.
  public init(operation: String, path: String, cause: String, reason: Reason) {
    self.operation = operation
    self.path = path
    self.cause = cause
    self.reason = reason
  }

  /// The error's message without SQL arguments: those may be personal data.
  init(_ error: DatabaseError, operation: String, path: String) {
    self.operation = operation
    self.path = path
    self.cause = "\(error.extendedResultCode): \(error.message ?? "")"
    self.reason =
      switch error.resultCode {
      case .SQLITE_FULL: .diskFull
      case .SQLITE_READONLY, .SQLITE_PERM: .readOnly
      case .SQLITE_BUSY, .SQLITE_LOCKED: .locked
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged
      // On a read-only disk what stands beside the file cannot be made.
      case .SQLITE_CANTOPEN:
        FileManager.default.fileExists(atPath: path) ? .readOnly : .missing
      case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG: .contradiction
      default: .other
      }
  }
}
