import Disclosure
import Quantities
import TestKit

/// Makes the approved quarters of an invented loan, with figures computed here from scratch.
struct QuarterMaker {
  let kind: BorrowerKind
  let amount: Fen
  let disbursedOn: Day
  let due: Day
  let isMonthly: Bool
  var random: SeededRandom

  private var cap: Fen {
    switch kind {
    case .individual: .yuan(isFifth ? 300_000 : 200_000)
    case .partnership: .yuan(isFifth ? 660_000 : 440_000)
    case .enterprise: .yuan(isFifth ? 4_000_000 : 3_000_000)
    }
  }

  /// Whether the loan falls under the regime of 2023-10-01.
  private var isFifth: Bool { disbursedOn >= SyntheticCounty.day(2023, 10, 1) }

  private var rate: Rate { Rate(ppm: isFifth ? 43_500 : 51_500) }
  private var lpr: Rate { Rate(ppm: isFifth ? 34_500 : 36_500) }

  private var rule: SubsidyRule {
    guard isFifth, let half = Fraction(1, 2) else {
      return .aboveLPRMinus(lpr: lpr, points: Rate(ppm: 15_000), cap: Rate(ppm: 15_000))
    }
    return .shareOfRate(fraction: half)
  }

  mutating func quarters(through end: Day) -> [DisclosedQuarter] {
    var result: [DisclosedQuarter] = []
    var balance = amount
    var quarter = Quarter(containing: disbursedOn)
    while quarter.days.to <= end, quarter.days.from < due {
      let repaysHalf = Int.random(in: 0..<100, using: &random) < 4
      let segments = stretches(of: quarter, &balance, repaysHalf: repaysHalf)
      if !segments.isEmpty { result.append(closed(quarter, segments)) }
      quarter = quarter.next
    }
    return result
  }

  private mutating func stretches(
    of quarter: Quarter, _ balance: inout Fen, repaysHalf: Bool
  ) -> [DisclosedSegment] {
    let periods = isMonthly ? quarter.months : [quarter.days]
    var segments: [DisclosedSegment] = []
    for (group, period) in periods.enumerated() {
      let days = period.intersection(DayRange(from: disbursedOn, to: due))
      if days.isEmpty { continue }
      let cut = days.from + max(1, days.count / 2)
      if repaysHalf, group == 0, days.count > 2 {
        segments.append(stretch(DayRange(from: days.from, to: cut), balance, group))
        balance = Fen(balance.value / 2)
        segments.append(stretch(DayRange(from: cut, to: days.to), balance, group))
      } else {
        segments.append(stretch(days, balance, group))
      }
    }
    return segments
  }

  private func stretch(_ days: DayRange, _ balance: Fen, _ group: Int) -> DisclosedSegment {
    DisclosedSegment(
      days: days, balance: balance, subsidisedBalance: min(balance, cap), rate: rate,
      loanYear: (days.from - disbursedOn) / 365 + 1, dayBasis: .actual360, group: group,
      rule: rule)
  }

  private mutating func closed(
    _ quarter: Quarter, _ segments: [DisclosedSegment]
  ) -> DisclosedQuarter {
    var interest = Fen.zero
    var subsidy = Fen.zero
    for group in Set(segments.map(\.group)) {
      let own = segments.filter { $0.group == group }
      interest += round(own) { Int128($0.balance.value) * Int128($0.rate.ppm) * 2 }
      subsidy += round(own) { segment in
        let ppm = isFifth ? segment.rate.ppm : 2 * (segment.rate.ppm - (lpr.ppm - 15_000))
        return Int128(segment.subsidisedBalance.value) * Int128(ppm)
      }
    }
    let roll = Int.random(in: 0..<100, using: &random)
    var shown: [DisclosedSegment]? = segments
    if roll < 2 {
      shown = nil
    } else if roll < 4, let last = segments.last {
      var overdue = last
      overdue.excluded = .overdue
      shown = segments.dropLast() + [overdue]
    }
    return DisclosedQuarter(
      quarter: quarter, days: segments.reduce(0) { $0 + $1.days.count }, interest: interest,
      subsidy: subsidy, borrower: interest - subsidy,
      payable: roll == 50 ? subsidy - Fen(1) : subsidy, segments: shown,
      approvedOn: quarter.days.to + 20, citation: isFifth ? "财金〔2023〕75号" : "财金〔2020〕21号")
  }

  /// Twice the yearly product in, halves up to the fen.
  private func round(_ segments: [DisclosedSegment], _ twice: (DisclosedSegment) -> Int128) -> Fen {
    let sum = segments.reduce(Int128(0)) { $0 + twice($1) * Int128($1.days.count) }
    return ExactFen(numerator: sum, denominator: 2 * 360 * 1_000_000).rounded
  }
}
