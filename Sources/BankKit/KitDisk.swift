import Foundation

/// The bank's own disk did not do its part.
public struct KitFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was being done.
  public let operation: String
  /// On what.
  public let path: String
  /// What the system said.
  public let cause: String

  /// One line for a log.
  public var description: String { "\(operation) \(path): \(cause)" }
}

/// The kit's way to files and folders: every failure is a ``KitFault`` with its path.
enum KitDisk {
  /// The names in a folder, sorted, without those that belong to the system or to office programs
  /// (a leading point, or `~$` for a table that is open).
  static func names(_ folder: String) throws(KitFault) -> [String] {
    try attempt("list", folder) {
      try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { !$0.hasPrefix(".") && !$0.hasPrefix("~$") }.sorted()
    }
  }

  /// Whether something is there; a link counts as what it leads to.
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// Whether a plain file is there, not a folder, link or pipe.
  static func isPlainFile(_ path: String) throws(KitFault) -> Bool {
    try attempt("look at", path) {
      try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        == .typeRegular
    }
  }

  /// The size in bytes.
  static func size(_ path: String) throws(KitFault) -> Int64 {
    try attempt("look at", path) {
      try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64 ?? 0
    }
  }

  /// All bytes of a small file; nil when it has more than `limit`.
  static func read(_ path: String, limit: Int64) throws(KitFault) -> [UInt8]? {
    guard try size(path) <= limit else { return nil }
    var bytes: [UInt8] = []
    try pieces(of: path) { bytes.append(contentsOf: $0) }
    return Int64(bytes.count) <= limit ? bytes : nil
  }

  /// The bytes of a file of any size, piece by piece.
  static func pieces(of path: String, _ body: (Data) throws -> Void) throws(KitFault) {
    try attempt("read", path) {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { file.closeFile() }
      while let piece = try file.read(upToCount: 256 << 10), !piece.isEmpty { try body(piece) }
    }
  }

  /// Writes a new file, down to the disk.
  static func create(_ path: String, _ fill: (FileHandle) throws -> Void) throws(KitFault) {
    try attempt("write", path) {
      try Data().write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      defer { file.closeFile() }
      try fill(file)
      try file.synchronize()
    }
  }

  /// Writes a new file with these bytes.
  static func create(_ path: String, _ bytes: [UInt8]) throws(KitFault) {
    try create(path) { try $0.write(contentsOf: Data(bytes)) }
  }

  /// Makes a folder, with those above it when `deep`.
  static func makeFolder(_ path: String, deep: Bool = true) throws(KitFault) {
    try attempt("make", path) {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: deep)
    }
  }

  /// Renames; fails when the new name is taken.
  static func rename(_ path: String, to newPath: String) throws(KitFault) {
    try attempt("rename", path) {
      try FileManager.default.moveItem(atPath: path, toPath: newPath)
    }
  }

  /// Removes a file or a folder with all it holds.
  static func remove(_ path: String) throws(KitFault) {
    try attempt("remove", path) { try FileManager.default.removeItem(atPath: path) }
  }

  /// Copies a folder entry by entry as it is: links stay links, and nothing is followed.
  static func copyTree(_ path: String, to copy: String) throws(KitFault) {
    try attempt("copy", path) { try FileManager.default.copyItem(atPath: path, toPath: copy) }
  }

  /// Does something on the disk and tells what failed.
  static func attempt<Result>(
    _ operation: String, _ path: String, _ body: () throws -> Result
  ) throws(KitFault) -> Result {
    do {
      return try body()
    } catch let fault as KitFault {
      throw fault
    } catch {
      throw KitFault(operation: operation, path: path, cause: error.localizedDescription)
    }
  }
}
