import LoanBook
import Testing

extension SchemaTests {
  /// One whole record of each type, every member there; rows replace a piece of it.
  static let whole: [FactType: String] = [
    .disbursement: """
    {"recordId":"R-1","version":1,"action":"CREATE","type":"DISBURSEMENT","attachments":["a.pdf"],\
    "noteNo":"N-1","contractNo":"C-1","letterNo":"L-1","applicationNo":"A-1",\
    "borrower":{"kind":"PARTNERSHIP","name":"示例人","idNumber":"\(id)","phone":"13900000000",\
    "category":"01","partners":2,"partnerIds":["\(id)"]},\
    "project":{"name":"示例项目","entityName":"示例店","uscc":"\(uscc)","industry":"A03",\
    "town":"140525100000","address":"示例路1号","jobs":3},\
    "amount":"200000.00","signedOn":"2025-06-10","disbursedOn":"2025-06-11","dueOn":"2028-06-10",\
    "rate":"4.5000","lpr":"3.0000","settlement":"QUARTER_20","repayment":"BULLET","dayBasis":360,\
    "payee":"BANK","useOrdinal":1}
    """,
    .repayment: event(
      "REPAYMENT",
      "\"on\":\"2026-01-01\",\"principal\":\"1.00\",\"interest\":\"2.00\",\"penalty\":\"3.00\""),
    .extension: event(
      "EXTENSION", "\"on\":\"2026-01-01\",\"newDueOn\":\"2027-01-01\",\"subsidisedBasis\":\"某号\""),
    .overdue: event("OVERDUE", "\"from\":\"2026-01-01\""),
    .cure: event("CURE", "\"on\":\"2026-01-01\""),
    .rateChange: event("RATE_CHANGE", "\"from\":\"2026-01-01\",\"rate\":\"4.5000\""),
    .compensation: event("COMPENSATION", "\"on\":\"2026-01-01\",\"amount\":\"1.00\""),
    .recovery: event("RECOVERY", "\"on\":\"2026-01-01\",\"amount\":\"1.00\""),
    .claim: event(
      "CLAIM",
      """
      "period":"2026Q1","days":90,"closingBalance":"1.00","interest":"2.00","subsidy":"3.00",\
      "interestPaidOn":"2026-03-21","payeeAccount":{"name":"户名","bank":"开户行","number":"62220001"}
      """),
    .decision: """
    {"recordId":"R-1","version":1,"action":"CREATE","type":"DECISION","attachments":["a.pdf"],\
    "applicationNo":"A-1","outcome":"ACCEPTED","on":"2026-01-01","reason":"无"}
    """,
  ]

  private static let id = "14052519850101100X"
  private static let uscc = "91140525MA00000012"

  private static func event(_ type: String, _ members: String) -> String {
    "{\"recordId\":\"R-1\",\"version\":1,\"action\":\"CREATE\",\"type\":\"\(type)\","
      + "\"attachments\":[\"a.pdf\"],\"noteNo\":\"N-1\",\(members)}"
  }

  static func text(_ row: Spoilt) throws -> (Spoilt, String) {
    let whole = try #require(whole[row.type])
    try #require(whole.contains(row.old), "\(row.what): nothing to replace")
    return (row, whole.replacing(row.old, with: row.new, maxReplacements: 1))
  }

  /// For each member of each type: left out where it is required, of another type, misspelt.
  static var memberRows: [Spoilt] {
    let optional: Set<String> = [
      "attachments", "letterNo", "applicationNo", "phone", "partnerIds", "entityName", "uscc",
      "address", "jobs", "interest", "penalty", "subsidisedBasis", "interestPaidOn",
      "payeeAccount", "reason",
    ]
    var rows: [Spoilt] = []
    for (type, text) in whole {
      for match in text.matches(of: /"([A-Za-z]+)":("[^"]*"|[0-9]+)/) {
        let (whole, name) = (String(match.0), String(match.1))
        let what = "\(type) \(name)"
        let isNumber = match.2.first != "\""
        rows.append(
          Spoilt(what + " of another type", type, whole, "\"\(name)\":\(isNumber ? "\"1\"" : "1")"))
        rows.append(Spoilt(what + " null", type, whole, "\"\(name)\":null"))
        rows.append(Spoilt(what + " misspelt", type, whole, "\"\(name)x\":\(match.2)"))
        let isRequired =
          !optional.contains(name) || name == "applicationNo" && type == .decision
          || name == "interest" && type == .claim
        if isRequired { rows.append(Spoilt(what + " missing", type, whole, "\"z\":1")) }
      }
      rows.append(Spoilt("\(type) a list of files as text", type, "[\"a.pdf\"]", "\"a.pdf\""))
      rows.append(Spoilt("\(type) a file's name as a number", type, "[\"a.pdf\"]", "[1]"))
    }
    return rows
  }

  static let wrong: [Spoilt] = [
    Spoilt("one decimal", .recovery, "\"1.00\"", "\"1.0\""),
    Spoilt("leading zero", .recovery, "\"1.00\"", "\"01.00\""),
    Spoilt("negative", .recovery, "\"1.00\"", "\"-1.00\""),
    Spoilt("thousands", .recovery, "\"1.00\"", "\"1,000.00\""),
    Spoilt("14 digits", .recovery, "\"1.00\"", "\"10000000000000.00\""),
    Spoilt("exponent", .recovery, "\"1.00\"", "\"1e2\""),
    Spoilt("a float", .recovery, "\"1.00\"", "1.00"),
    Spoilt("amount zero", .disbursement, "\"200000.00\"", "\"0.00\""),
    Spoilt(
      "all zero", .repayment, "\"principal\":\"1.00\",\"interest\":\"2.00\",\"penalty\":\"3.00\"",
      "\"principal\":\"0.00\",\"penalty\":\"0.00\""),
    Spoilt("rate with two decimals", .rateChange, "4.5000", "4.50"),
    Spoilt("rate with sign", .rateChange, "4.5000", "4.5000%"),
    Spoilt("no such day", .cure, "2026-01-01", "2026-02-30"),
    Spoilt("no such month", .cure, "2026-01-01", "2026-13-01"),
    Spoilt("slashes", .cure, "2026-01-01", "2026/01/01"),
    Spoilt("compact day", .cure, "2026-01-01", "20260101"),
    Spoilt("fifth quarter", .claim, "2026Q1", "2026Q5"),
    Spoilt("id with a dash first", .cure, "N-1", "-1"),
    Spoilt("id with a blank", .cure, "N-1", "N 1"),
    Spoilt("id empty", .cure, "N-1", ""),
    Spoilt("id too long", .cure, "N-1", String(repeating: "N", count: 65)),
    Spoilt("id in Chinese", .cure, "N-1", "借据1"),
    Spoilt("name empty", .disbursement, "示例项目", ""),
    Spoilt("name too long", .disbursement, "示例项目", String(repeating: "名", count: 101)),
    Spoilt("name with a control mark", .disbursement, "示例项目", "示\\u0007例"),
    Spoilt("name with a line break", .disbursement, "示例项目", "示例\\n"),
    Spoilt("name with a bidirectional mark", .disbursement, "示例项目", "示\\u202E例"),
    Spoilt("version 0", .cure, "\"version\":1", "\"version\":0"),
    Spoilt("version too high", .cure, "\"version\":1", "\"version\":1000001"),
    Spoilt("version half", .cure, "\"version\":1", "\"version\":1.5"),
    Spoilt("unknown action", .cure, "CREATE", "DELETE"),
    Spoilt("unknown type", .cure, "CURE", "HEAL"),
    Spoilt("lower case", .cure, "CREATE", "create"),
    Spoilt("unknown kind", .disbursement, "PARTNERSHIP", "FAMILY"),
    Spoilt("partners of a person", .disbursement, "PARTNERSHIP", "INDIVIDUAL"),
    Spoilt("one partner", .disbursement, "\"partners\":2", "\"partners\":1"),
    Spoilt("21 partners", .disbursement, "\"partners\":2", "\"partners\":21"),
    Spoilt(
      "an entity's number for a person", .disbursement, "\"idNumber\":\"\(id)\"",
      "\"idNumber\":\"\(uscc)\""),
    Spoilt(
      "a small x", .disbursement, "\"idNumber\":\"\(id)\"", "\"idNumber\":\"14052519850101100x\""),
    Spoilt(
      "17 digits", .disbursement, "\"idNumber\":\"\(id)\"", "\"idNumber\":\"14052519850101100\""),
    Spoilt("a letter I", .disbursement, uscc, "91140525MA000000I1"),
    Spoilt("a phone with letters", .disbursement, "13900000000", "139ABC"),
    Spoilt(
      "three digits of category", .disbursement, "\"category\":\"01\"", "\"category\":\"001\""),
    Spoilt("industry with a U", .disbursement, "A03", "U03"),
    Spoilt("town of nine digits", .disbursement, "140525100000", "140525100"),
    Spoilt("jobs negative", .disbursement, "\"jobs\":3", "\"jobs\":-1"),
    Spoilt("day basis 366", .disbursement, "360", "366"),
    Spoilt("use 0", .disbursement, "\"useOrdinal\":1", "\"useOrdinal\":0"),
    Spoilt("use 100", .disbursement, "\"useOrdinal\":1", "\"useOrdinal\":100"),
    Spoilt("unknown payee", .disbursement, "\"BANK\"", "\"AGENT\""),
    Spoilt("367 days", .claim, "\"days\":90", "\"days\":367"),
    Spoilt("account too short", .claim, "62220001", "6222"),
    Spoilt("unknown outcome", .decision, "ACCEPTED", "MAYBE"),
    Spoilt("an unknown member within", .disbursement, "\"kind\":", "\"age\":40,\"kind\":"),
    Spoilt(
      "a borrower as text", .claim, "{\"name\":\"户名\",\"bank\":\"开户行\",\"number\":\"62220001\"}",
      "\"户名\""),
  ]

  /// Check digits, real birth dates and the spelling of integers are beyond a schema, and so is
  /// the policy data (towns, industries, categories), which is not of the form at all.
  static let beyond: [Spoilt] = [
    Spoilt(
      "check digit of a person", .disbursement, "\"idNumber\":\"\(id)\"",
      "\"idNumber\":\"140525198501011000\""),
    Spoilt(
      "no such birth date", .disbursement, "\"idNumber\":\"\(id)\"",
      "\"idNumber\":\"14052519850230100X\""),
    Spoilt("check digit of an entity", .disbursement, uscc, "91140525MA00000011"),
    Spoilt("an integer with a point", .disbursement, "360", "360.0"),
    Spoilt("an integer with an exponent", .disbursement, "360", "36e1"),
    Spoilt("a version with a point", .cure, "\"version\":1", "\"version\":1.0"),
  ]
}
