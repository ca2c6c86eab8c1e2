import LoanBook
import StrictJSON
import TestKit

/// Records as banks may send them, drawn from a seed: every type, with and without what may be
/// left out.
struct RandomRecord {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// A record of a type, or of any.
  mutating func next(_ type: FactType? = nil) -> JSONValue {
    let type = type ?? pick(FactType.allCases)
    var members = [
      JSONMember("recordId", id()),
      JSONMember("version", .integer(.random(in: 1...9, using: &random))),
      JSONMember("action", word(["CREATE", "AMEND", "CANCEL"])),
      JSONMember("type", .string(type.rawValue)),
    ]
    if coin() { members.append(JSONMember("attachments", coin() ? [] : ["a0001.pdf"])) }
    return .object((members + body(type)).shuffled(using: &random))
  }

  private mutating func body(_ type: FactType) -> [JSONMember] {
    switch type {
    case .disbursement: return loan()
    case .repayment:
      return [note(), day("on"), JSONMember("principal", "1.00")] + maybe("interest", money())
        + maybe("penalty", money())
    case .extension: return [note(), day("on"), day("newDueOn")] + maybe("subsidisedBasis", name())
    case .overdue: return [note(), day("from")]
    case .cure: return [note(), day("on")]
    case .rateChange: return [note(), day("from"), JSONMember("rate", rate())]
    case .compensation, .recovery: return [note(), day("on"), JSONMember("amount", money())]
    case .claim:
      return [
        note(), JSONMember("period", word(["2025Q1", "2026Q4"])),
        JSONMember("days", .integer(.random(in: 0...366, using: &random))),
        JSONMember("closingBalance", money()), JSONMember("interest", money()),
        JSONMember("subsidy", money()),
      ] + maybe("interestPaidOn", .string("2026-03-21"))
        + maybe(
          "payeeAccount",
          ["name": name(), "bank": name(), "number": .string(Synthetic.account(index()))])
    case .decision:
      return [
        JSONMember("applicationNo", id()), JSONMember("outcome", word(["ACCEPTED", "DECLINED"])),
        day("on"),
      ] + maybe("reason", name())
    }
  }

  private mutating func loan() -> [JSONMember] {
    [
      note(), JSONMember("contractNo", id()), JSONMember("borrower", borrower()),
      JSONMember("project", project()),
      JSONMember("amount", .string("\(Int.random(in: 1...999_999, using: &random)).05")),
      day("signedOn"), day("disbursedOn"), day("dueOn"), JSONMember("rate", rate()),
      JSONMember("lpr", rate()), JSONMember("settlement", word(["QUARTER_20", "MONTH_20"])),
      JSONMember(
        "repayment", word(["BULLET", "EQUAL_INSTALMENT", "EQUAL_PRINCIPAL", "SCHEDULE"])),
      JSONMember("dayBasis", coin() ? 360 : 365), JSONMember("payee", word(["BORROWER", "BANK"])),
      JSONMember("useOrdinal", .integer(.random(in: 1...99, using: &random))),
    ] + maybe("letterNo", id()) + maybe("applicationNo", id())
  }

  private mutating func borrower() -> JSONValue {
    let kind = pick(["INDIVIDUAL", "PARTNERSHIP", "ENTERPRISE"])
    let number =
      kind == "ENTERPRISE" ? Synthetic.socialCreditCode(index()) : Synthetic.residentID(index())
    var members = [
      JSONMember("kind", .string(kind)), JSONMember("name", name()),
      JSONMember("idNumber", .string(number)), JSONMember("category", word(["01", "20"])),
    ]
    members += maybe("phone", .string(Synthetic.phone(index())))
    if kind == "PARTNERSHIP" {
      members.append(JSONMember("partners", .integer(.random(in: 2...20, using: &random))))
      members += maybe("partnerIds", [.string(Synthetic.residentID(index()))])
    }
    return .object(members)
  }

  private mutating func project() -> JSONValue {
    .object(
      [
        JSONMember("name", name()), JSONMember("industry", word(["A01", "F52", "T96"])),
        JSONMember("town", "140525100000"),
      ] + maybe("entityName", name())
        + maybe("uscc", .string(Synthetic.socialCreditCode(index()))) + maybe("address", name())
        + maybe("jobs", .integer(.random(in: 0...1_000_000, using: &random))))
  }

  private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[Int.random(in: choices.indices, using: &random)]
  }

  private mutating func coin() -> Bool { .random(using: &random) }
  private mutating func index() -> Int { .random(in: 1...9_999, using: &random) }

  private mutating func maybe(_ name: String, _ value: JSONValue) -> [JSONMember] {
    coin() ? [JSONMember(name, value)] : []
  }

  private mutating func word(_ words: [String]) -> JSONValue {
    .string(pick(words))
  }

  private mutating func note() -> JSONMember { JSONMember("noteNo", id()) }

  private mutating func id() -> JSONValue {
    let letters = Array("0Az._/-")
    let rest = (0..<Int.random(in: 0...63, using: &random)).map { _ in
      pick(letters)
    }
    return .string("N" + String(rest))
  }

  private mutating func name() -> JSONValue {
    let letters = Array("示例ab𠮷·（）\"\\ é")
    let count = pick([1, 2, 50, 100])
    return .string(String((0..<count).map { _ in pick(letters) }))
  }

  private mutating func day(_ member: String) -> JSONMember {
    JSONMember(member, word(["2024-02-29", "2025-12-31", "2026-01-01", "0001-10-10"]))
  }

  private mutating func money() -> JSONValue { word(["0.00", "0.01", "1.10", "9999999999999.99"]) }
  private mutating func rate() -> JSONValue { word(["0.0000", "3.6500", "99.9999"]) }
}
