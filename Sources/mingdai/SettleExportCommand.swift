import ArgumentParser
import Office
import Quantities
import Statements
import StrictJSON

struct ExportRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "导出一个季度核算的申请表、明细表、差异表、调整表、分担汇总和拨付清单。",
    discussion: """
      全部银行一册，每家银行一册，拨付清单单独一册（只有它含账号），每张表另有 CSV。
      未批准的核算也可导出，标题后注明“草稿”或“已复核，未批准”。要么全部写出，要么一个也不写。
      """)

  @OptionGroup var options: OfficeOptions

  @Argument(help: ArgumentHelp("季度。", valueName: "季度"))
  var period: Quarter

  @Option(help: ArgumentHelp("已有的目录；表册含个人信息，应只有经办人能读。", valueName: "目录"))
  var out: String

  @Flag(help: "覆盖目录中的同名文件。")
  var replace = false

  func run() throws {
    let bar = ProgressBar()
    let exported = try options.open().export(
      period, to: out, replacing: replace, progress: bar.report)
    bar.finish()
    if options.isJSON {
      return try Console.json([
        "run": .string(exported.run.run), "period": .string(period.description),
        "state": .string(exported.run.state), "folder": .string(out),
        "files": .array(
          exported.files.map {
            [
              "name": .string($0.name), "lines": .integer(Int64($0.lines)),
              "unchanged": .bool($0.wasThere),
            ]
          }),
      ])
    }
    Console.line("\(exported.run.run) 核算（\(exported.run.stateTitle)）的表册已写到 \(out)")
    var table = Table(["文件", "行数", ""], numeric: [1])
    for file in exported.files {
      table.add([file.name, String(file.lines), file.wasThere ? "没有变化" : ""])
    }
    table.print()
  }
}

struct SendRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send", abstract: "把已批准的核算结果封装发给各家银行（贴息结果，不含账号）。",
    discussion: """
      每家银行一个 SETTLEMENT 包，含逐笔结果和明细表，放进该行的 outbox/；银行以自己的回执答复后移走。
      可以重复运行：银行已收妥或仍在发件箱中的结果不会再发。
      """)

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: ArgumentHelp("季度。", valueName: "季度"))
  var period: Quarter

  func run() throws {
    let bar = ProgressBar()
    let sent = try options.open().sendSettlement(
      period, by: actor.actor, now: options.time(), progress: bar.report)
    bar.finish()
    if options.isJSON {
      return try Console.json([
        "run": .string(period.description),
        "packages": .array(
          sent.map {
            [
              "bank": .string($0.bank), "packageId": .string($0.packageId),
              "lines": .integer(Int64($0.lines)), "payable": .string($0.payable.description),
              "sent": .bool($0.isNew),
            ]
          }),
      ])
    }
    var table = Table(["银行", "数据包", "笔数", "应付", ""], numeric: [2, 3])
    for package in sent {
      table.add([
        package.bankName, package.packageId, String(package.lines),
        package.payable.description, package.isNew ? "已发出" : "以前已发",
      ])
    }
    table.print()
  }
}
