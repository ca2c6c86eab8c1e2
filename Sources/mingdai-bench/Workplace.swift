import BankExchange
import DemoCounty
import DropBox
import Foundation
import LoanBook
import Office
import Policy
import Quantities
import Sealing
import SiteAssets

/// An office in a folder of its own with one bank, and that bank's side of the exchange.
struct Workplace {
  let folder: String
  let office: Office
  let bank = DemoBank.all[0]
  let options: DemoOptions
  let policy: Policy
  let actor = Actor(name: "bench", systemUser: "bench")
  private let key: PrivateKey
  private var number = 0

  /// A package that lies in the inbox.
  struct Dropped {
    let control: BatchControl
    /// Bytes of records.json.
    let size: Int64
    /// Where records.json will lie once the package is taken.
    let archived: String
  }

  init(_ folder: String, seed: UInt64) throws {
    guard let code = PartyCode("ZEZHOU") else { preconditionFailure("a well-formed code") }
    self.folder = folder
    options = DemoOptions(seed: seed, plantsWrongPackages: false, receiver: code)
    policy = try Policy(
      PolicyFiles(
        regimes: SiteAssets.Policy.regimes, lpr: SiteAssets.Policy.lpr,
        towns: SiteAssets.Policy.towns, categories: SiteAssets.Policy.categories,
        industries: SiteAssets.Policy.industries))
    if Workplace.isThere(folder) {
      key = try PrivateKey(pem: String(contentsOfFile: folder + Workplace.keyFile, encoding: .utf8))
      office = try Office.open(folder)
      (number, waited) = try Workplace.state(folder)
      return
    }
    key = try PrivateKey.generate(bank.suite)
    var settings = OfficeSettings(
      code: code, county: "140525", name: "泽州县人力资源和社会保障局", isDemo: true)
    // In a large county somebody has a name that begins a village's (宋山底村), or that stands in
    // the words of a page (任何一笔); the bureau has looked at it.
    settings.reviewedNames = ["宋山", "何一"]
    let start = Instant(startOf: options.today.adding(months: -1))
    office = try Office.create(folder, settings: settings, by: actor, now: start).office
    _ = try office.addBank(
      bank.code, name: bank.name, key: key.publicKey, certificate: nil, approvers: ["a", "b"],
      by: actor, now: start)
    try key.pem().write(toFile: folder + Workplace.keyFile, atomically: true, encoding: .utf8)
    try keepState()
  }

  // MARK: An office that was kept is measured again

  /// The key of a bank that there is not.
  private static let keyFile = "/bench-bank.pem"
  /// The number of the last package, and the seconds that have passed.
  private static let stateFile = "/bench-state"

  /// Whether a run before has kept an office in the folder.
  static func isThere(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + stateFile)
  }

  private static func state(_ folder: String) throws -> (number: Int, waited: Int64) {
    let words = try String(contentsOfFile: folder + stateFile, encoding: .utf8).split(
      separator: " ")
    guard words.count == 2, let number = Int(words[0]), let waited = Int64(words[1]) else {
      throw BenchFault("\(folder + stateFile) does not follow its form")
    }
    return (number, waited)
  }

  private func keepState() throws {
    try "\(number) \(waited)".write(
      toFile: folder + Workplace.stateFile, atomically: true, encoding: .utf8)
  }

  /// The afternoon of the county's last day, and so many seconds later.
  var now: Instant { Instant(startOf: options.today) + 14 * 3600 + waited }
  private var waited: Int64 = 0

  /// Lets an hour pass: what arrives then arrives after a run that was made before.
  mutating func wait() throws {
    waited += 3600
    try keepState()
  }

  /// Seals a batch whose records.json `write` gives piece by piece, and drops it into the inbox.
  mutating func drop(
    _ write: (_ sink: ([UInt8]) throws -> Void) throws -> BatchControl
  ) throws -> Dropped {
    number += 1
    try keepState()
    guard let id = PackageId(sender: bank.code.text, number: number) else {
      preconditionFailure("nine digits are enough")
    }
    let inbox = folder + "/banks/" + bank.code.text + "/inbox/"
    let part = inbox + "\(id).part"
    try FileManager.default.createDirectory(atPath: part, withIntermediateDirectories: false)
    let algorithm = bank.suite.digestAlgorithm
    let digest = try DigestStream(algorithm)
    var size: Int64 = 0
    let path = part + "/" + RecordDecoder.file
    try Data().write(to: URL(fileURLWithPath: path))
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    let control = try write { bytes in
      bytes.withUnsafeBytes { digest.update($0) }
      size += Int64(bytes.count)
      try file.write(contentsOf: Data(bytes))
    }
    try file.close()
    let draft = PackageDraft(
      messageType: .batch, packageId: id.description, sender: bank.code,
      receiver: options.receiver, createdAt: now + -300,
      files: [
        ListedFile(
          name: RecordDecoder.file, role: .records, size: size, digest: try digest.finish().hex)
      ], content: .batch(control))
    let sealed = try draft.sealed(with: key)
    try Data(sealed.manifest).write(to: URL(fileURLWithPath: part + "/manifest.json"))
    try Data(sealed.signature).write(to: URL(fileURLWithPath: part + "/manifest.sig"))
    try FileManager.default.moveItem(atPath: part, toPath: inbox + id.description)
    let archive = PackageArchive(root: folder + "/archive")
    return Dropped(
      control: control, size: size,
      archived: archive.path(of: try Digest.of(sealed.manifest, algorithm)) + "/"
        + RecordDecoder.file)
  }

  /// Takes what waits; every record of it must be accepted.
  func receive() throws {
    for package in try office.receive(by: actor, now: now).packages
    where package.status != "ACCEPTED" {
      throw BenchFault("\(package.packageId): \(package.status) \(package.codes)")
    }
  }
}

/// The bench cannot go on.
struct BenchFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
