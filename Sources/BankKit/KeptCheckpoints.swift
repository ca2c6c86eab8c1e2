import Foundation
import Sealing

/// The heads of the transparency log that a bank got from the bureau, a file each: the bank as a
/// witness. All three kits keep them under the same names. EXCHANGE §4.
public struct KeptCheckpoints: Sendable {
  /// The folder.
  public let folder: String

  private static let prefix = "checkpoint-"
  /// A head is some hundred bytes; whoever wants to fill our disk is stopped here.
  private static let limit: Int64 = 64 << 10
  private static let rootBytes = 44

  /// The heads in a folder, which need not exist.
  public init(_ folder: String) { self.folder = folder }

  /// Where they are kept unless the bank says otherwise: beside the bureau's pinned key.
  public init(beside publicKeyFile: String) {
    let parent = URL(fileURLWithPath: publicKeyFile).deletingLastPathComponent().path
    self.init(parent + "/checkpoints")
  }

  /// Keeps a head; nothing when it is there already.
  ///
  /// - Returns: its file, nil when the text is no head.
  /// - Throws: ``KitFault`` and `SealingFault`.
  @discardableResult
  public func keep(_ note: String) throws -> String? {
    guard let name = try Self.name(of: note) else { return nil }
    let path = "\(folder)/\(name)"
    try KitDisk.makeFolder(folder)
    if !KitDisk.exists(path) { try KitDisk.create(path, Array(note.utf8)) }
    return path
  }

  /// All that are kept, the smallest log first.
  ///
  /// - Throws: ``KitRefusal`` when there is no such folder; ``KitFault``.
  public func all() throws -> [(path: String, bytes: [UInt8])] {
    guard KitDisk.exists(folder) else {
      throw KitRefusal(folder, "没有这个文件夹", "请指明存放检查点的文件夹，默认在人社局公钥文件旁边的 checkpoints")
    }
    return try KitDisk.names(folder).filter { $0.hasPrefix(Self.prefix) }.map { name in
      let path = "\(folder)/\(name)"
      guard let bytes = try KitDisk.read(path, limit: Self.limit) else {
        throw KitRefusal(path, "不是检查点，文件过大", "请移走这个文件")
      }
      return (path, bytes)
    }
  }

  /// `checkpoint-000000000604-3f2a9c01d4e5b6a7`: the size, so that they stand in order, and what
  /// tells two heads of one size apart, for those are what a witness is to show. Nil when the text
  /// is no head.
  private static func name(of note: String) throws -> String? {
    let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 4, (1...12).contains(lines[1].utf8.count),
      lines[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), lines[2].utf8.count == rootBytes
    else { return nil }
    let size = String(repeating: "0", count: 12 - lines[1].utf8.count) + lines[1]
    return "\(prefix)\(size)-\(try Digest.of(Array(note.utf8), .sha256).hex.prefix(16))"
  }
}
