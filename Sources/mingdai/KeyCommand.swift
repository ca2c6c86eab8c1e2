import ArgumentParser
import LoanBook
import Office
import StrictJSON

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "银行公钥的增加、批准、停用和撤销。",
    subcommands: [AddKey.self, ApproveKey.self, RetireKey.self, RevokeKey.self])
}

/// Two people who approve a key.
struct ApproverOptions: ParsableArguments {
  @Option(help: ArgumentHelp("批准人，给出两名不同的人。", valueName: "姓名"))
  var approve: [String] = []

  func validate() throws {
    for name in approve { try requireName(name, of: "--approve") }
  }
}

/// Which key of which bank.
struct KeyArguments: ParsableArguments {
  @Argument(help: ArgumentHelp("银行代码。", valueName: "银行"))
  var bank: PartyCode

  @Argument(help: ArgumentHelp("密钥标识，前 16 位以上。", valueName: "密钥标识"))
  var keyId: String
}

private enum KeyOutput {
  static func print(_ bank: BankSummary, _ options: OfficeOptions) throws {
    if options.isJSON { return try Console.json(bank.json) }
    for key in bank.keys {
      Console.line("\(bank.bank) \(key.suite) \(key.keyId.prefix(16)) \(Words.of(key.state))")
    }
  }
}

private struct AddKey: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "为银行增加一把公钥；与旧公钥同时有效，便于轮换。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var keyFile: KeyFileOptions
  @OptionGroup var approvers: ApproverOptions

  @Argument(help: ArgumentHelp("银行代码。", valueName: "银行"))
  var bank: PartyCode

  func run() throws {
    let (key, certificate) = try keyFile.read()
    let summary = try options.open().addKey(
      key, certificate: certificate, to: bank, approvers: approvers.approve, by: actor.actor,
      now: options.time())
    try KeyOutput.print(summary, options)
  }
}

private struct ApproveKey: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "由两名批准人启用一把待批准的公钥。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var key: KeyArguments
  @OptionGroup var approvers: ApproverOptions

  @Option(help: ArgumentHelp("该行其他公钥再有效几天，例如 30；不写则各按原期限。", valueName: "天数"))
  var overlapDays: Int?

  func validate() throws {
    if let overlapDays, !(1...1096).contains(overlapDays) {
      throw ValidationError("--overlap-days 应为 1 至 1096 的整数")
    }
  }

  func run() throws {
    let summary = try options.open().approveKey(
      key.keyId, of: key.bank, approvers: approvers.approve, overlapDays: overlapDays,
      by: actor.actor, now: options.time())
    try KeyOutput.print(summary, options)
  }
}

/// The end of a key.
private struct KeyEndOptions: ParsableArguments {
  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var key: KeyArguments

  func end(as end: KeyEnd) throws {
    let summary = try options.open().endKey(
      key.keyId, of: key.bank, as: end, by: actor.actor, now: options.time())
    try KeyOutput.print(summary, options)
  }
}

private struct RetireKey: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire", abstract: "停用一把公钥：新公钥已在使用。")

  @OptionGroup var target: KeyEndOptions

  func run() throws { try target.end(as: .retire) }
}

private struct RevokeKey: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "撤销一把公钥：私钥可能已泄露；此后到达的包不再接收。")

  @OptionGroup var target: KeyEndOptions

  func run() throws { try target.end(as: .revoke) }
}
