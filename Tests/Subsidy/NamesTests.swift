import Subsidy
import Testing

@Suite("SUBSIDY §3.2: reasons have stable codes and an order")
struct NamesTests {
  /// Codes are in exports for ever: a change here breaks whoever reads them.
  @Test("code, reason and paragraph in order of precedence")
  func exclusions() {
    let table = Exclusion.allCases.sorted().map { "\($0.code) \($0.reason) \($0.paragraph)" }
    #expect(
      table == [
        "NO_POLICY 无适用政策 §2",
        "AFTER_ORIGINAL_DUE 超过原到期日 §3.2 a",
        "BEYOND_TERM 超过贴息期限 §3.2 a",
        "OVERDUE 逾期 §3.2 b",
        "LOST_ELIGIBILITY 资格丧失 §3.2 c",
        "TOO_MANY_USES 超过贴息次数 §3.2 d",
        "OTHER_SUBSIDY 已享受其他中央财政贴息 §3.2 e",
        "COMPENSATED 已代偿 §3.2 f",
      ])
  }

  @Test("rules are named as in the policy data")
  func rules() {
    let names = WorkedFigure.rules.map(\.kind)
    #expect(names == ["steps", "steps", "shareOfLPR", "aboveLPRMinus", "shareOfRate"])
  }
}
