import BankExchange
import LoanBook
import PlainBook
import Policy
import Quantities
import Sealing
import StrictJSON
import Testing

@testable import Intake

/// Batches of records told one a line, judged against a book in memory.
///
/// A line is `recordId version ACTION TYPE member=value …`; members not named are those of a
/// lawful record. The answer is a line for each record with findings, `index code pointer`.
struct Delivery {
  var book: PlainBook
  var attachments: Set<String> = []
  var now = Instant(seconds: 1_780_000_000)  // 2026-05-29T04:26:40+08:00

  init() throws { book = PlainBook(bank: try #require(PartyCode("ABCD"))) }

  /// Delivers a batch whose control total is right and gives what was found.
  mutating func deliver(_ lines: String) throws -> String {
    let records = try lines.split(separator: "\n").map { try Delivery.record(String($0)) }
    return try deliver(records)
  }

  mutating func deliver(_ records: [JSONValue]) throws -> String {
    let total = try records.enumerated().reduce(Int64(0)) { sum, record in
      let node = try JSONNode.parse(record.element.text(), limits: .exchange)
      return sum + (RecordDecoder.decode(node, index: record.offset).controlAmount ?? 0)
    }
    let file = JSONValue.object([JSONMember("records", .array(records))]).text()
    let control = BatchControl(recordCount: records.count, totalAmount: Fen(total))
    switch try run(file, control) {
    case .judged(let tally): return Delivery.words(tally)
    case .rejected(let findings):
      return findings.map { "\($0.code.rawValue) \($0.pointer ?? "")" }.joined(separator: "\n")
    }
  }

  mutating func run(_ file: [UInt8], _ control: BatchControl) throws -> RecordPassOutcome {
    var pass = try pass(control)
    return try pass.run(
      JSONReader(bytes: file, limits: .exchange), book: &book, progress: { _ in })
  }

  /// What the checks may know, the bank without keys.
  func context() throws -> IntakeContext {
    IntakeContext(
      system: try #require(PartyCode("ZEZHOU")), bank: book.bank, keys: [], now: now,
      policy: try TestPolicy.book(), upperAge: 60)
  }

  /// The pass over the records of a package that was verified and found right.
  func pass(_ control: BatchControl) throws -> RecordPass {
    let key = try PrivateKey.generate(.p256)
    var context = try context()
    context.keys = [KeyStanding(key: key.publicKey, isActive: true)]
    let manifest: [UInt8] = Array("{}".utf8)
    guard
      case .opened(let opened) = Sealing.open(
        manifest: manifest, signature: try key.sign(manifest), keys: [key.publicKey])
    else { throw NotOpened() }
    let package = PassedPackage(
      opened: opened, manifestDigest: try Digest.of(manifest, .sha256),
      content: .batch(control, attachments: attachments), remarks: [])
    return RecordPass(context: context, package: package)
  }
  private struct NotOpened: Error {}

  static func words(_ tally: RecordTally) -> String {
    let found = tally.verdicts.flatMap { verdict in
      verdict.codes.map { code in
        let place = code.pointer?.replacing("/records/\(verdict.index)", with: "") ?? ""
        return "\(verdict.index) \(code.code.rawValue)" + (place.isEmpty ? "" : " \(place)")
      }
    }
    return (["\(tally.accepted) in, \(tally.refused) out"] + found).joined(separator: "\n")
  }

  /// A record of a line.
  static func record(_ line: String) throws -> JSONValue {
    let words = line.split(separator: " ").map(String.init)
    let version = try #require(Int64(words[1]))
    var members: [JSONMember] = [
      JSONMember("recordId", .string(words[0])), JSONMember("version", .integer(version)),
      JSONMember("action", .string(words[2])), JSONMember("type", .string(words[3])),
    ]
    let lawful = try #require(Delivery.lawful[words[3]])
    guard case .object(let rest) = try JSONNode.parse(Array(lawful.utf8), limits: .exchange).value
    else { return .null }
    members += rest
    var record = JSONValue.object(members)
    for word in words.dropFirst(4) {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      record = record.setting(
        parts[0].split(separator: "/").map(String.init)[...], Delivery.value(parts[1]))
    }
    return record
  }

  /// A number, a list in brackets, or a text.
  private static func value(_ text: String) -> JSONValue {
    if let number = Int64(text), text.utf8.count < 4, !text.hasPrefix("0") {
      return .integer(number)
    }
    if text.hasPrefix("[") {
      return .array(text.dropFirst().dropLast().split(separator: ",").map { .string(String($0)) })
    }
    return .string(text)
  }

  /// A lawful record of each type but for its number; they agree with each other.
  private static let lawful = [
    "DISBURSEMENT": """
    {"noteNo": "N-1", "contractNo": "C-1",
     "borrower": {"kind": "INDIVIDUAL", "name": "张测试", "idNumber": "140525198503070011",
      "category": "01"},
     "project": {"name": "测试小店", "industry": "F52", "town": "140525100000"},
     "amount": "200000.00", "signedOn": "2024-01-08", "disbursedOn": "2024-01-10",
     "dueOn": "2026-01-10", "rate": "3.4500", "lpr": "3.4500", "settlement": "QUARTER_20",
     "repayment": "BULLET", "dayBasis": 360, "payee": "BANK", "useOrdinal": 1}
    """,
    "REPAYMENT": #"{"noteNo": "N-1", "on": "2024-06-21", "principal": "100.00"}"#,
    "EXTENSION": #"{"noteNo": "N-1", "on": "2025-12-01", "newDueOn": "2026-12-10"}"#,
    "OVERDUE": #"{"noteNo": "N-1", "from": "2024-06-22"}"#,
    "CURE": #"{"noteNo": "N-1", "on": "2024-06-30"}"#,
    "RATE_CHANGE": #"{"noteNo": "N-1", "from": "2025-01-01", "rate": "3.1000"}"#,
    "COMPENSATION": #"{"noteNo": "N-1", "on": "2026-03-01", "amount": "100.00"}"#,
    "RECOVERY": #"{"noteNo": "N-1", "on": "2026-04-01", "amount": "10.00"}"#,
    "CLAIM": """
    {"noteNo": "N-1", "period": "2024Q1", "days": 71, "closingBalance": "200000.00",
     "interest": "1360.83", "subsidy": "680.42"}
    """,
    "DECISION": #"{"applicationNo": "A-1", "outcome": "ACCEPTED", "on": "2024-01-05"}"#,
  ]
}

extension JSONValue {
  /// The same value with the member at a path set.
  func setting(_ path: ArraySlice<String>, _ value: JSONValue) -> JSONValue {
    guard let name = path.first, case .object(var members) = self else { return self }
    let rest = path.dropFirst()
    if let index = members.firstIndex(where: { $0.name == name }) {
      members[index].value =
        rest.isEmpty ? value : members[index].value.setting(rest, value)
    } else {
      members.append(JSONMember(name, value))
    }
    return .object(members)
  }
}
