public import BankExchange
public import DropBox
import LoanBook
public import Sealing

/// What the technical checks make of a delivery. EXCHANGE §4, steps 1 to 5.
public enum TechnicalOutcome: Sendable {
  /// Rejected; nothing is consumed.
  case rejected(TechnicalRefusal)
  /// The same package was accepted before (D401).
  case duplicate(OpenedPackage, manifestDigest: Digest)
  /// Every file lies copied in the staging area; the records may be read.
  case passed(PassedPackage)
}

/// A delivery that the technical checks rejected.
public struct TechnicalRefusal: Sendable {
  /// Everything wrong, as far as the checks went.
  public var findings: [Finding]
  /// The digest of the manifest, when there was one.
  public var manifestDigest: Digest?
  /// The package, when a key of the sender verified it.
  public var opened: OpenedPackage?
  /// The message type, when it is one of ours.
  public var messageType: MessageType?
}

/// A delivery that passed the technical checks.
public struct PassedPackage: Sendable {
  /// Manifest and signature with the key that verified.
  public var opened: OpenedPackage
  /// The digest of the manifest in the suite's algorithm.
  public var manifestDigest: Digest
  /// What it carries.
  public var content: Content
  /// Remarks that do not hinder (W404).
  public var remarks: [Finding]

  /// What a package carries beside its files.
  public enum Content: Sendable {
    /// A batch of records with its control total and the names of its attachments.
    case batch(BatchControl, attachments: Set<String>)
    /// The bank's receipt for a package of ours.
    case receipt(Receipt)
    /// The bank's next public key.
    case keyAnnounce(PublicKey)
  }

  /// The message type.
  public var messageType: MessageType {
    switch content {
    case .batch: .batch
    case .receipt: .receipt
    case .keyAnnounce: .keyAnnounce
    }
  }
}

/// The technical checks in their order. EXCHANGE §4, steps 1 to 5.
public struct TechnicalCheck {
  private let context: IntakeContext
  private let history: any PackageHistory

  /// Prepares the checks for one bank.
  public init(context: IntakeContext, history: any PackageHistory) {
    self.context = context
    self.history = history
  }

  /// Checks a taken package and copies it into `staging` as far as it can be trusted.
  ///
  /// - Throws: `DropBoxFault` and `SealingFault` of the environment, or what the history throws.
  public func examine(
    _ package: TakenPackage, into staging: StagingArea
  ) throws -> TechnicalOutcome {
    let head = try package.copyHead(into: staging)
    var refusal = TechnicalRefusal(findings: foreignName(package.id))
    refusal.findings += head.findings.map { Finding($0.problem, of: $0.name) }
    // Without a verifying key the digest is in the suite that answers: that of the bank's newest
    // active key (EXCHANGE §4).
    let answering = context.keys.first(where: \.isActive)?.key.suite ?? .sm2
    refusal.manifestDigest = try head.manifest.map {
      try Digest.of($0, answering.digestAlgorithm)
    }
    guard refusal.findings.isEmpty, let manifest = head.manifest, let signature = head.signature
    else { return .rejected(refusal) }
    let opened: OpenedPackage
    switch SealCheck.open(manifest: manifest, signature: signature, keys: context.keys) {
    case .failure(let error):
      refusal.findings = error.findings
      return .rejected(refusal)
    case .success(let package): opened = package
    }
    let digest = try Digest.of(manifest, opened.key.suite.digestAlgorithm)
    refusal.opened = opened
    refusal.manifestDigest = digest
    if let accepted = try history.acceptedManifestDigest(package.id.description) {
      if accepted == digest.hex { return .duplicate(opened, manifestDigest: digest) }
      refusal.findings = [
        Finding(.packageIdUsed, "包编号已被另一个内容不同的包使用，请换用新的序号重新报送。")
      ]
      return .rejected(refusal)
    }
    return try examine(opened, digest, package, staging, refusal)
  }

  /// P101: the name is well formed, or the folder would lie in quarantine without a receipt, but it
  /// is the name of somebody else's package.
  private func foreignName(_ id: PackageId) -> [Finding] {
    if id.sender == context.bank.text { return [] }
    return [
      Finding(
        .packageName, "包名应以本收件箱所属银行的代码 \(context.bank) 开头，请改用本行的包名重新报送。")
    ]
  }

  private func examine(
    _ opened: OpenedPackage, _ digest: Digest, _ package: TakenPackage, _ staging: StagingArea,
    _ refusal: TechnicalRefusal
  ) throws -> TechnicalOutcome {
    var refusal = refusal
    let reading = ManifestDecoder.decode(opened)
    let check = ManifestCheck(
      context: context, packageId: package.id, highestNumber: try history.highestAcceptedNumber(),
      messageTypes: history.messageTypes)
    refusal.messageType = reading.messageType.flatMap(MessageType.init)
    refusal.findings = check.findings(reading, opened)
    guard refusal.findings.isEmpty, let files = reading.files else { return .rejected(refusal) }
    let fileCheck = FileCheck(
      package: package, staging: staging, algorithm: opened.key.suite.digestAlgorithm)
    refusal.findings = try fileCheck.findings(files)
    guard refusal.findings.isEmpty,
      let content = try content(reading, files, staging, &refusal.findings)
    else { return .rejected(refusal) }
    return .passed(
      PassedPackage(
        opened: opened, manifestDigest: digest, content: content,
        remarks: check.gap().map { [$0] } ?? []))
  }

  /// What the package carries; nil, with findings, when it is not what it says.
  private func content(
    _ reading: ManifestReading, _ files: [ListedFile], _ staging: StagingArea,
    _ findings: inout [Finding]
  ) throws -> PassedPackage.Content? {
    if let control = reading.control {
      return .batch(
        control, attachments: Set(files.lazy.filter { $0.role == .attachment }.map(\.name)))
    }
    if let receipt = reading.receipt { return .receipt(receipt) }
    switch try AnnouncedKey.read(files, staging) {
    case .success(let key): return .keyAnnounce(key)
    case .failure(let error):
      findings = error.findings
      return nil
    }
  }
}
