import Foundation
import LoanBook
import Opening
import Policy
import Quantities
import TestKit

/// A test's own data are wrong.
struct Malformed: Error {}

func known<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw Malformed() }
  return value
}

func day(_ text: String) throws -> Day { try known(Day(text)) }
func yuan(_ text: String) throws -> Fen { try known(Fen(text)) }

/// A table as a spreadsheet program writes it.
struct SheetText {
  var headings: [String]
  var rows: [[String]]

  /// 在贷借据表 with one right row of a synthetic person.
  static func notes(_ changes: [String: String] = [:], person: Int = 7) -> SheetText {
    let cells = noteCells(person).map { heading, cell in (heading, changes[heading] ?? cell) }
    return SheetText(headings: cells.map(\.0), rows: [cells.map(\.1)])
  }

  static func noteCells(_ person: Int) -> [(String, String)] {
    [
      ("经办银行代码", "ZZRCB"), ("借据号", "JD-\(person)"), ("合同号", "HT-\(person)"), ("担保函编号", ""),
      ("借款人种类", "个人"), ("借款人姓名或企业名称", Synthetic.name(person)),
      ("身份证号或统一社会信用代码", Synthetic.residentID(person)), ("合伙人数", ""), ("项目名称", "示例养殖项目"),
      ("行业代码", "A03"), ("乡镇代码", "140525100000"), ("人员类别代码", "01"), ("带动就业人数", "3"),
      ("放款金额（元）", "200000"), ("合同签订日", "2024-3-1"), ("放款日", "2024-3-4"),
      ("到期日", "2027-3-4"), ("展期后到期日", ""), ("展期贴息依据文号", ""), ("合同利率（%）", "4.5"),
      ("结息方式", "按季"), ("还款方式", "到期还本"), ("计息基数（天）", "360"), ("贴息收款方", "借款人"),
      ("第几次享受", "1"), ("贷款余额（元）", "150000"), ("余额截止日", "2025-12-20"), ("逾期起始日", ""),
    ]
  }

  static func payments(_ rows: [[String]]) -> SheetText {
    SheetText(
      headings: ["经办银行代码", "借据号", "贴息期", "已付贴息（元）", "已付地方贴息（元）", "支付日期"],
      rows: rows)
  }

  /// Comma-separated, quoted where need be, CRLF.
  var text: String {
    ([headings] + rows).map { row in
      row.map { cell in
        cell.contains { ",\"\n\r".contains($0) }
          ? "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : cell
      }.joined(separator: ",")
    }.joined(separator: "\r\n") + "\r\n"
  }

  var bytes: [UInt8] { Array(text.utf8) }

  /// The same with the cells of a column changed in the only row.
  func changing(_ heading: String, _ cell: String) throws -> SheetText {
    var copy = self
    copy.rows[0][try known(headings.firstIndex(of: heading))] = cell
    return copy
  }
}

extension String {
  /// By Foundation's encoder, independent of the C library's.
  func gb18030() throws -> [UInt8] {
    Array(try known(data(using: String.Encoding(rawValue: 0x8000_0632))))
  }
}

enum Shipped {
  static let policy = Result { () throws -> Policy in
    let folder = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Resources/policy")
    func bytes(_ name: PolicyFileName) throws -> [UInt8] {
      try Array(Data(contentsOf: folder.appendingPathComponent(name.rawValue)))
    }
    return try Policy(
      PolicyFiles(
        regimes: try bytes(.regimes), lpr: try bytes(.lpr), towns: try bytes(.towns),
        categories: try bytes(.categories), industries: try bytes(.industries)))
  }
}

func context(today: String = "2026-01-20", firstPeriod: String? = "2026Q1") throws
  -> OpeningContext
{
  OpeningContext(
    policy: try Shipped.policy.get(),
    banks: [try known(PartyCode("ZZRCB")), try known(PartyCode("ICBCZZ"))],
    today: try day(today), firstPeriod: try firstPeriod.map { try known(Quarter($0)) },
    upperAge: 60)
}

/// What a table of notes gives.
struct NotesOutcome {
  var notes: [OpeningNote] = []
  var summary = OpeningSummary()

  var codes: [OpeningFinding.Code] { summary.findings.map(\.code) }
}

/// Reads a table of notes in pieces of some bytes.
func readNotes(
  _ bytes: [UInt8], piece: Int = 65_536, context: OpeningContext? = nil,
  objection: OpeningObjection? = nil
) throws -> NotesOutcome {
  var reader = OpeningNotesReader(try context ?? usualContext())
  var outcome = NotesOutcome()
  var rest = bytes[...]
  func accept(_ note: OpeningNote) -> OpeningObjection? {
    if objection == nil { outcome.notes.append(note) }
    return objection
  }
  while !rest.isEmpty {
    reader.take(rest.prefix(piece), accept: accept)
    rest = rest.dropFirst(piece)
  }
  reader.finish(accept: accept)
  outcome.summary = reader.summary
  return outcome
}

private func usualContext() throws -> OpeningContext { try context() }

/// The payments of a table with its summary.
func readPayments(
  _ bytes: [UInt8], objection: OpeningObjection? = nil
) throws -> (payments: [OpeningPayment], summary: OpeningSummary) {
  var reader = OpeningPaymentsReader(try context())
  var payments: [OpeningPayment] = []
  func accept(_ payment: OpeningPayment) -> OpeningObjection? {
    if objection == nil { payments.append(payment) }
    return objection
  }
  reader.take(bytes, accept: accept)
  reader.finish(accept: accept)
  return (payments, reader.summary)
}
