import ArgumentParser
import BankExchange
import BankKit
import Foundation
import Intake
import LoanBook
import Office
import Quantities
import Sealing
import StrictJSON

/// How a package of the bank is sealed, whatever it carries.
struct SealingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("本行私钥文件；序号文件放在它旁边。", valueName: "文件"))
  var key: String

  @Option(help: ArgumentHelp("本行代码。", valueName: "代码"))
  var bank: PartyCode

  @Option(help: ArgumentHelp("数据包放到这个文件夹。", valueName: "文件夹"))
  var out: String

  @Option(help: ArgumentHelp("不用下一个序号，而用这个更大的。", valueName: "序号"))
  var number: Int?

  func desk(at now: Instant) throws -> SealingDesk {
    try SealingDesk(keyFile: key, bank: bank, now: now, out: out, number: number)
  }
}

extension SealedPackage {
  /// The package in JSON.
  var members: [JSONMember] {
    [
      JSONMember("packageId", .string(packageId)), JSONMember("path", .string(path)),
      JSONMember("files", .array(files.map { .string($0.name) })),
    ]
  }
}

struct SealPackage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal", abstract: "把文件夹中的 records.json 或填好的表格连同附件封装成签名的数据包。")

  @OptionGroup var options: KitOptions
  @OptionGroup var time: KitTime
  @OptionGroup var sealing: SealingOptions

  @Argument(help: ArgumentHelp("待封装的文件夹。", valueName: "文件夹"))
  var folder: String

  @Option(help: ArgumentHelp("接收方系统代码；测试系统与正式系统不同。", valueName: "代码"))
  var receiver: PartyCode

  func run() throws {
    try options.run {
      let sealed = try sealing.desk(at: time.instant).seal(folder, to: receiver)
      let package = sealed.package
      if options.isJSON {
        try Console.json(
          .object(
            package.members + [
              JSONMember("recordCount", .integer(Int64(sealed.control.recordCount))),
              JSONMember("totalAmount", .string(sealed.control.totalAmount.description)),
              JSONMember("illFormed", .integer(Int64(sealed.illFormed))),
            ]))
        return
      }
      Console.line("已封装 \(package.packageId)：\(package.path)")
      Console.line(
        "记录 \(sealed.control.recordCount) 条，放款总额 \(sealed.control.totalAmount) 元，文件 "
          + "\(package.files.count) 个。")
      if sealed.illFormed > 0 {
        Console.line("注意：有 \(sealed.illFormed) 条记录字段不合规定，请先用 mingdai kit check 自查。")
      }
    }
  }
}

struct CheckPackage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "报送前自查：用与接收系统相同的规则检查数据包，不联网。",
    discussion: "自查不知道本次没有给出的以前的包、其他银行的数据和密钥的登记状态；结论取决于这些时另行说明。")

  @OptionGroup var options: KitOptions
  @OptionGroup var time: KitTime

  @Argument(help: ArgumentHelp("数据包的文件夹。", valueName: "文件夹"))
  var package: String

  @Option(help: ArgumentHelp("本行公钥文件，可给出多个。", valueName: "文件"))
  var publicKey: [String]

  @Option(help: ArgumentHelp("接收方系统代码。", valueName: "代码"))
  var receiver: PartyCode

  @Option(help: ArgumentHelp("本行代码；默认取包名中的代码。", valueName: "代码"))
  var bank: PartyCode?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("此前已被接收的包，按序号先重放。", valueName: "文件夹"))
  var known: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("人社局发来的包，用于检查本行对它的回执。", valueName: "文件夹"))
  var received: [String] = []

  @Option(help: ArgumentHelp("人社局发布的政策文件夹；默认用程序自带的。", valueName: "文件夹"))
  var policy: String?

  @Option(help: ArgumentHelp("提示年龄上限（周岁）。", valueName: "岁"))
  var upperAge = 60

  func run() throws {
    try options.run {
      let check = try Precheck(context())
      for folder in received { try check.show(received: folder) }
      for folder in known.sorted(by: Self.precedes) {
        let earlier = try check.replay(folder).receipt
        if earlier.stage == .technical {
          Console.note("\(folder)：重放时未被接收（\(earlier.status.rawValue)），按没有这个包自查。")
        }
      }
      let answer = try check.answer(package)
      let receipt = answer.receipt
      if options.isJSON {
        let notKnown = JSONMember("notKnown", .array(answer.notKnown.map { .string($0) }))
        try Console.json(.object(receipt.members + [notKnown]))
      } else {
        ReceiptText.print(receipt)
        for sentence in answer.notKnown { Console.line("  未能核对：\(sentence)") }
      }
      if receipt.status != .accepted || !receipt.allCodes.isEmpty { throw ExitCode(1) }
    }
  }

  private func context() throws -> IntakeContext {
    let name = URL(fileURLWithPath: package).lastPathComponent
    guard let bank = bank ?? PartyCode(String(name.prefix { $0 != "-" })) else {
      throw KitRefusal(package, "从文件夹名看不出银行代码", "请核对包名，或用 --bank 给出")
    }
    return IntakeContext(
      system: receiver, bank: bank,
      keys: try publicKey.map { KeyStanding(key: try KeyFile.publicKey($0), isActive: true) },
      now: time.instant, policy: try KitPolicy.read(policy), upperAge: upperAge)
  }

  /// By the names of the packages, wherever they lie.
  private static func precedes(_ a: String, _ b: String) -> Bool {
    URL(fileURLWithPath: a).lastPathComponent < URL(fileURLWithPath: b).lastPathComponent
  }
}

struct OpenPackage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "用人社局的公钥验证回执等数据包，并显示内容。")

  @OptionGroup var options: KitOptions

  @Argument(help: ArgumentHelp("数据包的文件夹。", valueName: "文件夹"))
  var package: String

  @Option(help: ArgumentHelp("人社局的公钥文件（按公钥指纹函核对过的），可给出多个。", valueName: "文件"))
  var publicKey: [String]

  @Option(help: ArgumentHelp("核对回执答复的是不是这个报送的包。", valueName: "文件夹"))
  var sent: String?

  @Option(
    help: ArgumentHelp(
      "随包收到的检查点存到这个文件夹；默认为人社局公钥文件旁边的 checkpoints。", valueName: "文件夹"))
  var checkpoints: String?

  func run() throws {
    try options.run {
      let opener = OpenMail(keys: try publicKey.map(KeyFile.publicKey))
      var mail = try opener.open(package)
      if let sent, let mismatch = try opener.mismatch(of: mail, sent: sent) {
        mail.report(mismatch)
      }
      let kept = try mail.checkpoint.flatMap { try keeper().keep($0) }
      if options.isJSON {
        try Console.json([
          "verified": .bool(mail.key != nil),
          "keyId": mail.key.map { .string($0.keyId) } ?? .null, "manifest": mail.manifest,
          "announcedKey": mail.announcedKey.map(\.json) ?? .null,
          "checkpoint": kept.map { .string($0) } ?? .null,
          "findings": .array(mail.findings.map(\.json)),
        ])
      } else {
        ReceiptText.print(mail)
        if let next = mail.announcedKey {
          Console.line("人社局的新公钥（请与公钥指纹函逐组核对后再换用）：")
          Console.line("  \(next.suite.rawValue)")
          Console.line("    指纹  \(next.fingerprint)")
        }
        if let kept { Console.line("检查点已保存：\(kept)") }
      }
      if !mail.findings.isEmpty { throw ExitCode(1) }
    }
  }

  private func keeper() -> KeptCheckpoints {
    checkpoints.map { KeptCheckpoints($0) } ?? KeptCheckpoints(beside: publicKey[0])
  }
}
