import BankExchange
import DropBox
import Intake
import Ledger
import LoanBook
import Quantities
import Sealing
import StrictJSON

extension Receiver {
  /// A delivery that the technical checks rejected: nothing is consumed.
  func record(
    _ package: TakenPackage, _ refusal: TechnicalRefusal, _ staging: StagingArea
  ) throws -> Answer {
    let archived = try archive(staging, refusal.manifestDigest, refusal.opened)
    let receipt = Receipt(
      packageId: package.id.description, manifestDigest: refusal.manifestDigest?.hex,
      stage: .technical, status: .rejected, receivedAt: now, codes: refusal.findings)
    var entry = entry(package, .technical, .rejected)
    entry.messageType = refusal.messageType?.rawValue
    entry.manifestDigest = refusal.manifestDigest?.hex
    entry.archivedAs = archived
    entry.keyId = refusal.opened?.key.keyId
    return try office.ledger.write { session in
      let seq = try session.begin(entry, of: bank)
      if refusal.opened == nil, let earlier = try earlierAnswer(to: receipt, in: session) {
        return Answer(receipt: receipt, packageId: earlier)
      }
      return try answer(receipt, to: seq, suite: refusal.opened?.key.suite, in: session)
    }
  }

  /// The same package again: a new receipt that names the original, which is put back if it is
  /// gone from the outbox. EXCHANGE §4. A bank's own receipt is not answered, nor is it again.
  func recordDuplicate(
    _ package: TakenPackage, _ opened: OpenedPackage, _ digest: Digest, _ staging: StagingArea
  ) throws -> Answer {
    try staging.discard()
    var entry = entry(package, .technical, .duplicate)
    entry.manifestDigest = digest.hex
    entry.keyId = opened.key.keyId
    let name = package.id.description
    let (reply, original) = try office.ledger.write { session -> (Answer, OutboxEntry?) in
      let accepted = try session.consumedPackage(name, of: bank)
      entry.messageType = accepted?.messageType
      let seq = try session.begin(entry, of: bank)
      let original = try accepted.flatMap { try session.receipt(for: $0.seq) }
      let sentence =
        original.map { "该包此前已接收，本次未重复处理，原回执为 \($0.packageId)。" } ?? "该包此前已接收，本次未重复处理。"
      let receipt = Receipt(
        packageId: name, manifestDigest: digest.hex, stage: .technical, status: .duplicate,
        receivedAt: now, accepted: accepted?.accepted ?? 0, refused: accepted?.refused ?? 0,
        codes: [Finding(.samePackage, sentence)])
      if accepted?.messageType == MessageType.receipt.rawValue {
        return (Answer(receipt: receipt, packageId: Answer.none), nil)
      }
      return (try answer(receipt, to: seq, suite: opened.key.suite, in: session), original)
    }
    if let original, let id = PackageId(original.packageId) {
      try folders.publish(id, original.files.map { OutgoingFile($0.name, .bytes($0.bytes)) })
    }
    return reply
  }

  /// A package that passed the technical checks: what it carries is judged and kept in one
  /// transaction with the receipt. When it cannot be taken as a whole (the records file: C601,
  /// C602; a receipt or a key: R7xx), the transaction is undone and the package rejected.
  func record(
    _ package: TakenPackage, _ passed: PassedPackage, _ staging: StagingArea,
    _ context: IntakeContext, _ progress: ProgressReport
  ) throws -> Answer {
    // In the archive before the ledger knows it, so that every consumed package is there.
    let records = office.archive.path(of: passed.manifestDigest) + "/" + RecordDecoder.file
    let archived = try archive(staging, passed.manifestDigest, passed.opened)
    var entry = entry(package, .business, .accepted)
    entry.messageType = passed.messageType.rawValue
    entry.manifestDigest = passed.manifestDigest.hex
    entry.archivedAs = archived
    entry.keyId = passed.opened.key.keyId
    do {
      return try office.ledger.write { session in
        try consume(passed, records, entry, context, session, progress)
      }
    } catch let rejection as PackageRejected {
      return try record(package, passed, rejection.findings, archived)
    }
  }

  /// Judges and keeps the content and the receipt, inside one transaction.
  private func consume(
    _ passed: PassedPackage, _ records: String, _ begun: PackageEntry, _ context: IntakeContext,
    _ session: LedgerSession, _ progress: ProgressReport
  ) throws -> Answer {
    var entry = begun
    entry.seq = try session.begin(entry, of: bank)
    var tally = RecordTally()
    switch passed.content {
    case .batch(let control, _):
      try policy.keep(in: session, at: now)
      tally = try pass(passed, control, records, context, session, entry.seq, progress)
    case .receipt(let reply): try keep(reply, passed, entry, session)
    case .keyAnnounce(let key): try keep(key, session)
    }
    let status: ReceiptStatus = tally.refused == 0 ? .accepted : .partial
    entry.status = status.rawValue
    entry.accepted = tally.accepted
    entry.refused = tally.refused
    entry.ledgerHead = try LedgerHead.after(
      session.ledgerHead(), bank: bank.code, manifest: passed.manifestDigest)
    try session.finish(entry)
    let receipt = Receipt(
      packageId: entry.packageId, manifestDigest: passed.manifestDigest.hex, stage: .business,
      status: status, receivedAt: now, ledgerHead: entry.ledgerHead, accepted: tally.accepted,
      refused: tally.refused, codes: passed.remarks, records: tally.verdicts)
    if passed.messageType == .receipt {
      return Answer(receipt: receipt, packageId: Answer.none)
    }
    return try answer(receipt, to: entry.seq, suite: passed.opened.key.suite, in: session)
  }

  private func record(
    _ package: TakenPackage, _ passed: PassedPackage, _ findings: [Finding], _ archived: String?
  ) throws -> Answer {
    var entry = entry(package, .technical, .rejected)
    entry.messageType = passed.messageType.rawValue
    entry.manifestDigest = passed.manifestDigest.hex
    entry.archivedAs = archived
    entry.keyId = passed.opened.key.keyId
    let receipt = Receipt(
      packageId: entry.packageId, manifestDigest: passed.manifestDigest.hex, stage: .technical,
      status: .rejected, receivedAt: now, codes: passed.remarks + findings)
    return try office.ledger.write { session in
      let seq = try session.begin(entry, of: bank)
      return try answer(receipt, to: seq, suite: passed.opened.key.suite, in: session)
    }
  }

  private func pass(
    _ passed: PassedPackage, _ control: BatchControl, _ path: String, _ context: IntakeContext,
    _ session: LedgerSession, _ seq: Int64, _ progress: ProgressReport
  ) throws -> RecordTally {
    var book = LedgerBook(session: session, bank: bank, package: seq, now: now)
    var pass = RecordPass(context: context, package: passed)
    let source = try FileSource(path)
    let reader = JSONReader(limits: .exchange) { try source.read(into: $0) }
    let outcome = try pass.run(reader, book: &book) { count in
      progress("接收 \(bank.code)", count, control.recordCount)
    }
    switch outcome {
    case .judged(let tally): return tally
    case .rejected(let findings): throw PackageRejected(findings: findings)
    }
  }

  /// Keeps the staged files under the manifest's digest; without a manifest there is nothing to
  /// keep.
  private func archive(
    _ staging: StagingArea, _ digest: Digest?, _ opened: OpenedPackage?
  ) throws -> String? {
    guard let digest else {
      try staging.discard()
      return nil
    }
    try setApart(staging, digest, isVerified: opened != nil)
    try office.archive.keep(staging, digest)
    return digest.hex
  }

  /// One manifest may come with many signatures: `openssl` signs anew each time, and anybody may
  /// put rubbish beside it. The first that verified is kept as manifest.sig, every other under a
  /// name of its own, so that none stands in the way of the next.
  private func setApart(_ staging: StagingArea, _ digest: Digest, isVerified: Bool) throws {
    let name = PackageFileName.signature
    let limit = ExchangeLimits.signatureBytes
    guard let signature = try DurableFile.read(staging.path(of: name), limit: limit) else { return }
    if isVerified {
      let kept = try office.archive.read(name, of: digest, limit: limit)
      if kept == nil || kept == signature { return }
    }
    let token = try Digest.of(signature, .sha256).hex.prefix(32)
    try staging.write("_signature-\(token).sig", signature)
    try staging.remove(name)
  }

  private func entry(
    _ package: TakenPackage, _ stage: ReceiptStage, _ status: ReceiptStatus
  ) -> PackageEntry {
    PackageEntry(
      delivery: package.deliveryId, packageId: package.id.description, number: package.id.number,
      stage: stage.rawValue, status: status.rawValue, receivedAt: now)
  }

  /// Signs the receipt and keeps it for the outbox. EXCHANGE §4: with the suite of the key that
  /// verified, else of the bank's newest active key.
  private func answer(
    _ receipt: Receipt, to seq: Int64, suite: Suite?, in session: LedgerSession
  ) throws -> Answer {
    let newest = try session.keys(of: bank).first { $0.isActive(at: now) }
    let key = keys.key(for: suite ?? newest.flatMap { Suite(rawValue: $0.suite) } ?? .sm2)
    let number = try session.nextOutboxNumber(for: bank)
    guard let id = PackageId(sender: office.settings.code.text, number: number) else {
      preconditionFailure("the outbox counter has nine digits")
    }
    let findings = receipt.recordsFitManifest ? [] : try FindingsFile.files(receipt, key.suite)
    let draft = PackageDraft(
      messageType: .receipt, packageId: id.description, sender: office.settings.code,
      receiver: bank.code, createdAt: now, files: findings.map(\.listed),
      content: .receipt(receipt))
    let sealed = try draft.sealed(with: key)
    let files =
      [
        (name: PackageFileName.manifest, bytes: sealed.manifest),
        (name: PackageFileName.signature, bytes: sealed.signature),
      ] + findings.map { (name: $0.listed.name, bytes: $0.bytes) }
    try session.send(
      OutboxEntry(
        number: number, packageId: id.description, messageType: MessageType.receipt.rawValue,
        files: files), to: bank, answers: seq, at: now)
    return Answer(receipt: receipt, packageId: id.description)
  }
}

/// The package cannot be taken as a whole; undoes the transaction.
struct PackageRejected: Error {
  let findings: [Finding]
}
