import ArgumentParser
import Foundation
import LoanBook
import Office
import StrictJSON

struct SetBankAccount: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: "登记银行的收款账户（贴息直接拨付给银行的）。",
    discussion: """
      表格（CSV，UTF-8 或 GB18030）第一行为列名 户名、开户行、账号，第二行为内容；从 --file 或标准\
      输入读取。账号设为文本格式。变更后以新的为准，以前的保留在账本中；账号只出现在拨付清单。
      """)

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: ArgumentHelp("银行代码。", valueName: "代码"))
  var code: PartyCode

  @Option(help: ArgumentHelp("填好的表格；不给出则从标准输入读取。", valueName: "文件"))
  var file: String?

  func run() throws {
    let office = try options.open()
    let account = try office.setAccount(
      of: code, table: try file.map(TableFile.read) ?? Self.standardInput(), by: actor.actor,
      now: options.time())
    if options.isJSON {
      return try Console.json([
        "bank": .string(account.bank), "name": .string(account.name),
        "branch": .string(account.branch), "accountEnding": .string(account.ending),
        "recorded": .bool(account.isNew),
      ])
    }
    Console.line(
      "\(account.bank) 收款账户：\(account.name)，\(account.branch)，账号尾号 \(account.ending)"
        + (account.isNew ? "" : "（没有变化）"))
  }

  private static func standardInput() throws -> [UInt8] {
    do {
      return Array(try FileHandle.standardInput.read(upToCount: 1 << 20) ?? Data())
    } catch {
      throw OfficeRefusal(.usage, "标准输入", "读不出来", "请用 --file 给出文件")
    }
  }
}
