/// A file of the log is not there or not what the log's size and root demand.
public enum LogFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file does not exist.
  case missing(path: String)
  /// The file has another length or form than the log's size demands.
  case malformed(path: String)
  /// The files of the right edge do not give the root.
  case otherRoot(size: Int64)

  /// One line for a log.
  public var description: String {
    switch self {
    case .missing(let path): "\(path): missing"
    case .malformed(let path): "\(path): malformed"
    case .otherRoot(let size): "the tiles of the log of size \(size) do not give its root"
    }
  }
}

/// A file to be published, by its path below the site's root.
public struct LogFile: Hashable, Sendable {
  /// The path.
  public let path: String
  /// The content.
  public let bytes: [UInt8]

  /// A file.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// Reads a published file by its path below the site's root; nil when there is none.
public typealias ReadFile = (_ path: String) throws -> [UInt8]?
