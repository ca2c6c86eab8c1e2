public import BankExchange
import DropBox
import Foundation
public import Sealing
public import StrictJSON

/// A package of the bureau that the bank has opened: whose signature it bears and whether its
/// files are the listed ones.
public struct OpenedMail: Sendable {
  /// The manifest as far as it could be read; nil when no key verified.
  public let reading: ManifestReading?
  /// The manifest as it stands; null when it is not strict JSON.
  public let manifest: JSONValue
  /// The pinned key that verified; nil when none did, and then nothing else counts.
  public let key: PublicKey?
  /// Everything wrong with the package.
  public var findings: [KitFinding]
}

/// Opens packages of the bureau with its pinned public keys. EXCHANGE §5: the keys come from the
/// fingerprint letter, never from the package.
public struct OpenMail: Sendable {
  private let keys: [PublicKey]

  /// Opens with these keys of the bureau.
  public init(keys: [PublicKey]) { self.keys = keys }

  /// Verifies a package.
  ///
  /// - Throws: ``KitRefusal`` when it is none; ``KitFault`` and `SealingFault`.
  public func open(_ folder: String) throws -> OpenedMail {
    let manifest = try head(PackageFileName.manifest, ExchangeLimits.manifestBytes, in: folder)
    let signature = try head(
      PackageFileName.signature, ExchangeLimits.signatureBytes, in: folder)
    guard
      case .opened(let opened) = Sealing.open(
        manifest: manifest, signature: signature, keys: keys)
    else {
      return OpenedMail(
        reading: nil, manifest: .null, key: nil,
        findings: [
          KitFinding(
            folder, "验签未通过，内容不可信", "请核对人社局的公钥（公钥指纹函）和下载是否完整；仍不通过请联系人社局")
        ])
    }
    let reading = ManifestDecoder.decode(opened)
    var findings = reading.findings.map {
      KitFinding("manifest.json \($0.pointer ?? "")", $0.message, "请重新下载；仍不通过请联系人社局")
    }
    let name = URL(fileURLWithPath: folder).lastPathComponent
    if let packageId = reading.packageId, packageId != name {
      findings.append(
        KitFinding(folder, "清单中的包编号与文件夹名不符", "请按原名重新下载，不要改文件夹名"))
    }
    for file in reading.files ?? [] {
      if let problem = try problem(of: file, in: folder, opened.key.suite) {
        findings.append(problem)
      }
    }
    return OpenedMail(
      reading: reading, manifest: Self.value(manifest), key: opened.key, findings: findings)
  }

  /// The manifest's value; null when it is not strict JSON, which the reading has told already.
  private static func value(_ manifest: [UInt8]) -> JSONValue {
    do {
      return try JSONNode.parse(manifest, limits: .exchange).value
    } catch {
      return .null
    }
  }

  /// Whether a receipt answers the package in this folder, as it stands there; nil when it does.
  ///
  /// - Throws: ``KitRefusal`` when the folder is no package; ``KitFault`` and `SealingFault`.
  public func mismatch(of mail: OpenedMail, sent folder: String) throws -> KitFinding? {
    guard let key = mail.key, let receipt = mail.reading?.receipt else {
      return KitFinding(folder, "没有可以核对的回执", "请给出本行收到的回执")
    }
    let manifest = try head(PackageFileName.manifest, ExchangeLimits.manifestBytes, in: folder)
    let digest = try Digest.of(manifest, key.suite.digestAlgorithm).hex
    let name = URL(fileURLWithPath: folder).lastPathComponent
    guard receipt.packageId == name, receipt.manifestDigest == digest else {
      return KitFinding(folder, "回执答复的不是这个包", "请核对包编号；编号相同则包在报送后被改动过")
    }
    return nil
  }

  private func head(_ name: String, _ limit: Int64, in folder: String) throws -> [UInt8] {
    let path = "\(folder)/\(name)"
    guard KitDisk.exists(path), try KitDisk.isPlainFile(path),
      let bytes = try KitDisk.read(path, limit: limit)
    else { throw KitRefusal(path, "缺少这个文件，或它不是普通文件、过大", "请给出整个包的文件夹") }
    return bytes
  }

  private func problem(
    of file: ListedFile, in folder: String, _ suite: Suite
  ) throws -> KitFinding? {
    let path = "\(folder)/\(file.name)"
    let remedy = "请重新下载整个包"
    guard PackageFileName(file.name) != nil, KitDisk.exists(path), try KitDisk.isPlainFile(path)
    else { return KitFinding(path, "缺少清单所列的文件", remedy) }
    guard try KitDisk.size(path) == file.size else {
      return KitFinding(path, "大小与清单不符", remedy)
    }
    let digest = try DigestStream(suite.digestAlgorithm)
    try KitDisk.pieces(of: path) { piece in piece.withUnsafeBytes { digest.update($0) } }
    return try digest.finish().hex == file.digest ? nil : KitFinding(path, "摘要与清单不符", remedy)
  }
}
