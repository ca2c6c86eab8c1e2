import BankExchange
import LoanBook
import StrictJSON
import Testing

/// R701 member by member: what is missing, of a wrong type, out of its grammar, or unknown is told
/// once, with its own pointer. EXCHANGE §3.
@Suite struct MemberTests {
  /// Members that a record may lack.
  static let optional: Set<String> = [
    "attachments", "letterNo", "applicationNo", "borrower/phone", "borrower/partnerIds",
    "project/entityName", "project/uscc", "project/address", "project/jobs", "interest",
    "penalty", "subsidisedBasis", "interestPaidOn", "payeeAccount", "reason",
  ]

  /// Whether a record of a type may lack a member.
  private func isOptional(_ path: [String], of type: FactType) -> Bool {
    switch (type, path) {
    case (.claim, ["interest"]), (.decision, ["applicationNo"]): false
    default: MemberTests.optional.contains(path.joined(separator: "/"))
    }
  }

  @Test(arguments: FactType.allCases)
  func missing(type: FactType) throws {
    let record = try Records.value(type)
    for path in record.paths {
      let decoded = try Records.decode(record.setting(path, nil))
      if isOptional(path, of: type) {
        #expect(decoded.record != nil && decoded.findings == [], "\(path)")
        continue
      }
      #expect(decoded.record == nil, "\(path)")
      #expect(
        decoded.findings.map(\.pointer) == ["/records/0/" + path.joined(separator: "/")],
        "\(path): \(decoded.findings.map(\.message))")
      #expect(decoded.findings.allSatisfy { $0.code == .field && $0.file == "records.json" })
      #expect(decoded.findings.first?.message.contains("缺少 \(path.last ?? "")，") == true)
    }
  }

  @Test(arguments: FactType.allCases)
  func wrongType(type: FactType) throws {
    let record = try Records.value(type)
    let wrong: [JSONValue] = [true, .null, ["x"], [:], .number(try number("1.5")), "\u{7}"]
    for path in record.paths {
      for value in wrong {
        let isArray = ["attachments", "partnerIds"].contains(path.last)
        if isArray, case .array = value { continue }
        if case .object = value, path == ["borrower"] || path == ["project"] { continue }
        if case .object = value, path == ["payeeAccount"] { continue }
        let decoded = try Records.decode(record.setting(path, value))
        #expect(decoded.record == nil, "\(path) \(value)")
        #expect(
          decoded.findings.map(\.pointer) == ["/records/0/" + path.joined(separator: "/")],
          "\(path) \(value): \(decoded.findings.map(\.message))")
      }
    }
  }

  private func number(_ literal: String) throws -> JSONNumber {
    guard
      case .number(let number) = try JSONNode.parse(Array(literal.utf8), limits: .exchange).value
    else { throw NoNumber() }
    return number
  }
  private struct NoNumber: Error {}

  /// A member that does not belong there is told at its object, and its name is never repeated.
  @Test(arguments: FactType.allCases)
  func unknown(type: FactType) throws {
    let record = try Records.value(type)
    let objects =
      [[]]
      + record.paths.filter { path in
        if case .object = path.reduce(record, { $0[$1] ?? .null }) { true } else { false }
      }
    for object in objects {
      let decoded = try Records.decode(record.setting(object + ["<script>备注"], "x"))
      #expect(decoded.record == nil)
      let expected = (["/records/0"] + object).joined(separator: "/")
      #expect(decoded.findings.map(\.pointer) == [expected])
      let message = try #require(decoded.findings.first?.message)
      #expect(!message.contains("script") && !message.contains("备注"))
      // Length and digest stand for it: printf '<script>备注' | sha256sum
      #expect(
        message.contains(
          "14 字节、SHA-256 摘要 "
            + "ec182cecab909688b6702fba49f19d4932eccc528b24374aeb5153c4b7de849e"),
        "\(message)")
    }
  }

  /// A member of another type is unknown here.
  @Test func membersOfOtherTypes() throws {
    let record = try Records.value(.cure).setting(["from"], "2024-06-30")
    #expect(try Records.decode(record).findings.map(\.pointer) == ["/records/0"])
  }

  struct Grammar: CustomTestStringConvertible, Sendable {
    let type: FactType
    let path: [String]
    let right: [JSONValue]
    let wrong: [JSONValue]
    var testDescription: String { path.joined(separator: "/") }
  }

  static func words(_ count: Int) -> String { String(repeating: "字", count: count) }

  static let grammars: [Grammar] = [
    Grammar(
      type: .repayment, path: ["principal"],
      right: ["0.00", "0.01", "1.00", "9999999999999.99"],
      wrong: [
        "", "1", "1.0", "1.000", "01.00", "00.00", ".50", "-1.00", "+1.00", "1,000.00", "1e3",
        " 1.00", "1.00 ", "１.00", "1．00", "10000000000000.00", "1.00元", 1,
      ]),
    Grammar(
      type: .rateChange, path: ["rate"], right: ["0.0000", "3.6500", "99.9999"],
      wrong: ["3.65", "3.65000", "03.6500", "100.0000", "3.6500%", "-3.6500", "３.6500", 4]),
    Grammar(
      type: .cure, path: ["on"], right: ["2024-02-29", "0001-01-01", "9999-12-31"],
      wrong: [
        "2023-02-29", "2024-02-30", "2024-13-01", "2024-00-10", "2024-01-00", "2024-1-01",
        "20240101", "2024/01/01", "2024-01-01T00:00:00Z", "２０２４-01-01", "0000-01-01", "", 20240101,
      ]),
    Grammar(
      type: .cure, path: ["noteNo"], right: ["1", "A.b_c/d-e"],
      wrong: ["", ".a", "借据", "a b", "a\n", .string(String(repeating: "a", count: 65)), 1]),
    Grammar(
      type: .cure, path: ["version"], right: [1, 2, 1_000_000],
      wrong: [0, -1, "1", 1_000_001, .integer(Int64.max)]),
    Grammar(
      type: .cure, path: ["action"], right: ["CREATE", "AMEND", "CANCEL"],
      wrong: ["create", "CREATE ", "DELETE", ""]),
    Grammar(
      type: .cure, path: ["type"], right: ["CURE"],
      wrong: ["cure", "CURES", "LOAN", ""]),
    Grammar(
      type: .disbursement, path: ["payee"], right: ["BANK", "BORROWER"],
      // The Kelvin sign: Swift's own equality takes it for a K.
      wrong: ["BAN\u{212A}", "Bank", "ＢＡＮＫ"]),
    Grammar(
      type: .disbursement, path: ["amount"], right: ["0.01"], wrong: ["0.00", "-0.00"]),
    Grammar(
      type: .disbursement, path: ["dayBasis"], right: [360, 365], wrong: [366, "360", 0, -360]),
    Grammar(
      type: .disbursement, path: ["useOrdinal"], right: [1, 99], wrong: [0, 100, "1"]),
    Grammar(
      type: .disbursement, path: ["project", "industry"], right: ["A01", "T97"],
      wrong: ["F5", "F523", "f52", "U52", "52", "F５2", "批发业"]),
    Grammar(
      type: .disbursement, path: ["project", "town"], right: ["140525100000"],
      wrong: ["140525", "1405251000000", "14052510000０", "南村镇", 140_525_100_000]),
    Grammar(
      type: .disbursement, path: ["project", "uscc"], right: ["91350100M000100Y43"],
      wrong: ["91350100M000100Y44", "91350100m000100y43", "11010519491231002X"]),
    Grammar(
      type: .disbursement, path: ["borrower", "name"],
      right: [
        "张", .string(words(100)), "A B", "买买提·吐尔逊", "𠮷", " 张", "e\u{301}",
      ],
      wrong: [
        "", .string(words(101)), "张\n三", "张\u{0}", "张\u{7F}", "张\u{85}", "张\u{9F}",
        "张\u{202E}三", "张\u{202A}", "张\u{2066}", "张\u{2069}", "张\u{200E}", "张\u{200F}",
        "张\u{61C}",
      ]),
    Grammar(
      type: .disbursement, path: ["borrower", "idNumber"],
      right: ["11010519491231002X", "440524188001010014"],
      wrong: [
        "11010519491231002x", "110105194912310021", "11010519490230002X", "91350100M000100Y43",
      ]),
    Grammar(
      type: .disbursement, path: ["borrower", "phone"],
      right: ["13800000000", "0356-2000000", "+86-13800000000"],
      wrong: ["1234", "138 0000 0000", "１３８００００００００", "138000000000000000000"]),
    Grammar(
      type: .disbursement, path: ["borrower", "category"], right: ["01", "99"],
      wrong: ["1", "001", "０1", 1]),
    Grammar(
      type: .disbursement, path: ["borrower", "partners"], right: [2, 20], wrong: [1, 21, "3"]),
    Grammar(
      type: .claim, path: ["period"], right: ["2024Q1", "2024Q4"],
      wrong: ["2024Q0", "2024Q5", "2024q1", "24Q1", "2024-Q1", "2024Q11"]),
    Grammar(
      type: .claim, path: ["days"], right: [0, 92, 366], wrong: [-1, 367, "71"]),
    Grammar(
      type: .decision, path: ["outcome"], right: ["ACCEPTED", "DECLINED"], wrong: ["REFUSED"]),
  ]

  @Test(arguments: grammars) func grammar(_ grammar: Grammar) throws {
    let record = try Records.value(grammar.type)
    for value in grammar.right {
      let decoded = try Records.decode(record.setting(grammar.path, value))
      #expect(decoded.findings == [], "\(value)")
    }
    for value in grammar.wrong {
      let decoded = try Records.decode(record.setting(grammar.path, value))
      #expect(decoded.record == nil, "\(value)")
      #expect(
        decoded.findings.map(\.pointer)
          == ["/records/0/" + grammar.path.joined(separator: "/")], "\(value)")
      guard case .string(let text) = value, text.unicodeScalars.count > 8 else { continue }
      #expect(!decoded.findings.contains { $0.message.contains(text) }, "echoed \(text)")
    }
  }

  /// Numbers with a point or an exponent are no counts, whatever their value.
  @Test(arguments: ["1.0", "1e0", "10E-1", "-0", "1.5", "99999999999999999999"])
  func literalsThatAreNoCounts(literal: String) throws {
    let text = try Records.text(.cure).replacing("\"version\": 1", with: "\"version\": \(literal)")
    #expect(try Records.decode(text).findings.map(\.pointer) == ["/records/0/version"])
  }

  /// Not all three of a repayment may be zero.
  @Test(
    arguments: [
      ("0.00", nil, nil, false), ("0.00", "0.00", "0.00", false), ("0.00", "0.01", nil, true),
      ("0.00", nil, "0.01", true), ("0.01", nil, nil, true),
    ] as [(String, String?, String?, Bool)])
  func repaymentOfNothing(
    principal: String, interest: String?, penalty: String?, isRight: Bool
  ) throws {
    let record = try Records.value(.repayment).setting(["principal"], .string(principal))
      .setting(["interest"], interest.map(JSONValue.string))
      .setting(["penalty"], penalty.map(JSONValue.string))
    let decoded = try Records.decode(record)
    #expect((decoded.record != nil) == isRight)
    #expect(decoded.findings.map(\.pointer) == (isRight ? [] : ["/records/0/principal"]))
  }

  /// Partners belong to partnerships, and the kind of number to the kind of borrower.
  @Test(
    arguments: [
      ("INDIVIDUAL", "11010519491231002X", nil, []),
      ("INDIVIDUAL", "11010519491231002X", 2, ["partners"]),
      ("INDIVIDUAL", "91350100M000100Y43", nil, ["idNumber"]),
      ("ENTERPRISE", "91350100M000100Y43", nil, []),
      ("ENTERPRISE", "11010519491231002X", nil, ["idNumber"]),
      ("PARTNERSHIP", "11010519491231002X", 2, []),
      ("PARTNERSHIP", "11010519491231002X", nil, ["partners"]),
      // One mistake, one finding: with an unknown kind both numbers will do.
      ("COMPANY", "91350100M000100Y43", nil, ["kind"]),
      ("COMPANY", "11010519491231002X", 2, ["kind"]),
      ("COMPANY", "110105194912310021", nil, ["kind", "idNumber"]),
    ] as [(String, String, Int?, [String])])
  func borrower(kind: String, number: String, partners: Int?, wrong: [String]) throws {
    let record = try Records.value(.disbursement)
      .setting(["borrower", "kind"], .string(kind))
      .setting(["borrower", "idNumber"], .string(number))
      .setting(["borrower", "partners"], partners.map { .integer(Int64($0)) })
      .setting(["borrower", "partnerIds"], nil)
    let decoded = try Records.decode(record)
    #expect(decoded.findings.map(\.pointer) == wrong.map { "/records/0/borrower/\($0)" })
  }
}
