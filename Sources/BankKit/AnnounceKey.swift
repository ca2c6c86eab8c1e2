import BankExchange
import Intake
public import LoanBook
public import Sealing

extension SealingDesk {
  /// Announces the bank's next key, signed by this desk's. It waits at the bureau until its
  /// fingerprint was confirmed on paper and two people approved it; until then this key signs on.
  ///
  /// - Throws: ``KitRefusal`` when it is this desk's own key (R705); ``KitFault``, `DropBoxFault`
  ///   and `SealingFault`.
  public func announce(_ next: PublicKey, to receiver: PartyCode) throws -> SealedPackage {
    guard next != key.publicKey else {
      throw KitRefusal(keyFile, "要通知的就是签名所用的这把密钥", "请用 mingdai kit keygen 在另一个文件夹生成新的密钥对")
    }
    let bytes = Array(next.pem.utf8)
    return try package(.keyAnnounce, to: receiver, .other) { part in
      try KitDisk.create("\(part)/\(AnnouncedKey.file)", bytes)
      return [
        try ListedFile(
          name: AnnouncedKey.file, role: .key, bytes: bytes,
          algorithm: key.suite.digestAlgorithm)
      ]
    }
  }
}
