import BankExchange
import DropBox
import Ledger
import LoanBook
import Quantities
import Sealing

extension Office {
  /// Puts a package of ours into a bank's outbox by way of the ledger, which keeps it until it lies
  /// there. Gives the package's name.
  func send(
    _ messageType: MessageType, _ files: [(listed: ListedFile, bytes: [UInt8])], to bank: Bank,
    signedBy key: PrivateKey, at now: Instant, in session: LedgerSession
  ) throws -> String {
    let number = try session.nextOutboxNumber(for: bank)
    let name = outgoingName(number)
    let draft = PackageDraft(
      messageType: messageType, packageId: name, sender: settings.code, receiver: bank.code,
      createdAt: now, files: files.map(\.listed), content: .other)
    let sealed = try draft.sealed(with: key)
    let head = [
      (name: PackageFileName.manifest, bytes: sealed.manifest),
      (name: PackageFileName.signature, bytes: sealed.signature),
    ]
    try session.send(
      OutboxEntry(
        number: number, packageId: name, messageType: messageType.rawValue,
        files: head + files.map { (name: $0.listed.name, bytes: $0.bytes) }),
      to: bank, answers: nil, at: now)
    return name
  }

  /// `SYSTEM-NNNNNNNNN`
  func outgoingName(_ number: Int) -> String {
    guard let id = PackageId(sender: settings.code.text, number: number) else {
      preconditionFailure("the outbox counter has nine digits")
    }
    return id.description
  }

  /// Puts every package that the ledger holds for a bank and the outbox lacks into the outbox.
  func publishOutbox(of bank: Bank, now: Instant) throws {
    let folders = folders(of: bank.code)
    for entry in try ledger.read({ try $0.unpublished(for: bank) }) {
      guard let id = PackageId(entry.packageId) else { continue }
      try folders.publish(id, entry.files.map { OutgoingFile($0.name, .bytes($0.bytes)) })
      try ledger.write { try $0.published(entry.number, for: bank, at: now) }
    }
  }

  /// What time alone takes away: packages with personal data that have lain in the outbox for 90
  /// days, receipt or not (EXCHANGE §4), and our past public keys whose overlap is over (§5).
  func tidyTrays(of bank: Bank, now: Instant) throws {
    let folders = folders(of: bank.code)
    let personal = MessageType.allCases.filter(\.holdsPersonalData).map(\.rawValue)
    let (old, keys) = try ledger.read { session in
      (
        try session.published(personal, before: now + -90 * 86_400, for: bank),
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
