import Glibc
public import Sealing

/// The file system, or the cryptographic library, did not do its part: never the sender's
/// mistake. The office stops with exit code 70 and tries again later.
public struct DropBoxFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What lies behind a fault.
  public enum Cause: Hashable, Sendable {
    /// A system call failed with this error number.
    case system(errno: Int32)
    /// Another process holds the lock; its process number, when it could be read.
    case held(by: Int32?)
    /// Something of this name exists already with other content.
    case differs
    /// The digest could not be computed.
    case sealing(SealingFault)
  }

  /// What was being done, a system call's name or a verb of this room.
  public let operation: String
  /// On what.
  public let path: String
  /// Why it failed.
  public let cause: Cause

  /// A fault.
  public init(operation: String, path: String, cause: Cause) {
    self.operation = operation
    self.path = path
    self.cause = cause
  }

  /// The system's error number, when a system call failed.
  public var errno: Int32? {
    if case .system(let errno) = cause { errno } else { nil }
  }

  /// One line for a log.
  public var description: String {
    let reason =
      switch cause {
      case .system(let number): "\(String(cString: strerror(number))) (errno \(number))"
      case .held(let pid?): "held by process \(pid)"
      case .held(nil): "held by another process"
      case .differs: "exists with other content"
      case .sealing(let fault): fault.description
      }
    return "\(operation) \(path): \(reason)"
  }
}

extension DropBoxFault {
  /// Whether a call failed because the entry is gone or is no longer what it was.
  var isAboutTheEntry: Bool {
    errno.map { [ENOENT, ENOTDIR, ELOOP, ENXIO, EISDIR].contains($0) } ?? false
  }
}
