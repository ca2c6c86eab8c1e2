import Foundation
import Policy
import Quantities
import Statistics
import Testing

/// `fund.json`: as shipped, and every lint.
@Suite struct FundRulesTests {
  @Test func theShippedFileIsSound() throws {
    let rules = try FundRules(try ShippedFiles.bytes("Resources/policy/fund.json"))
    let rule = try known(rules.rule(on: try day("2026-04-01")))
    #expect(rule.ordinaryMultiple == 5)
    #expect(rule.raisedMultiple == 10)
    #expect(rule.raisedFromPercent == 90)
    #expect(rule.fundPercent == 80)
    // What no published document was found for is shown as unconfirmed.
    #expect(rule.open.contains("compensation"))
    #expect(rule.open.contains("suspendAbovePercent"))
    #expect(rules.rule(on: try day("2016-09-23")) == nil)
  }

  @Test(arguments: [
    // What is replaced in the file with two rules, by what, and the finding.
    ("\"id\": \"F2\"", "\"id\": \"F1\"", PolicyFinding.Code.duplicate),
    ("\"id\": \"F2\"", "\"id\": \"\"", .badValue),
    ("\"from\": \"2024-01-01\"", "\"from\": \"2024-01-02\"", .gap),
    ("\"from\": \"2024-01-01\"", "\"from\": \"2023-12-31\"", .overlap),
    ("\"from\": \"2024-01-01\"", "\"from\": \"2024-1-1\"", .badValue),
    ("\"to\": \"2023-12-31\"", "\"to\": \"2016-09-23\"", .notAscending),
    ("\"to\": \"2023-12-31\"", "\"to\": null", .overlap),
    ("\"fund\": 80, \"bank\": 20", "\"fund\": 80, \"bank\": 21", .sharingNot100),
    ("\"fund\": 80, \"bank\": 20", "\"fund\": 100", .missingMember),
    ("\"raised\": 10", "\"raised\": 4", .contradiction),
    ("\"ordinary\": 5", "\"ordinary\": 0", .badValue),
    ("\"ordinary\": 5", "\"ordinary\": 5.0", .badValue),
    ("\"liabilityPercent\": 80", "\"liabilityPercent\": 101", .badValue),
    ("\"liabilityPercent\": 80", "\"liabilityPercent\": \"80\"", .badValue),
    ("\"guaranteed\": \"WITH_LETTER\"", "\"guaranteed\": \"SOME\"", .badValue),
    ("\"suspendAbovePercent\": 20", "\"suspendAbovePercent\": 20, \"extra\": 1", .unknownMember),
    ("\"suspendAbovePercent\": 20", "\"suspendabovePercent\": 20", .unknownMember),
    ("\"open\": [\"suspendAbovePercent\"]", "\"open\": [\"multiples\"]", .unknownOpenMember),
    ("\"open\": [\"suspendAbovePercent\"]", "\"open\": null", .wrongType),
    ("\"basis\": [\"甲〔2024〕1号\"]", "\"basis\": []", .empty),
    ("{\"rules\":", "[{\"rules\":", .notJSON),
    ("\"rules\": [", "\"rules\": 1, \"about\": [", .wrongType),
  ])
  func lint(old: String, new: String, code: PolicyFinding.Code) throws {
    let text = FundTests.twoRules
    let place = try known(text.range(of: old))
    let broken = text.replacingCharacters(in: place, with: new)
    let refusal = #expect(throws: FundRefusals.self) { try FundRules(Array(broken.utf8)) }
    let findings = try known(refusal).findings
    #expect(findings.contains { $0.code == code }, "\(findings)")
    #expect(findings.allSatisfy { $0.description.hasPrefix("fund.json 第 ") })
  }

  @Test func noRulesAtAll() throws {
    let refusal = #expect(throws: FundRefusals.self) {
      try FundRules(Array("{\"rules\": []}".utf8))
    }
    #expect(try known(refusal).findings.map(\.code) == [.empty])
  }
}
