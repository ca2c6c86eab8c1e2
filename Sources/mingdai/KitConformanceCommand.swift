import ArgumentParser
import BankKit
import LoanBook
import Quantities
import Sealing
import StrictJSON

struct WriteConformance: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conformance", abstract: "写出接口符合性测试包：正确和错误的数据包、回执、待答复的包，各附应有的结果。")

  @OptionGroup var options: KitOptions
  @OptionGroup var time: KitTime

  @Option(help: ArgumentHelp("写到这个文件夹，应尚不存在。", valueName: "文件夹"))
  var out: String

  @Option(help: ArgumentHelp("测试用的银行代码，默认 TESTBANK。", valueName: "代码"))
  var bank: PartyCode?

  @Option(help: ArgumentHelp("测试系统的代码，默认 TESTBUREAU。", valueName: "代码"))
  var receiver: PartyCode?

  @Option(help: ArgumentHelp("算法：sm2 或 p256。", valueName: "算法"))
  var suite: SuiteName = .sm2

  func run() throws {
    guard let bank = bank ?? PartyCode("TESTBANK"),
      let receiver = receiver ?? PartyCode("TESTBUREAU")
    else { throw ValidationError("代码应为 4 至 16 位大写字母或数字") }
    try options.run {
      let pack = try ConformancePack.write(
        into: out, bank: bank, receiver: receiver, suite: suite.suite, now: time.instant)
      if options.isJSON {
        try Console.json([
          "folder": .string(out), "cases": .integer(Int64(pack.cases)),
          "receipts": .integer(Int64(pack.receipts)),
          "replies": .integer(Int64(pack.replies)),
        ])
      } else {
        Console.line(
          "已写出 \(out)：报送的包 \(pack.cases) 个，回执 \(pack.receipts) 个，待答复的包 "
            + "\(pack.replies) 个，说明见 README.md。")
      }
    }
  }
}
