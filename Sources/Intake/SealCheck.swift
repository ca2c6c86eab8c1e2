import BankExchange
import Sealing

/// Step 2 of EXCHANGE §4: some key of the sender must verify the raw bytes, before anything is
/// parsed.
enum SealCheck {
  static func open(
    manifest: [UInt8], signature: [UInt8], keys: [KeyStanding]
  ) -> Result<OpenedPackage, FindingsError> {
    switch Sealing.open(manifest: manifest, signature: signature, keys: keys.map(\.key)) {
    case .opened(let opened): return .success(opened)
    case .refused(let diagnosis):
      return .failure(
        FindingsError([
          Finding(.noKeyVerifies, diagnosis.sentence, file: "manifest.sig")
        ]))
    }
  }
}

/// Findings that end the checks.
struct FindingsError: Error {
  let findings: [Finding]
  init(_ findings: [Finding]) { self.findings = findings }
}

extension SignatureDiagnosis {
  /// What probably went wrong and how to mend it.
  var sentence: String {
    switch self {
    case .noKey: "本系统没有登记贵行的公钥，请先持公钥指纹函到经办机构登记。"
    case .noDistid:
      "验签未通过：SM2 签名缺少用户标识，请在 openssl 命令中加 -sigopt distid:1234567812345678。"
    case .rawRS: "验签未通过：签名是 64 字节的 r‖s，应为 DER 编码。"
    case .base64Text: "验签未通过：签名是 Base64 文本，应为 DER 原始字节。"
    case .hexText: "验签未通过：签名是十六进制文本，应为 DER 原始字节，请去掉 -hex。"
    case .overDigest: "验签未通过：签名是对摘要做的，应直接对 manifest.json 的字节签名。"
    case .trailingBytes: "验签未通过：签名之后有多余字节，请检查是否多了换行。"
    case .notDER: "验签未通过：签名不是 DER 编码，请用 openssl dgst -sign 生成。"
    case .unknown:
      "验签未通过：清单在签名后被改动，或者用了未登记的密钥，请核对密钥后重新签名。"
    }
  }
}
