import Disclosure
import Quantities
import Testing

/// Invented inputs.
enum Sample {
  static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

  static func candidate(kind: BorrowerKind, name: String) -> DisclosureCandidate {
    guard let number = RecordNumber("ZEZHOU-2026-000123") else { preconditionFailure("a number") }
    return DisclosureCandidate(
      number: number, kind: kind, applicantName: name, projectName: "手工面食作坊",
      industry: Labelled(code: "C", name: "制造业"),
      town: Labelled(code: "140525106000", name: "金村镇"),
      bank: Labelled(code: "ZZRCB", name: "泽州农商银行"), amount: .yuan(200_000), termMonths: 36,
      disbursedOn: day("2026-01-12"), state: .running, guarantee: "担保基金保证", jobs: 3,
      publishedOn: day("2026-01-20"))
  }

  static let half = Fraction(1, 2) ?? Fraction(whole: 0)

  /// 92 days of 200 000 yuan at 3.45 %, half paid.
  static let segment = DisclosedSegment(
    days: DayRange(from: day("2026-03-21"), to: day("2026-06-21")), balance: .yuan(200_000),
    subsidisedBalance: .yuan(200_000), rate: Rate(ppm: 34_500), loanYear: 1,
    dayBasis: .actual360, rule: .shareOfRate(fraction: half))

  static func quarter(_ segments: [DisclosedSegment]?) -> DisclosedQuarter {
    guard let quarter = Quarter("2026Q2") else { preconditionFailure("a quarter") }
    return DisclosedQuarter(
      quarter: quarter, days: 92, interest: Fen(176_333), subsidy: Fen(88_167),
      borrower: Fen(88_166), segments: segments, approvedOn: day("2026-07-06"),
      citation: "财金〔2023〕75号")
  }
}
