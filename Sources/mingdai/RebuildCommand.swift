import ArgumentParser
import Office
import StrictJSON

/// `rebuild`: the ledger anew from journal and archive. COMMAND.
struct RebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "由操作日志和档案重建账本，并与现有账本逐行核对。",
    discussion: """
      现有账本换名保留在办公目录内，不会删除。只想核对时用 --compare，不替换任何文件。
      完全一致时退出码为 0，有差异时为 1。
      """)

  @OptionGroup var options: OfficeOptions

  @Flag(help: "只核对，不替换现有账本。")
  var compare = false

  func run() throws {
    let bar = ProgressBar()
    let rebuilding = try Office.rebuild(
      options.folder, compareOnly: compare, now: options.time(), progress: bar.report)
    bar.finish()
    if options.isJSON {
      try Console.json(rebuilding.json)
    } else {
      Console.line("已重放操作日志 \(rebuilding.entries) 条，其中收到的包 \(rebuilding.packages) 个。")
      switch rebuilding.differences {
      case nil: Console.line("没有可以核对的现有账本。")
      case []?: Console.line("与现有账本逐行一致。")
      case let differences?:
        for table in differences {
          Console.line(
            "表 \(table.table) 不一致：只在重建账本中的 \(table.onlyRebuilt) 行，只在现有账本中的 \(table.onlyBefore) 行。")
        }
      }
      if let before = rebuilding.before { Console.line("原账本保留为 \(before)。") }
    }
    if rebuilding.differences?.isEmpty == false { throw ExitCode(1) }
  }
}

extension Rebuilding {
  fileprivate var json: JSONValue {
    [
      "entries": .integer(Int64(entries)), "packages": .integer(Int64(packages)),
      "compared": .bool(differences != nil),
      "differences": .array(
        (differences ?? []).map {
          [
            "table": .string($0.table), "onlyRebuilt": .integer(Int64($0.onlyRebuilt)),
            "onlyBefore": .integer(Int64($0.onlyBefore)),
          ]
        }),
      "before": before.map { .string($0) } ?? .null,
    ]
  }
}
