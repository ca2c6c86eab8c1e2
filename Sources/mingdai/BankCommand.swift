import ArgumentParser
import LoanBook
import Office
import Quantities
import StrictJSON

struct BankCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bank", abstract: "登记和查看银行。",
    subcommands: [AddBank.self, ListBanks.self, SetBankAccount.self, KeyCommand.self])
}

private struct AddBank: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "登记一家银行和它的第一把公钥；两名批准人使公钥启用。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: ArgumentHelp("银行代码，4 至 16 位大写字母或数字。", valueName: "代码"))
  var code: PartyCode

  @Option(help: ArgumentHelp("银行名称。", valueName: "名称"))
  var name: String

  @OptionGroup var keyFile: KeyFileOptions

  @Option(help: ArgumentHelp("批准人，给出两名不同的人。", valueName: "姓名"))
  var approve: [String] = []

  func validate() throws {
    guard !name.isEmpty else { throw ValidationError("--name 不能为空") }
  }

  func run() throws {
    let office = try options.open()
    let (key, certificate) = try keyFile.read()
    let bank = try office.addBank(
      code, name: name, key: key, certificate: certificate,
      approvers: approve, by: actor.actor, now: options.time())
    guard let added = bank.keys.first else { return }
    if options.isJSON {
      try Console.json([
        "bank": .string(bank.bank), "name": .string(bank.name), "keyId": .string(added.keyId),
        "suite": .string(added.suite), "state": .string(added.state),
      ])
    } else {
      Console.line("已登记 \(bank.bank) \(bank.name)，公钥 \(added.suite) \(added.keyId)")
      Console.line(
        added.state == "ACTIVE"
          ? "公钥已启用。" : "公钥待批准：需要两名批准人（--approve 姓名 --approve 姓名）才会启用。")
    }
  }
}

private struct ListBanks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出银行和它们的公钥。")

  @OptionGroup var options: OfficeOptions

  func run() throws {
    let banks = try options.open().banks()
    if options.isJSON {
      try Console.json(["banks": .array(banks.map(\.json))])
      return
    }
    var table = Table(["代码", "名称", "公钥", "算法", "状态", "启用", "到期"])
    for bank in banks {
      for key in bank.keys {
        table.add([
          bank.bank, bank.name, String(key.keyId.prefix(16)), key.suite, Words.of(key.state),
          key.from?.day.description ?? "", key.to?.day.description ?? "",
        ])
      }
    }
    table.print()
  }
}

extension BankSummary {
  /// The bank as `bank list` gives it.
  var json: JSONValue {
    [
      "bank": .string(bank), "name": .string(name),
      "keys": .array(
        keys.map { key in
          [
            "keyId": .string(key.keyId), "suite": .string(key.suite),
            "state": .string(key.state),
            "from": key.from.map { .string($0.description) } ?? .null,
            "to": key.to.map { .string($0.description) } ?? .null,
          ]
        }),
    ]
  }
}
