import ArgumentParser
import DropBox
import LoanBook
import Office
import Quantities
import Sealing
import StrictJSON

struct BankCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bank", abstract: "登记和查看银行。",
    subcommands: [AddBank.self, ListBanks.self])
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

  @Option(help: ArgumentHelp("公钥文件（PEM）。", valueName: "文件"))
  var publicKey: String?

  @Option(help: ArgumentHelp("证书文件（PEM），只取其中的公钥。", valueName: "文件"))
  var certificate: String?

  @Option(help: ArgumentHelp("批准人，给出两名不同的人。", valueName: "姓名"))
  var approve: [String] = []

  func validate() throws {
    guard (publicKey == nil) != (certificate == nil) else {
      throw ValidationError("--public-key 和 --certificate 给出一个")
    }
    guard !name.isEmpty else { throw ValidationError("--name 不能为空") }
  }

  func run() throws {
    let office = try options.open()
    let path = publicKey ?? certificate ?? ""
    guard let bytes = try DurableFile.read(path, limit: 1 << 20) else {
      throw OfficeRefusal(.usage, path, "没有这个文件", "请核对公钥或证书文件的路径")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let key: PublicKey
    do {
      key = try publicKey == nil ? PublicKey(certificatePEM: text) : PublicKey(pem: text)
    } catch {
      throw OfficeRefusal(.usage, path, "不是可用的公钥：\(error.sentence)", "请用 openssl 生成 SM2 或 P-256 公钥")
    }
    let bank = try office.addBank(
      code, name: name, key: key, certificate: certificate == nil ? nil : bytes,
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
      try Console.json(["banks": .array(banks.map(Self.json))])
      return
    }
    var table = Table(["代码", "名称", "公钥", "算法", "状态", "启用", "到期"])
    for bank in banks {
      for key in bank.keys {
        table.add([
          bank.bank, bank.name, String(key.keyId.prefix(16)), key.suite, key.state,
          key.from?.day.description ?? "", key.to?.day.description ?? "",
        ])
      }
    }
    table.print()
  }

  private static func json(_ bank: BankSummary) -> JSONValue {
    [
      "bank": .string(bank.bank), "name": .string(bank.name),
      "keys": .array(
        bank.keys.map { key in
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

extension KeyRefusal {
  /// What is wrong with the key, for people.
  var sentence: String {
    switch self {
    case .rsa: "这是 RSA 公钥，本系统只用 SM2 和 P-256"
    case .ed25519: "这是 Ed25519 公钥，本系统只用 SM2 和 P-256"
    case .otherAlgorithm, .otherCurve: "不是 SM2 或 P-256 曲线"
    case .explicitParameters: "曲线参数是显式写出的，应使用命名曲线"
    default: "文件内容不合要求（\(self)）"
    }
  }
}
