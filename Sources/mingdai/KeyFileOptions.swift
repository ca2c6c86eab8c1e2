import ArgumentParser
import DropBox
import Office
import Sealing

/// Where a bank's public key comes from.
struct KeyFileOptions: ParsableArguments {
  @Option(help: ArgumentHelp("公钥文件（PEM）。", valueName: "文件"))
  var publicKey: String?

  @Option(help: ArgumentHelp("证书文件（PEM），只取其中的公钥。", valueName: "文件"))
  var certificate: String?

  func validate() throws {
    guard (publicKey == nil) != (certificate == nil) else {
      throw ValidationError("--public-key 和 --certificate 给出一个")
    }
  }

  /// The key, and the certificate that brought it.
  func read() throws -> (key: PublicKey, certificate: [UInt8]?) {
    let path = publicKey ?? certificate ?? ""
    guard let bytes = try contents(of: path) else {
      throw OfficeRefusal(.usage, path, "没有这个文件", "请核对公钥或证书文件的路径")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    do {
      return certificate == nil
        ? (try PublicKey(pem: text), nil) : (try PublicKey(certificatePEM: text), bytes)
    } catch {
      throw OfficeRefusal(
        .usage, path, "不是可用的公钥：\(error.sentence)", "请用 openssl 生成 SM2 或 P-256 公钥")
    }
  }

  private func contents(of path: String) throws -> [UInt8]? {
    do {
      return try DurableFile.read(path, limit: 1 << 20)
    } catch {
      throw OfficeRefusal(.usage, path, "读不出来（\(error)）", "请给出公钥或证书文件")
    }
  }
}

extension KeyRefusal {
  /// What is wrong with the key, for people.
  var sentence: String {
    switch self {
    case .rsa: "这是 RSA 公钥，本系统只用 SM2 和 P-256"
    case .ed25519: "这是 Ed25519 公钥，本系统只用 SM2 和 P-256"
    case .otherAlgorithm, .otherCurve: "不是 SM2 或 P-256 曲线"
    case .explicitParameters: "曲线参数是显式写出的，应使用命名曲线"
    case .privateKey: "这是私钥；私钥不能交给任何人，请换一对新密钥，只送公钥"
    case .encrypted: "这是加密的密钥文件，应为公钥"
    case .wrongBlock: "文件种类不对，公钥用 --public-key，证书用 --certificate"
    case .notPEM: "不是 PEM 格式"
    case .surroundingText: "文件中有多余内容，应只有一段 PEM"
    case .malformed, .trailingBytes: "文件内容残缺或有多余字节"
    case .notUncompressed: "公钥点应以非压缩形式写出"
    case .invalidPoint: "公钥点不在曲线上"
    }
  }
}
