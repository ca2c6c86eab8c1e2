import Quantities
import Subsidy

/// The arithmetic of Mingdai for a page in a browser: the same engine that settles, compiled for
/// WebAssembly, behind whole numbers alone. Days are numbers since 1970-01-01, money is fen, rates
/// are ppm. docs/SUBSIDY.md "In the browser" has the words.
public enum Calculator {
  /// The longest question in words.
  public static let room = 16_384

  /// What to compute, the first word of a question.
  private enum Question: Int64 {
    /// A loan's subsidy, period by period.
    case loan = 1
    /// The figure of published stretches.
    case stretches = 2
  }

  /// Answers a question; empty when it is not understood, or the two engines disagree.
  ///
  /// - `1`, loan: disbursedOn, dueOn, day basis, contract rate, the rule (see ``rule``), official
  ///   LPR, highest rate counted or −1, term in months, cap; number of balances, then day and
  ///   balance of each, the first on disbursedOn; number of periods, then for each its number of
  ///   rounding groups with from and to of each. Answer: for each period days, eligible days,
  ///   interest, subsidy, and the number of its stretches with from, to, group, balance,
  ///   subsidised balance, loan year, subsidised rate as numerator and denominator in ppm.
  /// - `2`, stretches: their number, then for each from, to, group, balance, subsidised balance,
  ///   balance under the local cap or −1, contract rate, day basis, whether it bears interest,
  ///   whether it is subsidised, and then the rule, LPR and highest rate counted or −1. Answer:
  ///   days, eligible days, interest, subsidy, local subsidy.
  public static func answer(_ question: UnsafeBufferPointer<Int64>) -> [Int64] {
    var words = Words(question)
    switch Question(rawValue: words.take(1...2)) {
    case .loan: return loan(&words)
    case .stretches: return stretches(&words)
    case nil: return []
    }
  }

  private static let days: ClosedRange<Int64> = 0...200_000
  private static let money: ClosedRange<Int64> = 0...1_000_000_000_000_000
  private static let rates: ClosedRange<Int64> = 0...1_000_000

  // MARK: A loan

  private static func loan(_ words: inout Words) -> [Int64] {
    let disbursedOn = day(&words)
    let dueOn = day(&words)
    let basis = dayBasis(&words)
    let rate = Rate(ppm: Int32(words.take(rates)))
    let terms = terms(&words)
    let months = Int(words.take(0...600))
    let cap = Fen(words.take(money))
    var balance = Timeline(Fen(0))
    var last = disbursedOn
    for index in 0..<words.count(1_000) {
      let on = day(&words)
      guard index == 0 ? on == disbursedOn : on > last else { return [] }
      last = on
      balance.change(to: Fen(words.take(money)), on: on)
    }
    guard let terms, disbursedOn < dueOn else { return [] }
    let note = SubsidyCase(
      disbursedOn: disbursedOn, originalDueOn: dueOn, balance: balance, rate: Timeline(rate),
      dayBasis: basis,
      terms: SubsidyTerms(
        rule: terms.rule, lpr: terms.lpr, rateCap: terms.rateCap, termMonths: months,
        cap: Timeline(cap)))
    var answer: [Int64] = []
    for _ in 0..<words.count(400) {
      var groups: [DayRange] = []
      for _ in 0..<words.count(3) {
        let range = DayRange(from: day(&words), to: day(&words))
        if let before = groups.last, range.from < before.to { return [] }
        groups.append(range)
      }
      guard !words.isBroken, let figure = period(note, groups) else { return [] }
      answer += figure
    }
    return words.isComplete ? answer : []
  }

  private static func period(_ note: SubsidyCase, _ groups: [DayRange]) -> [Int64]? {
    var derivation = Derivation()
    let figure = note.figure(for: groups, derivation: &derivation)
    // As in every settlement: two engines, or no figure. SUBSIDY "Two engines".
    guard note.figureByDays(for: groups) == figure else { return nil }
    var answer: [Int64] = [
      Int64(figure.days), Int64(figure.eligibleDays), figure.interest.value, figure.subsidy.value,
      Int64(derivation.segments.count),
    ]
    for segment in derivation.segments {
      let applied = segment.applied?.subsidisedRate ?? Fraction(whole: 0)
      answer += [
        Int64(segment.days.from.number), Int64(segment.days.to.number), Int64(segment.group),
        segment.balance.value, segment.subsidisedBalance.value, Int64(segment.loanYear),
        applied.numerator, applied.denominator,
      ]
    }
    return answer
  }

  // MARK: Published stretches

  private static func stretches(_ words: inout Words) -> [Int64] {
    var stretches: [Stretch] = []
    for _ in 0..<words.count(1_000) {
      guard let stretch = stretch(&words) else { return [] }
      stretches.append(stretch)
    }
    guard words.isComplete, let figure = SubsidyFigure(of: stretches) else { return [] }
    return [
      Int64(figure.days), Int64(figure.eligibleDays), figure.interest.value, figure.subsidy.value,
      figure.localSubsidy.value,
    ]
  }

  private static func stretch(_ words: inout Words) -> Stretch? {
    let range = DayRange(from: day(&words), to: day(&words))
    let group = Int(words.take(0...2))
    let (balance, subsidised) = (Fen(words.take(money)), Fen(words.take(money)))
    let local = words.take(-1...money.upperBound)
    let rate = Rate(ppm: Int32(words.take(rates)))
    let basis = dayBasis(&words)
    let (bears, isSubsidised) = (words.flag(), words.flag())
    guard let terms = terms(&words), !words.isBroken, range.from <= range.to else { return nil }
    let applied = SubsidyTerms(
      rule: terms.rule, lpr: terms.lpr, rateCap: terms.rateCap, termMonths: 0,
      cap: Timeline(subsidised)
    ).applied(to: rate, loanYear: 1)
    return Stretch(
      days: range, group: group, balance: balance, subsidisedBalance: subsidised,
      localBalance: local < 0 ? nil : Fen(local), rate: rate, dayBasis: basis,
      bearsInterest: bears, applied: isSubsidised ? applied : nil)
  }

  // MARK: Parts of a question

  private static func day(_ words: inout Words) -> Day { Day(number: Int32(words.take(days))) }

  private static func dayBasis(_ words: inout Words) -> DayBasis {
    words.take(360...365) == 365 ? .actual365 : .actual360
  }

  /// Rule, LPR, highest rate counted.
  private static func terms(
    _ words: inout Words
  ) -> (rule: SubsidyRule, lpr: Rate, rateCap: Rate?)? {
    let rule = rule(&words)
    let lpr = Rate(ppm: Int32(words.take(rates)))
    let cap = words.take(-1...rates.upperBound)
    guard let rule, !words.isBroken, rule.commonDenominator != nil else { return nil }
    return (rule, lpr, cap < 0 ? nil : Rate(ppm: Int32(cap)))
  }

  /// `1` steps: their number, then numerator and denominator of each. `2` a share of the LPR and
  /// `4` of the rate: numerator, denominator. `3` what is above LPR minus points: the points.
  private static func rule(_ words: inout Words) -> SubsidyRule? {
    switch words.take(1...4) {
    case 1:
      var fractions: [Fraction] = []
      for _ in 0..<words.count(10) {
        guard let fraction = fraction(&words) else { return nil }
        fractions.append(fraction)
      }
      return .steps(fractions)
    case 2: return fraction(&words).map(SubsidyRule.shareOfLPR)
    case 3: return .aboveLPRMinus(points: Rate(ppm: Int32(words.take(rates))))
    default: return fraction(&words).map(SubsidyRule.shareOfRate)
    }
  }

  private static func fraction(_ words: inout Words) -> Fraction? {
    Fraction(words.take(0...1_000_000), words.take(1...1_000_000))
  }
}
