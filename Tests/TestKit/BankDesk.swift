public import Foundation

/// The two suites of EXCHANGE §2 as a bank's programmer meets them: `openssl` options.
public enum BankSuite: String, Sendable, CaseIterable {
  case sm2
  case p256

  var curve: String { self == .sm2 ? "SM2" : "prime256v1" }
  var digest: String { self == .sm2 ? "-sm3" : "-sha256" }
  var distid: [String] { self == .sm2 ? ["-sigopt", "distid:1234567812345678"] : [] }
  var verifyDistid: [String] { distid }
  var algorithms: (signature: String, digest: String) {
    self == .sm2 ? ("SM2-SM3", "SM3") : ("ECDSA-P256-SHA256", "SHA-256")
  }
}

/// What a bank wants to send, before it is sealed.
public struct Parcel: Sendable {
  /// The bank's own counter.
  public var number: Int
  /// RFC 3339.
  public var createdAt: String
  /// The elements of records.json.
  public var records: [RecordText]
  /// Files beside records.json.
  public var attachments: [(name: String, bytes: [UInt8])] = []
  /// The receiving system's code.
  public var receiver = "ZEZHOU"
  /// The whole text of records.json where the ordinary one will not do.
  public var recordsFile: String?

  /// A parcel of records.
  public init(_ number: Int, _ createdAt: String, _ records: [RecordText]) {
    self.number = number
    self.createdAt = createdAt
    self.records = records
  }
}

/// A bank with its key, its `openssl` and its text writer; nothing of the program is used here.
public final class BankDesk {
  /// The bank's code.
  public let code: String
  /// The suite of its key.
  public let suite: BankSuite
  /// Its own disk.
  public let folder: ScratchFolder
  /// Lower hex of the digest over the public key's SPKI.
  public private(set) var keyId = ""

  /// Makes a key pair and a certificate for it.
  public init(_ code: String, _ suite: BankSuite) throws {
    self.code = code
    self.suite = suite
    folder = try ScratchFolder("bank-\(code)")
    try openssl([
      "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:\(suite.curve)", "-out",
      "key.pem",
    ])
    try openssl(["pkey", "-in", "key.pem", "-pubout", "-out", "pub.pem"])
    try openssl(["pkey", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "pub.der"])
    keyId = try digest("pub.der")
    try openssl(
      ["req", "-x509", "-new", "-key", "key.pem", "-subj", "/CN=\(code)", "-days", "400"]
        + [suite.digest] + (suite == .sm2 ? ["-sigopt", "distid:1234567812345678"] : [])
        + ["-out", "cert.pem"])
  }

  /// The file with the public key.
  public var publicKey: String { folder.path("pub.pem") }
  /// The file with the certificate.
  public var certificate: String { folder.path("cert.pem") }

  /// Writes records.json and manifest.json and signs: EXCHANGE §2, by hand. `edit` may spoil the
  /// manifest before it is signed.
  ///
  /// - Returns: the folder, still on the bank's own disk.
  public func seal(_ parcel: Parcel, edit: (String) -> String = { $0 }) throws -> URL {
    let name = packageId(parcel.number)
    let place = folder.url("\(UUID().uuidString)/\(name)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let text =
      parcel.recordsFile
      ?? "{\"records\": [\(parcel.records.map(\.json).joined(separator: ",\n"))]}"
    try Data(text.utf8).write(to: place.appendingPathComponent("records.json"))
    var files = [try listed("records.json", "RECORDS", in: place)]
    for file in parcel.attachments {
      try Data(file.bytes).write(to: place.appendingPathComponent(file.name))
      files.append(try listed(file.name, "ATTACHMENT", in: place))
    }
    let total = parcel.records.reduce(0) { $0 + $1.disbursedFen }
    let manifest = """
      {
        "format": "mingdai/1",
        "messageType": "BATCH",
        "packageId": "\(name)",
        "sender": "\(code)",
        "receiver": "\(parcel.receiver)",
        "createdAt": "\(parcel.createdAt)",
        "keyId": "\(keyId)",
        "signatureAlgorithm": "\(suite.algorithms.signature)",
        "digestAlgorithm": "\(suite.algorithms.digest)",
        "files": [\(files.joined(separator: ", "))],
        "control": {"recordCount": \(parcel.records.count), "totalAmount": "\(yuan(total))"}
      }
      """
    try Data(edit(manifest).utf8).write(to: place.appendingPathComponent("manifest.json"))
    try sign(place)
    return place
  }

  /// `openssl dgst … -sign`, as EXCHANGE §2 prints it.
  public func sign(_ package: URL) throws {
    try openssl(
      ["dgst", suite.digest, "-sign", folder.path("key.pem")] + suite.distid
        + ["-out", "manifest.sig", "manifest.json"], in: package)
  }

  /// Uploads under `.part` and renames when all of it is there.
  public func upload(_ package: URL, to inbox: String, as name: String? = nil) throws {
    let target = inbox + "/" + (name ?? package.lastPathComponent)
    // As it is: pipes and links too.
    let copied = try Command.run("cp", ["-a", package.path, target + ".part"])
    guard copied.status == 0 else { throw CommandFailed(what: "cp", message: copied.message) }
    try FileManager.default.moveItem(atPath: target + ".part", toPath: target)
  }

  /// Seals and uploads.
  @discardableResult
  public func send(_ parcel: Parcel, to inbox: String) throws -> URL {
    let package = try seal(parcel)
    try upload(package, to: inbox)
    return package
  }

  /// `CODE-NNNNNNNNN`
  public func packageId(_ number: Int) -> String {
    "\(code)-" + String(repeating: "0", count: 9 - String(number).count) + String(number)
  }

  /// Whether `openssl` verifies a package of the system with the system's public key of `suite`
  /// that lies in the bank's `keys/`.
  public func verifies(_ package: String, keys: String, _ suite: BankSuite? = nil) throws -> Bool {
    let suite = suite ?? self.suite
    let name = FileManager.default.names(keys).first { $0.contains("-\(suite.rawValue)-") }
    let outcome = try Command.run(
      "openssl",
      ["dgst", suite.digest, "-verify", keys + "/" + (name ?? "none")] + suite.distid
        + ["-signature", "manifest.sig", "manifest.json"], in: URL(fileURLWithPath: package))
    return outcome.status == 0 && outcome.text.contains("Verified OK")
  }

  /// Lower hex of a file's digest, by `openssl dgst -r`.
  public func digest(_ file: String, in place: URL? = nil) throws -> String {
    let outcome = try openssl(["dgst", suite.digest, "-r", file], in: place)
    return String(outcome.text.prefix { $0 != " " })
  }

  private func listed(_ name: String, _ role: String, in place: URL) throws -> String {
    let size =
      try FileManager.default
      .attributesOfItem(atPath: place.appendingPathComponent(name).path)[.size] as? Int
    return "{\"name\": \"\(name)\", \"role\": \"\(role)\", \"size\": \(size ?? -1), "
      + "\"digest\": \"\(try digest(name, in: place))\"}"
  }

  @discardableResult
  private func openssl(_ arguments: [String], in place: URL? = nil) throws -> Outcome {
    let outcome = try Command.run("openssl", arguments, in: place ?? folder.url)
    guard outcome.status == 0 else {
      throw CommandFailed(what: "openssl \(arguments)", message: outcome.message)
    }
    return outcome
  }
}

/// A tool of the test itself failed.
public struct CommandFailed: Error {
  /// What was called.
  public let what: String
  /// What it said.
  public let message: String

  /// States a failure.
  public init(what: String, message: String) {
    self.what = what
    self.message = message
  }
}

/// Fen as yuan with two decimals.
public func yuan(_ fen: Int) -> String {
  let cents = String(fen % 100)
  return "\(fen / 100)." + (cents.count == 1 ? "0" : "") + cents
}
