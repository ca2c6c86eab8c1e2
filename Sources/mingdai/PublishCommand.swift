import ArgumentParser
import Foundation
import Office
import PublicSite
import StrictJSON

struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "生成公开网站的下一版并切换；发现个人信息泄露则停止，旧版不变。",
    subcommands: [PublishWithdrawCommand.self, PublishRedactCommand.self])

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions

  @Option(help: ArgumentHelp("网站目录，默认为办公目录下的 site。", valueName: "目录"))
  var out: String?

  @Flag(help: "全部重写，不只写有变化的。")
  var full = false

  @Flag(help: "不生成新版，退回上一版。已撤回、已删除的内容不会回来。")
  var rollback = false

  func validate() throws {
    if let out, out.isEmpty { throw ValidationError("--out 不能为空") }
    if full, rollback { throw ValidationError("--full 与 --rollback 不能同时使用") }
  }

  func run() throws {
    try out.map(Self.requireSiteFolder)
    let office = try options.open()
    if rollback { return try rollBack(office) }
    let bar = ProgressBar()
    let start = ContinuousClock.now
    let result = try office.publish(
      out: out, full: full, by: actor.actor, now: options.time(), progress: bar.report)
    bar.finish()
    let parts = start.duration(to: .now).components
    let elapsed = Self.decimal(
      Int(parts.seconds) * 100 + Int(parts.attoseconds / 10_000_000_000_000_000))
    if options.isJSON {
      try Console.json([
        "release": .string(result.release), "pages": .integer(Int64(result.pages)),
        "written": .integer(Int64(result.written)),
        "unchanged": .integer(Int64(result.unchanged)),
        "bytes": .integer(Int64(result.bytes)), "seconds": .string(elapsed),
        "records": .integer(Int64(result.records)),
        "revisions": .integer(Int64(result.revisions)), "site": .string(result.site),
        "steps": .array(
          result.steps.map {
            ["name": .string($0.name), "seconds": .string(Self.decimal($0.hundredths))]
          }),
        "leaks": Self.json(result.leaks), "sharing": result.sharing.map(Self.json) ?? .null,
      ])
    } else {
      print(result, elapsed)
    }
    if !result.leaks.isEmpty { throw ExitCode(1) }
  }

  /// A folder with foreign files in it is hardly where a site was meant to go.
  static func requireSiteFolder(_ path: String) throws {
    let disk = FileManager.default
    guard disk.fileExists(atPath: path + "/.") else { return }
    let names = try disk.contentsOfDirectory(atPath: path)
    guard names.isEmpty || names.contains("releases") else {
      throw OfficeRefusal(.usage, path, "目录里有别的文件，不是公开网站的目录", "请用 --out 指明新的或空的目录")
    }
  }

  private func rollBack(_ office: Office) throws {
    let release = try office.rollBack(out: out, by: actor.actor, now: options.time())
    if options.isJSON {
      try Console.json(["release": .string(release)])
    } else {
      Console.line("公开网站已退回第 \(release) 版。")
    }
  }

  private func print(_ result: Publication, _ elapsed: String) {
    guard result.leaks.isEmpty else { return Self.print(result.leaks) }
    Console.line(
      "公开网站第 \(result.release) 版已上线：\(result.records) 条记录（\(result.revisions) 条有新内容），"
        + "\(result.pages) 个文件（新写 \(result.written)，沿用 \(result.unchanged)），"
        + "\(result.bytes) 字节，用时 \(elapsed) 秒。")
    var table = Table(["步骤", "秒"], numeric: [1])
    for step in result.steps { table.add([step.name, Self.decimal(step.hundredths)]) }
    table.print()
    if let sharing = result.sharing, sharing.records > 0 { Self.print(sharing) }
    Console.line("打开：\(result.site)/index.html")
    if out != nil { Console.line("各版以链接共用文件，复制到 U 盘请用 cp -RL \(result.site) 目标目录。") }
  }

  /// Of how few people a record could be.
  private static func print(_ sharing: ColumnSharing) {
    Console.line("个人和合伙的 \(sharing.records) 条记录，公开的各列相同的有几条：")
    var table = Table(["公开的列", "独此一条", "不足 \(ColumnSharing.least) 条"], numeric: [1, 2])
    for level in sharing.levels {
      table.add([
        level.columns.joined(separator: "、"), String(level.alone), String(level.few),
      ])
    }
    table.print()
  }

  private static func json(_ sharing: ColumnSharing) -> JSONValue {
    [
      "records": .integer(Int64(sharing.records)),
      "levels": .array(
        sharing.levels.map { level in
          [
            "columns": .array(level.columns.map { .string($0) }),
            "alone": .integer(Int64(level.alone)), "underFive": .integer(Int64(level.few)),
          ]
        }),
    ]
  }

  /// What the leak scan found.
  static func print(_ leaks: [(file: String, offset: Int, kind: String)]) {
    Console.line("发现疑似个人信息，本版没有上线，现有网站不变：")
    var table = Table(["文件", "位置", "种类"], numeric: [1])
    for leak in leaks { table.add([leak.file, String(leak.offset), leak.kind]) }
    table.print()
  }

  static func json(_ leaks: [(file: String, offset: Int, kind: String)]) -> JSONValue {
    .array(
      leaks.map {
        [
          "file": .string($0.file), "offset": .integer(Int64($0.offset)),
          "kind": .string($0.kind),
        ]
      })
  }

  /// Seconds with two decimals.
  private static func decimal(_ hundredths: Int) -> String {
    "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
  }
}
