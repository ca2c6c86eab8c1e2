import BankExchange
import DropBox
import Ledger
import LoanBook
import Quantities
import Sealing
import StrictJSON

/// A package of this system, sealed, before it is sent.
struct PackageToSend {
  let bank: PartyCode
  /// Where it stands in the ledger.
  let entry: OutboxEntry
  private let digest: Digest
  private let files: [(name: String, bytes: [UInt8])]

  /// Seals a draft with one of our keys, under the number that the draft's name has.
  init(
    _ draft: PackageDraft, number: Int,
    _ attached: [(listed: ListedFile, bytes: [UInt8])] = [], signedBy key: PrivateKey
  ) throws {
    let sealed = try draft.sealed(with: key)
    try self.init(
      to: draft.receiver, number: number, packageId: draft.packageId,
      messageType: draft.messageType.rawValue, algorithm: key.suite.digestAlgorithm,
      files: [
        (name: PackageFileName.manifest, bytes: sealed.manifest),
        (name: PackageFileName.signature, bytes: sealed.signature),
      ] + attached.map { (name: $0.listed.name, bytes: $0.bytes) })
  }

  /// Names a package whose files, the manifest first, are sealed already.
  init(
    to bank: PartyCode, number: Int, packageId: String, messageType: String,
    algorithm: DigestAlgorithm, files: [(name: String, bytes: [UInt8])]
  ) throws {
    precondition(files.first?.name == PackageFileName.manifest, "the manifest names the package")
    self.bank = bank
    self.files = files
    digest = try Digest.of(files[0].bytes, algorithm)
    entry = OutboxEntry(
      number: number, packageId: packageId, messageType: messageType, archivedAs: digest.hex)
  }

  /// How the journal names it.
  var journal: JSONValue {
    [
      "bank": .string(bank.text), "packageId": .string(entry.packageId),
      "messageType": .string(entry.messageType), "archivedAs": .string(entry.archivedAs),
    ]
  }

  /// Puts its files into the archive, down to the disk.
  func keep(in archive: PackageArchive) throws {
    let staging = try archive.stage()
    for file in files { try staging.write(file.name, file.bytes) }
    try archive.keep(staging, digest)
  }
}
