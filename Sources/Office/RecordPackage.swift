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
    var entry = try entry(package, .technical, .rejected)
    entry.messageType = refusal.messageType?.rawValue
    entry.manifestDigest = refusal.manifestDigest?.hex
    entry.archivedAs = archived
    entry.keyId = refusal.opened?.key.keyId
    return try office.ledger.write { session in
      let seq = try session.begin(entry, of: bank)
      if refusal.opened == nil, let earlier = try earlierAnswer(to: receipt, in: session) {
        try enter(entry, in: session)
        return Answer(receipt: receipt, packageId: earlier)
      }
      let reply = try seal(receipt, to: seq, suite: refusal.opened?.key.suite, in: session)
      try enter(entry, sent: reply, in: session)
      return Answer(receipt: receipt, packageId: reply.entry.packageId)
    }
  }

  /// The same package again: a new receipt that names the original, which is put back if it is
  /// gone from the outbox. EXCHANGE §4. A bank's own receipt is not answered, nor is it again.
  func recordDuplicate(
    _ package: TakenPackage, _ opened: OpenedPackage, _ digest: Digest, _ staging: StagingArea
  ) throws -> Answer {
    try staging.discard()
    var entry = try entry(package, .technical, .duplicate)
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
        try enter(entry, in: session)
        return (Answer(receipt: receipt, packageId: Answer.none), nil)
      }
      let reply = try seal(receipt, to: seq, suite: opened.key.suite, in: session)
      try enter(entry, sent: reply, in: session)
      return (Answer(receipt: receipt, packageId: reply.entry.packageId), original)
    }
    if let original { try office.place(original, for: bank) }
    return reply
  }

  /// What a repeated package gets back beside its receipt, when a crash came in between.
  func putBackOriginal(of repeated: PackageEntry) throws {
    guard repeated.status == ReceiptStatus.duplicate.rawValue else { return }
    let original = try office.ledger.read { session in
      try session.consumedPackage(repeated.packageId, of: bank).flatMap {
        try session.receipt(for: $0.seq)
      }
    }
    if let original { try office.place(original, for: bank) }
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
    var entry = try entry(package, .business, .accepted)
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
      try policy.keep(in: session, archive: office.archive, at: now)
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
      try enter(entry, in: session)
      return Answer(receipt: receipt, packageId: Answer.none)
    }
    let reply = try seal(receipt, to: entry.seq, suite: passed.opened.key.suite, in: session)
    try enter(entry, sent: reply, judged: passed.holdsRecords ? tally : nil, in: session)
    return Answer(receipt: receipt, packageId: reply.entry.packageId)
  }

  private func record(
    _ package: TakenPackage, _ passed: PassedPackage, _ findings: [Finding], _ archived: String?
  ) throws -> Answer {
    var entry = try entry(package, .technical, .rejected)
    entry.messageType = passed.messageType.rawValue
    entry.manifestDigest = passed.manifestDigest.hex
    entry.archivedAs = archived
    entry.keyId = passed.opened.key.keyId
    let receipt = Receipt(
      packageId: entry.packageId, manifestDigest: passed.manifestDigest.hex, stage: .technical,
      status: .rejected, receivedAt: now, codes: passed.remarks + findings)
    return try office.ledger.write { session in
      let seq = try session.begin(entry, of: bank)
      let reply = try seal(receipt, to: seq, suite: passed.opened.key.suite, in: session)
      try enter(entry, sent: reply, in: session)
      return Answer(receipt: receipt, packageId: reply.entry.packageId)
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
  ) throws -> PackageEntry {
    let size = try package.measure()
    return PackageEntry(
      delivery: package.deliveryId, packageId: package.id.description, number: package.id.number,
      stage: stage.rawValue, status: status.rawValue, receivedAt: now, bytes: size.bytes,
      files: size.files)
  }

  /// Signs the receipt and gives it its place on the way to the outbox. EXCHANGE §4: with the suite
  /// of the key that verified, else of the bank's newest active key.
  func seal(
    _ receipt: Receipt, to seq: Int64, suite: Suite?, in session: LedgerSession
  ) throws -> PackageToSend {
    let newest = try session.keys(of: bank).first { $0.isActive(at: now) }
    let key = keys.key(for: suite ?? newest.flatMap { Suite(rawValue: $0.suite) } ?? .sm2)
    let findings = receipt.recordsFitManifest ? [] : try FindingsFile.files(receipt, key.suite)
    let files = findings + (try office.carriedCheckpoint(key.suite, in: session))
    return try office.send(
      .receipt, files, .receipt(receipt), to: bank, answers: seq, signedBy: key, at: now,
      in: session)
  }

  /// Ends the transaction of a delivery with its entry in the journal. `judged` are the records of
  /// a consumed batch.
  func enter(
    _ entry: PackageEntry, sent reply: PackageToSend? = nil, judged: RecordTally? = nil,
    in session: LedgerSession
  ) throws {
    let delivery = JournalledDelivery(
      bank: bank.code, entry: entry, policy: judged == nil ? nil : policy.digest,
      refused: judged?.refusedPositions ?? [])
    try office.journal.add(
      Journal.Entry(
        command: JournalledDelivery.command, content: delivery.json,
        sent: reply.map { [$0] } ?? []), in: session, by: actor, at: now)
  }
}

/// The package cannot be taken as a whole; undoes the transaction.
struct PackageRejected: Error {
  let findings: [Finding]
}
