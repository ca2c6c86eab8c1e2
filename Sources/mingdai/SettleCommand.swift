import ArgumentParser
import LoanBook
import Office
import Quantities
import StrictJSON

struct SettleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settle", abstract: "核算季度贴息：重算、与银行申请比对、核定差异、复核、批准、拨付。",
    subcommands: [
      RunSettlement.self, ListRuns.self, ShowRun.self, ReviewRun.self, ApproveRun.self,
      ResolveLinesCommand.self, ExplainNote.self, ExportRun.self, SendRun.self, PayRun.self,
    ])
}

private struct RunSettlement: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "重算一个季度每张借据的贴息并与银行申请比对，生成或更新草稿。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: ArgumentHelp("季度，例如 2026Q1。", valueName: "季度"))
  var period: Quarter

  @Option(help: ArgumentHelp("只用这一时刻之前收到的记录。", valueName: "RFC3339 时间"))
  var knownAt: Instant?

  @Flag(help: "只计算并打印，不保存；任何季度、任何次序都可以。")
  var preview = false

  func run() throws {
    let office = try options.open()
    let bar = ProgressBar()
    var output = LineOutput(options, period)
    let report = try office.settle(
      period, knownAt: knownAt, preview: preview, by: actor.actor, now: options.time(),
      progress: bar.report, begin: { try output.begin($0, $1) }, emit: { try output.line($0) })
    bar.finish()
    try output.end(report.totals)
    if !options.isJSON { print(report) }
    if report.hasDifferences { throw ExitCode(1) }
  }

  private func print(_ report: SettlementReport) {
    Console.line(
      "\(report.period) 核算\(preview ? "预览（未保存）" : "草稿")，按 \(report.knownAt) 已收到的记录")
    var table = Table(["比对结果", "笔数"], numeric: [1])
    for entry in report.classes where entry.count > 0 {
      table.add([entry.title, String(entry.count)])
    }
    table.print()
    if report.adjustments > 0 {
      Console.line("其中以前季度的调整 \(report.adjustments) 笔。")
    }
    TotalsText.print(report.totals)
    if let gap = report.withoutPolicy {
      Console.line(
        "警告：\(gap.notes) 笔借据无适用政策（发放日不在任何政策阶段之内，或签订日没有 LPR），贴息按 0 计，"
          + "例如 \(gap.first)。请补充 policy/ 中的 regimes.json 或 lpr.csv，再重新核算。")
    }
    if report.hasDifferences {
      Console.line(
        "有差异的借据应付暂为 0；用 mingdai settle show \(report.period) 查看，说明理由后可以核定。")
    }
  }
}

/// The totals of a run for people.
enum TotalsText {
  static func print(_ totals: JSONValue) {
    Console.line(
      "利息 \(totals.words("interest")) 元　贴息 \(totals.words("subsidy")) 元　"
        + "个人承担 \(totals.words("borrower")) 元　应付 \(totals.words("payable")) 元")
  }
}

/// The one JSON document of a run, its lines written as they come.
struct LineOutput {
  private let isJSON: Bool
  private let period: Quarter
  private var writer = JSONWriter(indent: 1) { try Console.bytes($0) }

  init(_ options: OfficeOptions, _ period: Quarter) {
    isJSON = options.isJSON
    self.period = period
  }

  mutating func begin(
    _ state: String, _ knownAt: Instant, deadlines: [RunDeadline] = []
  ) throws {
    guard isJSON else { return }
    try writer.beginObject()
    for (name, text) in [
      ("run", period.description), ("period", period.description),
      ("knownAt", knownAt.description), ("state", state),
    ] {
      try writer.name(name)
      try writer.string(text)
    }
    if !deadlines.isEmpty {
      try writer.name("deadlines")
      try writer.value(.array(deadlines.map(\.json)))
    }
    try writer.name("lines")
    try writer.beginArray()
  }

  mutating func line(_ line: JSONValue) throws {
    if isJSON { try writer.value(line) }
  }

  mutating func end(_ totals: JSONValue) throws {
    guard isJSON else { return }
    try writer.endArray()
    try writer.name("totals")
    try writer.value(totals)
    try writer.endObject()
    try writer.finish()
  }
}

private struct ListRuns: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出各季度的核算。")

  @OptionGroup var options: OfficeOptions

  func run() throws {
    let office = try options.open()
    let now = options.time()
    let runs = try office.runs().map { run in
      let deadlines = try Quarter(run.run).map { try office.deadlines($0, now: now) }
      return (run: run, deadlines: deadlines ?? [])
    }
    if options.isJSON {
      try Console.json([
        "runs": .array(
          runs.map { run, deadlines in
            [
              "run": .string(run.run), "state": .string(run.state),
              "knownAt": .string(run.knownAt.description), "totals": run.totals,
              "deadlines": .array(deadlines.map(\.json)),
            ]
          })
      ])
      return
    }
    var table = Table(["季度", "状态", "笔数", "贴息", "应付", "逾期"], numeric: [2, 3, 4])
    for (run, deadlines) in runs {
      table.add([
        run.run, run.stateTitle, run.totals.words("lines"), run.totals.words("subsidy"),
        run.totals.words("payable"),
        deadlines.filter(\.isLate).map(\.title).joined(separator: "、"),
      ])
    }
    table.print()
  }
}

private struct ShowRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "一个季度核算的逐笔结果。")

  @OptionGroup var options: OfficeOptions

  @Argument(help: ArgumentHelp("季度。", valueName: "季度"))
  var period: Quarter

  @Flag(help: "只列有差异的。")
  var differences = false

  func run() throws {
    var output = LineOutput(options, period)
    var table = Table(
      ["银行", "借据号", "季度", "类别", "天数", "利息", "贴息", "申请", "比对结果", "应付", "核定", "提示"],
      numeric: [4, 5, 6, 7, 9])
    var summary: RunSummary?
    let office = try options.open()
    let deadlines = try office.deadlines(period, now: options.time())
    try office.show(
      period,
      begin: {
        summary = $0
        try output.begin($0.state, $0.knownAt, deadlines: deadlines)
      },
      emit: { line in
        let agreed = ["AGREED", "WITHIN_TOLERANCE"].contains(line.words("class"))
        guard !differences || !agreed else { return }
        try output.line(line)
        guard !options.isJSON else { return }
        let members = [
          "bank", "noteNo", "period", "kind", "days", "interest", "subsidy", "claimed", "class",
          "payable",
        ]
        table.add(
          members.map { Words.of(line.words($0)) } + [
            ResolutionText.of(line["resolution"]),
            line.list("flags").map { $0.words("title") }.joined(separator: "、"),
          ])
      })
    guard let summary else { return }
    try output.end(summary.totals)
    guard !options.isJSON else { return }
    Console.line("\(summary.run) 核算：\(summary.stateTitle)")
    for step in summary.people { Console.line("  \(step.act) \(step.name) \(step.at)") }
    for deadline in deadlines { Console.line("  \(deadline.sentence)") }
    if summary.waitingResolutions > 0 {
      Console.line("有 \(summary.waitingResolutions) 笔核定尚未计入草稿，请重新核算。")
    }
    table.print()
    TotalsText.print(summary.totals)
  }
}

private struct ReviewRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "复核一个季度的核算草稿。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: ArgumentHelp("季度。", valueName: "季度"))
  var period: Quarter

  func run() throws {
    let run = try options.open().review(period, by: actor.actor, now: options.time())
    try StateOutput.print(run, options)
  }
}

private struct ApproveRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "批准已复核的核算，生成拨付；批准人不能是复核人，批准后不再改变。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: ArgumentHelp("季度。", valueName: "季度"))
  var period: Quarter

  func run() throws {
    let bar = ProgressBar()
    let run = try options.open().approve(
      period, by: actor.actor, now: options.time(), progress: bar.report)
    bar.finish()
    try StateOutput.print(run, options)
  }
}

private enum StateOutput {
  static func print(_ run: RunSummary, _ options: OfficeOptions) throws {
    if options.isJSON {
      try Console.json(["run": .string(run.run), "state": .string(run.state)])
    } else {
      Console.line("\(run.run) 核算：\(run.stateTitle)")
    }
  }
}

private struct ExplainNote: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "一张借据一个季度的贴息是怎么算出来的。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var note: NoteArguments

  @Argument(help: ArgumentHelp("季度。", valueName: "季度"))
  var period: Quarter

  func run() throws {
    let explanation = try options.open().explain(note.key, period, now: options.time())
    if options.isJSON { return try Console.json(explanation.line) }
    Console.line(
      "\(note.key) \(period)：贴息 \(explanation.line.words("subsidy")) 元，"
        + "应付 \(explanation.line.words("payable")) 元")
    explanation.words.forEach { Console.line($0) }
    for flag in explanation.line.list("flags") { Console.line("提示：\(flag.words("title"))") }
  }
}
