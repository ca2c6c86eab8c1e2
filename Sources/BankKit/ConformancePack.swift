import BankExchange
import DropBox
public import LoanBook
public import Quantities
public import Sealing
import StrictJSON

/// For whom a conformance pack is made, with the keys made for it.
struct ConformanceOrder {
  let bank: PartyCode
  let receiver: PartyCode
  let now: Instant
  let key: PrivateKey
  let stranger: PrivateKey
  let bureau: PrivateKey
}

/// The conformance pack: packages with the answers that they must get, and receipts with what a
/// bank must make of them. A bank replays it to certify its own system; keys are made for it, so
/// it can never be taken for the real thing. EXCHANGE §4.
public enum ConformancePack {
  /// What was written.
  public struct Summary: Hashable, Sendable {
    /// Packages to be sent.
    public let cases: Int
    /// Receipts to be read.
    public let receipts: Int
  }

  /// Writes a pack into a folder that is not there yet.
  ///
  /// - Throws: ``KitRefusal``, ``KitFault``, `DropBoxFault` and `SealingFault`.
  public static func write(
    into folder: String, bank: PartyCode, receiver: PartyCode, suite: Suite, now: Instant
  ) throws -> Summary {
    guard !KitDisk.exists(folder) else {
      throw KitRefusal(folder, "已有这个文件夹", "请换一个文件夹")
    }
    let own = try BankKeyPair.make(suite, in: folder + "/keys")
    let order = ConformanceOrder(
      bank: bank, receiver: receiver, now: now, key: try KeyFile.privateKey(own.privateKeyFile),
      stranger: try PrivateKey.generate(suite), bureau: try PrivateKey.generate(suite))
    try KitDisk.create(
      "\(folder)/keys/bureau-\(suite.fileTag).pem", Array(order.bureau.publicKey.pem.utf8))
    try writeCases(folder + "/cases", order)
    let receipts = ConformanceReceipt.all(order)
    for (index, receipt) in receipts.enumerated() {
      try receipt.write(
        into: "\(folder)/receipts/\(twoDigits(index + 1))", number: index + 1, order)
    }
    try KitDisk.create("\(folder)/README.md", Array(readme(order, receipts).utf8))
    return Summary(cases: ConformanceCase.all.count, receipts: receipts.count)
  }

  private static func writeCases(_ folder: String, _ order: ConformanceOrder) throws {
    var number = 1
    var last: ConformancePackage?
    for (index, item) in ConformanceCase.all.enumerated() {
      let place = "\(folder)/\(twoDigits(index + 1))"
      let package: ConformancePackage
      if let last, case .again? = item.changes.first {
        package = last
      } else {
        package = try ConformancePackage(item, number: number, order: order)
      }
      try package.write(into: place)
      try KitDisk.create("\(place)/expected.json", expected(item, package.name).text())
      if item.isConsumed { number += item.offset + 1 }
      last = package
    }
  }

  private static func expected(_ item: ConformanceCase, _ packageId: String) -> JSONValue {
    let members = [
      JSONMember("title", .string(item.title)), JSONMember("packageId", .string(packageId)),
      JSONMember("status", .string(item.status.rawValue)),
      JSONMember("accepted", .integer(Int64(item.accepted))),
      JSONMember("refused", .integer(Int64(item.refused))),
      JSONMember(
        "findings",
        .array(
          item.findings.map { finding in
            [
              "code": .string(finding.code.rawValue),
              "severity": .string(finding.code.severity.rawValue),
              "pointer": finding.pointer.map { .string($0) } ?? .null,
            ]
          })),
    ]
    // A duplicate tells the figures of the first time, which are not the point here.
    return .object(
      members.filter { item.status != .duplicate || !["accepted", "refused"].contains($0.name) })
  }

  static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Codes that no package of the pack can show, and why.
  static let notShown: [(code: FindingCode, why: String)] = [
    (.notPlainFile, "链接、管道等经 SFTP 传不到收件箱"),
    (.keyNotActive, "取决于密钥在人社局的登记状态"),
    (.internalFault, "系统内部错误，不由银行引起"),
  ]

  private static func readme(
    _ order: ConformanceOrder, _ receipts: [ConformanceReceipt]
  ) -> String {
    var text = """
      # 明贷接口符合性测试包

      测试银行代码 `\(order.bank)`，测试系统代码 `\(order.receiver)`，生成时间 \(order.now)。
      密钥是为本测试包临时生成的，不能用于正式报送；人员和企业均为虚构。生成后 30 天内有效，过期请重新生成。

      ## 一、报送（cases/）

      按编号顺序，每次把一个包放入测试系统收件箱并取回执（或用 `mingdai kit check` 自查，
      此前已接收的包用 `--known` 给出），与同目录 `expected.json` 比较：`status`、接收和未接收条数、
      各处代码和 JSON 指针应当一致，顺序相同。再用本行系统由同样的 records.json 重新封装（换用测试银行代码
      和 keys/ 中的私钥），结果也应一致。

      ```
      mingdai kit check cases/01/\(order.bank)-000000001 --receiver \(order.receiver) \\
        --public-key keys/public-\(order.key.suite.fileTag).pem --now \(order.now)
      ```

      | 编号 | 内容 | 结果 | 代码 |
      |---|---|---|---|

      """
    for (index, item) in ConformanceCase.all.enumerated() {
      let codes = item.findings.map(\.code.rawValue).joined(separator: " ")
      text += "| \(twoDigits(index + 1)) | \(item.title) | \(item.status.rawValue) | \(codes) |\n"
    }
    text += "\n以下代码不在测试包中："
    text += notShown.map { "\($0.code.rawValue)（\($0.why)）" }.joined(separator: "、") + "。\n"
    text += """

      ## 二、读取回执（receipts/）

      人社局的测试公钥是 `keys/bureau-\(order.key.suite.fileTag).pem`。本行系统应当只采信 `trusted` 为 true
      的回执，并读出同样的结果和代码；其余的应当拒绝并报警。

      | 编号 | 内容 | 采信 |
      |---|---|---|

      """
    for (index, receipt) in receipts.enumerated() {
      text += "| \(twoDigits(index + 1)) | \(receipt.title) | \(receipt.isTrusted ? "是" : "否") |\n"
    }
    return text
  }
}
