import BankExchange
import LoanBook
import StrictJSON
import Testing

/// One record of every type with every member that it can have: what a bank would write. People
/// and numbers are synthetic or the examples of the standards.
enum Records {
  static let byType: [FactType: String] = [
    .disbursement: """
    {"recordId": "R-1", "version": 1, "action": "CREATE", "type": "DISBURSEMENT",
     "attachments": ["contract.pdf"],
     "noteNo": "JD-2024/0001", "contractNo": "HT-1", "letterNo": "DB-1", "applicationNo": "SQ-1",
     "borrower": {"kind": "PARTNERSHIP", "name": "张测试", "idNumber": "11010519491231002X",
      "phone": "+86-13800000000", "category": "01", "partners": 3,
      "partnerIds": ["440524188001010014"]},
     "project": {"name": "测试小店", "entityName": "测试商贸行", "uscc": "91350100M000100Y43",
      "industry": "F52", "town": "140525100000", "address": "测试路 1 号", "jobs": 4},
     "amount": "200000.00", "signedOn": "2024-01-08", "disbursedOn": "2024-01-10",
     "dueOn": "2026-01-10", "rate": "4.0000", "lpr": "3.4500", "settlement": "QUARTER_20",
     "repayment": "BULLET", "dayBasis": 360, "payee": "BANK", "useOrdinal": 1}
    """,
    .repayment: """
    {"recordId": "R-2", "version": 1, "action": "CREATE", "type": "REPAYMENT",
     "attachments": [], "noteNo": "JD-2024/0001", "on": "2024-06-21", "principal": "100.00",
     "interest": "20.00", "penalty": "0.05"}
    """,
    .extension: """
    {"recordId": "R-3", "version": 2, "action": "AMEND", "type": "EXTENSION",
     "attachments": [], "noteNo": "JD-2024/0001", "on": "2026-01-09", "newDueOn": "2026-12-10",
     "subsidisedBasis": "晋市财金〔2024〕1号"}
    """,
    .overdue: """
    {"recordId": "R-4", "version": 1, "action": "CREATE", "type": "OVERDUE",
     "attachments": [], "noteNo": "JD-2024/0001", "from": "2024-06-22"}
    """,
    .cure: """
    {"recordId": "R-5", "version": 1, "action": "CREATE", "type": "CURE",
     "attachments": [], "noteNo": "JD-2024/0001", "on": "2024-06-30"}
    """,
    .rateChange: """
    {"recordId": "R-6", "version": 1, "action": "CREATE", "type": "RATE_CHANGE",
     "attachments": [], "noteNo": "JD-2024/0001", "from": "2025-01-01", "rate": "3.1000"}
    """,
    .compensation: """
    {"recordId": "R-7", "version": 1, "action": "CREATE", "type": "COMPENSATION",
     "attachments": [], "noteNo": "JD-2024/0001", "on": "2026-05-01", "amount": "199920.00"}
    """,
    .recovery: """
    {"recordId": "R-8", "version": 3, "action": "CANCEL", "type": "RECOVERY",
     "attachments": [], "noteNo": "JD-2024/0001", "on": "2026-06-01", "amount": "10.00"}
    """,
    .claim: """
    {"recordId": "R-9", "version": 1, "action": "CREATE", "type": "CLAIM",
     "attachments": [], "noteNo": "JD-2024/0001", "period": "2024Q1", "days": 71,
     "closingBalance": "200000.00", "interest": "1577.78", "subsidy": "788.89",
     "interestPaidOn": "2024-03-20",
     "payeeAccount": {"name": "张测试", "bank": "测试银行", "number": "6222-0000 1111"}}
    """.replacing(" 1111", with: "1111"),
    .decision: """
    {"recordId": "R-10", "version": 1, "action": "CREATE", "type": "DECISION",
     "attachments": [], "applicationNo": "SQ-1", "outcome": "DECLINED", "on": "2024-01-05",
     "reason": "征信不符合要求"}
    """,
  ]

  static func text(_ type: FactType) throws -> String { try #require(byType[type]) }

  static func value(_ type: FactType) throws -> JSONValue {
    try JSONNode.parse(Array(text(type).utf8), limits: .exchange).value
  }

  static func decode(_ text: String, index: Int = 0) throws -> DecodedRecord {
    RecordDecoder.decode(try JSONNode.parse(Array(text.utf8), limits: .exchange), index: index)
  }

  static func decode(_ value: JSONValue) throws -> DecodedRecord {
    RecordDecoder.decode(try JSONNode.parse(value.text(), limits: .exchange), index: 0)
  }
}

extension JSONValue {
  /// The same value with the member at a path (`["borrower", "name"]`) set, or taken away by nil.
  func setting(_ path: some Collection<String>, _ value: JSONValue?) -> JSONValue {
    guard let name = path.first, case .object(var members) = self else { return self }
    let rest = path.dropFirst()
    let index = members.firstIndex { $0.name == name }
    if !rest.isEmpty {
      if let index { members[index].value = members[index].value.setting(rest, value) }
    } else if let value {
      if let index {
        members[index].value = value
      } else {
        members.append(JSONMember(name, value))
      }
    } else if let index {
      members.remove(at: index)
    }
    return .object(members)
  }

  /// The paths of all members, those of inner objects too.
  var paths: [[String]] {
    guard case .object(let members) = self else { return [] }
    return members.flatMap { member in
      [[member.name]] + member.value.paths.map { [member.name] + $0 }
    }
  }
}
