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
    made.upperAge = 65
    let read = try OfficeSettings(bytes: made.bytes, path: "mingdai.json")
    #expect(read.bytes == made.bytes)
    #expect(read.site == made.site)
    #expect(read.upperAge == 65)
    #expect(read.tolerance == made.tolerance)
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
    ("{\"code\": \"ZEZHOU\", \"code\": \"ZEZHOU\"}", ["JSON"]),
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
