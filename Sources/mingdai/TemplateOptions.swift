import ArgumentParser
import StrictJSON

/// What every command that writes templates into a folder takes, and how it tells of them.
struct TemplateOptions: ParsableArguments {
  @Option(help: "输出格式：text 或 json。")
  var format: OutputFormat = .text

  @Option(help: ArgumentHelp("模板放到这个文件夹。", valueName: "文件夹"))
  var out: String

  /// Tells which files were written, and in text what to do with them.
  func tell(_ files: [String], then next: String) throws {
    if format == .json {
      return try Console.json([
        "folder": .string(out), "files": .array(files.map { .string($0) }),
      ])
    }
    files.forEach { Console.line("\(out)/\($0)") }
    Console.line(next)
  }
}
