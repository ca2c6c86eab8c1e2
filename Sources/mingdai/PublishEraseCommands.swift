import ArgumentParser
import Office
import StrictJSON

/// What `publish withdraw` and `publish redact` are told.
struct EraseOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("公开记录编号，如 ZEZHOU-2026-000123。", valueName: "编号"))
  var record: String

  @Option(help: ArgumentHelp("原因，会公开；不要写个人信息。", valueName: "原因"))
  var reason: String

  @Option(help: ArgumentHelp("网站目录，默认为办公目录下的 site。", valueName: "目录"))
  var out: String?

  func validate() throws {
    if let out, out.isEmpty { throw ValidationError("--out 不能为空") }
    guard (1...200).contains(reason.count), JSONValue.canCarry(reason) else {
      throw ValidationError("--reason 应为 1 至 200 个字")
    }
  }

  /// Erases by one of the office's verbs, with a progress bar, and tells what became of it.
  func run(
    _ options: OfficeOptions, _ verb: (Office, @escaping ProgressReport) throws -> Erasure
  ) throws {
    try out.map(PublishCommand.requireSiteFolder)
    let office = try options.open()
    let bar = ProgressBar()
    let erasure = try verb(office, bar.report)
    bar.finish()
    try tell(erasure, asJSON: options.isJSON)
  }

  /// Tells what became of it; with a leak the exit code is 1.
  private func tell(_ erasure: Erasure, asJSON: Bool) throws {
    if asJSON {
      try Console.json([
        "record": .string(erasure.record), "state": .string(erasure.state),
        "release": .string(erasure.release),
        "leftovers": .array(erasure.leftovers.map { .string($0) }),
        "leaks": PublishCommand.json(erasure.leaks),
      ])
    } else if erasure.leaks.isEmpty {
      let done = erasure.state == "WITHDRAWN" ? "已撤回" : "已按现有登记重新公开"
      Console.line(
        "\(erasure.record) \(done)；原来公开的内容已从账本、档案和保留的各版网站中删除，"
          + "网站第 \(erasure.release) 版已上线。")
      for file in erasure.leftovers {
        Console.line("注意：\(file) 是重建前的旧账本，仍含原内容，请自行删除；此前的备份也是。")
      }
    } else {
      PublishCommand.print(erasure.leaks)
    }
    if !erasure.leaks.isEmpty { throw ExitCode(1) }
  }
}

struct PublishWithdrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw", abstract: "撤回一条公开记录：内容彻底删除，只留说明页和日志存证值。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var erase: EraseOptions

  func run() throws {
    try erase.run(options) { office, progress in
      try office.withdraw(
        erase.record, reason: erase.reason, out: erase.out, by: actor.actor, now: options.time(),
        progress: progress)
    }
  }
}

struct PublishRedactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact", abstract: "按现有登记重新公开一条记录，并彻底删除以前公开过的内容。")

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var erase: EraseOptions

  func run() throws {
    try erase.run(options) { office, progress in
      try office.redact(
        erase.record, reason: erase.reason, out: erase.out, by: actor.actor, now: options.time(),
        progress: progress)
    }
  }
}
