public import BankExchange
import DropBox
import Foundation
import Intake
public import Sealing
public import StrictJSON

/// A package of the bureau that the bank has opened: whose signature it bears and whether its
/// files are the listed ones.
public struct OpenedMail: Sendable {
  /// The folder.
  public let folder: String
  /// Manifest and signature with the pinned key that verified; nil when none did, and then nothing
  /// else counts.
  public let opened: OpenedPackage?
  /// The manifest as far as it could be read; nil when no key verified.
  public let reading: ManifestReading?
  /// The manifest as it stands; null when it is not strict JSON.
  public let manifest: JSONValue
  /// The bureau's next key, when the package announces one that is accepted. EXCHANGE §5.
  public private(set) var announcedKey: PublicKey?
  /// The signed head of the transparency log that came with the package, when all is in order.
  /// EXCHANGE §4.
  public private(set) var checkpoint: String?
  /// Everything wrong with the package, for people at the bank.
  public private(set) var findings: [KitFinding] = []
  /// The same for the bureau: what the bank's receipt would say of it. EXCHANGE §4.
  public private(set) var codes: [Finding] = []

  /// The pinned key that verified.
  public var key: PublicKey? { opened?.key }
  /// The folder's name.
  public var name: String { URL(fileURLWithPath: folder).lastPathComponent }

  /// Adds what is wrong beside the package itself.
  public mutating func report(_ finding: KitFinding) { findings.append(finding) }

  fileprivate mutating func report(_ code: Finding, _ finding: KitFinding) {
    codes.append(code)
    findings.append(finding)
  }

  fileprivate mutating func announces(_ key: PublicKey) { announcedKey = key }
  fileprivate mutating func carries(checkpoint: String?) { self.checkpoint = checkpoint }
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
    let manifest = try PackageHead.manifest(of: folder)
    let signature = try PackageHead.signature(of: folder)
    guard
      case .opened(let opened) = Sealing.open(
        manifest: manifest, signature: signature, keys: keys)
    else {
      var mail = OpenedMail(folder: folder, opened: nil, reading: nil, manifest: .null)
      mail.report(
        KitFinding(
          folder, "验签未通过，内容不可信", "请核对人社局的公钥（公钥指纹函）和下载是否完整；仍不通过请联系人社局"))
      return mail
    }
    let reading = ManifestDecoder.decode(opened)
    var mail = OpenedMail(
      folder: folder, opened: opened, reading: reading, manifest: Self.value(manifest))
    for finding in reading.findings {
      mail.report(
        finding,
        KitFinding(
          "manifest.json \(finding.pointer ?? "")", finding.message, "请重新下载；仍不通过请联系人社局"))
    }
    if let packageId = reading.packageId, packageId != mail.name {
      mail.report(
        Finding(
          .packageIdDiffers, "包编号与文件夹名不同。", file: PackageFileName.manifest,
          pointer: "/packageId"),
        KitFinding(folder, "清单中的包编号与文件夹名不符", "请按原名重新下载，不要改文件夹名"))
    }
    for file in reading.files ?? [] { try look(at: file, &mail, opened.key.suite) }
    if reading.messageType == MessageType.keyAnnounce.rawValue, mail.findings.isEmpty {
      try lookAtKey(reading, &mail)
    }
    let carried = "\(folder)/\(CheckpointFile.name)"
    if mail.findings.isEmpty,
      reading.files?.contains(where: { $0.name == CheckpointFile.name }) == true
    {
      let bytes = try KitDisk.read(carried, limit: ExchangeLimits.attachmentBytes)
      mail.carries(checkpoint: bytes.flatMap(CheckpointFile.note))
    }
    return mail
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
    let manifest = try PackageHead.manifest(of: folder)
    let digest = try Digest.of(manifest, key.suite.digestAlgorithm).hex
    let name = URL(fileURLWithPath: folder).lastPathComponent
    guard receipt.packageId == name, receipt.manifestDigest == digest else {
      return KitFinding(folder, "回执答复的不是这个包", "请核对包编号；编号相同则包在报送后被改动过")
    }
    return nil
  }

  private func look(
    at file: ListedFile, _ mail: inout OpenedMail, _ suite: Suite
  ) throws {
    let path = "\(mail.folder)/\(file.name)"
    func report(_ code: FindingCode, _ problem: String) {
      mail.report(
        Finding(
          code, "\(problem)，请重新放出整个包。", file: PackageFileName(file.name)?.text),
        KitFinding(path, problem, "请重新下载整个包"))
    }
    guard PackageFileName(file.name) != nil else { return report(.fileName, "文件名不合规定") }
    guard KitDisk.exists(path) else { return report(.fileMissing, "缺少清单所列的文件") }
    guard try KitDisk.isPlainFile(path) else { return report(.notPlainFile, "不是普通文件") }
    guard try KitDisk.size(path) == file.size else { return report(.fileSize, "大小与清单不符") }
    let digest = try DigestStream(suite.digestAlgorithm)
    try KitDisk.pieces(of: path) { piece in piece.withUnsafeBytes { digest.update($0) } }
    if try digest.finish().hex != file.digest { report(.fileDigest, "摘要与清单不符") }
  }

  /// The bureau's next key: the only file of the package. EXCHANGE §2, §5.
  private func lookAtKey(_ reading: ManifestReading, _ mail: inout OpenedMail) throws {
    let file = AnnouncedKey.file
    let path = "\(mail.folder)/\(file)"
    guard reading.files?.map(\.name) == [file], reading.files?.first?.role == .key else {
      mail.report(
        Finding(
          .members, "应列出且只列出一个角色为 KEY 的 key.pem。", file: PackageFileName.manifest,
          pointer: "/files"),
        KitFinding(mail.folder, "公钥通知中应只有一个 key.pem", "请联系人社局"))
      return
    }
    do {
      mail.announces(try KeyFile.publicKey(path))
    } catch is KitRefusal {
      mail.report(
        Finding(.field, "key.pem 不是可用的公钥。", file: file),
        KitFinding(path, "不是可用的公钥", "请联系人社局"))
    }
  }
}
