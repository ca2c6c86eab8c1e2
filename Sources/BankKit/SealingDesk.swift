public import BankExchange
import DropBox
public import LoanBook
public import Quantities
public import Sealing

/// What a bank seals its packages with: its key, its code, the counter beside the key, and the
/// folder in which the packages are put. EXCHANGE §1, §2.
public struct SealingDesk: Sendable {
  /// The bank's private key.
  public let key: PrivateKey
  /// The file of that key; the counter lies beside it.
  public let keyFile: String
  /// The bank's code.
  public let bank: PartyCode
  /// When packages are made.
  public let now: Instant
  /// Where packages are put: the inbox, or a folder to be uploaded.
  public let out: String
  /// A number higher than the counter's, if the bank wants another than the next.
  public let number: Int?

  /// Reads the key and prepares to seal; makes nothing.
  ///
  /// - Throws: ``KitRefusal`` when the key will not do; `DropBoxFault`.
  public init(
    keyFile: String, bank: PartyCode, now: Instant, out: String, number: Int? = nil
  ) throws {
    key = try KeyFile.privateKey(keyFile)
    self.keyFile = keyFile
    self.bank = bank
    self.now = now
    self.out = out
    self.number = number
  }

  /// The counter of the packages for a receiver.
  public func counter(to receiver: PartyCode) -> PackageCounter {
    PackageCounter(beside: keyFile, from: bank, to: receiver)
  }

  /// Makes a package under the next number: `fill` writes the files into `….part` and lists them,
  /// the manifest is signed, and the folder is renamed when all of it is there.
  ///
  /// - Throws: ``KitRefusal``; ``KitFault``, `DropBoxFault` and `SealingFault` of the environment.
  ///   Then no package lies there; a number that was taken stays used.
  func package(
    _ type: MessageType, to receiver: PartyCode, _ content: PackageDraft.Content,
    fill: (String) throws -> [ListedFile]
  ) throws -> SealedPackage {
    let number = try counter(to: receiver).next(wanted: number)
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
      let files = try fill(part)
      let draft = PackageDraft(
        messageType: type, packageId: id.description, sender: bank, receiver: receiver,
        createdAt: now, files: files, content: content)
      let sealed = try draft.sealed(with: key)
      try KitDisk.create("\(part)/\(PackageFileName.manifest)", sealed.manifest)
      try KitDisk.create("\(part)/\(PackageFileName.signature)", sealed.signature)
      try KitDisk.rename(part, to: target)
      return SealedPackage(packageId: id.description, path: target, files: files)
    } catch {
      // Half a package must not lie about; the number stays used.
      try KitDisk.remove(part)
      throw error
    }
  }
}

/// A package that lies sealed in its folder.
public struct SealedPackage: Hashable, Sendable {
  /// `CODE-NNNNNNNNN`
  public let packageId: String
  /// The folder.
  public let path: String
  /// The files that the manifest lists.
  public let files: [ListedFile]
}
