import ArgumentParser
import LoanBook
import Office
import Quantities
import Statistics
import StrictJSON

struct FundCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fund", abstract: "担保基金：登记存入和转出，查看余额、担保责任和放大倍数。",
    subcommands: [AddToFund.self, ShowFund.self])
}

private struct AddToFund: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "登记存入担保基金的款项；代偿和追偿由银行报送，不在这里登记。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions

  @Option(help: ArgumentHelp("到账日（银行回单日期）。", valueName: "日期"))
  var on: Day

  @Option(help: ArgumentHelp("金额，元，例如 5000000.00。", valueName: "金额"))
  var amount: String

  @Option(
    help: ArgumentHelp("出资方：central、province、city、county、other。", valueName: "出资方"))
  var depositor: FundDepositor

  @Option(help: ArgumentHelp("依据文号或凭证号。", valueName: "文字"))
  var document: String

  @Flag(help: "转出，不是存入。")
  var withdraw = false

  func validate() throws {
    guard Fen(amount) ?? Fen(amount + ".00") != nil else {
      throw ValidationError("--amount 应为金额，例如 5000000.00，不含千分位")
    }
  }

  func run() throws {
    guard let amount = Fen(amount) ?? Fen(amount + ".00") else { return }
    let movement = FundMovement(
      withdraw ? .withdrawal : .deposit, on: on, amount: amount, depositor: depositor.value,
      document: document)
    let report = try options.open().addToFund(movement, by: actor.actor, now: options.time())
    try FundOutput(report: report).print(options)
  }
}

private struct ShowFund: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "某日日终的基金余额、担保责任余额、放大倍数和各银行情况。",
    discussion: "有预警时退出码为 1。规则见办公目录 policy/fund.json，未经确认的参数标明“待确认”。")

  @OptionGroup var options: OfficeOptions

  @Option(help: ArgumentHelp("这一天日终；默认今天。", valueName: "日期"))
  var on: Day?

  func run() throws {
    let office = try options.open()
    let now = options.time()
    let bar = ProgressBar()
    let report = try office.fund(on: on ?? now.day, progress: bar.report)
    bar.finish()
    try FundOutput(report: report).print(options)
    if !report.position.warnings.isEmpty { throw ExitCode(1) }
  }
}

/// Whose money it is, as it is typed.
private enum FundDepositor: String, ExpressibleByArgument, CaseIterable {
  case central, province, city, county, other

  var value: Depositor {
    switch self {
    case .central: .central
    case .province: .province
    case .city: .city
    case .county: .county
    case .other: .other
    }
  }
}

private struct FundOutput {
  let report: FundReport

  func print(_ options: OfficeOptions) throws {
    if options.isJSON { return try Console.json(report.json) }
    let position = report.position
    Console.line("担保基金情况（\(position.day) 日终）")
    var figures = Table(["指标", "数值", "单位"], numeric: [1])
    for measure in FundMeasure.allCases {
      figures.add([measure.name, position.value(measure)?.digits ?? "—", measure.unit])
    }
    figures.print()
    printDeposits()
    printBanks()
    for warning in position.warnings { Console.line("预警：\(warning.sentence)") }
    if let rule = position.rule, !rule.open.isEmpty {
      Console.line("待确认的参数：\(rule.openTitles.joined(separator: "、"))。")
    }
  }

  private func printDeposits() {
    guard !report.movements.isEmpty else { return }
    var table = Table(["日期", "存入/转出", "金额", "出资方", "依据"], numeric: [2])
    for movement in report.movements {
      table.add([
        movement.on.description, movement.kind == .deposit ? "存入" : "转出",
        movement.amount.description, movement.depositor.name, movement.document,
      ])
    }
    table.print()
  }

  private func printBanks() {
    guard !report.position.banks.isEmpty else { return }
    var table = Table(
      ["经办银行", "担保责任余额", "本年代偿金额", "本年到期应还本金", "本年代偿率%"],
      numeric: [1, 2, 3, 4])
    for bank in report.position.banks {
      table.add([
        report.bankNames[bank.bank] ?? bank.bank.text, bank.liability.description,
        bank.compensated.description, bank.due.description, bank.rate?.percent ?? "—",
      ])
    }
    table.print()
  }
}
