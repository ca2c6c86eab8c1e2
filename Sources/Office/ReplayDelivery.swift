import BankExchange
import DropBox
import Intake
import Ledger
import LoanBook
import Quantities
import Sealing
import StrictJSON

/// One delivery on an empty ledger again: its row, and what a consumed package brought.
struct ReplayDelivery {
  let office: Office
  let bank: Bank
  let delivery: JournalledDelivery
  let policy: PolicyInUse
  let session: LedgerSession
  let progress: ProgressReport

  /// Keeps everything; gives the row's number.
  func run() throws -> Int64 {
    var entry = delivery.entry
    entry.seq = try session.begin(entry, of: bank)
    // Only what was consumed has a head; the rest is its row alone.
    guard let head = entry.ledgerHead else { return entry.seq }
    let before = try session.ledgerHead(before: entry.seq)
    guard
      let package = try ArchivedPackage(
        entry, in: office.archive, keys: session.keys(of: bank)),
      try LedgerHead.after(before, bank: bank.code, manifest: package.digest) == head
    else { throw damaged() }
    switch entry.messageType.flatMap(MessageType.init) {
    case .batch: try keepRecords(of: package, entry)
    case .receipt: try keepReply(package, entry)
    case .keyAnnounce: try keepKey(of: package)
    default: throw damaged()
    }
    return entry.seq
  }

  private func keepRecords(of package: ArchivedPackage, _ entry: PackageEntry) throws {
    if let digest = delivery.policy {
      try PolicyInUse.keepArchived(digest, office.archive, in: session, at: entry.receivedAt)
    }
    var book = LedgerBook(session: session, bank: bank, package: entry.seq, now: entry.receivedAt)
    let context = IntakeContext(
      system: office.settings.code, bank: bank.code, keys: [], now: entry.receivedAt,
      policy: policy.policy, upperAge: office.settings.upperAge)
    var replay = RecordReplay(context: context, refused: delivery.refused)
    let source = try FileSource(package.folder + "/" + RecordDecoder.file)
    let reader = JSONReader(limits: .exchange) { try source.read(into: $0) }
    do {
      let count = try replay.run(reader, book: &book) { count in
        progress("重建 \(entry.packageId)", count, entry.accepted + entry.refused)
      }
      guard count == entry.accepted + entry.refused else { throw damaged() }
    } catch is RecordReplay.Failure {
      throw damaged()
    }
  }

  private func keepReply(_ package: ArchivedPackage, _ entry: PackageEntry) throws {
    guard let reply = ManifestDecoder.decode(package.opened).receipt,
      let sent = PackageId(reply.packageId)
    else { throw damaged() }
    try session.keepReply(
      to: sent.number, of: bank, status: reply.status.rawValue, package: entry.seq)
  }

  private func keepKey(of package: ArchivedPackage) throws {
    let path = package.folder + "/key.pem"
    guard let pem = try DurableFile.read(path, limit: ExchangeLimits.manifestBytes) else {
      throw damaged()
    }
    try session.addKey(
      .announced(PublicKey(pem: String(decoding: pem, as: UTF8.self))), to: bank)
  }

  private func damaged() -> OfficeRefusal {
    OfficeRefusal(
      .fault, delivery.entry.packageId, "档案中的这个包缺失、被改动或与操作日志不符",
      "请从备份恢复 archive/packages 后再试")
  }
}
