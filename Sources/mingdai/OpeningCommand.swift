import ArgumentParser
import Office
import Opening
import StrictJSON

struct OpeningCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "opening", abstract: "期初导入：启用系统以前的在贷借据和已付贴息。",
    subcommands: [WriteOpeningTemplate.self, ImportOpening.self])
}

private struct WriteOpeningTemplate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "写出在贷借据表和已付贴息表的模板（CSV），附填写说明。")

  @OptionGroup var options: TemplateOptions

  func run() throws {
    try options.tell(
      try Office.writeOpeningTemplates(to: options.out),
      then: "填好后运行 mingdai opening import 在贷借据表.csv --payments 已付贴息表.csv。")
  }
}

private struct ImportOpening: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "导入填好的在贷借据表和已付贴息表。",
    discussion: """
      有问题的行不导入，其余照常；全部问题一次列出，改正后再导入即可。
      同一个文件再次导入没有作用。有未导入的行时退出码为 1。
      """)

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: ArgumentHelp("填好的在贷借据表。", valueName: "文件"))
  var notes: String?

  @Option(help: ArgumentHelp("填好的已付贴息表。", valueName: "文件"))
  var payments: String?

  func validate() throws {
    guard notes != nil || payments != nil else {
      throw ValidationError("请给出在贷借据表，或用 --payments 给出已付贴息表")
    }
  }

  func run() throws {
    let bar = ProgressBar()
    let outcomes = try options.open().importOpening(
      notes: notes, payments: payments, by: actor.actor, now: options.time(),
      progress: bar.report)
    bar.finish()
    if options.isJSON {
      try Console.json(["files": .array(outcomes.map(\.json))])
    } else {
      outcomes.forEach(print)
    }
    let isWhole = outcomes.allSatisfy { $0.summary.refused == 0 && !$0.summary.isUnreadable }
    if !isWhole { throw ExitCode(1) }
  }

  private func print(_ outcome: OpeningOutcome) {
    guard !outcome.wasThere else {
      return Console.line("\(outcome.table.name)：这个文件已导入过，没有变化。")
    }
    let summary = outcome.summary
    Console.line("\(outcome.table.name)：导入 \(summary.accepted) 行，未导入 \(summary.refused) 行。")
    for finding in summary.findings { Console.line(finding.description) }
    if summary.findingCount > summary.findings.count {
      Console.line("共 \(summary.findingCount) 个问题，其余未列出；请先改正以上问题。")
    }
  }
}
