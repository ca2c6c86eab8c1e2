import DropBox
public import Sealing

/// A bank's key pair on the bank's own disk. EXCHANGE §5: the private half never leaves it, the
/// public half goes to the bureau with the fingerprint letter (公钥指纹函).
public struct BankKeyPair: Hashable, Sendable {
  /// The file with the private key, mode 0600.
  public let privateKeyFile: String
  /// The file with the public key.
  public let publicKeyFile: String
  /// The public key.
  public let publicKey: PublicKey

  /// Makes a new pair in `folder`. A pair that lies there already is never replaced.
  ///
  /// - Throws: ``KitRefusal`` when there is one; `DropBoxFault` and `SealingFault`.
  public static func make(_ suite: Suite, in folder: String) throws -> BankKeyPair {
    let files = ["private", "public"].map { "\(folder)/\($0)-\(suite.fileTag).pem" }
    for file in files where KitDisk.exists(file) {
      throw KitRefusal(file, "已有密钥文件，未生成新的密钥", "请换一个目录，或先妥善移走原有密钥")
    }
    let key = try PrivateKey.generate(suite)
    try DurableFile.makeFolder(folder, mode: 0o700)
    try DurableFile.create(Array(key.pem().utf8), at: files[0], mode: 0o600)
    try DurableFile.create(Array(key.publicKey.pem.utf8), at: files[1], mode: 0o644)
    return BankKeyPair(
      privateKeyFile: files[0], publicKeyFile: files[1], publicKey: key.publicKey)
  }
}

/// Reads key files that people name.
public enum KeyFile {
  /// The private key of a PEM file.
  ///
  /// - Throws: ``KitRefusal`` when there is none or it is no key of ours.
  public static func privateKey(_ path: String) throws -> PrivateKey {
    do {
      return try PrivateKey(pem: try text(path))
    } catch is KeyRefusal {
      throw KitRefusal(path, "不是可用的私钥", "应为未加密的 PKCS#8 私钥（SM2 或 P-256），可用 mingdai kit keygen 生成")
    }
  }

  /// The public key of a PEM file.
  ///
  /// - Throws: ``KitRefusal`` when there is none or it is no key of ours.
  public static func publicKey(_ path: String) throws -> PublicKey {
    do {
      return try PublicKey(pem: try text(path))
    } catch is KeyRefusal {
      throw KitRefusal(path, "不是可用的公钥", "应为 SM2 或 P-256 公钥的 PEM 文件")
    }
  }

  private static func text(_ path: String) throws -> String {
    guard let bytes = try DurableFile.read(path, limit: 64 << 10) else {
      throw KitRefusal(path, "没有这个文件", "请核对密钥文件的路径")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
