import ArgumentParser
import Foundation
import LoanBook
import Office
import Quantities

/// How results are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// Options of every command. COMMAND, first two points.
struct OfficeOptions: ParsableArguments {
  @Option(help: "办公目录。默认取环境变量 MINGDAI_OFFICE，否则 ./office。")
  var office: String?

  @Option(help: "输出格式：text（表格）或 json（标准输出上一个 JSON 文档）。")
  var format: OutputFormat = .text

  @Option(help: ArgumentHelp("当作现在的时间，用于重现一次运行。", valueName: "RFC3339 时间"))
  var now: Instant?

  /// The office's folder. It may stand behind a link; below it no link is ever followed.
  var folder: String {
    let named = office ?? ProcessInfo.processInfo.environment["MINGDAI_OFFICE"] ?? "office"
    var status = stat()
    guard lstat(named, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return named }
    return URL(fileURLWithPath: named).resolvingSymlinksInPath().path
  }

  /// Opens the office.
  func open() throws -> Office { try Office.open(folder) }

  /// The time to work with; a warning when it is not the clock's.
  func time() -> Instant {
    if let now {
      Console.note("提示：按 --now 给出的时间 \(now) 运行，不是当前时间。")
      return now
    }
    return Instant(seconds: Int64(Foundation.Date().timeIntervalSince1970))
  }

  var isJSON: Bool { format == .json }
}

/// Who acts. COMMAND: `--by`.
struct ActorOptions: ParsableArguments {
  @Option(help: ArgumentHelp("经办人姓名，记入操作日志。默认取登录名。", valueName: "姓名"))
  var by: String?

  func validate() throws {
    if let by { try requireName(by, of: "--by") }
  }

  var actor: Actor {
    let user = NSUserName()
    return Actor(name: by ?? user, systemUser: user)
  }
}
