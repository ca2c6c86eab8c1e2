import Disclosure
import Quantities
import Testing

/// SUBSIDY §3.3: money of the county above the national cap, told so that it can be redone.
@Suite("A local tier in words")
struct LocalTierWordsTests {
  private func stretch(
    _ from: String, _ to: String, _ yuan: Int64, group: Int = 0, excluded: Exclusion? = nil,
    rule: SubsidyRule = .shareOfRate(fraction: Sample.half), ppm: Int32 = 40_000
  ) -> DisclosedSegment {
    let balance = Fen.yuan(yuan)
    return DisclosedSegment(
      days: DayRange(from: Sample.day(from), to: Sample.day(to)), balance: balance,
      subsidisedBalance: min(balance, .yuan(300_000)),
      local: DisclosedLocal(
        balance: min(balance, .yuan(400_000)), cap: .yuan(400_000), payers: "市级 30%、县级 70%"),
      rate: Rate(ppm: ppm), loanYear: 1, dayBasis: .actual360, group: group, rule: rule,
      excluded: excluded)
  }

  private func words(
    _ segments: [DisclosedSegment], _ interest: Int64, _ subsidy: Int64
  ) -> DerivationWords {
    DerivationWords(
      segments: segments, interest: Fen(interest), subsidy: Fen(subsidy), citation: "某政发〔2024〕3号")
  }

  @Test("one stretch: every line")
  func everyLine() {
    // 500 000 at 4 %, 91 days: 5 055.56 interest; half of 300 000's is 1 516.67, of 400 000's
    // 2 022.22.
    let words = words([stretch("2025-12-21", "2026-03-22", 500_000)], 505_556, 202_222)
    #expect(
      words.lines == [
        "2025-12-21 至 2026-03-21，91 天",
        "贷款余额 500,000.00 元超过国家规定的贴息上限，按国家规定只贴 300,000.00 元的利息。"
          + "地方把上限提高到 400,000.00 元，按 400,000.00 元贴息，"
          + "多出的部分由地方财政负担（市级 30%、县级 70%）。",
        "500,000.00 元 × 4.00 % × 91 天 ÷ 360 = 5,055.56 元（利息）",
        "300,000.00 元 × 4.00 % × 91 天 ÷ 360 × 1/2 = 1,516.67 元（国家规定的贴息）",
        "400,000.00 元 × 4.00 % × 91 天 ÷ 360 × 1/2 = 2,022.22 元（国家与地方合计贴息）",
        "2,022.22 元 − 1,516.67 元 = 505.55 元（地方贴息）",
        "1,516.67 元 + 505.55 元 = 2,022.22 元（财政贴息）",
        "5,055.56 元 − 2,022.22 元 = 3,033.34 元（自己承担）",
        "依据：某政发〔2024〕3号，财政按实际利率的 1/2 贴息。",
      ])
    #expect(words.agrees)
  }

  @Test("below the national cap nothing is said of it")
  func belowTheCap() {
    let words = words([stretch("2025-12-21", "2026-03-21", 200_000)], 200_000, 100_000)
    #expect(words.agrees)
    #expect(!words.lines.contains { $0.contains("地方") })
    #expect(words.lines.contains { $0.hasSuffix("（财政贴息）") })
  }

  @Test("a repayment brings the balance under both caps: sums are exact, then rounded once")
  func severalStretches() {
    // 50 days of 500 000 and 40 of 350 000 at 4 %, half paid: interest 2 777.777… + 1 555.555…;
    // national 300 000 for 90 days = 1 500.00; both 1 111.111… + 777.777… = 1 888.89.
    let words = words(
      [
        stretch("2025-12-21", "2026-02-09", 500_000), stretch("2026-02-09", "2026-03-21", 350_000),
      ], 433_333, 188_889)
    #expect(words.agrees)
    #expect(
      words.lines.contains("1,111.1111… 元 + 777.7777… 元 = 1,888.89 元（国家与地方合计贴息）"))
    #expect(words.lines.contains("1,888.89 元 − 1,500.00 元 = 388.89 元（地方贴息）"))
  }

  @Test("months: both tiers are rounded month by month")
  func months() {
    // 31 + 31 + 28 days of 500 000 at 4 %: both tiers 688.89 + 688.89 + 622.22.
    let words = words(
      [
        stretch("2025-12-21", "2026-01-21", 500_000),
        stretch("2026-01-21", "2026-02-21", 500_000, group: 1),
        stretch("2026-02-21", "2026-03-21", 500_000, group: 2),
      ], 172_222 + 172_222 + 155_556, 68_889 + 68_889 + 62_222)
    #expect(words.agrees)
    #expect(words.lines.contains("172.22 元 + 172.22 元 + 155.55 元 = 499.99 元（地方贴息）"))
  }

  @Test("the limit holds for both tiers together")
  func limited() {
    // The LPR of 4.30 % in full on 400 000 is more than the interest of 410 000 at 3.60 %.
    let whole = SubsidyRule.shareOfLPR(lpr: Rate(ppm: 43_000), fraction: Fraction(whole: 1))
    let words = words(
      [stretch("2025-12-21", "2026-03-21", 410_000, rule: whole, ppm: 36_000)], 369_000, 369_000)
    #expect(words.agrees)
    #expect(
      words.lines.contains {
        $0.hasPrefix("国家与地方合计贴息按规定的算法得 4,300") && $0.contains("为 3,690.00 元")
      })
    #expect(words.lines.contains("3,690.00 元 − 3,225.00 元 = 465.00 元（地方贴息）"))
  }

  @Test("excluded days are in neither tier, and a wrong figure does not agree")
  func excluded() {
    let segments = [
      stretch("2025-12-21", "2026-02-09", 500_000),
      stretch("2026-02-09", "2026-03-21", 500_000, excluded: .beyondTerm),
    ]
    #expect(words(segments, 500_000, 111_111).agrees)
    #expect(!words(segments, 500_000, 111_110).agrees)
    #expect(!words(segments, 500_000, 83_333).agrees)
  }
}
