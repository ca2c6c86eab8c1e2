import BankExchange
import DropBox
import Intake
import Ledger
import Quantities
import Sealing
import StrictJSON

/// What the office's door takes beside batches. EXCHANGE §2.
extension LedgerPackages {
  var messageTypes: Set<MessageType> { [.batch, .receipt, .keyAnnounce] }
}

extension Receiver {
  /// A bank's receipt for a package of ours: it must name one that went to this bank, by the digest
  /// of its manifest (R704). On it a package with personal data leaves the outbox, unless the bank
  /// could not take it. EXCHANGE §4.
  ///
  /// The package leaves before the transaction ends: a crash in between brings this delivery again,
  /// with the same outcome.
  func keep(
    _ reply: Receipt, _ passed: PassedPackage, _ entry: PackageEntry, _ session: LedgerSession
  ) throws {
    let algorithm = passed.opened.key.suite.digestAlgorithm
    guard let id = PackageId(reply.packageId),
      let sent = try session.sent(number: id.number, to: bank),
      sent.packageId.utf8.elementsEqual(reply.packageId.utf8)
    else {
      throw PackageRejected(findings: [.notSentToThisBank])
    }
    let manifest = try office.file(PackageFileName.manifest, of: sent)
    guard reply.manifestDigest == (try Digest.of(manifest, algorithm).hex) else {
      throw PackageRejected(findings: [.otherManifest(algorithm)])
    }
    try session.keepReply(
      to: sent.number, of: bank, status: reply.status.rawValue, package: entry.seq)
    if office.holdsPersonalData(sent.messageType), reply.status != .rejected {
      try folders.withdraw(id)
    }
  }

  /// A bank's next key: it waits as PENDING until two people approve it. EXCHANGE §5.
  ///
  /// One key at a time waits, so that a stolen key cannot fill the list. That a key is another
  /// bank's is told in the words of a key known anyhow: nothing in a receipt rests on other banks.
  func keep(_ key: PublicKey, _ session: LedgerSession) throws {
    if try keys.holds(key) || session.owner(ofKey: key.keyId) != nil {
      throw PackageRejected(findings: [.keyIsKnown])
    }
    if try session.keys(of: bank).contains(where: { $0.state == .pending }) {
      throw PackageRejected(findings: [.anotherKeyWaits])
    }
    try session.addKey(.announced(key), to: bank)
  }

  /// The receipt that answered the same noise on the same day (UTC+08:00): under the same name,
  /// with the same manifest and the same findings, and signed by no key of the bank. Nil when this
  /// is the first. EXCHANGE §4.
  func earlierAnswer(to receipt: Receipt, in session: LedgerSession) throws -> String? {
    let codes = JSONValue.array(receipt.codes.map(\.json))
    return try session.answerToNoise(
      receipt.packageId, manifestDigest: receipt.manifestDigest, of: bank,
      since: Instant(startOf: now.day)
    ) { answer in
      do {
        let manifest = try office.file(PackageFileName.manifest, of: answer)
        let node = try JSONNode.parse(manifest, limits: .exchange)
        return node["receipt"]?["codes"]?.value == codes
      } catch is JSONError {
        // Not as we wrote it: `check` tells that; this delivery gets an answer of its own.
        return false
      }
    }
  }
}

extension BankKey {
  /// A key that came by KEY_ANNOUNCE and waits.
  static func announced(_ key: PublicKey) -> BankKey {
    BankKey(
      keyId: key.keyId, suite: key.suite.rawValue, spki: key.spki, certificate: nil,
      state: .pending, from: nil, to: nil)
  }
}

extension Answer {
  /// In place of a receipt's name: there was none.
  static let none = ""
}
