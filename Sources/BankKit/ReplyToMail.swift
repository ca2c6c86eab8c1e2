public import BankExchange
import DropBox
import LoanBook
import Sealing

/// What a bank answers to a package of the bureau. EXCHANGE §4.
public enum ReplyVerdict: Hashable, Sendable {
  /// The package was taken over.
  case accepted
  /// The bank could not take it and must find it still there: why, beside what the kit finds
  /// wrong with the package itself.
  case rejected([Finding])
}

/// The bank's own receipt, sealed.
public struct SealedReply: Hashable, Sendable {
  /// The package.
  public let package: SealedPackage
  /// What it says.
  public let receipt: Receipt
}

extension SealingDesk {
  /// Answers a package of the bureau with the bank's own signed RECEIPT, which goes to whoever
  /// signed that package. EXCHANGE §4.
  ///
  /// Nothing is answered that no pinned key verified, that lies under another name or is meant for
  /// another bank: the bureau would not know what was meant (R704), or would take it for an answer
  /// to something else. What is damaged is never accepted.
  ///
  /// - Throws: ``KitRefusal``; then no number was used. ``KitFault``, `DropBoxFault` and
  ///   `SealingFault`.
  public func reply(to mail: OpenedMail, _ verdict: ReplyVerdict) throws -> SealedReply {
    guard let opened = mail.opened, let reading = mail.reading else {
      throw KitRefusal(mail.findings)
    }
    guard let sender = reading.sender.flatMap({ PartyCode($0) }),
      let name = reading.packageId, name == mail.name, PackageId(name)?.sender == sender.text
    else {
      throw KitRefusal([
        KitFinding(mail.folder, "看不出答复的是哪个包", "请按原名重新下载，不要改文件夹名")
      ])
    }
    guard reading.receiver == bank.text else {
      throw KitRefusal([
        KitFinding(mail.folder, "这个包不是发给 \(bank) 的", "请核对 --bank 和取来的文件夹")
      ])
    }
    let codes = try codes(mail, verdict)
    let digest = try Digest.of(opened.manifest, key.suite.digestAlgorithm)
    let receipt = Receipt(
      packageId: name, manifestDigest: digest.hex,
      stage: codes.isEmpty ? .business : .technical,
      status: codes.isEmpty ? .accepted : .rejected, receivedAt: now, codes: codes)
    let package = try package(.receipt, to: sender, .receipt(receipt)) { _ in [] }
    return SealedReply(package: package, receipt: receipt)
  }

  /// What the receipt says is wrong; empty when the package was accepted.
  private func codes(_ mail: OpenedMail, _ verdict: ReplyVerdict) throws -> [Finding] {
    switch verdict {
    case .accepted:
      guard mail.findings.isEmpty else { throw KitRefusal(mail.findings) }
      return []
    case .rejected(let reasons):
      let all = mail.codes + reasons
      guard !all.isEmpty else {
        throw KitRefusal(mail.folder, "没有发现包有问题，拒收要写明原因", "请给出代码和原因，或改为接受")
      }
      guard let remark = all.first(where: { $0.code.severity != .reject }) else { return all }
      throw KitRefusal(
        remark.code.rawValue, "这个代码不表示拒收", "请用代码表中级别为 REJECT 的代码")
    }
  }
}
