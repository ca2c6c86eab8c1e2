import BankExchange
import DropBox
import Foundation
import Intake
import LoanBook
import Policy
import Quantities
import Sealing
import StrictJSON

/// What the targets share: a key, the shipped policy data, and one package that passed the
/// technical checks, since nothing else can stand before the records.
struct Harness: Sendable {
  let key: PrivateKey
  let bank: PartyCode
  let now: Instant
  let context: IntakeContext
  let package: PassedPackage

  static let shared: Harness = {
    do {
      return try Harness()
    } catch {
      preconditionFailure("the harness of the fuzzers: \(error)")
    }
  }()

  /// A manifest as if it had come with a signature that verifies.
  func open(_ manifest: [UInt8]) -> OpenedPackage {
    do {
      let signature = try key.sign(manifest)
      let opening = Sealing.open(
        manifest: manifest, signature: signature, keys: [key.publicKey])
      if case .opened(let opened) = opening { return opened }
      preconditionFailure("our own signature does not verify")
    } catch {
      preconditionFailure("signing: \(error)")
    }
  }

  private init() throws {
    key = try PrivateKey.generate(.p256)
    guard let bank = PartyCode("FUZZ"), let system = PartyCode("ZEZHOU"),
      let now = Instant("2026-04-02T09:00:00+08:00")
    else { throw NotReady() }
    self.bank = bank
    self.now = now
    context = IntakeContext(
      system: system, bank: bank, keys: [KeyStanding(key: key.publicKey, isActive: true)],
      now: now, policy: try Harness.policy(), upperAge: 60)
    package = try Harness.passed(key, bank, system, context)
  }

  private struct NotReady: Error {}

  private static func policy() throws -> Policy {
    let folder = try root().appendingPathComponent("Resources/policy")
    func bytes(_ name: PolicyFileName) throws -> [UInt8] {
      [UInt8](try Data(contentsOf: folder.appendingPathComponent(name.rawValue)))
    }
    return try Policy(
      PolicyFiles(
        regimes: try bytes(.regimes), lpr: try bytes(.lpr), towns: try bytes(.towns),
        categories: try bytes(.categories), industries: try bytes(.industries)))
  }

  /// The package's folder: `MINGDAI_ROOT`, else the one this file was compiled from.
  private static func root() throws -> URL {
    if let named = ProcessInfo.processInfo.environment["MINGDAI_ROOT"] {
      return URL(fileURLWithPath: named)
    }
    return (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in
      url.deletingLastPathComponent()
    }
  }

  /// An empty batch, sealed, taken and examined.
  private static func passed(
    _ key: PrivateKey, _ bank: PartyCode, _ system: PartyCode, _ context: IntakeContext
  ) throws -> PassedPackage {
    let folder = FileManager.default.temporaryDirectory.path + "/fuzz-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let trays = BankFolders(root: folder + "/FUZZ")
    let archive = PackageArchive(root: folder + "/archive")
    try trays.create()
    try archive.create()
    let name = "FUZZ-000000001"
    let records = Array(#"{"records": []}"#.utf8)
    let draft = PackageDraft(
      messageType: .batch, packageId: name, sender: bank, receiver: system,
      createdAt: context.now,
      files: [
        ListedFile(
          name: "records.json", role: .records, size: Int64(records.count),
          digest: try Digest.of(records, .sha256).hex)
      ], content: .batch(BatchControl(recordCount: 0, totalAmount: .zero)))
    let sealed = try draft.sealed(with: key)
    let place = trays.inbox + "/" + name
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    let files = [
      ("records.json", records), ("manifest.json", sealed.manifest),
      ("manifest.sig", sealed.signature),
    ]
    for (file, bytes) in files {
      try Data(bytes).write(to: URL(fileURLWithPath: place + "/" + file))
    }
    guard let entry = try trays.look(now: context.now.seconds).ready.first,
      case .taken(let taken) = try trays.take(entry),
      case .passed(let passed) = try TechnicalCheck(context: context, history: Unused())
        .examine(taken, into: archive.stage())
    else { throw NotReady() }
    return passed
  }

  private struct Unused: PackageHistory {
    func acceptedManifestDigest(_ packageId: String) -> String? { nil }
    func highestAcceptedNumber() -> Int { 0 }
  }
}
