import BankExchange
import DropBox
import LoanBook
import Sealing

/// A package of the bureau in the conformance pack, with what became of it on its way.
struct ConformanceMail {
  /// What it carries.
  let type: MessageType
  /// The files that its manifest lists.
  let files: [(name: String, role: FileRole, bytes: [UInt8])]
  /// The members of its type.
  let content: PackageDraft.Content
  /// What became of it.
  let change: Change

  /// What can become of a package on its way.
  enum Change {
    case none
    /// The manifest was altered after it was signed.
    case altered
    /// Somebody else signed it.
    case foreignKey
    /// The folder bears another name.
    case otherFolder
    /// It was meant for another bank.
    case otherBank
    /// The last file was altered.
    case alteredFile
    /// The last file is not there.
    case missingFile
  }

  /// Writes the package below a folder; gives the manifest as it was signed.
  func write(into folder: String, number: Int, _ order: ConformanceOrder) throws -> [UInt8] {
    guard let id = PackageId(sender: order.receiver.text, number: number),
      let other = PackageId(sender: order.receiver.text, number: number + 1),
      let otherBank = PartyCode("OTHERBANK")
    else { preconditionFailure("a code and a small number make a name") }
    let algorithm = order.bureau.suite.digestAlgorithm
    let draft = PackageDraft(
      messageType: type, packageId: id.description, sender: order.receiver,
      receiver: change == .otherBank ? otherBank : order.bank, createdAt: order.now,
      files: try files.map {
        try ListedFile(name: $0.name, role: $0.role, bytes: $0.bytes, algorithm: algorithm)
      }, content: content)
    let sealed = try draft.sealed(with: change == .foreignKey ? order.stranger : order.bureau)
    let place = "\(folder)/\(change == .otherFolder ? other : id)"
    try KitDisk.makeFolder(place)
    try KitDisk.create(
      "\(place)/\(PackageFileName.manifest)",
      change == .altered ? sealed.manifest + [0x0A] : sealed.manifest)
    try KitDisk.create("\(place)/\(PackageFileName.signature)", sealed.signature)
    for (index, file) in files.enumerated() {
      let isLast = index == files.count - 1
      if isLast, change == .missingFile { continue }
      // One letter in another case: the size stays.
      let bytes =
        isLast && change == .alteredFile ? file.bytes.dropLast(2) + [0x20, 0x0A] : file.bytes
      try KitDisk.create("\(place)/\(file.name)", bytes)
    }
    return sealed.manifest
  }
}
