public import Sealing

/// A text with signatures under it. C2SP signed-note.
public struct SignedNote: Hashable, Sendable {
  /// The text, its last newline included.
  public let text: String
  /// The signatures, known and unknown.
  public let signatures: [Signature]

  /// One line under a note.
  public struct Signature: Hashable, Sendable {
    /// The key's name.
    public let name: String
    /// Four bytes that tell keys of one name apart.
    public let keyId: [UInt8]
    /// What the key made of the text.
    public let bytes: [UInt8]
  }

  /// More than any log writes, and little enough to be read from anybody.
  private static let sizeLimit = 1 << 20
  private static let signatureLimit = 100

  /// Reads a note; nil when it is none.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.sizeLimit, let whole = String(validating: bytes, as: UTF8.self),
      whole.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }), bytes.last == 0x0A,
      let blank = Self.lastBlankLine(bytes)
    else { return nil }
    text = String(decoding: bytes[...blank], as: UTF8.self)
    let lines = bytes[(blank + 2)...].dropLast().split(
      separator: 0x0A, omittingEmptySubsequences: false)
    var signatures: [Signature] = []
    guard lines.count <= Self.signatureLimit else { return nil }
    for line in lines {
      guard let signature = Signature(line: String(decoding: line, as: UTF8.self)) else {
        return nil
      }
      signatures.append(signature)
    }
    self.signatures = signatures
  }

  /// Signs a text, which ends with a newline, with each of the keys under its name.
  public init(_ text: String, by keys: [(name: String, key: LogKey)]) throws(SealingFault) {
    precondition(text.hasSuffix("\n") && text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    self.text = text
    var signatures: [Signature] = []
    for (name, key) in keys {
      signatures.append(
        Signature(
          name: name, keyId: try NoteKey(name: name, key: key.publicKey).keyId,
          bytes: try key.sign(Array(text.utf8))))
    }
    self.signatures = signatures
  }

  /// The note as it is published.
  public var bytes: [UInt8] {
    Array(text.utf8) + [0x0A]
      + signatures.flatMap { signature in
        Array("— \(signature.name) ".utf8) + Base64.encode(signature.keyId + signature.bytes)
          + [0x0A]
      }
  }

  /// Whether the key signed the text. A signature under its name and identifier that is not its
  /// own spoils the note.
  public func isSigned(by key: NoteKey) throws(SealingFault) -> Bool {
    let keyId = try key.keyId
    let own = signatures.filter { $0.name == key.name && $0.keyId == keyId }
    return !own.isEmpty
      && own.allSatisfy { key.key.verify(signature: $0.bytes, message: Array(text.utf8)) }
  }

  /// Where the text's last newline stands before the last empty line.
  private static func lastBlankLine(_ bytes: [UInt8]) -> Int? {
    bytes.indices.dropLast().last { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A }
  }
}

extension SignedNote.Signature {
  fileprivate init?(line: String) {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "—", NoteKey.isName(parts[1]),
      let bytes = Base64.decode(Array(parts[2].utf8)), bytes.count > 4
    else { return nil }
    name = String(parts[1])
    keyId = Array(bytes[..<4])
    self.bytes = Array(bytes[4...])
  }
}

/// A key that signs notes, with its name.
public struct NoteKey: Hashable, Sendable {
  /// The name: for a log its origin.
  public let name: String
  /// The key.
  public let key: LogPublicKey

  /// The identifier of Ed25519 among the types of signatures.
  private static let ed25519: UInt8 = 1

  /// A key; the name is not empty and holds neither blanks nor plus.
  public init(name: String, key: LogPublicKey) {
    precondition(Self.isName(name), "a note key's name has no blanks and no plus")
    self.name = name
    self.key = key
  }

  /// Reads `name+hexadecimal identifier+base64 of type and key`; nil for anything else.
  public init?(_ text: String) {
    // Base64 may hold a plus itself.
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, Self.isName(parts[0]),
      let bytes = Base64.decode(Array(parts[2].utf8)), bytes.first == Self.ed25519,
      let key = LogPublicKey(bytes: Array(bytes.dropFirst()))
    else { return nil }
    self.init(name: String(parts[0]), key: key)
    do {
      guard try parts[1] == Hex.encode(keyId) else { return nil }
    } catch {
      return nil
    }
  }

  /// The first four bytes of SHA-256(name ‖ newline ‖ type ‖ key).
  public var keyId: [UInt8] {
    get throws(SealingFault) {
      let named = Array(name.utf8) + [0x0A, Self.ed25519] + key.bytes
      return Array(try Digest.of(named, .sha256).bytes.prefix(4))
    }
  }

  /// The key as clients of logs are told it.
  public func text() throws(SealingFault) -> String {
    let encoded = String(decoding: Base64.encode([Self.ed25519] + key.bytes), as: UTF8.self)
    return "\(name)+\(Hex.encode(try keyId))+\(encoded)"
  }

  static func isName(_ text: some StringProtocol) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy {
        $0 != "+" && !$0.properties.isWhitespace && $0.value >= 0x20
      }
  }
}
