import Office
import Quantities
import StrictJSON

extension ReceptionFault {
  /// A fault with its remedy and, of a single package, what becomes of it.
  var sentences: String {
    guard let package else { return "\(bank)：\(Console.message(fault))" }
    let outcome =
      package.isGivenUp
      ? "已试 \(package.tries) 次，不再试：已签发 X900 回执，没有记入任何内容，原件在 \(package.path)。"
        + "排除故障后请通知银行重新报送。"
      : "已试 \(package.tries) 次，原件在 \(package.path)，下次接收时再试；这家银行的其他包照常。"
    return "\(bank) \(package.packageId)：\(Console.message(fault))\n\(outcome)"
  }

  /// The members of COMMAND `receive`.
  var members: [JSONMember] { Self.members(bank, fault, package) }

  /// The same where no single bank is meant.
  static func members(
    _ bank: String?, _ fault: any Error, _ package: FailedPackage?
  ) -> [JSONMember] {
    [
      JSONMember("bank", bank.map { .string($0) } ?? .null),
      JSONMember("message", .string(Console.message(fault))),
      JSONMember("packageId", package.map { .string($0.packageId) } ?? .null),
      JSONMember("tries", package.map { .integer(Int64($0.tries)) } ?? .null),
      JSONMember("path", package.map { .string($0.path) } ?? .null),
    ]
  }
}

extension WaitingPackages {
  /// What waits, why, until when, and what can be done.
  var sentences: String {
    let rest = malformed > 0 ? "，另有 \(malformed) 个名称不合规定的条目" : ""
    return """
      \(bank)：今日已收满限额（\(quotaWords)），\(packages) 个包留在收件箱\(rest)，\(until.day) 零点起继续接收，不会丢失。
      办法：一般不必处理；数量反常时请问银行。确需今日收完，请在 mingdai.json 的 quota.banks 中调高这家银行的 \
      \(quota.rawValue)，值守的 receive --watch 须重新启动。
      """
  }

  private var quotaWords: String {
    switch quota {
    case .packagesPerDay: "每日 \(limit) 个包"
    case .bytesPerDay: "每日 \(limit) 字节"
    case .filesPerDay: "每日 \(limit) 个文件"
    }
  }

  /// The members of COMMAND `receive`.
  var members: [JSONMember] {
    [
      JSONMember("bank", .string(bank)), JSONMember("packages", .integer(Int64(packages))),
      JSONMember("malformed", .integer(Int64(malformed))),
      JSONMember("quota", .string(quota.rawValue)), JSONMember("limit", .integer(Int64(limit))),
      JSONMember("until", .string(until.description)), JSONMember("message", .string(sentences)),
    ]
  }
}
