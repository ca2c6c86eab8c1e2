import ArgumentParser
import Office
import StrictJSON

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "检查账本、操作日志、档案与账本是否一致，以及公开网站是否与发布时一致；"
      + "或用 --site 核对任何人下载的公开网站与它的透明日志。")

  @OptionGroup var options: OfficeOptions

  @Option(
    help: ArgumentHelp("核对这个公开网站与它的透明日志，不需要办公目录。", valueName: "文件夹或网址"))
  var site: String?

  @Option(
    help: ArgumentHelp("网站的日志必须延续这份较早的日志签名（checkpoint）。", valueName: "文件"))
  var against: String?

  func validate() throws {
    if against != nil, site == nil { throw ValidationError("--against 要与 --site 一起使用") }
    if let site, site.isEmpty { throw ValidationError("--site 不能为空") }
  }

  func run() throws {
    if let site {
      try SiteReport(site: site, against: against).print(asJSON: options.isJSON)
      return
    }
    let checks = try options.open().check()
    if options.isJSON {
      try Console.json([
        "checks": .array(
          checks.map {
            ["name": .string($0.name), "ok": .bool($0.ok), "detail": .string($0.detail)]
          })
      ])
    } else {
      for check in checks { Console.line("\(check.ok ? "正常" : "异常")　\(check.detail)") }
    }
    if checks.contains(where: { !$0.ok }) { throw ExitCode(1) }
  }
}
