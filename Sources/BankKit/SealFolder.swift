public import BankExchange
import DropBox
import Foundation
public import LoanBook
import Sealing

/// A batch that lies sealed in its folder.
public struct SealedBatch: Hashable, Sendable {
  /// The package.
  public let package: SealedPackage
  /// The control total.
  public let control: BatchControl
  /// Records with something wrong in their form, which the bureau will refuse (R701).
  public let illFormed: Int
}

extension SealingDesk {
  /// Seals a folder with records.json or with filled-in tables, and the attachments: the records
  /// are read once for the control total, every file is copied while it is hashed. EXCHANGE §2.
  ///
  /// - Throws: ``KitRefusal`` with everything that hinders; then nothing was made and no number
  ///   used. ``KitFault``, `DropBoxFault` and `SealingFault` of the environment.
  public func seal(_ folder: String, to receiver: PartyCode) throws -> SealedBatch {
    let content = try FolderContent.read(folder)
    let package = try package(.batch, to: receiver, .batch(content.control)) { part in
      try write(content, of: folder, into: part)
    }
    return SealedBatch(
      package: package, control: content.control, illFormed: content.illFormed)
  }

  private func write(
    _ content: FolderContent, of folder: String, into part: String
  ) throws -> [ListedFile] {
    let algorithm = key.suite.digestAlgorithm
    var files: [ListedFile] = []
    switch content.records {
    case .file(let path):
      files.append(
        try copy(path, RecordDecoder.file, .records, into: part, algorithm))
    case .bytes(let bytes):
      try KitDisk.create("\(part)/\(RecordDecoder.file)", bytes)
      files.append(
        try ListedFile(
          name: RecordDecoder.file, role: .records, bytes: bytes, algorithm: algorithm))
    }
    for name in content.attachments {
      files.append(
        try copy("\(folder)/\(name)", name, .attachment, into: part, algorithm))
    }
    return files
  }

  private func copy(
    _ path: String, _ name: String, _ role: FileRole, into part: String,
    _ algorithm: DigestAlgorithm
  ) throws -> ListedFile {
    let digest = try DigestStream(algorithm)
    var size: Int64 = 0
    try KitDisk.create("\(part)/\(name)") { target in
      try KitDisk.pieces(of: path) { piece in
        piece.withUnsafeBytes { digest.update($0) }
        size += Int64(piece.count)
        try target.write(contentsOf: piece)
      }
    }
    return ListedFile(name: name, role: role, size: size, digest: try digest.finish().hex)
  }
}
