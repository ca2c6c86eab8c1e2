public import BankExchange
public import Sealing

/// What can be wrong with a bank's receipt or announced key as a whole: the same words from the
/// office, which knows its ledger, and from the bank kit, which knows what it was shown.
/// EXCHANGE §4, §5.
extension Finding {
  /// R704: a receipt names a package that did not go to this bank.
  public static var notSentToThisBank: Finding {
    .manifest(
      .unknownReference, "/inReplyTo/packageId", "本系统没有向贵行发过这个包，请核对包编号。")
  }

  /// R704: a receipt does not have the digest of that package's manifest.
  public static func otherManifest(_ algorithm: DigestAlgorithm) -> Finding {
    .manifest(
      .unknownReference, "/inReplyTo/manifestDigest",
      "应为该包 manifest.json 的 \(algorithm.rawValue) 摘要，请核对收到的文件。")
  }

  /// R705: the announced key is on file already, whoever's it is.
  public static var keyIsKnown: Finding {
    Finding(.stateForbids, "这把公钥已经登记过，请生成新的密钥对。", file: AnnouncedKey.file)
  }

  /// R705: another key of the bank waits for approval.
  public static var anotherKeyWaits: Finding {
    Finding(
      .stateForbids, "贵行已有一把公钥等待批准，请先与经办机构核对公钥指纹函。", file: AnnouncedKey.file)
  }
}
