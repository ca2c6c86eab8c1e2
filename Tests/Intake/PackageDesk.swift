import BankExchange
import DropBox
import Foundation
import Glibc
import LoanBook
import PlainBook
import Quantities
import Sealing
import StrictJSON
import Testing

@testable import Intake

/// The bank ABCD with its inbox in a scratch folder, and the bureau that takes and examines what
/// lies there.
final class PackageDesk: PackageHistory {
  let folder: String
  let inbox: BankFolders
  let archive: PackageArchive
  let bank: PartyCode
  let now: Instant
  /// The keys that the bureau knows, newest first.
  var keys: [KeyStanding] = []
  /// Accepted packages with the digest of their manifest.
  var accepted: [String: String] = [:]
  var highest = 0
  /// What the bureau's door takes.
  var messageTypes: Set<MessageType> = [.batch]

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/intake-\(UUID().uuidString)"
    inbox = BankFolders(root: folder + "/banks/ABCD")
    archive = PackageArchive(root: folder + "/archive")
    bank = try #require(PartyCode("ABCD"))
    now = try #require(Instant("2026-04-02T09:00:00+08:00"))
    try inbox.create()
    try archive.create()
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: folder) } catch { print("left \(folder)") }
  }

  func acceptedManifestDigest(_ packageId: String) -> String? { accepted[packageId] }
  func highestAcceptedNumber() -> Int { highest }

  /// A new key of the bank that the bureau knows.
  func key(_ suite: Suite = .p256, isActive: Bool = true) throws -> PrivateKey {
    let key = try PrivateKey.generate(suite)
    keys.append(KeyStanding(key: key.publicKey, isActive: isActive))
    return key
  }

  static let records = Array(#"{"records": []}"#.utf8)

  /// The manifest of a lawful package, to be spoiled.
  func manifest(
    _ key: PublicKey, id: String = "ABCD-000000001",
    files: [(name: String, role: String, bytes: [UInt8])] = [
      ("records.json", "RECORDS", PackageDesk.records)
    ]
  ) throws -> JSONValue {
    let listed = try files.map { file -> JSONValue in
      [
        "name": .string(file.name), "role": .string(file.role),
        "size": .integer(Int64(file.bytes.count)),
        "digest": .string(try Digest.of(file.bytes, key.suite.digestAlgorithm).hex),
      ]
    }
    return [
      "format": "mingdai/1", "messageType": "BATCH", "packageId": .string(id), "sender": "ABCD",
      "receiver": "ZEZHOU", "createdAt": "2026-04-02T08:59:00+08:00",
      "keyId": .string(key.keyId), "signatureAlgorithm": .string(key.suite.rawValue),
      "digestAlgorithm": .string(key.suite.digestAlgorithm.rawValue), "files": .array(listed),
      "control": ["recordCount": 0, "totalAmount": "0.00"],
    ]
  }

  /// Puts a folder into the inbox, more than an hour old.
  func put(
    _ id: String = "ABCD-000000001", _ files: [String: [UInt8]],
    and make: (String) throws -> Void = { _ in }
  ) throws {
    let path = inbox.inbox + "/" + id
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, bytes) in files {
      try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
    }
    try make(path)
    let time = timespec(tv_sec: Int(now.seconds - 7200), tv_nsec: 0)
    try #require(utimensat(AT_FDCWD, path, [time, time], 0) == 0)
  }

  /// Signs a manifest and puts the package into the inbox.
  func put(
    _ manifest: JSONValue, _ key: PrivateKey, id: String = "ABCD-000000001",
    files: [String: [UInt8]] = ["records.json": PackageDesk.records],
    and make: (String) throws -> Void = { _ in }
  ) throws {
    let bytes = manifest.text()
    let head = ["manifest.json": bytes, "manifest.sig": try key.sign(bytes)]
    try put(id, files.merging(head) { $1 }, and: make)
  }

  /// Takes the only package of the inbox and examines it.
  func examine() throws -> (outcome: TechnicalOutcome, staged: [String]) {
    let entry = try #require(try inbox.look(now: now.seconds).ready.first)
    guard case .taken(let package) = try inbox.take(entry) else { throw NotTaken() }
    let context = IntakeContext(
      system: try #require(PartyCode("ZEZHOU")), bank: bank, keys: keys, now: now,
      policy: try TestPolicy.book(), upperAge: 60)
    let staging = try archive.stage()
    let outcome = try TechnicalCheck(context: context, history: self)
      .examine(package, into: staging)
    let staged = try FileManager.default.contentsOfDirectory(atPath: staging.path).sorted()
    try package.discard()
    return (outcome, staged)
  }
  private struct NotTaken: Error {}

  /// What is answered: `passed`, `duplicate`, or the codes with their pointer or file.
  func answer() throws -> String {
    switch try examine().outcome {
    case .passed(let passed):
      (["passed"] + passed.remarks.map(\.code.rawValue)).joined(separator: " ")
    case .duplicate: "duplicate"
    case .rejected(let refusal): refusal.findings.map(Self.words).joined(separator: "\n")
    }
  }

  static func words(_ finding: Finding) -> String {
    guard let place = finding.pointer ?? finding.file else { return finding.code.rawValue }
    return finding.code.rawValue + " " + place
  }
}
