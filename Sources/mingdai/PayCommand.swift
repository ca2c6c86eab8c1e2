import ArgumentParser
import DropBox
import Office
import Quantities
import StrictJSON

struct PayRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pay", abstract: "登记已批准核算的拨付：送财政、退回、拨付、追回。",
    discussion: """
      不加选项：本期全部未拨付的登记为已拨付，拨付日用 --on 指明。
      --sent 登记清单已送财政；--results 登记财政或银行返回的结果（CSV，列名：拨付编号、结果、日期、\
      原因；结果为 成功、退回、追回，留空的行不登记，其他列不看）。文件中有一行不对就都不登记，\
      全部问题一次列出，改正后再登记；同一文件再次登记没有作用。
      应追回的款项在以后各期批准时自动抵扣；已用 --noticed 登记发出追回通知的不再抵扣，收回后以结果\
      “追回”登记。本期应拨付的都已拨付，核算即为“拨付”状态。
      """)

  @OptionGroup var options: OfficeOptions
  @OptionGroup var actor: ActorOptions

  @Argument(help: ArgumentHelp("季度。", valueName: "季度"))
  var period: Quarter

  @Flag(help: "列出各笔拨付和状态，不登记。")
  var list = false

  @Flag(help: "登记拨付清单已送财政（待拨付和已退回的各笔）；须给出 --document。")
  var sent = false

  @Flag(help: "登记追回通知书已送达（待追回的各笔）；须给出 --document。")
  var noticed = false

  @Option(help: ArgumentHelp("财政或银行返回的结果（CSV）。", valueName: "文件"))
  var results: String?

  @Option(help: ArgumentHelp("发生的日期；默认为今天。", valueName: "日期"))
  var on: Day?

  @Option(help: ArgumentHelp("文号或凭证号。", valueName: "文字"))
  var document: String?

  func validate() throws {
    if let document { try requireName(document, of: "--document") }
    let acts = [list, sent, noticed, results != nil].filter { $0 }.count
    guard acts <= 1 else {
      throw ValidationError("--list、--sent、--noticed、--results 只能给出一个")
    }
    if sent || noticed, document == nil {
      throw ValidationError("请用 --document 给出文号")
    }
    if on != nil, list || results != nil {
      throw ValidationError("--list 和 --results 不用 --on：结果文件每行有自己的日期")
    }
  }

  func run() throws {
    let office = try options.open()
    if list { return try print(office.payments(of: period)) }
    let act: PaymentAct
    if let results {
      act = .results(try TableFile.read(results))
    } else {
      act = sent ? .sent : noticed ? .noticed : .done
    }
    let outcome = try office.pay(
      period, act, on: on, document: document, by: actor.actor, now: options.time())
    try print(outcome)
    if !outcome.findings.isEmpty { throw ExitCode(1) }
  }

  private func print(_ outcome: PaymentOutcome) throws {
    if options.isJSON {
      return try Console.json([
        "run": .string(outcome.run.run), "state": .string(outcome.run.state),
        "recorded": .integer(Int64(outcome.recorded)),
        "repeated": .integer(Int64(outcome.repeated)),
        "unanswered": .integer(Int64(outcome.unanswered)),
        "findings": .array(outcome.findings.map(\.json)),
        "payments": .array(outcome.payments.map(\.json)),
      ])
    }
    Console.line("\(outcome.run.run) 核算：\(outcome.run.stateTitle)")
    if !outcome.findings.isEmpty { return PaymentText.print(outcome.findings) }
    if !list {
      Console.line(
        "登记 \(outcome.recorded) 笔"
          + (outcome.repeated > 0 ? "，以前已登记 \(outcome.repeated) 笔" : "")
          + (outcome.unanswered > 0 ? "，没有结果 \(outcome.unanswered) 笔" : ""))
    }
    PaymentText.print(outcome.payments)
  }
}

/// Payments for people.
enum PaymentText {
  static func print(_ payments: [PaymentSummary]) {
    guard !payments.isEmpty else { return Console.line("本期没有拨付。") }
    var table = Table(
      ["拨付编号", "银行", "收款人", "账号尾号", "应付", "抵扣", "实付", "待追回", "状态", "日期", "文号或原因"],
      numeric: [4, 5, 6, 7])
    for payment in payments {
      table.add([
        payment.number, payment.bank, payment.payee, payment.accountEnding ?? "待填写",
        payment.gross.description, payment.offset.description,
        payment.net > .zero ? payment.net.description : "",
        payment.open > .zero ? payment.open.description : "", payment.stateTitle,
        payment.on?.description ?? "", payment.remark,
      ])
    }
    table.print()
    let paid = payments.filter { $0.net > .zero }.reduce(Fen.zero) { $0 + $1.net }
    let open = payments.reduce(Fen.zero) { $0 + $1.open }
    Console.line(
      "应拨付合计 \(paid) 元" + (open > .zero ? "，待抵扣或追回 \(open) 元" : ""))
  }

  static func print(_ findings: [PaymentFinding]) {
    for finding in findings {
      let place = finding.row.map { "第 \($0) 行 " } ?? ""
      Console.line("\(place)\(finding.number)：\(finding.problem)。办法：\(finding.remedy)。")
    }
    Console.line("有 \(findings.count) 个问题，本次没有登记任何一笔。")
  }
}

/// A small table that a person filled in.
enum TableFile {
  /// Its bytes.
  static func read(_ path: String) throws -> [UInt8] {
    let bytes: [UInt8]?
    do {
      bytes = try DurableFile.read(path, limit: 64 << 20)
    } catch {
      throw OfficeRefusal(.usage, path, "读不出来（\(error)）", "请给出一个 CSV 文件")
    }
    guard let bytes else {
      throw OfficeRefusal(.usage, path, "没有这个文件", "请核对文件名")
    }
    return bytes
  }
}
