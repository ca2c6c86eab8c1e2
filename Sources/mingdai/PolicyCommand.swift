import ArgumentParser
import Office
import Quantities
import StrictJSON

struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "检查政策文件，试算修改政策对财政支出的影响。",
    subcommands: [LintPolicy.self, TryPolicy.self])
}

private struct LintPolicy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "检查办公目录 policy/ 中的全部文件，一次列出全部问题及其行号。",
    discussion: "有问题时退出码为 1；有问题的政策文件不会被使用。")

  @OptionGroup var options: OfficeOptions

  func run() throws {
    let findings = try options.open().policyFindings()
    if options.isJSON {
      try Console.json([
        "ok": .bool(findings.isEmpty), "findings": .array(findings.map { .string($0) }),
      ])
    } else if findings.isEmpty {
      Console.line("政策文件没有问题。")
    } else {
      findings.forEach { Console.line($0) }
      Console.line("共 \(findings.count) 个问题。")
    }
    if !findings.isEmpty { throw ExitCode(1) }
  }
}

private struct TryPolicy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try", abstract: "用草拟的 regimes.json 试算最近四个已结束的季度，列出各级财政的增减。",
    discussion: "只计算，不保存，也不改动正在使用的政策文件。")

  @OptionGroup var options: OfficeOptions

  @Argument(help: ArgumentHelp("草拟的 regimes.json。", valueName: "文件"))
  var draft: String

  func run() throws {
    let office = try options.open()
    let bar = ProgressBar()
    let quarters = try office.tryPolicy(draft, now: options.time(), progress: bar.report)
    bar.finish()
    if options.isJSON {
      return try Console.json(["quarters": .array(quarters.map(\.json))])
    }
    var table = Table(
      ["季度", "笔数", "有变化", "负担方", "现行", "草拟", "增减"], numeric: [1, 2, 4, 5, 6])
    for quarter in quarters {
      for payment in quarter.payers + [quarter.total] {
        table.add([
          quarter.period.description, String(quarter.lines), String(quarter.changed),
          payment.name, payment.current.description, payment.draft.description,
          payment.difference.description,
        ])
      }
    }
    table.print()
    Console.line("贴息按当前已收到的记录重算，不含未申报、差异等对应付的影响。没有保存任何内容。")
  }
}
