import ArgumentParser
import LoanBook
import Office
import Quantities
import StrictJSON

/// `note findings`: what rests on other banks' data. EXCHANGE §3.
struct NoteFindingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "findings", abstract: "列出要与他行数据对照才能发现的问题（只供经办机构，不告知银行）。",
    discussion:
      "次数与各行台账不符，同一借款人、合伙人或经营主体多笔贷款同时存续，其他中央财政贴息，项目注销、停业。"
      + "有发现时退出码为 1。")

  @OptionGroup var options: OfficeOptions

  @Option(help: ArgumentHelp("核查哪个季度，默认为今天所在的季度。", valueName: "2026Q1"))
  var quarter: Quarter?

  func run() throws {
    let office = try options.open()
    let now = options.time()
    var found: [NoteFinding] = []
    try office.findings(in: quarter ?? Quarter(containing: now.day), now: now) {
      found.append($0)
    }
    if options.isJSON {
      try Console.json([
        "findings": .array(
          found.map {
            [
              "bank": .string($0.bank), "noteNo": .string($0.noteNo),
              "kind": .string($0.flag.code.rawValue), "message": .string($0.message),
            ]
          })
      ])
    } else if found.isEmpty {
      Console.line("没有发现需要核实的借据。")
    } else {
      var table = Table(["银行", "借据号", "说明"])
      for finding in found { table.add([finding.bank, finding.noteNo, finding.message]) }
      table.print()
    }
    if !found.isEmpty { throw ExitCode(1) }
  }
}
