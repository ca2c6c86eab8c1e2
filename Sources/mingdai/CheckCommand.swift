import ArgumentParser
import Office
import StrictJSON

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "检查账本、操作日志、档案与账本是否一致，以及公开网站是否与发布时一致。")

  @OptionGroup var options: OfficeOptions

  func run() throws {
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
