import ArgumentParser
import DropBox
import Foundation
import Ledger
import Office
import Quantities
import StrictJSON

struct ObjectionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "objection", abstract: "异议：登记、答复，答复公开，提异议的人和原话从不公开。",
    subcommands: [
      AddObjection.self, AnswerObjection.self, ListObjections.self, ShowObjection.self,
    ])
}

/// A text that may hold personal data, and so is no argument.
private struct TextOptions: ParsableArguments {
  @Option(help: ArgumentHelp("文字所在的文件（UTF-8）；不给则从标准输入读取。", valueName: "文件"))
  var file: String?

  func bytes() throws -> [UInt8] {
    if let file {
      guard let bytes = try DurableFile.read(file, limit: 1 << 20) else {
        throw OfficeRefusal(.usage, file, "没有这个文件", "请核对文件名")
      }
      return bytes
    }
    do {
      return try Array(FileHandle.standardInput.read(upToCount: 1 << 20) ?? Data())
    } catch {
      throw OfficeRefusal(.fault, "标准输入", "读不出来（\(error)）", "请用 --file 给出文件")
    }
  }
}

private struct AddObjection: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "登记对一条公开记录或一份公示的异议，给出答复期限（20 个工作日）。",
    discussion: "异议的文字只存入档案，不公开，也不写入操作日志。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var text: TextOptions

  @Argument(help: ArgumentHelp("公开记录或公示的编号。", valueName: "编号"))
  var subject: String

  @Option(help: ArgumentHelp("收到日期。", valueName: "日期"))
  var received: Day

  @Option(help: ArgumentHelp("途径：电话、窗口、来信、网络。", valueName: "途径"))
  var channel: ChannelWord

  func run() throws {
    let objection = try options.open().addObjection(
      to: subject, text: text.bytes(), receivedOn: received, channel: channel.value,
      by: actor.actor, now: options.time())
    if options.isJSON { return try Console.json(.object(objection.members)) }
    Console.line("异议 \(objection.number) 已登记，请在 \(objection.entry.dueOn) 以前答复。")
  }
}

private struct AnswerObjection: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: "登记公开的答复，下次 publish 时上网；再次答复则取代前一次，前一次的答复从保留的各版网站一并删除。",
    discussion: "答复会公开：不要写提异议的人，也不要写任何人的证件号、电话、账号。发布前照样检查。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var text: TextOptions

  @Argument(help: ArgumentHelp("异议编号，如 ZEZHOU-2026-Y001。", valueName: "编号"))
  var objection: String

  @Option(help: ArgumentHelp("异议是否成立：yes 或 no；不是成立与否的问题则不给。", valueName: "yes|no"))
  var upheld: YesOrNo?

  @Option(help: ArgumentHelp("答复日期。", valueName: "日期"))
  var on: Day

  func run() throws {
    let answered = try options.open().answerObjection(
      objection, text: text.bytes(), isUpheld: upheld.map { $0 == .yes }, on: on,
      by: actor.actor, now: options.time())
    if options.isJSON { return try Console.json(.object(answered.members)) }
    Console.line(
      "异议 \(answered.number) 的答复已登记" + (answered.isLate ? "（超过期限）" : "") + "，下次 publish 时上网。")
  }
}

private struct ListObjections: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "各件异议、答复期限和超期情况。",
    discussion: "有超期未答复的时退出码为 1。")

  @OptionGroup var options: OfficeOptions

  @Flag(help: "只列还没有答复的。")
  var open = false

  func run() throws {
    let all = try options.open().objections(now: options.time())
    let shown = open ? all.filter { $0.entry.answer == nil } : all
    if options.isJSON {
      try Console.json(["objections": .array(shown.map { .object($0.members) })])
    } else if shown.isEmpty {
      Console.line(open ? "没有待答复的异议。" : "还没有异议。")
    } else {
      var table = Table(["编号", "对", "途径", "收到", "期限", "答复", "成立"])
      for objection in shown { table.add(objection.cells) }
      table.print()
    }
    if all.contains(where: { $0.isLate && $0.entry.answer == nil }) { throw ExitCode(1) }
  }
}

private struct ShowObjection: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "一件异议的原话和答复（原话从不公开，内部使用）。")

  @OptionGroup var options: OfficeOptions

  @Argument(help: ArgumentHelp("异议编号，如 ZEZHOU-2026-Y001。", valueName: "编号"))
  var objection: String

  func run() throws {
    let (shown, text) = try options.open().objection(objection, now: options.time())
    let entry = shown.entry
    if options.isJSON {
      return try Console.json(
        .object(
          shown.members + [
            JSONMember("text", .string(text)),
            JSONMember("answer", entry.answer.map { .string($0.text) } ?? .null),
          ]))
    }
    Console.line("异议 \(shown.number)，对 \(entry.subject)")
    Console.line(
      "\(entry.receivedOn) 收到（\(ChannelWord(entry.channel).rawValue)），期限 \(entry.dueOn)。")
    Console.line("原话（不公开）：")
    Console.line(text)
    guard let answer = entry.answer else {
      return Console.line(shown.isLate ? "超期未答复。" : "还没有答复。")
    }
    let outcome = answer.isUpheld.map { $0 ? "，成立" : "，不成立" } ?? ""
    Console.line("\(answer.on) 的答复（公开\(outcome)\(shown.isLate ? "，超过期限" : "")）：")
    Console.line(answer.text)
  }
}

private enum YesOrNo: String, ExpressibleByArgument, CaseIterable { case yes, no }

private enum ChannelWord: String, ExpressibleByArgument, CaseIterable {
  case 电话, 窗口, 来信, 网络

  var value: ObjectionEntry.Channel {
    switch self {
    case .电话: .phone
    case .窗口: .desk
    case .来信: .letter
    case .网络: .web
    }
  }

  init(_ channel: ObjectionEntry.Channel) {
    self =
      switch channel {
      case .phone: .电话
      case .desk: .窗口
      case .letter: .来信
      case .web: .网络
      }
  }
}

extension ObjectionOnFile {
  fileprivate var members: [JSONMember] {
    [
      JSONMember("objection", .string(number)),
      JSONMember("subject", .string(entry.subject)),
      JSONMember("channel", .string(entry.channel.rawValue)),
      JSONMember("received", .string(entry.receivedOn.description)),
      JSONMember("due", .string(entry.dueOn.description)),
      JSONMember("answered", entry.answer.map { .string($0.on.description) } ?? .null),
      JSONMember("upheld", entry.answer?.isUpheld.map { .bool($0) } ?? .null),
      JSONMember("late", .bool(isLate)),
    ]
  }

  fileprivate var cells: [String] {
    let answered = entry.answer?.on.description ?? (isLate ? "超期未答复" : "待答复")
    let upheld = entry.answer?.isUpheld.map { $0 ? "成立" : "不成立" } ?? ""
    return [
      number, entry.subject, ChannelWord(entry.channel).rawValue,
      entry.receivedOn.description, entry.dueOn.description, answered, upheld,
    ]
  }
}
