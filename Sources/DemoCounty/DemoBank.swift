public import LoanBook
public import Sealing

/// A bank of the synthetic county. Its name and code belong to nobody.
public struct DemoBank: Hashable, Sendable {
  /// The code in package names and manifests.
  public let code: PartyCode
  /// The name as people read it.
  public let name: String
  /// The suite of its signing key.
  public let suite: Suite
  /// Its share of the county's borrowers, relative to the other banks.
  let weight: Int
  /// What its note and contract numbers begin with.
  let prefix: String

  /// The three banks of the county: two with SM2 keys, one with P-256.
  public static let all: [DemoBank] = [
    DemoBank("TAIHANG", "太行农商银行（演示）", .sm2, weight: 5, prefix: "TH"),
    DemoBank("DANHE", "丹河村镇银行（演示）", .sm2, weight: 2, prefix: "DH"),
    DemoBank("CHANGPING", "长平城市银行（演示）", .p256, weight: 3, prefix: "CP"),
  ]

  private init(_ code: String, _ name: String, _ suite: Suite, weight: Int, prefix: String) {
    guard let code = PartyCode(code) else { preconditionFailure("bank codes are well formed") }
    self.code = code
    self.name = name
    self.suite = suite
    self.weight = weight
    self.prefix = prefix
  }
}
