import ArgumentParser
import LoanBook
import Office
import Quantities
import Statements
import Statistics
import StrictJSON

struct StatisticsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statistics", abstract: "一个月、季度或年度的统计报表，每个数字可查到借据。",
    discussion: """
      统计期：2026-03（月）、2026-Q1（自然季度）、2026（年）、2026Q1（结息季度，21 日至 20 日）。
      指标的口径见报表末页“指标说明”；--notes 列出构成某一指标的借据，其合计就是该指标。
      """)

  @OptionGroup var options: OfficeOptions

  @Argument(help: ArgumentHelp("统计期。", valueName: "统计期"))
  var period: StatisticsPeriod

  @Option(
    help: ArgumentHelp(
      "分组：category 人员类别、kind 借款人种类、bank 银行、town 乡镇、industry 行业、focus 重点群体。",
      valueName: "分组"))
  var by: StatisticsDimension = .all

  @Option(help: ArgumentHelp("把报表写成 xlsx 和 csv，放到这个文件夹。", valueName: "文件夹"))
  var out: String?

  @Option(
    help: ArgumentHelp("列出构成这一指标的借据，例如 disbursedAmount.year。", valueName: "指标代码"))
  var notes: String?

  func run() throws {
    if let notes { return try list(try figure(notes)) }
    let office = try options.open()
    let now = options.time()
    let bar = ProgressBar()
    let report = try office.statistics(period, by: by, progress: bar.report)
    bar.finish()
    let files = try out.map { try office.writeStatistics(report, to: $0, now: now) } ?? []
    if options.isJSON {
      var members: [JSONMember] = []
      if case .object(let figures) = report.json { members = figures }
      if let out {
        members.append(JSONMember("out", .string(out)))
        members.append(JSONMember("files", .array(files.map { .string($0.name) })))
      }
      return try Console.json(.object(members))
    }
    StatisticsText(report: report).print()
    if period.lastDay >= now.day { Console.line("本期尚未结束，数字截至 \(now.day)。") }
    if let out {
      Console.line("已写入 \(out)：\(files.map(\.name).joined(separator: "、"))")
    }
  }

  /// An additive figure: a percentage is made of two others.
  private func figure(_ code: String) throws -> StatisticsFigure {
    guard let figure = StatisticsFigure(code: code) else {
      throw OfficeRefusal(
        .usage, "--notes \(code)", "没有这个指标",
        "代码形如 disbursedAmount.period、disbursedAmount.year、balanceAmount.end，用 --format json 查看全部")
    }
    guard figure.isAdditive else {
      throw OfficeRefusal(
        .usage, "--notes \(code)", "百分比由两个指标相除，没有自己的借据清单",
        "请分别列出它的两个指标：\(figure.measure.definition)")
    }
    return figure
  }

  private func list(_ figure: StatisticsFigure) throws {
    let office = try options.open()
    _ = options.time()
    var list = ContributionList(figure: figure, by: by, isJSON: options.isJSON)
    try list.begin()
    let bar = ProgressBar()
    let report = try office.statistics(period, by: by, progress: bar.report) { contribution in
      try list.add(contribution)
    }
    bar.finish()
    try list.end(report)
  }
}

/// The notes behind one figure, written as they come.
private struct ContributionList {
  let figure: StatisticsFigure
  let by: StatisticsDimension
  let isJSON: Bool
  private var writer = JSONWriter(indent: 1) { try Console.bytes($0) }
  private var table: Table
  private var sum: Int64 = 0

  init(figure: StatisticsFigure, by: StatisticsDimension, isJSON: Bool) {
    self.figure = figure
    self.by = by
    self.isJSON = isJSON
    let group = by == .all ? [] : [by.name]
    table = Table(["银行", "借据号"] + group + [figure.name], numeric: [2 + group.count])
  }

  mutating func begin() throws {
    guard isJSON else { return }
    try writer.beginObject()
    try writer.name("notes")
    try writer.beginArray()
  }

  mutating func add(_ contribution: Contribution) throws {
    guard contribution.figure == figure, contribution.group.dimension == by else { return }
    sum += contribution.value
    if isJSON { return try writer.value(contribution.json) }
    let group = by == .all ? [] : [contribution.group.key]
    table.add(
      [contribution.note.bank.text, contribution.note.noteNo.text] + group
        + [words(contribution.value)])
  }

  mutating func end(_ report: StatisticsReport) throws {
    let value = report.tally.value(figure, of: .all)
    if isJSON {
      try writer.endArray()
      for member in [JSONMember("value", value.json)] + figure.json.members {
        try writer.name(member.name)
        try writer.value(member.value)
      }
      try writer.name("listed")
      try writer.value(figure.measure.kind == .money ? .string(words(sum)) : .integer(sum))
      try writer.endObject()
      return try writer.finish()
    }
    table.print()
    Console.line("\(figure.name)（\(figure.code)）\(value.digits ?? "") \(figure.measure.unit)")
    if by != .all, words(sum) != value.digits {
      Console.line("各组合计 \(words(sum))：分组之间有交叉，或有借据不属于任何一组。")
    }
  }

  private func words(_ value: Int64) -> String {
    figure.measure.kind == .money ? Fen(value).description : String(value)
  }
}

/// The figures for people.
private struct StatisticsText {
  let report: StatisticsReport

  func print() {
    let tally = report.tally
    Console.line(
      "\(tally.period.name)（\(tally.period.days.from) 至 \(tally.period.lastDay)）创业担保贷款统计")
    if report.dimension == .all { printSpans() } else { printGroups() }
  }

  /// A line for each measure, with its spans beside each other.
  private func printSpans() {
    for topic in StatisticsTopic.allCases {
      Console.line()
      Console.line("【\(topic.name)】")
      var table = Table(["指标", "单位", "当期", "本年累计", "累计", "期末"], numeric: [2, 3, 4, 5])
      for measure in topic.measures {
        let flows = StatisticsSpan.allCases.map { measure.isStock ? "" : digits(measure, $0) }
        table.add(
          [measure.name, measure.unit] + flows + [measure.isStock ? digits(measure, .period) : ""])
      }
      table.print()
    }
  }

  private func digits(
    _ measure: Measure, _ span: StatisticsSpan, of group: StatisticsGroup = .all
  ) -> String {
    report.tally.value(.of(measure, span), of: group).digits ?? "—"
  }

  /// A line for each group; the spans beside the period are in the files and in JSON.
  private func printGroups() {
    let groups = report.tally.groups.filter { $0.dimension == report.dimension }
    for topic in StatisticsTopic.allCases {
      Console.line()
      Console.line("【\(topic.name)】当期和期末")
      var table = Table(
        [report.dimension.name] + topic.measures.map(\.name),
        numeric: Set(1...topic.measures.count))
      for group in groups {
        table.add([report.names[group]] + topic.measures.map { digits($0, .period, of: group) })
      }
      table.add(["全部"] + topic.measures.map { digits($0, .period) })
      table.print()
    }
    Console.line()
    if report.dimension == .focus { Console.line("重点群体之间有交叉，不能相加。") }
    Console.line("本年累计和累计见 --out 或 --format json。")
  }
}

extension JSONValue {
  fileprivate var members: [JSONMember] {
    if case .object(let members) = self { return members }
    return []
  }
}
