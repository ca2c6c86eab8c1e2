import BankExchange
import LoanBook
import PlainBook
import Quantities
import StrictJSON
import Testing

@testable import Intake

/// records.json as a whole: C602, C601, the tally. EXCHANGE §3, §4.
@Suite struct RecordsFileTests {
  private func run(_ text: String, count: Int, total: String) throws -> String {
    var delivery = try Delivery()
    let control = BatchControl(recordCount: count, totalAmount: try #require(Fen(total)))
    switch try delivery.run(Array(text.utf8), control) {
    case .judged(let tally): return Delivery.words(tally)
    case .rejected(let findings): return findings.map(PackageDesk.words).joined(separator: "\n")
    }
  }

  @Test(arguments: [
    (#"{"records": []}"#, "0 in, 0 out"), (" {\n\"records\" :[ ]\n}\n", "0 in, 0 out"),
    ("", "C602 "), ("[]", "C602 "), ("7", "C602 "), ("{}", "C602 "), (#"{"records": {}}"#, "C602 "),
    (#"{"Records": []}"#, "C602 "), (#"{"records": [], "more": 1}"#, "C602 "),
    (#"{"more": 1, "records": []}"#, "C602 "), (#"{"records": []} x"#, "C602 "),
    (#"{"records": [], "records": []}"#, "C602 /records"), (#"{"records": [],}"#, "C602 "),
    ("\u{FEFF}{\"records\": []}", "C602 "),
    (#"{"records": [{"a": 1, "a": 2}]}"#, "C602 /records/0"),
    (#"{"records": [{"a": 1},]}"#, "C602 /records/1"),
  ])
  func shape(text: String, answer: String) throws {
    #expect(try run(text, count: 0, total: "0.00") == answer)
  }

  /// A whole array has a control total, whatever follows it; half an array has none.
  @Test(arguments: [
    (#"{"records": [7]}"#, "C601 /control/recordCount\nC601 /control/totalAmount"),
    (#"{"records": [7], "x": 1}"#, "C601 /control/recordCount\nC601 /control/totalAmount\nC602 "),
    (#"{"records": [7]} x"#, "C601 /control/recordCount\nC601 /control/totalAmount\nC602 "),
    (#"{"records": [7"#, "C602 /records/0"), ("[]", "C602 "),
  ])
  func bothTogether(text: String, answer: String) throws {
    #expect(try run(text, count: 5, total: "9.99") == answer)
  }

  /// Refused records count too: wrong amounts do not, amounts of wrong records do.
  @Test(
    arguments: [
      (3, "300000.00", nil), (2, "300000.00", "C601 /control/recordCount"),
      (3, "300000.01", "C601 /control/totalAmount"), (3, "200000.00", "C601 /control/totalAmount"),
      (4, "0.00", "C601 /control/recordCount\nC601 /control/totalAmount"),
    ] as [(Int, String, String?)])
  func controlTotal(count: Int, total: String, answer: String?) throws {
    let records = try [
      "D-1 1 CREATE DISBURSEMENT",
      "D-1 1 CREATE DISBURSEMENT amount=100000.00 dueOn=tomorrow",
      "D-3 1 CREATE DISBURSEMENT amount=5e3",
    ].map(Delivery.record)
    let text = JSONValue.object([JSONMember("records", .array(records))]).text()
    let words = try run(String(decoding: text, as: UTF8.self), count: count, total: total)
    let judged = """
      1 in, 2 out
      1 R701 /dueOn
      1 R702 /recordId
      2 R701 /amount
      """
    #expect(words == (answer ?? judged))
  }

  /// The sum of amounts may be more than any amount, and more than can be counted.
  @Test func sumsBeyondAnyAmount() throws {
    let record = #"{"type": "DISBURSEMENT", "amount": "9999999999999.99"}"#
    let text = "{\"records\": [\(record), \(record)]}"
    #expect(
      try run(text, count: 2, total: "9999999999999.99") == "C601 /control/totalAmount")
  }

  /// What was kept before the file proved wrong is for the caller to undo: the outcome says so.
  @Test func recordsBeforeTheFaultWereHandedOver() throws {
    var delivery = try Delivery()
    let record = String(
      decoding: try Delivery.record("D-1 1 CREATE DISBURSEMENT").text(), as: UTF8.self)
    let control = BatchControl(recordCount: 1, totalAmount: try #require(Fen("200000.00")))
    let outcome = try delivery.run(Array("{\"records\": [\(record), ".utf8), control)
    guard case .rejected = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(delivery.book.kept.count == 1)
  }

  struct Torn: Error, Equatable {}

  /// What the source or the book throws comes out unchanged: a fault is no finding.
  @Test func faultsAreNoFindings() throws {
    var delivery = try Delivery()
    struct TornBook: RecordBook {
      func versions(of recordId: RecordId) throws -> [RecordVersion] { throw Torn() }
      func note(_ noteNo: NoteNo) throws -> NoteHistory? { nil }
      func hasClaim(_ claim: Claim, besides recordId: RecordId) throws -> Bool { false }
      func useOrdinal(of terms: Disbursement) throws -> Int { 1 }
      mutating func keep(_ record: AcceptedRecord) throws {}
    }
    let record = try Delivery.record("D-1 1 CREATE DISBURSEMENT")
    let file = JSONValue.object([JSONMember("records", .array([record]))]).text()
    let control = BatchControl(recordCount: 1, totalAmount: .zero)
    var pass = try delivery.pass(control)
    var torn = TornBook()
    #expect(throws: Torn()) {
      try pass.run(
        JSONReader(bytes: file, limits: .exchange), book: &torn, progress: { _ in })
    }
    var again = try delivery.pass(control)
    #expect(throws: Torn()) {
      try again.run(
        JSONReader(limits: .exchange) { _ in throw Torn() }, book: &delivery.book,
        progress: { _ in })
    }
  }

  /// After so many findings, of each record only the first is told, and every record is counted.
  @Test func findingsBeyondAllMeasure() throws {
    var tally = RecordTally()
    let node = RecordDecoder.decode(
      try JSONNode.parse(Array("null".utf8), limits: .exchange), index: 7)
    let many = [Finding](repeating: Finding(.field, "应为…。"), count: 50_000)
    for _ in 0..<6 { tally.note(node, refusals: many, remarks: []) }
    #expect(tally.refused == 6)
    #expect(tally.verdicts.map(\.codes.count) == [50_000, 50_000, 50_000, 50_000, 1, 1])
    let last = tally.verdicts[5].codes[0]
    #expect(last.code == .field && last.pointer == "/records/7")
    #expect(last.message.hasPrefix("包内问题过多"))
  }

  @Test func progressIsTold() throws {
    var delivery = try Delivery()
    let records = [String](repeating: "7", count: 2500).joined(separator: ",")
    var told: [Int] = []
    var pass = try delivery.pass(BatchControl(recordCount: 2500, totalAmount: .zero))
    _ = try pass.run(
      JSONReader(bytes: Array("{\"records\": [\(records)]}".utf8), limits: .exchange),
      book: &delivery.book, progress: { told.append($0) })
    #expect(told == [1000, 2000, 2500])
  }
}
