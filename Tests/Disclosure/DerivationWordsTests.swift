import Disclosure
import Quantities
import Testing

/// The worked figures of SUBSIDY §5, explained.
@Suite("A derivation in words")
struct DerivationWordsTests {
  private func stretch(
    _ from: String, _ to: String, _ balance: Int64, _ ppm: Int32, _ rule: SubsidyRule,
    cap: Int64? = nil, year: Int = 1, group: Int = 0
  ) -> DisclosedSegment {
    DisclosedSegment(
      days: DayRange(from: Sample.day(from), to: Sample.day(to)), balance: Fen(balance),
      subsidisedBalance: Fen(min(balance, cap ?? balance)), rate: Rate(ppm: ppm), loanYear: year,
      dayBasis: .actual360, group: group, rule: rule)
  }

  private func words(
    _ segments: [DisclosedSegment], _ interest: Int64, _ subsidy: Int64
  ) -> DerivationWords {
    DerivationWords(
      segments: segments, interest: Fen(interest), subsidy: Fen(subsidy), citation: "财金〔2023〕75号")
  }

  @Test("half of the rate: every line")
  func shareOfRate() throws {
    let words = try #require(DerivationWords(Sample.quarter([Sample.segment])))
    #expect(
      words.lines == [
        "2026-03-21 至 2026-06-20，92 天",
        "200,000.00 元 × 3.45 % × 92 天 ÷ 360 = 1,763.33 元（利息）",
        "200,000.00 元 × 3.45 % × 92 天 ÷ 360 × 1/2 = 881.67 元（财政贴息）",
        "1,763.33 元 − 881.67 元 = 881.66 元（自己承担）",
        "依据：财金〔2023〕75号，财政按实际利率的 1/2 贴息。",
      ])
    #expect(words.agrees)
  }

  @Test("above LPR minus points, with the rate of the contract and with a cut one")
  func aboveLPR() {
    let rule = SubsidyRule.aboveLPRMinus(
      lpr: Rate(ppm: 36_500), points: Rate(ppm: 15_000), cap: Rate(ppm: 15_000))
    let plain = words(
      [stretch("2022-12-21", "2023-03-21", 20_000_000, 51_500, rule)], 257_500, 150_000)
    #expect(plain.agrees)
    #expect(plain.lines[1] == "财政负担的利率：5.15 % −（3.65 % − 1.50 %）= 3.00 %。")
    #expect(plain.lines[3] == "200,000.00 元 × 3.00 % × 90 天 ÷ 360 = 1,500.00 元（财政贴息）")
    let cut = words(
      [stretch("2022-12-21", "2023-03-21", 20_000_000, 55_000, rule)], 275_000, 150_000)
    #expect(cut.agrees)
    #expect(cut.lines[1] == "合同利率 5.50 % 高于上限 3.65 % + 1.50 %，贴息按 5.15 % 计。")
  }

  @Test("months of one formula are a table: the formula once, a row and a sum for each month")
  func table() throws {
    let half = SubsidyRule.shareOfRate(fraction: try #require(Fraction(1, 2)))
    let months = [
      stretch("2026-03-21", "2026-04-21", 20_000_000, 34_500, half),
      stretch("2026-04-21", "2026-05-21", 20_000_000, 34_500, half, group: 1),
      stretch("2026-05-21", "2026-06-01", 20_000_000, 34_500, half, group: 2),
      stretch("2026-06-01", "2026-06-21", 10_000_000, 34_500, half, group: 2),
    ]
    let table = try #require(DerivationTable(segments: months))
    #expect(table.runs.map(\.days.from) == [Sample.day("2026-03-21"), Sample.day("2026-06-01")])
    #expect(
      table.runs[0].formulas == [
        "利息 = 200,000.00 元 × 3.45 % × 天数 ÷ 360", "财政贴息 = 200,000.00 元 × 3.45 % × 天数 ÷ 360 × 1/2",
      ])
    #expect(
      table.rows.map { "\($0.days) \($0.interest) \($0.subsidy)" } == [
        "31 594.17 297.08", "30 575.00 287.50", "11 210.8333… 105.4166…", "20 191.6666… 95.8333…",
        "31 402.50 201.25",
      ])
    #expect(table.rows.map { $0.range == nil } == [false, false, false, false, true])
    // A single stretch, and what a limit cuts, are told in words.
    #expect(DerivationTable(segments: Array(months.prefix(1))) == nil)
    let whole = SubsidyRule.shareOfLPR(lpr: Rate(ppm: 43_000), fraction: Fraction(whole: 1))
    let cut = [
      stretch("2026-03-21", "2026-04-21", 20_000_000, 34_500, whole),
      stretch("2026-04-21", "2026-05-21", 20_000_000, 34_500, whole, group: 1),
    ]
    #expect(DerivationTable(segments: cut) == nil)
  }

  @Test("steps over a loan's anniversary, summed exactly and rounded once")
  func steps() throws {
    let third = try #require(Fraction(2, 3))
    let words = words(
      [
        stretch("2019-03-21", "2019-05-10", 10_000_000, 63_100, .steps(factor: Fraction(whole: 1))),
        stretch("2019-05-10", "2019-06-21", 10_000_000, 63_100, .steps(factor: third), year: 2),
      ], 161_256, 136_717)
    #expect(words.agrees)
    #expect(words.lines.contains("贷款第 2 年，贴 2/3。"))
    #expect(words.lines.contains("876.3888… 元 + 490.7777… 元 = 1,367.17 元（财政贴息）"))
  }

  @Test("a share of the LPR never pays more than the interest")
  func limited() throws {
    let whole = SubsidyRule.shareOfLPR(lpr: Rate(ppm: 43_000), fraction: Fraction(whole: 1))
    let words = words(
      [stretch("2019-03-21", "2019-06-21", 10_000_000, 36_000, whole)], 92_000, 92_000)
    #expect(words.agrees)
    #expect(words.lines.contains { $0.contains("贴息以利息为限，为 920.00 元") })
  }

  @Test("above the cap only the capped balance is subsidised")
  func capped() {
    let words = words(
      [
        stretch(
          "2026-03-21", "2026-06-21", 600_000_000, 40_000, .shareOfRate(fraction: Sample.half),
          cap: 400_000_000)
      ], 6_133_333, 2_044_444)
    #expect(words.agrees)
    #expect(words.lines[1] == "贷款余额 6,000,000.00 元超过贴息上限，只按 4,000,000.00 元贴息。")
  }

  @Test("months are rounded one by one")
  func monthly() {
    let rule = SubsidyRule.shareOfRate(fraction: Sample.half)
    let words = words(
      [
        stretch("2026-03-21", "2026-04-21", 12_345_678, 43_500, rule, group: 0),
        stretch("2026-04-21", "2026-05-21", 12_345_678, 43_500, rule, group: 1),
        stretch("2026-05-21", "2026-06-21", 12_345_678, 43_500, rule, group: 2),
      ], 46_245 + 44_753 + 46_245, 23_122 + 22_377 + 23_122)
    #expect(words.agrees)
    #expect(words.lines.contains("按月结息，每月各自四舍五入到分，再相加。"))
  }

  @Test("figures that do not follow from the stretches are not said to agree")
  func disagreement() {
    #expect(!words([Sample.segment], 176_333, 88_166).agrees)
    #expect(!words([Sample.segment], 176_334, 88_167).agrees)
    #expect(DerivationWords(Sample.quarter(nil)) == nil)
  }
}

@Suite("Figures as written")
struct WrittenTests {
  @Test("amounts")
  func amounts() {
    func exact(_ fen: Int64) -> String {
      let (figure, unit) = Written.amount(Fen(fen))
      return figure + unit
    }
    #expect(exact(20_000_000) == "20万元")
    #expect(exact(25_550_000) == "25.55万元")
    #expect(exact(25_500_000) == "25.5万元")
    #expect(exact(25_050_000) == "25.05万元")
    #expect(exact(12_345_678) == "123,456.78元")
    #expect(exact(999_900) == "9,999.00元")
    #expect(Written.roughly(Fen(32_700_000_000)) == ("3.27", "亿元"))
    #expect(Written.roughly(Fen(1_904_496_000)) == ("1,904.5", "万元"))
    #expect(Written.money(Fen(-123_456)) == "−1,234.56")
    #expect(Written.money(Fen(5)) == "0.05")
    #expect(Written.count(1_234_567) == "1,234,567")
  }

  @Test("rates, days, terms, quarters")
  func others() throws {
    #expect(Written.percent(Rate(ppm: 34_500)) == "3.45")
    #expect(Written.percent(Rate(ppm: 30_000)) == "3.00")
    #expect(Written.percent(Rate(ppm: 34_567)) == "3.4567")
    #expect(Written.month(Sample.day("2026-01-12")) == "2026年1月")
    #expect(Written.quarter(try #require(Quarter("2026Q1"))) == "2026年一季度")
    #expect(Written.term(months: 36) == ("3", "年"))
    #expect(Written.term(months: 18) == ("18", "个月"))
    #expect(Written.exact(ExactFen(numerator: 176_333_333, denominator: 1000)) == "1,763.3333…")
    #expect(Written.exact(ExactFen(numerator: 7, denominator: 2)) == "0.035")
  }

  @Test("record numbers")
  func numbers() throws {
    let number = try #require(RecordNumber("ZEZHOU-2026-000123"))
    #expect(number.description == "ZEZHOU-2026-000123")
    for wrong in [
      "ZEZHOU-2026-123", "zezhou-2026-000123", "ZEZHOU-2026-0000123", "ZEZHOU-2026", "",
    ] {
      #expect(RecordNumber(wrong) == nil)
    }
  }
}
