/// The environment failed while a package was made or dropped: a file could not be written, the
/// cryptographic library refused. Never a mistake in the plan.
public struct DemoFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was being done.
  public let operation: String
  /// The file or folder concerned.
  public let path: String
  /// The system's own words.
  public let cause: String

  /// One line for a log.
  public var description: String { "\(operation) \(path): \(cause)" }
}
