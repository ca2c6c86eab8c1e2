public import ArgumentParser
public import BankExchange
import BankKit
import LoanBook
import Quantities
import Sealing
import StrictJSON

/// The bank's own receipt. COMMAND `kit reply`.
struct ReplyToPackage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reply", abstract: "验证人社局发来的包，生成本行签名的回执（RECEIPT）。",
    discussion: """
      先用人社局的公钥验签；验签不通过、改了文件夹名或不是发给本行的包不答复。
      包有损坏时不能 --accept；--reject 会写明查出的问题，也可另加 --code 和 --reason。
      """)

  /// What the bank says.
  enum Verdict: String, EnumerableFlag {
    case accept, reject

    static func help(for verdict: Verdict) -> ArgumentHelp? {
      switch verdict {
      case .accept: "已收下这个包。"
      case .reject: "未能收下，人社局应保留这个包。"
      }
    }
  }

  @OptionGroup var options: KitOptions
  @OptionGroup var time: KitTime
  @OptionGroup var sealing: SealingOptions

  @Argument(help: ArgumentHelp("人社局发来的包的文件夹。", valueName: "文件夹"))
  var package: String

  @Option(help: ArgumentHelp("人社局的公钥文件（按公钥指纹函核对过的），可给出多个。", valueName: "文件"))
  var publicKey: [String]

  @Flag var verdict: Verdict

  @Option(help: ArgumentHelp("拒收的代码，与 --reason 成对，可给出多个。", valueName: "代码"))
  var code: [FindingCode] = []

  @Option(help: ArgumentHelp("拒收的原因，一句话。", valueName: "文字"))
  var reason: [String] = []

  func validate() throws {
    guard code.count == reason.count else {
      throw ValidationError("--code 和 --reason 应成对给出")
    }
    guard verdict == .reject || code.isEmpty else {
      throw ValidationError("--code 和 --reason 只用于 --reject")
    }
    for text in reason { try requireName(text, of: "--reason") }
  }

  func run() throws {
    try options.run {
      let mail = try OpenMail(keys: publicKey.map(KeyFile.publicKey)).open(package)
      let reasons = zip(code, reason).map { Finding($0, $1) }
      let sealed = try sealing.desk(at: time.instant)
        .reply(to: mail, verdict == .accept ? .accepted : .rejected(reasons))
      if options.isJSON {
        return try Console.json(.object(sealed.package.members + sealed.receipt.members))
      }
      let isAccepted = sealed.receipt.status == .accepted
      Console.line(
        "已生成回执 \(sealed.package.packageId)：\(isAccepted ? "收下" : "拒收") "
          + "\(sealed.receipt.packageId)，在 \(sealed.package.path)")
      for finding in sealed.receipt.codes {
        Console.line("  \(finding.code.rawValue) \(finding.message)")
      }
      Console.line("请上传到收件箱；人社局接收回执后不再答复，有问题才回。")
    }
  }
}

/// The bank's next key. COMMAND `kit announce`.
struct AnnounceKey: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "announce", abstract: "用现用密钥签名，向人社局通知本行的下一把公钥（KEY_ANNOUNCE）。",
    discussion: "新公钥经人社局核对公钥指纹函并批准后才启用；在此之前仍用现用密钥签名。")

  @OptionGroup var options: KitOptions
  @OptionGroup var time: KitTime
  @OptionGroup var sealing: SealingOptions

  @Argument(help: ArgumentHelp("新公钥文件。", valueName: "文件"))
  var publicKey: String

  @Option(help: ArgumentHelp("接收方系统代码；测试系统与正式系统不同。", valueName: "代码"))
  var receiver: PartyCode

  func run() throws {
    try options.run {
      let next = try KeyFile.publicKey(publicKey)
      let desk = try sealing.desk(at: time.instant)
      let package = try desk.announce(next, to: receiver)
      if options.isJSON {
        return try Console.json(
          .object(
            package.members + [
              JSONMember("keyId", .string(next.keyId)),
              JSONMember("suite", .string(next.suite.rawValue)),
            ]))
      }
      Console.line("已生成公钥通知 \(package.packageId)：\(package.path)")
      Console.line("人社局批准以前仍用现用密钥签名；批准后换用新密钥时，把序号文件")
      Console.line("  \(desk.counter(to: receiver).path)")
      Console.line("复制到新私钥旁边，序号接着用。")
      Console.line()
      next.printLetter()
    }
  }
}

/// A code is read as it stands in receipts.
extension FindingCode: ExpressibleByArgument {}
