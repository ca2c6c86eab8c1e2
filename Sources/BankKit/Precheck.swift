public import BankExchange
import DropBox
import Foundation
public import Intake
import LoanBook
public import Quantities
import Sealing
import StrictJSON

/// What the bank's own check makes of a package.
public struct PrecheckAnswer: Sendable {
  /// The receipt that the bureau would write, but for what only it knows.
  public let receipt: Receipt
  /// What the verdict rests on and nobody but the bureau knows; sentences for people.
  public let notKnown: [String]
}

/// The bureau's own checks on the bank's own disk: the same Intake, so the same findings in the
/// same words (EXCHANGE §3, §4). Packages that pass are remembered, so that earlier ones can be
/// replayed before the one in question.
///
/// It cannot know what only the bureau knows: packages that it was not shown, facts of other
/// banks, the state of keys. Of a receipt or an announced key the answer says so.
public final class Precheck {
  private let context: IntakeContext
  private let scratch: String
  private let tray: BankFolders
  private let archive: PackageArchive
  private var book: MemoryBook
  private var packages = MemoryPackages()
  private var bureau: BureauMemory

  /// Prepares an empty book in a scratch folder, which goes when this object does.
  ///
  /// - Throws: `DropBoxFault`.
  public init(_ context: IntakeContext) throws {
    self.context = context
    scratch = NSTemporaryDirectory() + "/mingdai-kit-" + UUID().uuidString
    tray = BankFolders(root: scratch + "/tray")
    archive = PackageArchive(root: scratch + "/archive")
    book = MemoryBook(bank: context.bank)
    bureau = BureauMemory(registered: context.keys.map(\.key))
    try DurableFile.makeFolder(scratch, mode: 0o700)
    try tray.create()
    try archive.create()
  }

  deinit {
    do {
      try KitDisk.remove(scratch)
    } catch {
      // Nothing was decided by it; whoever cares for the disk is told.
      FileHandle.standardError.write(Data("\(scratch)：临时文件未能删除，请手工删除。\n".utf8))
    }
  }

  /// Shows a package of the bureau that the bank received: a receipt for it can be judged then.
  /// Its signature is not verified here; that is what ``OpenMail`` is for.
  ///
  /// - Throws: ``KitRefusal`` when the folder is no package; ``KitFault``.
  public func show(received folder: String) throws {
    let name = URL(fileURLWithPath: folder).lastPathComponent
    bureau.receive(name, manifest: try PackageHead.manifest(of: folder))
  }

  /// Judges a package as it would be judged on arrival now, or at an earlier instant. The package
  /// itself is only read.
  ///
  /// - Throws: ``KitRefusal`` for a folder whose name no package can have: the bureau would put it
  ///   into quarantine without a receipt. ``KitFault``, `DropBoxFault` and `SealingFault`.
  public func answer(_ folder: String, at instant: Instant? = nil) throws -> PrecheckAnswer {
    var context = context
    if let instant { context.now = instant }
    let package = try take(folder)
    let staging = try archive.stage()
    defer { discard(package, staging) }
    let outcome = try TechnicalCheck(context: context, history: packages)
      .examine(package, into: staging)
    switch outcome {
    case .rejected(let refusal):
      return answer(
        package, context, refusal.manifestDigest, .technical, .rejected, codes: refusal.findings)
    case .duplicate(_, let digest):
      return answer(
        package, context, digest, .technical, .duplicate,
        codes: [Finding(.samePackage, "该包此前已接收，再次报送不会重复处理。")])
    case .passed(let passed):
      switch passed.content {
      case .batch: return try judge(passed, package, context, staging)
      case .receipt(let reply):
        let algorithm = passed.opened.key.suite.digestAlgorithm
        let verdict = try bureau.judge(reply, from: context.system.text, algorithm)
        return answer(passed, package, context, verdict)
      case .keyAnnounce(let key):
        let answer = answer(passed, package, context, bureau.judge(key))
        if answer.receipt.status == .accepted { bureau.announce(key) }
        return answer
      }
    }
  }

  /// Judges an earlier package at the time when it was made: what was accepted then stands in the
  /// book from then on.
  public func replay(_ folder: String) throws -> PrecheckAnswer {
    let path = "\(folder)/\(PackageFileName.manifest)"
    guard KitDisk.exists(path),
      let bytes = try KitDisk.read(path, limit: ExchangeLimits.manifestBytes)
    else { return try answer(folder) }
    return try answer(folder, at: Self.createdAt(bytes))
  }

  private static func createdAt(_ manifest: [UInt8]) -> Instant? {
    do {
      let node = try JSONNode.parse(manifest, limits: .exchange)
      guard case .string(let text)? = node["createdAt"]?.content else { return nil }
      return Instant(text)
    } catch {
      // The check itself will say what is wrong with the manifest.
      return nil
    }
  }

  private func judge(
    _ passed: PassedPackage, _ package: TakenPackage, _ context: IntakeContext,
    _ staging: StagingArea
  ) throws -> PrecheckAnswer {
    let source = try FileSource(staging.path(of: RecordDecoder.file))
    let reader = JSONReader(limits: .exchange) { try source.read(into: $0) }
    var pass = RecordPass(context: context, package: passed)
    // A copy, so that a file that proves wrong as a whole leaves nothing behind.
    var trial = book
    switch try pass.run(reader, book: &trial, progress: { _ in }) {
    case .rejected(let findings):
      return answer(
        package, context, passed.manifestDigest, .technical, .rejected,
        codes: passed.remarks + findings)
    case .judged(let tally):
      book = trial
      accept(passed, package)
      return answer(
        package, context, passed.manifestDigest, .business,
        tally.refused == 0 ? .accepted : .partial,
        codes: passed.remarks, tally)
    }
  }

  /// A receipt or an announced key is taken as a whole or not at all. EXCHANGE §4.
  private func answer(
    _ passed: PassedPackage, _ package: TakenPackage, _ context: IntakeContext,
    _ verdict: BureauMemory.Verdict
  ) -> PrecheckAnswer {
    let isAccepted = verdict.findings.isEmpty
    if isAccepted { accept(passed, package) }
    return answer(
      package, context, passed.manifestDigest, isAccepted ? .business : .technical,
      isAccepted ? .accepted : .rejected, codes: passed.remarks + verdict.findings,
      notKnown: verdict.notKnown)
  }

  private func accept(_ passed: PassedPackage, _ package: TakenPackage) {
    packages.accept(
      package.id.description, number: package.id.number,
      manifestDigest: passed.manifestDigest.hex)
  }

  private func answer(
    _ package: TakenPackage, _ context: IntakeContext, _ digest: Digest?,
    _ stage: ReceiptStage, _ status: ReceiptStatus, codes: [Finding],
    _ tally: RecordTally = RecordTally(), notKnown: [String] = []
  ) -> PrecheckAnswer {
    let receipt = Receipt(
      packageId: package.id.description, manifestDigest: digest?.hex, stage: stage,
      status: status, receivedAt: context.now, accepted: tally.accepted, refused: tally.refused,
      codes: codes, records: tally.verdicts)
    return PrecheckAnswer(receipt: receipt, notKnown: notKnown)
  }

  /// Puts a copy of the folder through the same door as a delivery.
  private func take(_ folder: String) throws -> TakenPackage {
    let name = URL(fileURLWithPath: folder).lastPathComponent
    guard KitDisk.exists(folder) else { throw KitRefusal(folder, "没有这个包", "请核对路径") }
    guard PackageId(name) != nil else {
      throw KitRefusal(
        folder, "文件夹名不是包名，服务器会隔离它而不给回执（P101）", "应为银行代码、短横线和九位序号，例如 \(context.bank)-000000001")
    }
    try KitDisk.copyTree(folder, to: tray.inbox + "/" + name)
    // Much later, so that a folder without signature is judged and not waited for.
    let later = Int64(Date().timeIntervalSince1970) + 2 * ExchangeLimits.signatureWaitSeconds
    guard let entry = try tray.look(now: later).ready.first,
      case .taken(let package) = try tray.take(entry)
    else { throw KitRefusal(folder, "不是文件夹", "请给出整个包的文件夹") }
    return package
  }

  private func discard(_ package: TakenPackage, _ staging: StagingArea) {
    do {
      try package.discard()
      try staging.discard()
    } catch {
      // What stays goes with the scratch folder.
    }
  }
}
