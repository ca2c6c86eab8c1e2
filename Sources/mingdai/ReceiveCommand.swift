import ArgumentParser
import LoanBook
import Office
import StrictJSON

struct ReceiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receive", abstract: "接收各银行收件箱中的数据包，逐包验签、核对、入账并签发回执。",
    discussion: """
      各银行轮流，每次一包。带 --watch 时常驻值守，来一包收一包；收到 SIGTERM、SIGINT（Ctrl-C）或
      SIGHUP 后收完手中的一包，以退出码 0 结束。
      """)

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions

  @Option(help: ArgumentHelp("只接收这家银行的。", valueName: "代码"))
  var bank: PartyCode?

  @Flag(help: "常驻值守，随到随收；json 格式时标准输出每行一个 JSON 文档。")
  var watch = false

  @Option(help: ArgumentHelp("值守时每隔多少秒把各收件箱全看一遍，1 至 3600，默认 60。", valueName: "秒"))
  var poll: Int?

  func validate() throws {
    guard let poll else { return }
    if !watch { throw ValidationError("--poll 只与 --watch 同用") }
    if !(1...3600).contains(poll) { throw ValidationError("--poll 应为 1 至 3600 的整数") }
  }

  func run() throws {
    let office = try options.open()
    if watch {
      try Watching(isJSON: options.isJSON).run(
        office, bank, poll ?? 60, by: actor.actor, clock: options.clock())
    } else {
      try receive(office)
    }
  }

  private func receive(_ office: Office) throws {
    let bar = ProgressBar()
    let reception = try office.receive(
      bank: bank, by: actor.actor, now: options.time(), progress: bar.report)
    bar.finish()
    if options.isJSON {
      try Console.json([
        "packages": .array(reception.packages.map { .object($0.members) }),
        "quarantined": .integer(Int64(reception.quarantined)),
        "faults": .array(reception.faults.map { .object($0.members) }),
        "waiting": .array(reception.waiting.map { .object($0.members) }),
      ])
    } else {
      print(reception)
    }
    for fault in reception.faults { Console.note(fault.sentences) }
    if !reception.faults.isEmpty { throw ExitCode(70) }
    // Remarks alone are the bank's to look at: its receipt has them.
    if reception.packages.contains(where: { $0.status != "ACCEPTED" })
      || !reception.waiting.isEmpty
    {
      throw ExitCode(1)
    }
  }

  private func print(_ reception: Reception) {
    if reception.packages.isEmpty, reception.waiting.isEmpty, reception.faults.isEmpty {
      Console.line("收件箱中没有待接收的包。")
    }
    var table = Table(
      ["银行", "包", "结果", "接收", "退回", "代码", "回执"], numeric: [3, 4])
    for package in reception.packages {
      table.add([
        package.bank, package.packageId, package.title, String(package.accepted),
        String(package.refused), package.codes.joined(separator: " "), package.receipt,
      ])
    }
    if !reception.packages.isEmpty { table.print() }
    if reception.quarantined > 0 {
      Console.line("另有 \(reception.quarantined) 个名称不合规定的条目已移入 quarantine。")
    }
    for waiting in reception.waiting { Console.line(waiting.sentences) }
  }
}

extension ReceivedPackage {
  /// The outcome in officials' words.
  var title: String {
    switch status {
    case "ACCEPTED": "全部接收"
    case "PARTIAL": "部分接收"
    case "REJECTED": "整包退回"
    default: "重复报送"
    }
  }

  /// The members of COMMAND `receive`.
  var members: [JSONMember] {
    [
      JSONMember("bank", .string(bank)), JSONMember("packageId", .string(packageId)),
      JSONMember("status", .string(status)),
      JSONMember("codes", .array(codes.map { .string($0) })),
      JSONMember("accepted", .integer(Int64(accepted))),
      JSONMember("refused", .integer(Int64(refused))), JSONMember("receipt", .string(receipt)),
    ]
  }
}
