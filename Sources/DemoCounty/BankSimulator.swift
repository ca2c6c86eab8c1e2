import BankExchange
public import LoanBook
import Quantities
public import Sealing

/// A bank's side of the exchange: makes packages from deliveries, seals them with the bank's
/// key, and drops them into the inbox, right or with the planted fault.
///
/// Signatures are random, so packages differ from run to run; the records in them do not.
public struct BankSimulator: Sendable {
  /// The bank.
  public let bank: PartyCode
  private let receiver: PartyCode
  private let key: PrivateKey
  private let strangerKey: PrivateKey
  private let inbox: String
  private var latest: SealedPackage?

  /// A bank that signs with `key` and drops into the existing folder `inbox`; `strangerKey` is
  /// another bank's, for the packages that are signed with the wrong one.
  public init(
    bank: PartyCode, receiver: PartyCode, key: PrivateKey, strangerKey: PrivateKey, inbox: String
  ) {
    self.bank = bank
    self.receiver = receiver
    self.key = key
    self.strangerKey = strangerKey
    self.inbox = inbox
  }

  /// Seals a delivery and drops it. A ``PackageFault/replay`` drops the latest package once
  /// more, byte for byte.
  public mutating func deliver(_ delivery: DemoDelivery) throws(DemoFault) {
    precondition(delivery.bank == bank, "a bank delivers its own packages")
    let package: SealedPackage
    if delivery.fault == .replay, let latest {
      package = latest
    } else {
      do {
        package = try seal(delivery)
      } catch {
        throw DemoFault(
          operation: "sealing a package", path: delivery.packageId, cause: "\(error)")
      }
    }
    try package.drop(into: inbox, at: delivery.droppedAt)
    latest = package
  }

  /// The sealed package of a delivery, with its fault.
  func seal(_ delivery: DemoDelivery) throws(SealingFault) -> SealedPackage {
    var (bytes, control) = RecordsFile.write(delivery.records)
    var receiver = receiver
    switch delivery.fault {
    case .duplicateMember:
      bytes.replaceFirst("\"action\":", with: "\"action\":\"CREATE\",\"action\":")
    case .floatForMoney: bytes.unquoteLastMoney()
    case .wrongTotal: control.totalAmount += Fen(1)
    case .wrongReceiver: receiver = BankSimulator.otherSystem
    default: break
    }
    let signing = delivery.fault == .foreignKey ? strangerKey : key
    let files = BankSimulator.files(delivery, records: bytes)
    var listed: [ListedFile] = []
    for file in files {
      listed.append(
        try ListedFile(
          name: file.name, role: file == files[0] ? .records : .attachment, bytes: file.bytes,
          algorithm: signing.suite.digestAlgorithm))
    }
    if delivery.fault == .pathInFileName, var stray = listed.first {
      stray.name = "../outbox/\(stray.name)"
      stray.role = .attachment
      listed.append(stray)
    }
    let draft = PackageDraft(
      messageType: .batch, packageId: delivery.packageId, sender: bank, receiver: receiver,
      createdAt: delivery.createdAt, files: listed, content: .batch(control))
    if delivery.fault == .unknownMember {
      return try withUnknownMember(draft, files)
    }
    var package = try SealedPackage.seal(draft, files: files, key: signing)
    tamper(&package, delivery.fault)
    return package
  }

  /// records.json and a scanned paper for every attachment that a record names.
  private static func files(
    _ delivery: DemoDelivery, records: [UInt8]
  ) -> [SealedPackage.File] {
    let papers = delivery.records.flatMap { record in
      record.attachments.map { name in
        SealedPackage.File(name: name, bytes: ScannedPaper.pdf("Record \(record.recordId)"))
      }
    }
    return [SealedPackage.File(name: RecordDecoder.file, bytes: records)] + papers
  }

  /// A code like a test system's: a package for it must not count here. EXCHANGE §2.
  private static let otherSystem = {
    guard let code = PartyCode("OTHERSYSTEM") else { preconditionFailure("well formed") }
    return code
  }()

  /// Signs a manifest with a member that the format does not know.
  private func withUnknownMember(
    _ draft: PackageDraft, _ files: [SealedPackage.File]
  ) throws(SealingFault) -> SealedPackage {
    var manifest = draft.manifest(for: key.publicKey)
    manifest.replaceFirst("{", with: "{\n  \"remark\": \"季度报送\",")
    return SealedPackage(
      packageId: draft.packageId,
      files: files + [
        SealedPackage.File(name: "manifest.json", bytes: manifest),
        SealedPackage.File(name: "manifest.sig", bytes: try key.sign(manifest)),
      ])
  }

  /// What happens to a package after it was signed.
  private func tamper(_ package: inout SealedPackage, _ fault: PackageFault?) {
    let signature = package.files.count - 1
    switch fault {
    case .alteredRecords:
      package.files[0].bytes.replaceFirst("\"version\":1", with: "\"version\":2")
    case .alteredManifest:
      package.files[signature - 1].bytes.replaceFirst(
        "\"recordCount\": ", with: "\"recordCount\": 1")
    case .rawSignature:
      package.files[signature].bytes = BankSimulator.rawSignature(
        package.files[signature].bytes)
    case .missingSignature: package.files.removeLast()
    default: break
    }
  }

  /// r and s of a DER signature, 32 bytes each, one after the other: what libraries other than
  /// OpenSSL often give.
  static func rawSignature(_ der: [UInt8]) -> [UInt8] {
    func integer(at offset: Int) -> (value: [UInt8], end: Int) {
      let start = offset + 2
      let end = start + Int(der[offset + 1])
      let digits = Array(der[start..<end].drop { $0 == 0 })
      return ([UInt8](repeating: 0, count: max(0, 32 - digits.count)) + digits, end)
    }
    let r = integer(at: 2)
    return r.value + integer(at: r.end).value
  }
}

extension [UInt8] {
  /// Puts `new` in place of the first occurrence of `old`; nothing happens without one.
  mutating func replaceFirst(_ old: String, with new: String) {
    let pattern = Array(old.utf8)
    guard count >= pattern.count else { return }
    for start in 0...(count - pattern.count)
    where self[start] == pattern[0] && self[start..<(start + pattern.count)] == pattern[...] {
      replaceSubrange(start..<(start + pattern.count), with: Array(new.utf8))
      return
    }
  }

  /// Takes the quotation marks off the last money of a repayment, as a spreadsheet export does.
  mutating func unquoteLastMoney() {
    let name = Array("\"principal\":\"".utf8)
    guard count >= name.count else { return }
    for start in stride(from: count - name.count, through: 0, by: -1)
    where self[start..<(start + name.count)] == name[...] {
      let open = start + name.count - 1
      guard let close = self[(open + 1)...].firstIndex(of: 0x22) else { return }
      remove(at: close)
      remove(at: open)
      return
    }
  }
}
