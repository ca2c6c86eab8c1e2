import LoanBook
import Testing

@testable import Office

/// `mingdai.json`: what is written is read again, and everything wrong is told at once.
@Suite struct SettingsTests {
  private func settings() throws -> OfficeSettings {
    OfficeSettings(
      code: try #require(PartyCode("ZEZHOU")), county: "140525", name: "泽州县人力资源和社会保障局")
  }

  @Test func whatIsWrittenIsRead() throws {
    var made = try settings()
    made.site.phone = "0356-0000000"
    made.site.url = "https://www.example.gov.cn/cydb/"
    made.site.markFile = "portal/mark.png"
    made.site.markLink = "https://bszs.conac.cn/sitename?method=show&id=00"
    made.site.showDisbursementDay = true
    made.upperAge = 65
    let read = try OfficeSettings(bytes: made.bytes, path: "mingdai.json")
    #expect(read.bytes == made.bytes)
    #expect(read.site == made.site)
    #expect(read.upperAge == 65)
    #expect(read.tolerance == made.tolerance)
  }

  @Test func quotas() throws {
    let code = try #require(PartyCode("AABANK"))
    let other = try #require(PartyCode("BBBANK"))
    let text = """
      {"code": "ZEZHOU", "quota": {"filesPerDay": 7,
        "banks": {"AABANK": {"packagesPerDay": 3}, "BBBANK": {}}}}
      """
    let read = try OfficeSettings(bytes: Array(text.utf8), path: "mingdai.json").quota
    #expect(read.everybody.files == 7 && read.everybody.packages == 2_000)
    #expect(read.everybody.bytes == 20 << 30)
    #expect(read.of(code).packages == 3 && read.of(code).files == 7)
    #expect(read.of(other) == read.everybody)
    #expect(read.of(try #require(PartyCode("CCBANK"))) == read.everybody)
    var made = try settings()
    made.quota = read
    #expect(try OfficeSettings(bytes: made.bytes, path: "mingdai.json").quota == read)
  }

  @Test(arguments: [
    ("泽州县人力资源和社会保障局", "泽州县"), ("晋城市城区人社局", "晋城市"), ("某局", "某局"),
  ])
  func countyOfAName(_ name: String, _ county: String) throws {
    let code = try #require(PartyCode("ZEZHOU"))
    #expect(OfficeSettings(code: code, county: "140525", name: name).site.countyName == county)
  }

  static let wrong: [(text: String, places: [String])] = [
    ("[]", ["code"]),
    ("{\"code\": \"zezhou\"}", ["code"]),
    ("{\"code\": \"ZEZHOU\", \"colour\": 1, \"upperAge\": \"x\"}", ["colour", "upperAge"]),
    ("{\"code\": \"ZEZHOU\", \"tolerance\": \"0.5\"}", ["tolerance"]),
    ("{\"code\": \"ZEZHOU\", \"masking\": {\"individuals\": \"none\"}}", ["masking.individuals"]),
    ("{\"code\": \"ZEZHOU\", \"site\": {\"icp\": 1, \"fax\": \"\"}}", ["site.icp", "site.fax"]),
    (
      """
      {"code": "ZEZHOU", "site": {"url": "http://a.gov.cn/", "headerFile": "/etc/passwd",
        "footerFile": "../x", "markFile": "mark.png", "showDisbursementDay": 1}}
      """,
      [
        "site.url 应为 https://", "site.headerFile", "site.footerFile", "site.markFile 与 markLink",
        "site.showDisbursementDay",
      ]
    ),
    ("{\"code\": \"ZEZHOU\", \"code\": \"ZEZHOU\"}", ["JSON"]),
    ("{\"code\": \"zezhou\", \"colour\": 1}", ["code", "colour"]),
    ("{\"code\": \"ZEZHOU\", \"quota\": 3}", ["quota. 应为 JSON 对象"]),
    (
      """
      {"code": "ZEZHOU", "quota": {"packagesPerDay": 0, "bytesPerDay": "1", "filesPerDay": 1.5,
        "hourly": 1, "banks": {"abc": {}, "AABANK": {"packagesPerDay": 1000001, "bytes": 1}}}}
      """,
      [
        "quota.packagesPerDay 应为 1 至 1000000 的整数", "quota.bytesPerDay", "quota.filesPerDay",
        "quota.hourly（第 2 行）", "quota.banks.abc 不是银行代码",
        "quota.banks.AABANK.packagesPerDay", "quota.banks.AABANK.bytes（第 2 行）",
      ]
    ),
  ]

  @Test(arguments: wrong.indices)
  func whatIsWrongIsTold(_ index: Int) throws {
    let row = Self.wrong[index]
    let refusal = #expect(throws: OfficeRefusal.self) {
      try OfficeSettings(bytes: Array(row.text.utf8), path: "mingdai.json")
    }
    #expect(refusal?.kind == .usage)
    for place in row.places {
      #expect(refusal?.problem.contains(place) == true, "\(row.text): \(refusal?.problem ?? "")")
    }
  }
}
