import DropBox
import Ledger
public import LoanBook
public import Quantities
import Sealing
import StrictJSON

/// A receipt issued again. COMMAND `receipt reissue`.
public struct ReissuedReceipt: Hashable, Sendable {
  /// The bank's package.
  public let packageId: String
  /// The receipt that is repeated.
  public let original: String
  /// The new receipt, in the outbox.
  public let receipt: String
}

extension Office {
  /// Issues the receipt of a bank's package again: the same verdict under a new number, signed with
  /// the key in use, in the same suite, for the digests in it are that suite's. EXCHANGE §4.
  public func reissueReceipt(
    for packageId: String, of code: PartyCode, by actor: Actor, now: Instant
  ) throws -> ReissuedReceipt {
    try locked(at: now, afterRuns: false) { now in
      let keys = try keys()
      let (bank, reissued) = try ledger.write { session -> (Bank, ReissuedReceipt) in
        let bank = try self.bank(code, in: session)
        guard let original = try session.receipt(forPackage: packageId, of: bank) else {
          throw OfficeRefusal(
            .usage, "\(code) \(packageId)", "没有这个包的回执", "用 mingdai receipt list 查看，写银行的包编号")
        }
        let number = try session.nextOutboxNumber(for: bank)
        let name = outgoingName(number)
        let again = try again(original, as: name, number, for: bank, keys, now)
        try session.send(again.entry, to: bank, answers: nil, at: now)
        try session.keepReissue(number, of: original.number, to: bank)
        let reissued = ReissuedReceipt(
          packageId: packageId, original: original.packageId, receipt: name)
        try journal.add(
          Journal.Entry(
            command: "receipt reissue",
            content: [
              "bank": .string(code.text), "packageId": .string(packageId),
              "original": .string(original.packageId), "receipt": .string(name),
            ], sent: [again]), in: session, by: actor, at: now)
        return (bank, reissued)
      }
      try publishOutbox(of: bank)
      return reissued
    }
  }

  /// A receipt with number, time and key anew.
  private func again(
    _ original: OutboxEntry, as name: String, _ number: Int, for bank: Bank, _ keys: SystemKeys,
    _ now: Instant
  ) throws -> PackageToSend {
    guard case .object(let members) = try manifest(of: original),
      case .string(let algorithm)? = JSONValue.object(members)["signatureAlgorithm"],
      let suite = Suite(rawValue: algorithm)
    else { throw unreadable(original) }
    let key = keys.key(for: suite)
    let renewed = members.map { member in
      switch member.name {
      case "packageId": JSONMember("packageId", .string(name))
      case "createdAt": JSONMember("createdAt", .string(now.description))
      case "keyId": JSONMember("keyId", .string(key.publicKey.keyId))
      default: member
      }
    }
    let manifest = JSONValue.object(renewed).text()
    var files = [
      (name: PackageFileName.manifest, bytes: manifest),
      (name: PackageFileName.signature, bytes: try key.sign(manifest)),
    ]
    for name in try archive.files(original.archivedAs).map(\.name)
    where !files.contains(where: { $0.name == name }) {
      files.append((name: name, bytes: try file(name, of: original)))
    }
    return try PackageToSend(
      to: bank.code, number: number, packageId: name, messageType: original.messageType,
      algorithm: suite.digestAlgorithm, files: files)
  }

  private func manifest(of original: OutboxEntry) throws -> JSONValue {
    do {
      return try JSONNode.parse(
        file(PackageFileName.manifest, of: original), limits: .exchange
      ).value
    } catch is JSONError {
      throw unreadable(original)
    }
  }

  private func unreadable(_ original: OutboxEntry) -> OfficeRefusal {
    OfficeRefusal(
      .fault, original.packageId, "档案中的这份回执已损坏", "请运行 mingdai check，并从备份恢复")
  }
}
