import ArgumentParser
import Ledger
import Office
import Opening
import Quantities
import StrictJSON

struct NoticeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notice", abstract: "贷前公示：审核通过、尚未放款的申请，公示期满自动从网站撤下。",
    subcommands: [
      WriteNoticeTemplate.self, OpenNotice.self, ListNotices.self, ShowNotice.self,
      CloseNotice.self, RefuseApplicant.self,
    ])
}

private struct WriteNoticeTemplate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "写出公示名单的模板（CSV），附填写说明。")

  @OptionGroup var options: TemplateOptions

  func run() throws {
    try options.tell(
      try Office.writeNoticeTemplate(to: options.out),
      then: "填好后运行 mingdai notice open 公示名单.csv --title 标题。")
  }
}

private struct OpenNotice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "由名单（CSV）办一份公示，下次 publish 时上网。",
    discussion: """
      模板用 notice template 写出。列：申请人姓名或企业名称、借款人种类、字号（可不要）、项目名称、乡镇、经办银行代码、申请金额（元）、期限（月）。
      名单里不能有证件号、电话或账号。有一行不对就不办，全部问题一次列出，退出码为 1。
      公示期从首日的次日起数工作日。
      """)

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: ArgumentHelp("名单，UTF-8 或 GB18030 编码的 CSV。", valueName: "文件"))
  var file: String

  @Option(help: ArgumentHelp("标题，会公开；不要写姓名。", valueName: "标题"))
  var title: String

  @Option(help: ArgumentHelp("公示多少个工作日，1 至 60。", valueName: "天数"))
  var days = 5

  @Option(help: ArgumentHelp("首日，默认今天；到这一天才上网。", valueName: "日期"))
  var from: Day?

  func validate() throws {
    try requireName(title, of: "--title")
    guard (1...60).contains(days) else { throw ValidationError("--days 应为 1 至 60 的整数") }
  }

  func run() throws {
    let opening = try options.open().openNotice(
      file, title: title, days: days, from: from, by: actor.actor, now: options.time())
    let summary = opening.summary
    if options.isJSON {
      try Console.json([
        "notice": opening.notice.map { .string($0.number) } ?? .null,
        "from": opening.notice.map { .string($0.entry.opensOn.description) } ?? .null,
        "last": opening.notice.map { .string($0.entry.endsOn.description) } ?? .null,
        "applicants": .integer(Int64(opening.notice?.lines.count ?? 0)),
        "findings": .array(
          summary.findings.map { finding in
            [
              "row": .integer(Int64(finding.row)),
              "column": finding.column.map { .integer(Int64($0)) } ?? .null,
              "code": .string(finding.code.rawValue), "message": .string(finding.message),
              "remedy": .string(finding.remedy),
            ]
          }),
      ])
    } else if let notice = opening.notice {
      Console.line(
        "公示 \(notice.number)：\(notice.lines.count) 户，\(notice.entry.opensOn) 上网，"
          + "公示到 \(notice.entry.endsOn)（\(notice.entry.days) 个工作日）。")
      Console.line("当天运行 mingdai publish 上网；晚一天上网，公示期顺延。")
    } else {
      for finding in summary.findings { Console.line(finding.description) }
      if summary.findingCount == 0 { Console.line("名单里没有申请人。") }
      Console.line("没有办公示，请改正后再试。")
    }
    if opening.notice == nil { throw ExitCode(1) }
  }
}

private struct ListNotices: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "各份公示，新的在前。")

  @OptionGroup var options: OfficeOptions

  func run() throws {
    let notices = try options.open().notices(now: options.time())
    if options.isJSON {
      return try Console.json(["notices": .array(notices.map { .object($0.members) })])
    }
    guard !notices.isEmpty else { return Console.line("还没有公示。") }
    var table = Table(["编号", "标题", "户数", "首日", "最后一天", "还有", "状态"], numeric: [2, 5])
    for notice in notices {
      table.add([
        notice.number, notice.entry.title, String(notice.standing.count),
        notice.entry.opensOn.description, notice.entry.endsOn.description,
        "\(notice.daysLeft) 天", notice.state.word,
      ])
    }
    table.print()
  }
}

private struct ShowNotice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "一份公示和名单（未隐去姓名，内部使用）。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var notice: NoticeArgument

  func run() throws {
    try NoticeOutput.print(
      options.open().notice(notice.number, now: options.time()), options)
  }
}

private struct CloseNotice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "提前结束一份公示，下次 publish 时从网站撤下。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var notice: NoticeArgument

  @Option(help: ArgumentHelp("原因，记入操作日志；不要写个人信息。", valueName: "原因"))
  var reason: String

  func validate() throws { try requireName(reason, of: "--reason") }

  func run() throws {
    let closed = try options.open().closeNotice(
      notice.number, reason: reason, by: actor.actor, now: options.time())
    try NoticeOutput.print(closed, options)
  }
}

private struct RefuseApplicant: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refuse", abstract: "从公示中去掉一户：下次 publish 时公开过的内容彻底删除，只留存证值。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var notice: NoticeArgument

  @Option(help: ArgumentHelp("名单中的序号，见 notice show。", valueName: "序号"))
  var line: Int

  @Option(help: ArgumentHelp("原因，记入操作日志，不公开；不要写个人信息。", valueName: "原因"))
  var reason: String

  func validate() throws { try requireName(reason, of: "--reason") }

  func run() throws {
    let shown = try options.open().refuse(
      line: line, of: notice.number, reason: reason, by: actor.actor, now: options.time())
    try NoticeOutput.print(shown, options)
  }
}

private struct NoticeArgument: ParsableArguments {
  @Argument(help: ArgumentHelp("公示编号，如 ZEZHOU-2026-G001。", valueName: "编号"))
  var number: String
}

private enum NoticeOutput {
  static func print(_ notice: NoticeOnFile, _ options: OfficeOptions) throws {
    if options.isJSON {
      return try Console.json(
        .object(
          notice.members + [
            JSONMember("lines", .array(notice.lines.map { .object($0.members) }))
          ]))
    }
    let entry = notice.entry
    Console.line("公示 \(notice.number)：\(entry.title)（\(notice.state.word)）")
    Console.line(
      "\(entry.opensOn) 至 \(entry.endsOn)，\(entry.days) 个工作日，今天之后还有 \(notice.daysLeft) 个。")
    if let closed = entry.closed { Console.line("\(closed.on) 提前结束：\(closed.reason)") }
    var table = Table(
      ["序号", "申请人", "项目", "乡镇", "银行", "期限", "金额", "去掉"], numeric: [0, 5, 6])
    for line in notice.lines {
      table.add([
        String(line.line), line.name, line.project, line.town, line.bank, String(line.termMonths),
        line.amount.description, line.refusedOn?.description ?? "",
      ])
    }
    table.print()
    if notice.state == .ending { Console.line("运行 mingdai publish 后从网站撤下。") }
  }
}

extension NoticeOnFile {
  fileprivate var members: [JSONMember] {
    [
      JSONMember("notice", .string(number)), JSONMember("title", .string(entry.title)),
      JSONMember("days", .integer(Int64(entry.days))),
      JSONMember("from", .string(entry.opensOn.description)),
      JSONMember("last", .string(entry.endsOn.description)),
      JSONMember("daysLeft", .integer(Int64(daysLeft))),
      JSONMember("applicants", .integer(Int64(standing.count))),
      JSONMember("state", .string(state.rawValue)),
      JSONMember("reason", entry.closed.map { .string($0.reason) } ?? .null),
    ]
  }
}

extension NoticeLineEntry {
  fileprivate var members: [JSONMember] {
    [
      JSONMember("line", .integer(Int64(line))), JSONMember("name", .string(name)),
      JSONMember("kind", .string(kind.rawValue)),
      JSONMember("entity", entity.map { .string($0) } ?? .null),
      JSONMember("project", .string(project)), JSONMember("town", .string(town)),
      JSONMember("bank", .string(bank)), JSONMember("amount", .string(amount.description)),
      JSONMember("termMonths", .integer(Int64(termMonths))),
      JSONMember("refusedOn", refusedOn.map { .string($0.description) } ?? .null),
    ]
  }
}

extension NoticeOnFile.State {
  fileprivate var word: String {
    switch self {
    case .planned: "待上网"
    case .published: "公示中"
    case .ending: "待撤下"
    case .ended: "已结束"
    }
  }
}
