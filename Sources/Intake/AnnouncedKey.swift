import BankExchange
import DropBox
import Sealing

/// The next key of a bank, announced in a package that an old one signed. EXCHANGE §5.
public enum AnnouncedKey {
  /// The only file of a KEY_ANNOUNCE.
  public static let file = "key.pem"
  /// A public key in PEM takes less than 200 bytes; what is much longer is none.
  private static let mostBytes: Int64 = 4096

  /// Reads the copy of the listed file; R701 when it is no key that this system takes.
  static func read(
    _ files: [ListedFile], _ staging: StagingArea
  ) throws(DropBoxFault) -> Result<PublicKey, FindingsError> {
    guard files.allSatisfy({ $0.size <= mostBytes }),
      let bytes = try DurableFile.read(staging.path(of: file), limit: mostBytes)
    else { return .failure(refusal(.malformed)) }
    do {
      return .success(try PublicKey(pem: String(decoding: bytes, as: UTF8.self)))
    } catch {
      return .failure(refusal(error))
    }
  }

  private static func refusal(_ refusal: KeyRefusal) -> FindingsError {
    FindingsError([Finding(.field, "\(refusal.sentence)，请改正后重新报送。", file: file)])
  }
}

extension KeyRefusal {
  /// What is wrong with the key that a bank announced.
  fileprivate var sentence: String {
    switch self {
    case .rsa: "这是 RSA 公钥，本系统只用 SM2 和 P-256"
    case .ed25519: "这是 Ed25519 公钥，本系统只用 SM2 和 P-256"
    case .otherAlgorithm, .otherCurve: "公钥不在 SM2 或 P-256 曲线上"
    case .explicitParameters: "曲线参数是显式写出的，应使用命名曲线"
    case .privateKey: "这是私钥，已不再保密，请停用并换一对新密钥，只送公钥"
    case .encrypted: "这是加密的密钥文件，应为公钥"
    case .wrongBlock: "应为一段 PUBLIC KEY，证书请交经办机构登记"
    case .notPEM: "不是 PEM 格式的公钥"
    case .surroundingText: "文件中有多余内容，应只有一段 PUBLIC KEY"
    case .malformed, .trailingBytes: "公钥内容残缺或有多余字节"
    case .notUncompressed: "公钥点应以非压缩形式写出"
    case .invalidPoint: "公钥点不在曲线上"
    }
  }
}
