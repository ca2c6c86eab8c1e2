import ArgumentParser
import LoanBook
import Office
import Quantities
import StrictJSON

struct ResolveLinesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "核定草稿中有差异的借据：写明应付多少、为什么。",
    discussion: """
      单笔：mingdai settle resolve 2026Q1 银行代码 借据号 --pay 1500.00 --reason 理由
      同一原因的多笔：mingdai settle resolve 2026Q1 --class CLAIMED_MORE --cause ONE_DAY_MORE \
      --pay computed --reason 理由
      核定在核算额或申请额变化之前有效；重新核算（settle run）后计入草稿。
      """)

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: ArgumentHelp("草稿的季度。", valueName: "季度"))
  var quarter: Quarter

  @Argument(help: ArgumentHelp("银行代码。", valueName: "银行"))
  var bank: PartyCode?

  @Argument(help: ArgumentHelp("借据号。", valueName: "借据号"))
  var noteNo: NoteNo?

  @Option(help: ArgumentHelp("应付金额（元）；computed 为核算额，claimed 为申请额。", valueName: "金额"))
  var pay: Amount

  @Option(help: ArgumentHelp("理由，记入操作日志。", valueName: "理由"))
  var reason: String

  @Option(help: ArgumentHelp("被调整的以前季度；默认为草稿的季度。", valueName: "季度"))
  var period: Quarter?

  @Option(name: .customLong("class"), help: ArgumentHelp("核定这一比对结果的全部借据。", valueName: "代码"))
  var comparison: String?

  @Option(help: ArgumentHelp("其中这一差异原因的。", valueName: "代码"))
  var cause: String?

  /// An amount as it is typed.
  struct Amount: ExpressibleByArgument {
    let amount: ResolveLines.Amount

    init?(argument: String) {
      switch argument {
      case "computed": amount = .computed
      case "claimed": amount = .claimed
      default:
        guard let fen = Fen(argument) else { return nil }
        amount = .fixed(fen)
      }
    }
  }

  func validate() throws {
    try requireName(reason, of: "--reason")
    let isOne = bank != nil && noteNo != nil && comparison == nil && cause == nil
    let isAll = bank == nil && noteNo == nil && comparison != nil && period == nil
    guard isOne || isAll else {
      throw ValidationError("请指明银行和借据号，或用 --class（可加 --cause）指明多笔")
    }
  }

  func run() throws {
    let target: ResolveLines.Target
    if let bank, let noteNo {
      target = .line(NoteKey(bank: bank, noteNo: noteNo), period: period)
    } else {
      target = .all(class: comparison ?? "", cause: cause)
    }
    let lines = try options.open().resolve(
      quarter, ResolveLines(target, pay: pay.amount, reason: reason), by: actor.actor,
      now: options.time())
    if options.isJSON {
      return try Console.json([
        "run": .string(quarter.description), "reason": .string(reason),
        "resolved": .array(lines.map(\.json)),
      ])
    }
    var table = Table(["银行", "借据号", "季度", "核算额", "申请额", "应付"], numeric: [3, 4, 5])
    for line in lines {
      table.add([
        line.note.bank.text, line.note.noteNo.text, line.period.description,
        line.computed.description,
        line.claimed.map(\.description).joined(separator: "、"), line.payable.description,
      ])
    }
    table.print()
    Console.line("已核定 \(lines.count) 笔；请重新核算（mingdai settle run \(quarter)）以计入草稿。")
  }
}

extension ResolvedLine {
  fileprivate var json: JSONValue {
    [
      "bank": .string(note.bank.text), "noteNo": .string(note.noteNo.text),
      "period": .string(period.description), "computed": .string(computed.description),
      "claimed": .array(claimed.map { .string($0.description) }),
      "payable": .string(payable.description),
    ]
  }
}

/// What a person resolved of a line, in a table.
enum ResolutionText {
  static func of(_ resolution: JSONValue?) -> String {
    guard let resolution else { return "" }
    let words = "\(resolution.words("by"))：\(resolution.words("reason"))"
    return resolution.words("state") == "HOLDS" ? words : "已失效（\(words)）"
  }
}
