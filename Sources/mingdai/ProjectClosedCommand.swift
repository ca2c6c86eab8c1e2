import ArgumentParser
import LoanBook
import Office
import Quantities
import StrictJSON

/// `note project-closed`: 注销 and 停业, of one note or by a list of entities. SUBSIDY "Flags".
struct ProjectClosed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "project-closed", abstract: "登记项目注销或停业：核算时提示，不改变金额。",
    discussion: """
      单笔：mingdai note project-closed 银行代码 借据号 --state 注销 --on 2026-01-15 --reason 依据
      名单：mingdai note project-closed --file 名单.csv --reason 市场监管部门名单
      名单为 CSV，列名：统一社会信用代码、状态（注销、停业、正常）、日期；登记对该代码的全部借据有效。
      不再符合条件的，另行登记资格丧失（note lose）。
      """)

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: ArgumentHelp("银行代码。", valueName: "银行"))
  var bank: PartyCode?

  @Argument(help: ArgumentHelp("借据号。", valueName: "借据号"))
  var noteNo: NoteNo?

  @Option(help: ArgumentHelp("注销或停业。", valueName: "状态"))
  var state: Closure?

  @Option(help: ArgumentHelp("注销或停业的日期。", valueName: "日期"))
  var on: Day?

  @Flag(help: "撤回先前的登记，项目正常经营。")
  var withdraw = false

  @Option(help: ArgumentHelp("按名单登记多个经营主体。", valueName: "文件"))
  var file: String?

  @Option(help: ArgumentHelp("依据。", valueName: "文字"))
  var reason: String

  /// What became of the project, as it is typed.
  enum Closure: String, ExpressibleByArgument, CaseIterable {
    case deregistered = "注销"
    case closed = "停业"
  }

  func validate() throws {
    try requireName(reason, of: "--reason")
    let isNote = bank != nil && noteNo != nil && file == nil
    let hasState = withdraw ? state == nil && on == nil : state != nil && on != nil
    let isList =
      file != nil && bank == nil && noteNo == nil && state == nil && on == nil && !withdraw
    guard isNote && hasState || isList else {
      throw ValidationError("请指明银行、借据号和 --state、--on（或 --withdraw），或者用 --file 指明名单")
    }
  }

  func run() throws {
    let office = try options.open()
    let now = options.time()
    if let file {
      let outcome = try office.recordProjects(
        file: file, reason: reason, by: actor.actor, now: now)
      if options.isJSON { return try Console.json(outcome.json) }
      Console.line("登记 \(outcome.recorded) 个经营主体，\(outcome.unchanged) 个没有变化。")
      var table = Table(["银行", "借据号"])
      for note in outcome.notes { table.add([note.bank.text, note.noteNo.text]) }
      if !outcome.notes.isEmpty { table.print() }
      return
    }
    guard let bank, let noteNo else { return }
    let json = try office.recordProject(
      projectState, of: NoteKey(bank: bank, noteNo: noteNo), reason: reason, by: actor.actor,
      now: now)
    try NoteOutput.print(json, options)
  }

  private var projectState: ProjectState {
    switch (state, on) {
    case (.deregistered, let day?): .deregistered(on: day)
    case (.closed, let day?): .closed(on: day)
    default: .open
    }
  }
}
