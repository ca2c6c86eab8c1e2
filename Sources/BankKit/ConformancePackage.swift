import BankExchange
import DropBox
import Foundation
import Intake
import LoanBook
import Quantities
import Sealing
import StrictJSON

/// The bytes of a case's package, made and spoilt as the case says.
struct ConformancePackage {
  /// The folder's name.
  let name: String
  /// The files, in order.
  private(set) var files: [(name: String, bytes: [UInt8])]

  /// The package `number` of the pack; `stranger` signs where a foreign key is asked for.
  init(_ item: ConformanceCase, number: Int, order: ConformanceOrder) throws {
    let owner = item.folderOwner ?? order.bank.text
    let packageId = Self.packageId(order.bank.text, number + item.offset)
    name = Self.packageId(owner, number + item.offset)
    let algorithm = order.key.suite.digestAlgorithm
    let main = try item.main(order)
    files = main.file.map { [$0] } ?? []
    files += item.attachments
    let listed = try files.enumerated().map { index, file in
      try ListedFile(
        name: file.name, role: main.file != nil && index == 0 ? main.role : .attachment,
        bytes: file.bytes, algorithm: algorithm)
    }
    let draft = PackageDraft(
      messageType: main.type, packageId: packageId, sender: order.bank, receiver: order.receiver,
      createdAt: order.now + Int64(-86_400 * item.age), files: listed, content: main.content)
    let manifest = item.edited(draft.manifest(for: order.key.publicKey))
    let signature = try (item.isForeign ? order.stranger : order.key).sign(manifest)
    files += [
      (PackageFileName.manifest, manifest),
      (PackageFileName.signature, item.encoded(signature)),
    ]
    spoil(item)
  }

  /// Changes the files after signing.
  private mutating func spoil(_ item: ConformanceCase) {
    for change in item.changes {
      switch change {
      case .alter(let name, let piece, let other):
        for index in files.indices where files[index].name == name {
          files[index].bytes = ConformanceCase.replaced(files[index].bytes, piece, other)
        }
      case .add(let name, let bytes):
        files.removeAll { $0.name == name }
        files.append((name, bytes))
      case .remove(let name): files.removeAll { $0.name == name }
      default: break
      }
    }
  }

  /// Writes the package below a folder.
  func write(into folder: String) throws(KitFault) {
    try KitDisk.makeFolder("\(folder)/\(name)")
    for file in files { try KitDisk.create("\(folder)/\(name)/\(file.name)", file.bytes) }
  }

  private static func packageId(_ sender: String, _ number: Int) -> String {
    guard let id = PackageId(sender: sender, number: number) else {
      preconditionFailure("\(sender) and \(number) make a name")
    }
    return id.description
  }
}

/// What a package is by its type.
private struct MainPart {
  let type: MessageType
  let content: PackageDraft.Content
  let role: FileRole
  let file: (name: String, bytes: [UInt8])?
}

extension ConformanceCase {
  fileprivate func main(_ order: ConformanceOrder) throws -> MainPart {
    switch message {
    case .batch:
      return MainPart(
        type: .batch, content: .batch(control), role: .records,
        file: (RecordDecoder.file, recordsBytes))
    case .receipt(let packageId, let digest):
      let receipt = Receipt(
        packageId: packageId(order), manifestDigest: digest, stage: .business, status: .accepted,
        receivedAt: order.now)
      return MainPart(
        type: .receipt, content: .receipt(receipt), role: .attachment, file: nil)
    case .keyAnnounce(let pem):
      return MainPart(
        type: .keyAnnounce, content: .other, role: .key,
        file: (AnnouncedKey.file, Array(try pem(order).utf8)))
    }
  }

  fileprivate var folderOwner: String? {
    changes.lazy.compactMap { if case .folderOf(let code) = $0 { code } else { nil } }.first
  }

  /// How far the number lies from the next one that is expected.
  var offset: Int {
    changes.lazy.compactMap { if case .ahead(let count) = $0 { count } else { nil } }.first ?? 0
  }

  fileprivate var age: Int {
    changes.lazy.compactMap { if case .daysAgo(let days) = $0 { days } else { nil } }.first ?? 0
  }

  fileprivate var isForeign: Bool {
    changes.contains { if case .foreignKey = $0 { true } else { false } }
  }

  fileprivate var attachments: [(name: String, bytes: [UInt8])] {
    changes.compactMap { change in
      if case .attachment(let name, let bytes) = change { (name, bytes) } else { nil }
    }
  }

  fileprivate var recordsBytes: [UInt8] {
    for change in changes {
      if case .recordsFile(let text) = change { return Array(text.utf8) }
    }
    return Array(("{\"records\": [\n" + records.joined(separator: ",\n") + "\n]}\n").utf8)
  }

  /// The control total of the records as they are meant.
  fileprivate var control: BatchControl {
    let total = records.reduce(Int64(0)) { sum, record in
      do {
        let node = try JSONNode.parse(Array(record.utf8), limits: .exchange)
        return sum + (RecordDecoder.decode(node, index: 0).controlAmount ?? 0)
      } catch {
        preconditionFailure("the records of a case are JSON: \(error)")
      }
    }
    return BatchControl(recordCount: records.count, totalAmount: Fen(total))
  }

  fileprivate func edited(_ manifest: [UInt8]) -> [UInt8] {
    changes.reduce(manifest) { bytes, change in
      guard case .manifest(let piece, let other) = change else { return bytes }
      return Self.replaced(bytes, piece, other)
    }
  }

  fileprivate func encoded(_ signature: [UInt8]) -> [UInt8] {
    for change in changes {
      switch change {
      case .base64: return Array(Data(signature).base64EncodedString().utf8)
      case .rawSignature: return Self.raw(signature)
      default: continue
      }
    }
    return signature
  }

  /// r‖s in 64 bytes: the mistake that libraries without DER make.
  private static func raw(_ der: [UInt8]) -> [UInt8] {
    func number(_ at: Int) -> [UInt8] {
      let body = der[(at + 2)..<(at + 2 + Int(der[at + 1]))].drop { $0 == 0 }
      return [UInt8](repeating: 0, count: 32 - body.count) + body
    }
    return number(2) + number(4 + Int(der[3]))
  }

  fileprivate static func replaced(_ bytes: [UInt8], _ piece: String, _ other: String) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    precondition(text.contains(piece), "nothing to spoil: \(piece)")
    return Array(text.replacing(piece, with: other).utf8)
  }
}
