import ArgumentParser
import LoanBook
import Office
import Quantities
import StrictJSON

struct ReceiptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receipt", abstract: "查看发给银行的包和银行的回执，补发回执。",
    subcommands: [ListReceipts.self, ReissueReceipt.self])
}

private struct ListReceipts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出发给银行的包、银行的回执和应催的回执。")

  @OptionGroup var options: OfficeOptions

  @Option(help: ArgumentHelp("只列这家银行的。", valueName: "代码"))
  var bank: PartyCode?

  @Flag(help: "只列银行应回执而未回执的。")
  var unanswered = false

  @Option(help: ArgumentHelp("发出几天后仍无回执即提示催办。", valueName: "天数"))
  var remindAfter = 7

  func validate() throws {
    guard (0...365).contains(remindAfter) else {
      throw ValidationError("--remind-after 应为 0 至 365 的整数")
    }
  }

  func run() throws {
    let all = try options.open().outgoingPackages(
      to: bank, remindAfterDays: remindAfter, now: options.time())
    let packages = unanswered ? all.filter(\.isUnanswered) : all
    if options.isJSON {
      try Console.json(["packages": .array(packages.map(Self.json))])
    } else {
      print(packages)
    }
    if packages.contains(where: { $0.isOverdue || $0.reply?.status == "REJECTED" }) {
      throw ExitCode(1)
    }
  }

  private func print(_ packages: [OutgoingPackage]) {
    if packages.isEmpty { return Console.line("没有这样的包。") }
    var table = Table(["银行", "包", "种类", "发出", "所答的包", "补发自", "银行回执", "提示"])
    for package in packages {
      table.add([
        package.bank, package.packageId, Self.title(package.messageType),
        package.createdAt.day.description, package.answers ?? "", package.reissueOf ?? "",
        package.reply.map { "\($0.packageId) \(Self.title($0.status))" } ?? "",
        package.isOverdue ? "请催回执" : package.isUnanswered ? "待回执" : "",
      ])
    }
    table.print()
  }

  private static func title(_ code: String) -> String {
    switch code {
    case "RECEIPT": "回执"
    case "KEY_ANNOUNCE": "公钥通知"
    case "APPLICATION": "贷款申请"
    case "LETTER": "担保函"
    case "SETTLEMENT": "贴息结果"
    case "ACCEPTED": "已接收"
    case "PARTIAL": "部分接收"
    case "REJECTED": "未接收"
    case "DUPLICATE": "重复"
    default: code
    }
  }

  private static func json(_ package: OutgoingPackage) -> JSONValue {
    [
      "bank": .string(package.bank), "packageId": .string(package.packageId),
      "messageType": .string(package.messageType),
      "createdAt": .string(package.createdAt.description),
      "answers": package.answers.map { .string($0) } ?? .null,
      "reissueOf": package.reissueOf.map { .string($0) } ?? .null,
      "reply": package.reply.map {
        [
          "packageId": .string($0.packageId), "status": .string($0.status),
          "at": .string($0.at.description),
        ]
      } ?? .null,
      "unanswered": .bool(package.isUnanswered), "reminder": .bool(package.isOverdue),
    ]
  }
}

private struct ReissueReceipt: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reissue", abstract: "补发一个包的回执：结论不变，编号、时间和签名更新。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: ArgumentHelp("银行代码。", valueName: "银行"))
  var bank: PartyCode

  @Argument(help: ArgumentHelp("银行的包编号。", valueName: "包编号"))
  var packageId: String

  func run() throws {
    let reissued = try options.open().reissueReceipt(
      for: packageId, of: bank, by: actor.actor, now: options.time())
    if options.isJSON {
      try Console.json([
        "bank": .string(bank.text), "packageId": .string(reissued.packageId),
        "original": .string(reissued.original), "receipt": .string(reissued.receipt),
      ])
    } else {
      Console.line("已补发 \(reissued.packageId) 的回执：\(reissued.receipt)（原回执 \(reissued.original)）")
    }
  }
}
