public import LoanBook
public import Quantities
public import Sealing
import StrictJSON

/// A package to be sealed: what its manifest says. The bank kit, our receipts and the synthetic
/// banks all write manifests here. EXCHANGE §2.
public struct PackageDraft: Sendable {
  /// What it carries.
  public var messageType: MessageType
  /// `CODE-NNNNNNNNN`
  public var packageId: String
  /// Who sends.
  public var sender: PartyCode
  /// Who receives.
  public var receiver: PartyCode
  /// When it was made.
  public var createdAt: Instant
  /// The files with size and digest in the suite's digest algorithm.
  public var files: [ListedFile]
  /// `control`, or `inReplyTo` and `receipt`.
  public var content: Content

  /// The members that depend on the message type.
  public enum Content: Sendable {
    case batch(BatchControl)
    case receipt(Receipt)
    case other
  }

  /// Drafts a package.
  public init(
    messageType: MessageType, packageId: String, sender: PartyCode, receiver: PartyCode,
    createdAt: Instant, files: [ListedFile], content: Content
  ) {
    self.messageType = messageType
    self.packageId = packageId
    self.sender = sender
    self.receiver = receiver
    self.createdAt = createdAt
    self.files = files
    self.content = content
  }

  /// The bytes of manifest.json for a key.
  public func manifest(for key: PublicKey) -> [UInt8] {
    var members: [JSONMember] = [
      JSONMember("format", .string(ExchangeFormat.current)),
      JSONMember("messageType", .string(messageType.rawValue)),
      JSONMember("packageId", .string(packageId)),
      JSONMember("sender", .string(sender.text)),
      JSONMember("receiver", .string(receiver.text)),
      JSONMember("createdAt", .string(createdAt.description)),
      JSONMember("keyId", .string(key.keyId)),
      JSONMember("signatureAlgorithm", .string(key.suite.rawValue)),
      JSONMember("digestAlgorithm", .string(key.suite.digestAlgorithm.rawValue)),
      JSONMember("files", .array(files.map(\.json))),
    ]
    switch content {
    case .batch(let control): members.append(JSONMember("control", control.json))
    case .receipt(let receipt): members += receipt.members
    case .other: break
    }
    return JSONValue.object(members).text()
  }

  /// The manifest and its signature.
  public func sealed(with key: PrivateKey) throws(SealingFault) -> SealedManifest {
    let manifest = manifest(for: key.publicKey)
    return SealedManifest(manifest: manifest, signature: try key.sign(manifest))
  }
}

/// A manifest with its signature: what turns a folder of files into a package.
public struct SealedManifest: Hashable, Sendable {
  /// The bytes of manifest.json.
  public var manifest: [UInt8]
  /// The bytes of manifest.sig.
  public var signature: [UInt8]
}

extension ListedFile {
  /// Lists a file held in memory.
  public init(
    name: String, role: FileRole, bytes: [UInt8], algorithm: DigestAlgorithm
  ) throws(SealingFault) {
    self.init(
      name: name, role: role, size: Int64(bytes.count),
      digest: try Digest.of(bytes, algorithm).hex)
  }

  var json: JSONValue {
    .object([
      JSONMember("name", .string(name)),
      JSONMember("role", .string(role.rawValue)),
      JSONMember("size", .integer(size)),
      JSONMember("digest", .string(digest)),
    ])
  }
}

extension BatchControl {
  var json: JSONValue {
    .object([
      JSONMember("recordCount", .integer(Int64(recordCount))),
      JSONMember("totalAmount", .string(totalAmount.description)),
    ])
  }
}
