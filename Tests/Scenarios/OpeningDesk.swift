import Foundation
import TestKit
import Testing

/// An office that goes live: two banks, and the tables that the bureau has of the time before.
struct OpeningDesk {
  static let opened = "2026-03-01T09:00:00+08:00"
  static let now = "2026-03-23T09:00:00+08:00"

  /// The columns that a bureau fills in.
  static let headings = [
    "经办银行代码", "借据号", "合同号", "借款人种类", "借款人姓名或企业名称", "身份证号或统一社会信用代码", "合伙人数",
    "项目名称", "行业代码", "乡镇代码", "人员类别代码", "放款金额（元）", "合同签订日", "放款日", "到期日", "合同利率（%）",
    "结息方式", "还款方式", "计息基数（天）", "贴息收款方", "第几次享受", "贷款余额（元）", "余额截止日", "逾期起始日",
  ]

  let office: OfficeDesk
  let bank: BankDesk
  private let counter = Counter()

  private final class Counter {
    var value = 0
  }

  /// With `firstPeriod`, from that quarter on runs adjust.
  init(firstPeriod: String? = nil) throws {
    office = try OfficeDesk()
    bank = try BankDesk("AABANK", .p256)
    try office.make(now: Self.opened)
    try office.register(bank, now: Self.opened)
    if let firstPeriod {
      let settings = office.path + "/mingdai.json"
      let text = try String(contentsOfFile: settings, encoding: .utf8)
      let start = try #require(text.firstIndex(of: "{"))
      try ("{\"firstPeriod\": \"\(firstPeriod)\", " + text[text.index(after: start)...])
        .write(toFile: settings, atomically: true, encoding: .utf8)
    }
  }

  func write(_ rows: [OpeningRow], _ name: String) throws -> String {
    let lines = [Self.headings] + rows.map(\.cells)
    let path = office.scratch.path(name)
    try lines.map { $0.joined(separator: ",") }.joined(separator: "\r\n")
      .write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  func payments(_ rows: [String], _ name: String) throws -> String {
    let path = office.scratch.path(name)
    try (["经办银行代码,借据号,贴息期,已付贴息（元）,已付地方贴息（元）,支付日期"] + rows)
      .joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  /// Takes in notes, and what was paid for them.
  func importTables(_ notes: [OpeningRow], _ paid: [String], now: String = opened) throws {
    let files = try office.json(
      [
        "opening", "import", write(notes, "notes.csv"), "--payments",
        payments(paid, "paid.csv"), "--by", "王建",
      ], now: now)["files"].elements
    #expect(files.compactMap { $0["accepted"].int } == [notes.count, paid.count], "\(files)")
  }

  /// Sends records of the bank and has them received.
  func deliver(_ records: [RecordText], now: String) throws {
    counter.value += 1
    try bank.send(Parcel(counter.value, now, records), to: office.inbox(bank))
    let taken = try office.receive(now: now)["packages"][0]
    #expect(taken["status"].text == "ACCEPTED", "\(taken)")
  }

  func run(_ period: String, now: String = now, status: Int32 = 1) throws -> JSONTree {
    try office.json(["settle", "run", period, "--by", "王建"], now: now, status: status)
  }

  func approve(_ period: String, now: String = now) throws {
    try office.json(["settle", "review", period, "--by", "李审"], now: now)
    try office.json(["settle", "approve", period, "--by", "赵批"], now: now)
  }

  /// The ledger made anew from journal and archive is the same row for row.
  func rebuildsTheSame() throws {
    let compared = try office.json(["rebuild", "--compare"], now: Self.now)
    #expect(compared["differences"] == .list([]))
    try office.checksOut()
  }
}

/// A row of 在贷借据表: 200 000.00 at 4.3500 %, disbursed on 2024-03-01, due on 2027-03-01.
struct OpeningRow {
  var noteNo: String
  var person: Int
  var bank = "AABANK"
  var kind = "个人"
  var town = "140525100000"
  var category = "01"
  var amount = "200000"
  var from = "2024-03-01"
  var payee = "银行"
  var balance = "150000"
  var balanceOn = "2025-12-20"
  var overdueSince = ""

  var cells: [String] {
    [
      bank, noteNo, "HT-\(noteNo)", kind, Synthetic.name(person), Synthetic.residentID(person),
      kind == "合伙" ? "3" : "", "示例项目", "F52", town, category, amount, from, from,
      "2027-03-01", "4.35", "按季", "到期还本", "360", payee, "1", balance, balanceOn, overdueSince,
    ]
  }

  /// The note as the bank speaks of it.
  var text: NoteText {
    NoteText(
      noteNo, amount: 20_000_000, rate: "4.3500", lpr: "3.4500", on: "2024-03-01",
      due: "2027-03-01", person: person)
  }
}
