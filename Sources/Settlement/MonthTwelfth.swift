import Quantities
import Subsidy

/// Interest by months instead of days: each month of the period is a twelfth of a year, a part of
/// a month in proportion to its days. Usual with instalment loans. SUBSIDY §4 "Cause".
enum MonthTwelfth {
  /// Months have 28 to 31 days; in this many parts every day of every month is whole.
  private static let parts: Int128 = 28 * 29 * 30 * 31

  /// The figures rounded for the quarter, and rounded for each month. The subsidy is national and
  /// local together.
  static func figures(of note: SubsidyCase, in period: Quarter) -> [SubsidyFigure] {
    var derivation = Derivation()
    let days = note.figure(for: period.months, derivation: &derivation).days
    guard let first = derivation.segments.first else { return [] }
    // The numerators are over dayBasis · 10⁶ (· the common denominator of the rule's factors);
    // 12 · parts takes the place of the day basis.
    let year = 12 * parts
    let subsidyDenominator = first.subsidyDenominator / Int128(note.dayBasis.rawValue) * year
    func figure(interest: Int128, subsidy: Int128) -> SubsidyFigure {
      var figure = SubsidyFigure()
      figure.interest = ExactFen(numerator: interest, denominator: 1_000_000 * year).rounded
      figure.subsidy = ExactFen(numerator: subsidy, denominator: subsidyDenominator).rounded
      return figure
    }
    var interest: Int128 = 0
    var subsidy: Int128 = 0
    var perMonth = SubsidyFigure()
    for (index, month) in derivation.groups.enumerated() {
      let weight = parts / Int128(month.days.count)
      var monthInterest: Int128 = 0
      var monthSubsidy: Int128 = 0
      for segment in derivation.segments where segment.group == index && segment.bearsInterest {
        monthInterest += segment.interestNumerator * weight
        guard segment.standing.isEligible else { continue }
        monthSubsidy += max(segment.subsidyNumerator, segment.localNumerator) * weight
      }
      let rounded = figure(interest: monthInterest, subsidy: monthSubsidy)
      perMonth.interest += rounded.interest
      perMonth.subsidy += rounded.subsidy
      interest += monthInterest
      subsidy += monthSubsidy
    }
    var perQuarter = figure(interest: interest, subsidy: subsidy)
    perQuarter.days = days
    perMonth.days = days
    return [perQuarter, perMonth]
  }
}
