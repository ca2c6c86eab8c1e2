public import BankExchange
import DropBox
import Foundation
public import LoanBook
public import Quantities
public import Sealing

/// What is to be sealed, by whom and for whom.
public struct SealOrder: Sendable {
  /// A folder with records.json or with filled-in tables, and the attachments.
  public var folder: String
  /// The bank's private key.
  public var key: PrivateKey
  /// The bank's code.
  public var bank: PartyCode
  /// The code of the system that receives.
  public var receiver: PartyCode
  /// When the package is made.
  public var now: Instant
  /// Where the package is put: the inbox, or a folder to be uploaded.
  public var out: String
  /// Where the number comes from.
  public var counter: PackageCounter
  /// A number higher than the counter's, if the bank wants another than the next.
  public var number: Int?

  /// Orders a package.
  public init(
    folder: String, key: PrivateKey, bank: PartyCode, receiver: PartyCode, now: Instant,
    out: String, counter: PackageCounter, number: Int? = nil
  ) {
    self.folder = folder
    self.key = key
    self.bank = bank
    self.receiver = receiver
    self.now = now
    self.out = out
    self.counter = counter
    self.number = number
  }
}

/// A package that lies sealed in its folder.
public struct SealedFolder: Hashable, Sendable {
  /// `CODE-NNNNNNNNN`
  public let packageId: String
  /// The folder.
  public let path: String
  /// The control total.
  public let control: BatchControl
  /// The files that the manifest lists.
  public let files: [ListedFile]
  /// Records with something wrong in their form, which the bureau will refuse (R701).
  public let illFormed: Int
}

extension SealOrder {
  /// Seals the folder: the records are read once for the control total, every file is copied
  /// while it is hashed, the manifest is signed, and `….part` is renamed when all of it is there.
  /// EXCHANGE §1, §2.
  ///
  /// - Throws: ``KitRefusal`` with everything that hinders; then nothing was made and no number
  ///   used. ``KitFault``, `DropBoxFault` and `SealingFault` of the environment.
  public func seal() throws -> SealedFolder {
    let content = try FolderContent.read(folder)
    let number = try counter.next(wanted: number)
    guard let id = PackageId(sender: bank.text, number: number) else {
      preconditionFailure("a code and nine digits make a name")
    }
    let target = "\(out)/\(id)"
    let part = target + ".part"
    for path in [target, part] where KitDisk.exists(path) {
      throw KitRefusal(path, "已有同名的包", "请移走后重试，序号会自动加一")
    }
    try KitDisk.makeFolder(out)
    try KitDisk.makeFolder(part, deep: false)
    do {
      let files = try write(content, into: part)
      let draft = PackageDraft(
        messageType: .batch, packageId: id.description, sender: bank, receiver: receiver,
        createdAt: now, files: files, content: .batch(content.control))
      let sealed = try draft.sealed(with: key)
      try KitDisk.create("\(part)/\(PackageFileName.manifest)", sealed.manifest)
      try KitDisk.create("\(part)/\(PackageFileName.signature)", sealed.signature)
      try KitDisk.rename(part, to: target)
      return SealedFolder(
        packageId: id.description, path: target, control: content.control, files: files,
        illFormed: content.illFormed)
    } catch {
      // Half a package must not lie about; the number stays used.
      try KitDisk.remove(part)
      throw error
    }
  }

  private func write(_ content: FolderContent, into part: String) throws -> [ListedFile] {
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
