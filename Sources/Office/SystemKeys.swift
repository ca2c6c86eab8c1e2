import DropBox
import LoanBook
import Sealing

/// A key of this system as `init` reports it.
public struct SystemKey: Sendable {
  /// Lower hex of the suite's digest over the SPKI DER; for the log key its public key in hex.
  public let keyId: String
  /// The suite's name; `Ed25519` for the transparency log.
  public let suite: String
  /// The file with the public key.
  public let publicKeyFile: String
}

/// The system's signing keys in `keys/` (0700): one pair per suite, and the log's Ed25519 key.
/// EXCHANGE §5.
struct SystemKeys {
  let sm2: PrivateKey
  let p256: PrivateKey
  let log: LogKey

  func key(for suite: Suite) -> PrivateKey { suite == .sm2 ? sm2 : p256 }

  /// Whether a public key is one that this system signs with.
  func holds(_ key: PublicKey) -> Bool { self.key(for: key.suite).publicKey == key }

  /// Makes the keys of a new office. A key that is there already stays: banks may have pinned it.
  static func create(in folder: String, code: PartyCode) throws -> [SystemKey] {
    try DurableFile.makeFolder(folder, mode: 0o700)
    var made: [SystemKey] = []
    for suite in Suite.allCases {
      let path = privatePath(folder, suite.fileTag)
      let key = try known(path).map { try PrivateKey(pem: $0) } ?? PrivateKey.generate(suite)
      try DurableFile.create(Array(key.pem().utf8), at: path)
      let file = folder + "/" + publicName(code, key.publicKey)
      try DurableFile.write(Array(key.publicKey.pem.utf8), to: file, mode: 0o644)
      made.append(
        SystemKey(keyId: key.publicKey.keyId, suite: suite.rawValue, publicKeyFile: file))
    }
    let path = privatePath(folder, logTag)
    let log = try known(path).map { try LogKey(pem: $0) } ?? LogKey.generate()
    try DurableFile.create(Array(log.pem().utf8), at: path)
    let file = logFile(folder, code)
    try DurableFile.write(Array(log.publicKey.pem.utf8), to: file, mode: 0o644)
    made.append(
      SystemKey(keyId: Hex.encode(log.publicKeyBytes), suite: "Ed25519", publicKeyFile: file))
    return made
  }

  /// The key that is to follow in a suite: made now, or left by a rotation that was interrupted.
  static func next(_ suite: Suite, in folder: String) throws -> PrivateKey {
    let path = nextPath(folder, suite)
    if let pem = try known(path) { return try PrivateKey(pem: pem) }
    let key = try PrivateKey.generate(suite)
    try DurableFile.create(Array(key.pem().utf8), at: path)
    return key
  }

  /// Lets the next key of a suite sign from now on. The private key before it is gone.
  static func promote(_ key: PrivateKey, in folder: String) throws {
    try DurableFile.write(
      Array(key.pem().utf8), to: privatePath(folder, key.suite.fileTag), mode: 0o600)
    try DurableFile.remove(nextPath(folder, key.suite))
  }

  // MARK: The log's key

  /// The log's key that signs; nil when its file is gone.
  static func log(in folder: String) throws -> LogKey? {
    try known(privatePath(folder, logTag)).map { try LogKey(pem: $0) }
  }

  /// The log's public key as it lies beside the private one; nil when its file is gone.
  static func logPublicKey(_ code: PartyCode, in folder: String) throws -> LogPublicKey? {
    try known(logFile(folder, code)).map { try LogPublicKey(pem: $0) }
  }

  /// The key of the log that is to follow: made now, or left by a change that was interrupted.
  static func nextLog(in folder: String) throws -> LogKey {
    let path = nextPath(folder, logTag)
    if let pem = try known(path) { return try LogKey(pem: pem) }
    let key = try LogKey.generate()
    try DurableFile.create(Array(key.pem().utf8), at: path)
    return key
  }

  /// Lets the log's next key sign from now on. The private key before it is gone.
  static func promoteLog(_ key: LogKey, _ code: PartyCode, in folder: String) throws {
    try DurableFile.write(
      Array(key.publicKey.pem.utf8), to: logFile(folder, code), mode: 0o644)
    try DurableFile.write(Array(key.pem().utf8), to: privatePath(folder, logTag), mode: 0o600)
    try DurableFile.remove(nextPath(folder, logTag))
  }

  private static let logTag = "log"

  /// The file with the log's public key.
  static func logFile(_ folder: String, _ code: PartyCode) -> String {
    "\(folder)/\(code)-log.pem"
  }

  private static func nextPath(_ folder: String, _ tag: String) -> String {
    "\(folder)/next-\(tag).pem"
  }

  private static func nextPath(_ folder: String, _ suite: Suite) -> String {
    nextPath(folder, suite.fileTag)
  }

  /// Reads the keys of an office.
  init(folder: String) throws {
    sm2 = try SystemKeys.privateKey(folder, .sm2)
    p256 = try SystemKeys.privateKey(folder, .p256)
    log = try LogKey(pem: SystemKeys.text(SystemKeys.privatePath(folder, SystemKeys.logTag)))
  }

  /// `CODE-suite-<first 16 of keyId>.pem`. EXCHANGE §1.
  static func publicName(_ code: PartyCode, _ key: PublicKey) -> String {
    "\(code)-\(key.suite.fileTag)-\(key.keyId.prefix(16)).pem"
  }

  private static func privatePath(_ folder: String, _ tag: String) -> String {
    "\(folder)/signing-\(tag).pem"
  }

  private static func privateKey(_ folder: String, _ suite: Suite) throws -> PrivateKey {
    try PrivateKey(pem: text(privatePath(folder, suite.fileTag)))
  }

  private static func text(_ path: String) throws -> String {
    guard let text = try known(path) else {
      throw OfficeRefusal(.fault, path, "缺少签名密钥文件", "请从备份恢复 keys 文件夹")
    }
    return text
  }

  private static func known(_ path: String) throws -> String? {
    try DurableFile.read(path, limit: 64 << 10).map { String(decoding: $0, as: UTF8.self) }
  }
}
