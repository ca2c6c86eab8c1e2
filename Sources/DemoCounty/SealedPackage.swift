public import BankExchange
import Foundation
public import Quantities
public import Sealing

/// A package held in memory, sealed and ready to be dropped: what a bank's programmer makes with
/// `openssl` and a text writer. EXCHANGE §1, §2.
public struct SealedPackage: Hashable, Sendable {
  /// A file with its bytes.
  public struct File: Hashable, Sendable {
    /// The file's name within the folder.
    public var name: String
    /// Its content.
    public var bytes: [UInt8]

    /// Names some bytes.
    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The name of the folder.
  public var packageId: String
  /// The content files, then manifest.json, then manifest.sig.
  public var files: [File]

  /// Gathers files under a folder name.
  public init(packageId: String, files: [File]) {
    self.packageId = packageId
    self.files = files
  }

  /// Seals a draft whose files are `files`.
  public static func seal(
    _ draft: PackageDraft, files: [File], key: PrivateKey
  ) throws(SealingFault) -> SealedPackage {
    let sealed = try draft.sealed(with: key)
    return SealedPackage(
      packageId: draft.packageId,
      files: files + [
        File(name: "manifest.json", bytes: sealed.manifest),
        File(name: "manifest.sig", bytes: sealed.signature),
      ])
  }

  /// Drops the package into an inbox: written as `….part`, renamed when complete; files and
  /// folder bear the time `at`. EXCHANGE §1.
  public func drop(into inbox: String, at: Instant) throws(DemoFault) {
    let folder = inbox + "/" + packageId
    let part = folder + ".part"
    let time = Date(timeIntervalSince1970: TimeInterval(at.seconds))
    do {
      let disk = FileManager.default
      try disk.createDirectory(atPath: part, withIntermediateDirectories: false)
      for file in files {
        let path = part + "/" + file.name
        try Data(file.bytes).write(to: URL(fileURLWithPath: path))
        try disk.setAttributes([.modificationDate: time], ofItemAtPath: path)
      }
      try disk.setAttributes([.modificationDate: time], ofItemAtPath: part)
      try disk.moveItem(atPath: part, toPath: folder)
    } catch {
      throw DemoFault(operation: "dropping a package", path: folder, cause: "\(error)")
    }
  }
}
