import ArgumentParser
import Foundation
import Office
import Quantities
import StrictJSON

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "生成一个虚构的示范县，从银行报送走到公开网站。")

  @Option(help: "输出格式：text（表格）或 json（标准输出上一个 JSON 文档）。")
  var format: OutputFormat = .text
  @OptionGroup var actor: ActorOptions

  @Argument(help: ArgumentHelp("新的办公目录。", valueName: "目录"))
  var folder: String = "demo"

  @Option(help: ArgumentHelp("借据数。", valueName: "个数"))
  var notes: Int = 2000

  @Option(help: ArgumentHelp("随机种子；同一种子得到同样的记录。", valueName: "整数"))
  var seed: UInt64 = 1

  func validate() throws {
    guard (1...1_000_000).contains(notes) else {
      throw ValidationError("--notes 应为 1 至 1000000")
    }
  }

  func run() throws {
    let disk = FileManager.default
    if disk.fileExists(atPath: folder + "/."), try !disk.contentsOfDirectory(atPath: folder).isEmpty
    {
      throw OfficeRefusal(.usage, folder, "目录不是空的", "请换一个新的目录")
    }
    let bar = ProgressBar()
    let report = try Office.demo(
      folder, notes: notes, seed: seed, by: actor.actor, progress: bar.report)
    bar.finish()
    if format == .json { try Console.json(Self.json(report)) } else { print(report) }
    if !report.publication.leaks.isEmpty { throw ExitCode(1) }
  }

  private func print(_ report: DemoReport) {
    Console.line("示范县（人物、企业均为虚构）：\(report.notes) 张借据，\(report.packages) 个数据包，")
    Console.line("接收 \(report.records.accepted) 条记录，退回 \(report.records.refused) 条。")
    Console.line()
    print("有意做错的数据包，应得的代码和实际结果：", report.wrongPackages)
    print("贴息申请中有意埋下的差错，应得的比对结果和实际结果：", report.claims)
    var table = Table(["季度", "状态", "贴息", "应付"], numeric: [2, 3])
    for run in report.runs {
      table.add([run.run, run.stateTitle, run.totals.words("subsidy"), run.totals.words("payable")])
    }
    table.print()
    Console.line()
    print(report.payments)
    Console.line("办公目录：\(report.office)")
    if report.publication.leaks.isEmpty {
      Console.line("公开网站：\(report.publication.site)/index.html（\(report.publication.records) 条记录）")
    } else {
      Console.line("公开网站没有上线：发现 \(report.publication.leaks.count) 处疑似个人信息。")
      for leak in report.publication.leaks.prefix(20) {
        Console.line("  \(leak.file) \(leak.offset) \(leak.kind)")
      }
    }
  }

  private func print(_ payments: [DemoPayment]) {
    Console.line("各季度的拨付（每季有一笔被退回，改正后重新拨付；最后一季待拨付）：")
    var table = Table(
      ["季度", "状态", "笔数", "应付", "抵扣", "已付", "退回过", "待抵扣或追回"], numeric: [2, 3, 4, 5, 6, 7])
    for payment in payments {
      table.add([
        payment.run, payment.stateTitle, String(payment.payments), payment.gross.description,
        payment.offset.description, payment.paid.description, String(payment.returned),
        payment.open.description,
      ])
    }
    table.print()
    Console.line()
  }

  private func print(_ title: String, _ outcomes: [PlantedOutcome]) {
    Console.line(title)
    var table = Table(["埋下的差错", "应得", "埋下", "查出"], numeric: [2, 3])
    for outcome in outcomes {
      table.add([
        outcome.planted, outcome.expected, String(outcome.count), String(outcome.found),
      ])
    }
    table.print()
    Console.line()
  }

  private static func json(_ report: DemoReport) -> JSONValue {
    func planted(_ outcomes: [PlantedOutcome]) -> JSONValue {
      .array(
        outcomes.map {
          [
            "planted": .string($0.planted), "expected": .string($0.expected),
            "count": .integer(Int64($0.count)), "found": .integer(Int64($0.found)),
          ]
        })
    }
    return [
      "office": .string(report.office), "notes": .integer(Int64(report.notes)),
      "packages": .integer(Int64(report.packages)),
      "accepted": .integer(Int64(report.records.accepted)),
      "refused": .integer(Int64(report.records.refused)),
      "runs": .array(
        report.runs.map {
          ["run": .string($0.run), "state": .string($0.state), "totals": $0.totals]
        }),
      "payments": .array(
        report.payments.map {
          [
            "run": .string($0.run), "payments": .integer(Int64($0.payments)),
            "gross": .string($0.gross.description), "offset": .string($0.offset.description),
            "paid": .string($0.paid.description), "returned": .integer(Int64($0.returned)),
            "open": .string($0.open.description),
          ]
        }),
      "wrongPackages": planted(report.wrongPackages), "claims": planted(report.claims),
      "site": .string(report.publication.site),
      "leaks": .integer(Int64(report.publication.leaks.count)),
    ]
  }
}
