import ArgumentParser
import Ledger
import LoanBook
import Office
import Quantities
import StrictJSON

struct NoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "查看借据，登记只有经办机构知道的事实。",
    subcommands: [
      ListNotes.self, ShowNote.self, NoteFindingsCommand.self, LoseEligibility.self,
      OtherSubsidy.self, ProjectClosed.self, ConfirmExtension.self, AssignRegime.self,
    ])
}

private struct ListNotes: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "列出借据。")

  @OptionGroup var options: OfficeOptions

  @Option(help: ArgumentHelp("只列这家银行的。", valueName: "代码"))
  var bank: PartyCode?

  @Option(help: ArgumentHelp("只列这个乡镇的。", valueName: "12 位代码"))
  var town: String?

  func run() throws {
    let office = try options.open()
    let now = options.time()
    if options.isJSON {
      var writer = JSONWriter(indent: 2) { try Console.bytes($0) }
      try writer.beginObject()
      try writer.name("notes")
      try writer.beginArray()
      try office.notes(bank: bank, town: town, now: now) { try writer.value($0) }
      try writer.endArray()
      try writer.endObject()
      try writer.finish()
      return
    }
    var table = Table(
      ["银行", "借据号", "项目", "放款日", "到期日", "金额", "余额", "状态"], numeric: [5, 6])
    try office.notes(bank: bank, town: town, now: now) { note in
      table.add(
        ["bank", "noteNo", "project", "disbursedOn", "dueOn", "amount", "balance", "state"].map {
          Words.of(note.words($0))
        })
    }
    table.print()
  }
}

private struct ShowNote: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "一张借据的条款、经过、余额和已批准的贴息。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var note: NoteArguments

  @Option(help: ArgumentHelp("按这一时刻已收到的记录查看。", valueName: "RFC3339 时间"))
  var knownAt: Instant?

  func run() throws {
    let json = try options.open().note(note.key, knownAt: knownAt, now: options.time())
    try NoteOutput.print(json, options)
  }
}

/// Which note.
struct NoteArguments: ParsableArguments {
  @Argument(help: ArgumentHelp("银行代码。", valueName: "银行"))
  var bank: PartyCode

  @Argument(help: ArgumentHelp("借据号。", valueName: "借据号"))
  var noteNo: NoteNo

  var key: NoteKey { NoteKey(bank: bank, noteNo: noteNo) }
}

/// A note for people or programs.
enum NoteOutput {
  static func print(_ json: JSONValue, _ options: OfficeOptions) throws {
    if options.isJSON { return try Console.json(json) }
    Console.line("借据 \(json.words("bank")) \(json.words("noteNo"))")
    Console.line("项目 \(json["project"]?.words("name") ?? "")")
    Console.line(
      "放款 \(json.words("disbursedOn"))　金额 \(json.words("amount")) 元　利率 \(json.words("rate"))%")
    Console.line(
      "余额 \(json.words("balance")) 元　到期 \(json.words("currentDueOn"))　"
        + "状态 \(Words.of(json.words("state")))")
    if let project = json["bureau"]?["project"], project["on"] != nil {
      Console.line("项目 \(Words.of(project.words("state")))　\(project.words("on"))")
    }
    var table = Table(["日期", "事项", "内容"])
    for event in json.list("events") {
      let day = event["on"] == nil ? event.words("from") : event.words("on")
      let details = ["principal", "interest", "penalty", "amount", "rate", "newDueOn"]
        .filter { event[$0] != nil }.map { "\(Words.of($0)) \(event.words($0))" }
      table.add([day, Words.of(event.words("type")), details.joined(separator: " ")])
    }
    table.print()
    Console.line("已批准贴息 \(json.words("subsidySoFar")) 元")
  }
}

private struct LoseEligibility: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lose", abstract: "登记借款人从某日起资格丧失。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var note: NoteArguments

  @Option(help: ArgumentHelp("从这一天起。", valueName: "日期"))
  var from: Day

  @Option(help: ArgumentHelp("理由。", valueName: "文字"))
  var reason: String

  func validate() throws { try requireName(reason, of: "--reason") }

  func run() throws {
    let json = try options.open().note(
      note.key, keep: .lostEligibility(from: from), reason: reason, by: actor.actor,
      now: options.time())
    try NoteOutput.print(json, options)
  }
}

private struct OtherSubsidy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "other-subsidy", abstract: "登记该借据享受了其他中央财政贴息。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var note: NoteArguments

  @Option(help: ArgumentHelp("理由。", valueName: "文字"))
  var reason: String

  func validate() throws { try requireName(reason, of: "--reason") }

  @Flag(help: "撤回先前的登记。")
  var withdraw = false

  func run() throws {
    let json = try options.open().note(
      note.key, keep: .otherSubsidy(!withdraw), reason: reason, by: actor.actor,
      now: options.time())
    try NoteOutput.print(json, options)
  }
}

private struct ConfirmExtension: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extension-confirm", abstract: "确认一次展期可以贴息。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var note: NoteArguments

  @Option(help: ArgumentHelp("展期后的到期日。", valueName: "日期"))
  var newDueOn: Day

  @Option(help: ArgumentHelp("理由或文号。", valueName: "文字"))
  var reason: String

  func validate() throws { try requireName(reason, of: "--reason") }

  func run() throws {
    let json = try options.open().note(
      note.key, keep: .extensionConfirmed(newDueOn: newDueOn), reason: reason,
      by: actor.actor, now: options.time())
    try NoteOutput.print(json, options)
  }
}

private struct AssignRegime: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regime", abstract: "按决定为一张借据指定政策阶段。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var note: NoteArguments

  @Option(help: ArgumentHelp("政策阶段的 id，例如 R5。", valueName: "id"))
  var regime: String

  @Option(help: ArgumentHelp("理由或文号。", valueName: "文字"))
  var reason: String

  func validate() throws { try requireName(reason, of: "--reason") }

  func run() throws {
    let json = try options.open().note(
      note.key, keep: .regime(regime), reason: reason, by: actor.actor, now: options.time())
    try NoteOutput.print(json, options)
  }
}

extension JSONValue {
  /// The text of a member, for a table.
  func words(_ name: String) -> String {
    switch self[name] {
    case .string(let text): text
    case .number(let number): number.literal
    case .bool(let flag): flag ? "是" : "否"
    default: ""
    }
  }

  func list(_ name: String) -> [JSONValue] {
    if case .array(let elements)? = self[name] { return elements }
    return []
  }
}
