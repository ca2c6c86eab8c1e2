import Foundation
import Policy
import Testing

@Suite("Open members are told in officials' words")
struct RegimeMemberTests {
  /// A regime that has every member there is, as JSON.
  private static let whole = #"""
    {"from": 0, "to": 0, "basis": 0,
     "individual": {"cap": 0, "termMonths": 0, "rule": RULE, "local": LOCAL},
     "partnership": {"cap": 0, "capPerPartnerFactor": 0, "capTotal": 0, "termMonths": 0,
       "rule": RULE, "local": LOCAL},
     "enterprise": {"cap": 0, "termMonths": 0, "rule": RULE, "local": LOCAL, "newHirePercent": 0},
     "rateCapOverLPR": 0, "rateCapEnforced": 0, "maxUses": 0, "sharing": SHARING}
    """#
    .replacingOccurrences(of: "LOCAL", with: #"{"cap": 0, "sharing": SHARING}"#)
    .replacingOccurrences(
      of: "RULE", with: #"{"kind": 0, "fractions": 0, "fraction": 0, "points": 0}"#
    )
    .replacingOccurrences(
      of: "SHARING", with: #"{"central": 0, "province": 0, "city": 0, "county": 0}"#)

  private static func names(_ object: [String: Any], under prefix: String = "") -> [String] {
    object.flatMap { name, value in
      [prefix + name]
        + ((value as? [String: Any]).map { names($0, under: prefix + name + ".") } ?? [])
    }
  }

  @Test("every member that may be open has a Chinese title of its own, and no other may be open")
  func titles() throws {
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(Self.whole.utf8)) as? [String: Any])
    let names = Self.names(object)
    #expect(names.count == 59)
    #expect(Set(names) == Set(RegimeMember.all))
    #expect(RegimeMember.all.count == names.count)
    let titles = try names.map { try #require(RegimeMember.title(of: $0), "\($0)") }
    #expect(Set(titles).count == titles.count)
    for title in titles {
      let isChinese = title.unicodeScalars.allSatisfy {
        (0x4E00...0x9FFF).contains($0.value) || "（）".unicodeScalars.contains($0)
      }
      #expect(isChinese, "\(title)")
    }
    #expect(RegimeMember.title(of: "sharing") == "各级财政分担比例")
    #expect(RegimeMember.title(of: "individual.rule") == "个人贴息办法")
  }

  @Test("what has no title may not be open", arguments: ["id", "open", "individual.rules", ""])
  func untitled(_ name: String) throws {
    let files = try ShippedPolicy.files(
      .regimes, "\"open\": [\"sharing\"]", "\"open\": [\"\(name)\"]")
    let refusal = try #require(throws: PolicyRefusal.self) { _ = try Policy(files) }
    #expect(
      refusal.findings.map(\.code) == [name.isEmpty ? .badValue : .unknownOpenMember])
  }
}
