import BankExchange

/// What can be planted wrong in a package, each with the code that the bureau must answer.
/// EXCHANGE §4.
public enum PackageFault: String, Hashable, Sendable, CaseIterable {
  /// A byte of records.json was changed after signing.
  case alteredRecords
  /// A byte of manifest.json was changed after signing.
  case alteredManifest
  /// Another bank's key signed.
  case foreignKey
  /// The signature is the 64 bytes of r and s instead of DER.
  case rawSignature
  /// The signature never came.
  case missingSignature
  /// A member stands twice in an object of records.json.
  case duplicateMember
  /// A record's money is a JSON number with a point instead of a string.
  case floatForMoney
  /// The manifest lists one file more, whose name is a path that leads out of the folder.
  case pathInFileName
  /// The manifest has a member that the format does not know.
  case unknownMember
  /// The control total is a fen too high.
  case wrongTotal
  /// `createdAt` lies more than 30 days back.
  case staleDate
  /// The package is meant for another system.
  case wrongReceiver
  /// The same package again, byte for byte.
  case replay

  /// The code that the receipt must carry, `F501`.
  public var expectedCode: String { finding.rawValue }

  private var finding: FindingCode {
    switch self {
    case .alteredRecords: .fileDigest
    case .alteredManifest, .foreignKey, .rawSignature: .noKeyVerifies
    case .missingSignature: .fileMissing
    case .duplicateMember: .recordsNotStrictJSON
    case .floatForMoney: .field
    case .pathInFileName: .fileName
    case .unknownMember: .members
    case .wrongTotal: .controlTotal
    case .staleDate: .createdAt
    case .wrongReceiver: .receiver
    case .replay: .samePackage
    }
  }

  /// The status that the receipt must carry: a wrong record alone does not consume the package,
  /// everything before the records rejects it.
  public var expectedStatus: String {
    switch self {
    case .floatForMoney: "PARTIAL"
    case .replay: "DUPLICATE"
    default: "REJECTED"
    }
  }

  /// What was done, in an official's words.
  public var words: String {
    switch self {
    case .alteredRecords: "签名后改动了记录文件"
    case .alteredManifest: "签名后改动了清单"
    case .foreignKey: "用了其他银行的密钥签名"
    case .rawSignature: "签名不是 DER 编码"
    case .missingSignature: "缺少签名文件"
    case .duplicateMember: "JSON 成员重复"
    case .floatForMoney: "金额写成了小数"
    case .pathInFileName: "文件名里带路径"
    case .unknownMember: "清单里有多余成员"
    case .wrongTotal: "控制总额不符"
    case .staleDate: "生成时间过早"
    case .wrongReceiver: "收件方不是本系统"
    case .replay: "同一数据包重复报送"
    }
  }
}

/// A wrong package of the plan with what the bureau must answer.
public struct PlantedPackage: Hashable, Sendable {
  /// `CODE-NNNNNNNNN`.
  public let packageId: String
  /// What is wrong with it.
  public let fault: PackageFault
}
