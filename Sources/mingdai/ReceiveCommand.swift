import ArgumentParser
import LoanBook
import Office
import StrictJSON

struct ReceiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receive", abstract: "接收各银行收件箱中的数据包，逐包验签、核对、入账并签发回执。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions

  @Option(help: ArgumentHelp("只接收这家银行的。", valueName: "代码"))
  var bank: PartyCode?

  func run() throws {
    let office = try options.open()
    let bar = ProgressBar()
    let reception = try office.receive(bank: bank, now: options.time(), progress: bar.report)
    bar.finish()
    if options.isJSON {
      try Console.json([
        "packages": .array(reception.packages.map(Self.json)),
        "quarantined": .integer(Int64(reception.quarantined)),
        "faults": .array(
          reception.faults.map {
            ["bank": .string($0.bank), "message": .string(Console.message($0.fault))]
          }),
      ])
    } else {
      print(reception)
    }
    for fault in reception.faults { Console.note("\(fault.bank)：\(Console.message(fault.fault))") }
    if !reception.faults.isEmpty { throw ExitCode(70) }
    if reception.packages.contains(where: { $0.status != "ACCEPTED" || !$0.codes.isEmpty }) {
      throw ExitCode(1)
    }
  }

  private func print(_ reception: Reception) {
    if reception.packages.isEmpty { Console.line("收件箱中没有待接收的包。") }
    var table = Table(
      ["银行", "包", "结果", "接收", "退回", "代码", "回执"], numeric: [3, 4])
    for package in reception.packages {
      table.add([
        package.bank, package.packageId, Self.title(package.status), String(package.accepted),
        String(package.refused), package.codes.joined(separator: " "), package.receipt,
      ])
    }
    if !reception.packages.isEmpty { table.print() }
    if reception.quarantined > 0 {
      Console.line("另有 \(reception.quarantined) 个名称不合规定的条目已移入 quarantine。")
    }
  }

  private static func title(_ status: String) -> String {
    switch status {
    case "ACCEPTED": "全部接收"
    case "PARTIAL": "部分接收"
    case "REJECTED": "整包退回"
    default: "重复报送"
    }
  }

  private static func json(_ package: ReceivedPackage) -> JSONValue {
    [
      "bank": .string(package.bank), "packageId": .string(package.packageId),
      "status": .string(package.status), "codes": .array(package.codes.map { .string($0) }),
      "accepted": .integer(Int64(package.accepted)),
      "refused": .integer(Int64(package.refused)), "receipt": .string(package.receipt),
    ]
  }
}
