import Quantities
import Subsidy
import Testing

@Suite("SUBSIDY §3.4: the four rules, the limit and the rate cap")
struct RuleTests {
  private let start = Day.of("2024-01-10")
  private let quarter = Quarter.of("2024Q2").days

  private func note(
    _ rule: SubsidyRule, rate: String, lpr: String, rateCap: String? = nil,
    balance: String = "100000.00", cap: String = "300000.00", localCap: String? = nil
  ) -> SubsidyCase {
    SubsidyCase(
      disbursedOn: start, originalDueOn: Day.of("2026-01-10"),
      balance: Timeline(Fen.of(balance)), rate: Timeline(Rate.of(rate)),
      terms: SubsidyTerms(
        rule: rule, lpr: Rate.of(lpr), rateCap: rateCap.map { Rate.of($0) }, termMonths: 36,
        cap: Timeline(Fen.of(cap)), localCap: localCap.map { Timeline(Fen.of($0)) }))
  }

  /// 100 000.00 over 92 days at 360: 1 % makes 255.5555… yuan.
  @Test(arguments: [
    // r is below LPR − points: nothing is above what the borrower bears.
    (WorkedFigure.rules[3], "2.0000", "4.0000", nil, "0.00", false),
    // The rate above the cap does not count: 4.00 + 1.50 − 2.50 = 3.00 %.
    (WorkedFigure.rules[3], "7.0000", "4.0000", "5.5000", "766.67", false),
    // Without an enforced cap it does: 4.50 %.
    (WorkedFigure.rules[3], "7.0000", "4.0000", nil, "1150.00", false),
    // An LPR below the points would grant more than the rate; the interest limits it.
    (WorkedFigure.rules[3], "3.0000", "1.0000", nil, "766.67", true),
    // Half of the LPR above the rate: limited too. Exactly the rate: not limited.
    (WorkedFigure.rules[2], "2.0000", "4.5000", nil, "511.11", true),
    (WorkedFigure.rules[2], "2.2500", "4.5000", nil, "575.00", false),
    // The rate cap acts in aboveLPRMinus alone.
    (WorkedFigure.rules[4], "7.0000", "4.0000", "5.5000", "894.44", false),
    (WorkedFigure.rules[1], "7.0000", "4.0000", "5.5000", "1788.89", false),
  ])
  func subsidy(
    _ row: (
      rule: SubsidyRule, rate: String, lpr: String, rateCap: String?, subsidy: String,
      limited: Bool
    )
  ) {
    let note = note(row.rule, rate: row.rate, lpr: row.lpr, rateCap: row.rateCap)
    let figure = note.figure(for: [quarter])
    #expect(figure.subsidy.description == row.subsidy)
    #expect(figure.limited == row.limited)
    #expect(figure.interest == figure.subsidy + figure.borrower)
  }

  @Test("the limit is of each rounding group alone, and before rounding")
  func limitPerGroup() {
    var note = note(WorkedFigure.rules[2], rate: "4.0000", lpr: "4.0000")
    note.rate.change(to: Rate.of("1.0000"), on: Day.of("2024-05-21"))
    var derivation = Derivation()
    let figure = note.figure(for: Quarter.of("2024Q2").months, derivation: &derivation)
    #expect(derivation.groups.map(\.limited) == [false, false, true])
    #expect(derivation.groups.map(\.subsidy.description) == ["172.22", "166.67", "86.11"])
    #expect(figure.limited)
    // Over the whole quarter the same days are not limited.
    let whole = note.figure(for: [quarter])
    #expect(!whole.limited)
    #expect(whole.subsidy.description == "511.11")
  }

  @Test("beyond the last step the factor is 0, and the day stays eligible")
  func beyondLastStep() {
    var note = note(.steps([Fraction.of(1, 2)]), rate: "3.6000", lpr: "3.0000")
    note.disbursedOn = Day.of("2023-05-01")
    var derivation = Derivation()
    let figure = note.figure(for: [quarter], derivation: &derivation)
    #expect(derivation.segments.map(\.loanYear) == [1, 2])
    #expect(derivation.segments.map(\.days.count) == [41, 51])
    #expect(derivation.segments[1].applied?.factor == Fraction(whole: 0))
    #expect(figure.eligibleDays == 92)
    #expect(figure.subsidy.description == "205.00")
  }

  @Test("the subsidised rate, for display")
  func subsidisedRate() {
    let thirds = note(WorkedFigure.rules[1], rate: "4.0000", lpr: "3.0000").terms!
    #expect(
      thirds.applied(to: Rate.of("4.0000"), loanYear: 2).subsidisedRate == Fraction.of(80_000, 3))
    #expect(thirds.applied(to: Rate.of("4.0000"), loanYear: 4).subsidisedRate == Fraction(whole: 0))
    let above = note(
      WorkedFigure.rules[3], rate: "5.1500", lpr: "3.6500", rateCap: "5.0000"
    ).terms!
    #expect(
      above.applied(to: Rate.of("5.1500"), loanYear: 1).subsidisedRate == Fraction(whole: 28_500))
  }

  @Test("a local tier above the cap pays the rounded whole less the national part")
  func localTier() {
    let note = note(
      WorkedFigure.rules[4], rate: "4.3500", lpr: "3.0000", balance: "423456.78",
      localCap: "400000.00")
    let figure = note.figure(for: [quarter])
    #expect(figure.subsidy.description == "1667.50")
    #expect(figure.localSubsidy.description == "555.83")
    #expect((figure.subsidy + figure.localSubsidy).description == "2223.33")
    #expect(figure.interest == figure.subsidy + figure.localSubsidy + figure.borrower)
  }

  @Test("factors outside [0, 1] and denominators that would overflow have no common denominator")
  func commonDenominator() {
    #expect(WorkedFigure.rules[1].commonDenominator == 3)
    #expect(SubsidyRule.steps([Fraction.of(1, 4), Fraction.of(1, 6)]).commonDenominator == 12)
    #expect(SubsidyRule.shareOfRate(Fraction.of(3, 2)).commonDenominator == nil)
    #expect(SubsidyRule.shareOfLPR(Fraction.of(-1, 2)).commonDenominator == nil)
    #expect(SubsidyRule.shareOfLPR(Fraction.of(1, 1_000_001)).commonDenominator == nil)
    #expect(
      SubsidyRule.steps([Fraction.of(1, 999_983), Fraction.of(1, 2)]).commonDenominator == nil)
    #expect(SubsidyRule.aboveLPRMinus(points: Rate(ppm: 1)).commonDenominator == 1)
  }
}
