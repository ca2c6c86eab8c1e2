import Policy
import Quantities

/// The policy as a loan officer needs it: caps, rates and categories on a day.
struct CountyPolicy: Sendable {
  private let policy: Policy

  init(_ policy: Policy) { self.policy = policy }

  /// The LPR of the day of signing; before the first row, the first.
  func lpr(on day: Day) -> Rate {
    policy.lpr.rate(on: day) ?? policy.lpr.rows.first?.oneYear ?? Rate(ppm: 40_000)
  }

  /// The LPR that was in force before the one of `day`, as a clerk with an old table states it.
  func lprBefore(_ day: Day) -> Rate { lpr(on: dayOfLPRBefore(day)) }

  /// The last day of the LPR before the one in force on `day`.
  func dayOfLPRBefore(_ day: Day) -> Day { (policy.lpr.row(on: day)?.from ?? day) - 1 }

  /// The regime of a day, or the oldest one.
  private func regime(on day: Day) -> Regime? { policy.regime(on: day) ?? policy.regimes.first }

  /// The most that is subsidised for a borrower.
  func cap(_ kind: BorrowerKind, partners: Int, on day: Day) -> Fen {
    regime(on: day)?.cap(for: kind, partners: partners) ?? .yuan(100_000)
  }

  /// How far above the LPR a rate is meant to go.
  func rateCapOverLPR(on day: Day) -> Rate { regime(on: day)?.rateCapOverLPR ?? Rate(ppm: 15_000) }

  /// The last day of the regime before the one in force on `today`.
  func lastDayBeforePresentRegime(_ today: Day) -> Day {
    (regime(on: today)?.days.from ?? today) - 1
  }

  /// Whether a category is meant for a kind of borrower on a day of disbursement.
  func isCategory(_ code: String, meantFor kind: BorrowerKind, on day: Day) -> Bool {
    policy.category(code)?.isMeant(for: kind, on: day) ?? false
  }
}
