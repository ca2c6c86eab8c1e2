import BankExchange
import Sealing

/// Announced keys and the bank's own receipts. A receipt that the bureau takes answers one of its
/// own packages and cannot be made beforehand: replies/ is for those. EXCHANGE §4, §5.
extension ConformanceCase {
  static let messages: [ConformanceCase] = [
    ConformanceCase(
      "公钥通知：下一把公钥，等待批准", .accepted, [], .keyAnnounce { $0.next.pem }),
    ConformanceCase(
      "再通知一把：前一把还在等待批准", .rejected, [Expected(.stateForbids)],
      .keyAnnounce { $0.stranger.publicKey.pem }),
    ConformanceCase(
      "通知的就是现用的公钥", .rejected, [Expected(.stateForbids)],
      .keyAnnounce { $0.key.publicKey.pem }),
    ConformanceCase(
      "公钥通知中是私钥", .rejected, [Expected(.field)], .keyAnnounce { try $0.stranger.pem() }),
    ConformanceCase(
      "公钥通知中另有附件", .rejected, [Expected(.members, "/files")], .keyAnnounce { $0.next.pem },
      [.attachment("a0001.pdf", Array("%PDF-1.4".utf8))]),
    ConformanceCase(
      "回执答复的是另一个系统的包", .rejected, [Expected(.unknownReference, "/inReplyTo/packageId")],
      .receipt(for: { "X\($0.receiver)-000000001" }, digest: nil)),
    ConformanceCase(
      "回执没有写所答复的清单的摘要", .rejected,
      [Expected(.unknownReference, "/inReplyTo/manifestDigest")],
      .receipt(for: { "\($0.receiver)-000000001" }, digest: nil)),
    ConformanceCase(
      "回执少了结果", .rejected, [Expected(.members, "/receipt/status")],
      .receipt(for: { "\($0.receiver)-000000001" }, digest: nil),
      [.manifest("\n    \"status\": \"ACCEPTED\",", "")]),
  ]
}
