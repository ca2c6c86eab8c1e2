import BankExchange
import DropBox
import Ledger
import LoanBook
import Quantities
import Sealing

extension Office {
  /// Seals a package of ours and gives it its place on the way to a bank's outbox. The command's
  /// journal entry must name it.
  func send(
    _ messageType: MessageType, _ files: [(listed: ListedFile, bytes: [UInt8])] = [],
    _ content: PackageDraft.Content = .other, to bank: Bank, answers: Int64? = nil,
    signedBy key: PrivateKey, at now: Instant, in session: LedgerSession
  ) throws -> PackageToSend {
    let number = try session.nextOutboxNumber(for: bank)
    let draft = PackageDraft(
      messageType: messageType, packageId: outgoingName(number), sender: settings.code,
      receiver: bank.code, createdAt: now, files: files.map(\.listed), content: content)
    let package = try PackageToSend(draft, number: number, files, signedBy: key)
    try session.send(package.entry, to: bank, answers: answers, at: now)
    return package
  }

  /// `SYSTEM-NNNNNNNNN`
  func outgoingName(_ number: Int) -> String {
    guard let id = PackageId(sender: settings.code.text, number: number) else {
      preconditionFailure("the outbox counter has nine digits")
    }
    return id.description
  }

  /// Puts every package that waits for a bank into its outbox.
  func publishOutbox(of bank: Bank) throws {
    for entry in try ledger.read({ try $0.waiting(for: bank) }) {
      try place(entry, for: bank)
      try ledger.write { try $0.placed(entry.number, for: bank) }
    }
  }

  /// Puts a package of ours into a bank's outbox, unless it lies there.
  ///
  /// - Throws: ``OfficeRefusal`` when the archive lacks it.
  func place(_ entry: OutboxEntry, for bank: Bank) throws {
    guard let id = PackageId(entry.packageId) else {
      preconditionFailure("a package of ours has a proper name")
    }
    let files = try archive.files(entry.archivedAs)
    guard !files.isEmpty else { throw missing(entry) }
    try folders(of: bank.code).publish(id, files)
  }

  /// The bytes of a file of a package of ours.
  ///
  /// - Throws: ``OfficeRefusal`` when the archive lacks it.
  func file(_ name: String, of entry: OutboxEntry) throws -> [UInt8] {
    guard let bytes = try fileIfThere(name, of: entry) else { throw missing(entry) }
    return bytes
  }

  /// The bytes of a file of a package of ours; nil when it has no such file.
  func fileIfThere(_ name: String, of entry: OutboxEntry) throws -> [UInt8]? {
    try archive.read(name, of: entry.archivedAs, limit: 1 << 30)
  }

  private func missing(_ entry: OutboxEntry) -> OfficeRefusal {
    OfficeRefusal(
      .fault, entry.packageId, "档案中没有这个已发出的包", "请运行 mingdai check，并从备份恢复档案")
  }

  /// How long a package with personal data lies in an outbox at most. EXCHANGE §4.
  static let outboxSeconds: Int64 = 90 * 86_400

  /// Whether packages of a type must be answered and then leave the outbox; an unknown one must.
  func holdsPersonalData(_ messageType: String) -> Bool {
    MessageType(rawValue: messageType)?.holdsPersonalData ?? true
  }

  /// What time alone takes away: packages with personal data that were made 90 days ago, receipt
  /// or not (EXCHANGE §4), and our past public keys whose overlap is over (§5).
  func tidyTrays(of bank: Bank, now: Instant) throws {
    let folders = folders(of: bank.code)
    let personal = MessageType.allCases.map(\.rawValue).filter(holdsPersonalData)
    let (old, keys) = try ledger.read { session in
      (
        try session.sent(personal, before: now + -Office.outboxSeconds, for: bank),
        try session.systemKeys()
      )
    }
    for number in old {
      guard let id = PackageId(outgoingName(number)) else { continue }
      try folders.withdraw(id)
    }
    for key in keys {
      guard let replaced = key.replaced, replaced.readableUntil <= now else { continue }
      let name = SystemKeys.publicName(settings.code, try PublicKey(spki: key.spki))
      let path = folders.keys + "/" + name
      if try DurableFile.read(path, limit: 64 << 10) != nil { try DurableFile.remove(path) }
    }
  }
}
