import ArgumentParser
import Office
import Quantities
import StrictJSON

struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "检查政策文件，试算修改政策对财政支出的影响。",
    discussion: """
      政策是办公目录 policy/ 中的文件，由人社局修改，不需要改动程序：
        regimes.json    国家政策阶段，按发放日适用，前后相接；新阶段加在最后，填写 id、from、to、文号等。
        lpr.csv         一年期 LPR，每次调整在最后加一行：起始日,一年期,五年期,high；
                        核对到哪一天，就把 regimes.json 的 lprVerifiedUntil 改到哪一天。
        overrides.json  地方规定（可以没有）：市、县文件对某一政策阶段的改变，必须写明文号、发文机关、
                        发文日期和适用的发放日。可以改变各级分担比例、贴息次数、贴息办法、贴息期限、
                        利率上限、新招用人员比例，或用 local 写明地方自行提高的额度及其分担；
                        国家规定的额度、日期和文号不能改变。
      还没有确认的内容列入 open，凡以它计算的数额都注明“待确认”。
      先用 policy lint 文件 检查草稿，用 policy try 文件 试算，再放入 policy/。
      """,
    subcommands: [LintPolicy.self, TryPolicy.self])
}

private struct LintPolicy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "检查办公目录 policy/ 中的全部文件，一次列出全部问题及其行号。",
    discussion: """
      给出草拟的文件时，用它代替正在使用的同名文件（如 holidays.csv）检查，不改动后者。取其他名称的 JSON 文件，
      含“overrides”的当作 overrides.json，其余当作 regimes.json。
      没有问题时列出政策的适用范围、地方规定和待确认的内容。
      有问题时退出码为 1；有问题的政策文件不会被使用。
      """)

  @OptionGroup var options: OfficeOptions

  @Argument(help: ArgumentHelp("草拟的政策文件，与所替代的文件同名。", valueName: "文件"))
  var draft: String?

  func run() throws {
    let review = try options.open().policyReview(draft: draft)
    let findings = review.findings
    if options.isJSON {
      try Console.json([
        "ok": .bool(findings.isEmpty), "findings": .array(findings.map { .string($0) }),
        "summary": .array(review.summary.map { .string($0) }),
      ])
    } else if findings.isEmpty {
      Console.line("政策文件没有问题。")
      review.summary.forEach { Console.line($0) }
    } else {
      findings.forEach { Console.line($0) }
      Console.line("共 \(findings.count) 个问题。")
    }
    if !findings.isEmpty { throw ExitCode(1) }
  }
}

private struct TryPolicy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try",
    abstract: "用草拟的政策文件试算最近四个已结束的季度，列出各级财政的增减。",
    discussion: "只计算，不保存，也不改动正在使用的政策文件。草稿代替哪个文件，见 policy lint。")

  @OptionGroup var options: OfficeOptions

  @Argument(help: ArgumentHelp("草拟的政策文件，与所替代的文件同名。", valueName: "文件"))
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
