public import Quantities
public import Sealing
import StrictJSON

/// What a package carries. EXCHANGE §2.
public enum MessageType: String, Hashable, Sendable, CaseIterable {
  case batch = "BATCH"
  case receipt = "RECEIPT"
  case keyAnnounce = "KEY_ANNOUNCE"
  case application = "APPLICATION"
  case letter = "LETTER"
  case settlement = "SETTLEMENT"

  /// Whether packages of this type hold personal data: the bank answers them with a receipt of its
  /// own, on which they leave the outbox. EXCHANGE §4.
  public var holdsPersonalData: Bool {
    switch self {
    case .application, .letter, .settlement: true
    case .batch, .receipt, .keyAnnounce: false
    }
  }
}

/// What a file in a package is for. EXCHANGE §2.
public enum FileRole: String, Hashable, Sendable, CaseIterable {
  case records = "RECORDS"
  case attachment = "ATTACHMENT"
  case key = "KEY"
}

/// A file as the manifest lists it.
public struct ListedFile: Hashable, Sendable {
  /// The name as written; whether it is allowed is for Intake to say (P106).
  public var name: String
  /// What the file is for.
  public var role: FileRole
  /// Size in bytes.
  public var size: Int64
  /// Lower hex of the digest in the manifest's digest algorithm.
  public var digest: String

  /// Lists a file.
  public init(name: String, role: FileRole, size: Int64, digest: String) {
    self.name = name
    self.role = role
    self.size = size
    self.digest = digest
  }
}

/// The control total of a batch. EXCHANGE §2.
public struct BatchControl: Hashable, Sendable {
  /// The number of elements in `records`.
  public var recordCount: Int
  /// The sum of the well-formed `amount` of all DISBURSEMENT records of any action.
  public var totalAmount: Fen

  /// States a control total.
  public init(recordCount: Int, totalAmount: Fen) {
    self.recordCount = recordCount
    self.totalAmount = totalAmount
  }
}

/// The format that this system speaks.
public enum ExchangeFormat {
  /// The value of the manifest's member `format`.
  public static let current = "mingdai/1"
}

/// A manifest as far as it can be read: each member is nil when it is absent or ill-formed, and
/// the finding says so. Whether the words are the right ones is for Intake to judge, so that
/// everything wrong is told at once.
public struct ManifestReading: Sendable {
  /// `format`
  public var format: String?
  /// `messageType`
  public var messageType: String?
  /// `packageId`
  public var packageId: String?
  /// `sender`
  public var sender: String?
  /// `receiver`
  public var receiver: String?
  /// `createdAt`, as written
  public var createdAt: String?
  /// `keyId`
  public var keyId: String?
  /// `signatureAlgorithm`
  public var signatureAlgorithm: String?
  /// `digestAlgorithm`
  public var digestAlgorithm: String?
  /// `files`
  public var files: [ListedFile]?
  /// `control`, of a batch
  public var control: BatchControl?
  /// `inReplyTo` and `receipt`, of a receipt
  public var receipt: Receipt?
  /// M301, or the M302 of every member
  public var findings: [Finding]
}

/// Reads the manifest of a package whose signature verified. EXCHANGE §2.
public enum ManifestDecoder {
  /// The name of the manifest's file.
  public static let file = "manifest.json"

  /// Reads a manifest; never throws, everything wrong is a finding.
  public static func decode(_ opened: OpenedPackage) -> ManifestReading {
    do {
      return read(try JSONNode.parse(opened.manifest, limits: .exchange))
    } catch {
      return ManifestReading(findings: [
        .notStrictJSON(.manifestNotStrictJSON, error, file: file)
      ])
    }
  }

  private static func read(_ node: JSONNode) -> ManifestReading {
    var reader = ObjectReader(node, file: file, code: .members)
    var reading = ManifestReading(findings: [])
    reading.format = reader.required("format", .line)
    reading.messageType = reader.required("messageType", .line)
    reading.packageId = reader.required("packageId", .line)
    reading.sender = reader.required("sender", .line)
    reading.receiver = reader.required("receiver", .line)
    reading.createdAt = reader.required("createdAt", .line)
    reading.keyId = reader.required("keyId", .line)
    reading.signatureAlgorithm = reader.required("signatureAlgorithm", .line)
    reading.digestAlgorithm = reader.required("digestAlgorithm", .line)
    reading.files = reader.array("files", required: true, expectation: "应为文件清单数组") {
      element in
      var entry = ObjectReader(element, file: file, code: .members)
      let listed = listedFile(&entry)
      return (listed, entry.finish())
    }
    switch reading.messageType.flatMap(MessageType.init(rawValue:)) {
    case .batch: reading.control = reader.object("control", control)
    case .receipt: reading.receipt = ReceiptDecoder.decode(&reader)
    case .keyAnnounce, .application, .letter, .settlement: break
    // With an unknown type nobody can say which of these belong: M307 alone is the finding.
    case nil: for name in ["control", "inReplyTo", "receipt"] { _ = reader.node(name) }
    }
    reading.findings = reader.finish()
    return reading
  }

  private static func listedFile(_ reader: inout ObjectReader) -> ListedFile? {
    let name = reader.required("name", .line)
    let role: FileRole? = reader.required("role", .word())
    // Wider than the limits of EXCHANGE §1, so that too large a file is P105, not M302.
    let size = reader.required("size", .count(0...(1 << 40)))
    let digest = reader.required("digest", .hexDigest)
    guard let name, let role, let size, let digest else { return nil }
    return ListedFile(name: name, role: role, size: Int64(size), digest: digest)
  }

  private static func control(_ reader: inout ObjectReader) -> BatchControl? {
    let count = reader.required("recordCount", .count(0...100_000_000))
    let total = reader.required("totalAmount", .money)
    guard let count, let total else { return nil }
    return BatchControl(recordCount: count, totalAmount: total)
  }
}

extension Grammar where Value == String {
  /// Any text of 1 to 200 characters: its words are judged elsewhere.
  static var line: Grammar {
    .text("应为 1 至 200 个字符的字符串") { (1...200).contains($0.unicodeScalars.count) ? $0 : nil }
  }

  static var hexDigest: Grammar {
    .text("摘要应为 64 位小写十六进制") { text in
      text.utf8.count == 64
        && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        ? text : nil
    }
  }
}
