import BankExchange
import Ledger
import LoanBook
import Markup
import Quantities
import Settlement
import Statements
import StrictJSON

/// What a bank is told of an approved run: `settlement.json` with every line of its notes and
/// claims, and `details.csv`, the bank's 贴息明细表. Neither holds an account number.
///
/// The bytes depend on the run alone, so that one run is one result, whenever it is sent.
struct SettlementResult {
  static let file = "settlement.json"
  static let details = "details.csv"

  let bank: Bank
  private(set) var lineCount = 0
  private(set) var payable = Fen.zero
  private var claimed = Fen.zero
  private var interest = Fen.zero
  private var subsidy = Fen.zero
  private var lines: [JSONValue] = []
  private var csv = CSV(header: columns.map(\.heading))

  private init(of bank: Bank) { self.bank = bank }

  /// The results of every bank that the run has a line of, in the order of the lines.
  static func all(of run: RunEntry, in session: LedgerSession) throws -> [SettlementResult] {
    let rows = try StatementLines(run, in: session, isForBank: true)
    var results: [SettlementResult] = []
    var places: [PartyCode: Int] = [:]
    try session.forEachLine(of: run) { row in
      let line = try SettledLine(row)
      if places[line.bank] == nil, let bank = try session.bank(line.bank) {
        places[line.bank] = results.count
        results.append(SettlementResult(of: bank))
      }
      if let place = places[line.bank] { try results[place].add(line, rows) }
    }
    return results
  }

  private mutating func add(_ line: SettledLine, _ rows: StatementLines) throws {
    lineCount += 1
    interest += line.interest
    subsidy += line.subsidy
    payable += line.payable
    // An adjustment repeats a claim that counted in its own quarter.
    if !line.isAdjustment { claimed += line.claimed ?? .zero }
    lines.append(line.resultJSON)
    guard !line.isAdjustment, line.disbursementRecord != nil else { return }
    let row = try rows.detail(line)
    csv.row(Self.columns.map { $0.cell(row) })
  }

  /// The files of the package.
  func files(of run: RunEntry) -> [(name: String, role: FileRole, bytes: [UInt8])] {
    let json: JSONValue = [
      "period": .string(run.period.description), "knownAt": .string(run.knownAt.description),
      "approvedAt": .text(run.approvedAt?.description), "lines": .array(lines),
      "totals": [
        "lines": .integer(Int64(lineCount)), "interest": .string(interest.description),
        "subsidy": .string(subsidy.description), "claimed": .string(claimed.description),
        "payable": .string(payable.description),
      ],
    ]
    return [
      (Self.file, .records, json.text(indent: 1)), (Self.details, .attachment, csv.bytes),
    ]
  }

  /// A column of `details.csv`.
  private struct Column {
    let heading: String
    let cell: (DetailRow) -> CSV.Cell

    static func text(_ heading: String, _ text: @escaping (DetailRow) -> String?) -> Column {
      Column(heading: heading) { .text(text($0) ?? "") }
    }

    static func money(_ heading: String, _ amount: @escaping (DetailRow) -> Fen) -> Column {
      Column(heading: heading) { .figure(amount($0).description) }
    }

    static func count(_ heading: String, _ count: @escaping (DetailRow) -> Int) -> Column {
      Column(heading: heading) { .figure(String(count($0))) }
    }
  }

  // The last day is shown, not the first after it. SUBSIDY §6.
  private static var columns: [Column] {
    [
      .text("借款人", \.borrower), .text("项目", \.project), .text("合同号", \.contractNo),
      .text("借据号", \.noteNo), .money("金额", \.amount),
      .text("发放日") { $0.disbursedOn.description }, .text("到期日") { $0.dueOn.description },
      .text("年利率（%）") { $0.rate.description }, .text("签订日LPR（%）") { $0.lpr?.description },
      .text("计息起日") { $0.days?.from.description },
      .text("计息止日") { ($0.days?.to).map { ($0 - 1).description } },
      .count("天数", \.dayCount), .money("计息本金", \.principal), .money("利息", \.interest),
      .money("个人承担", \.borrowerPart), .money("财政贴息", \.subsidy),
      .money("申请贴息", \.payable), .money("累计贴息", \.cumulative), .count("次数", \.ordinal),
      .text("备注") { ($0.isUnconfirmed ? "待确认；" : "") + $0.remark },
    ]
  }
}

extension SettledLine {
  /// The line as a bank reads it.
  fileprivate var resultJSON: JSONValue {
    var members: [JSONMember] = [
      JSONMember("noteNo", .string(noteNo.text)),
      JSONMember("period", .string(period.description)),
      JSONMember("kind", .string(isAdjustment ? "ADJUSTMENT" : "REGULAR")),
      JSONMember("days", .integer(Int64(days))),
      JSONMember("interest", .string(interest.description)),
      JSONMember("subsidy", .string(subsidy.description)),
      JSONMember("claimed", .text(claimed?.description)),
      JSONMember("class", .string(comparison.rawValue)),
    ]
    if let cause { members.append(JSONMember("cause", .string(cause.rawValue))) }
    members.append(JSONMember("payable", .string(payable.description)))
    if !withheld.isEmpty {
      members.append(
        JSONMember("withheld", .array(withheld.map { .string($0.codeForBank) })))
    }
    if isAdjustment {
      members.append(
        JSONMember("adjustmentCauses", .array(adjustmentCodes.map { .string($0) })))
    }
    return .object(members)
  }
}
