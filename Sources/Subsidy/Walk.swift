import Quantities

/// The walk over the days of a case, from one change to the next. SUBSIDY §3.
///
/// It is lent the case again at every step instead of holding it, which would copy it.
struct Walk {
  let termEnd: Day
  let interestEnd: Day
  let hasPolicy: Bool
  let tooManyUses: Bool
  let commonDenominator: Int64

  init(_ note: borrowing SubsidyCase) {
    interestEnd = note.interestEnd
    if let terms = note.terms {
      hasPolicy = true
      termEnd = note.disbursedOn.adding(months: terms.termMonths)
      tooManyUses = terms.maxUses.map { note.useOrdinal > $0 } ?? false
      commonDenominator = terms.commonDenominator
    } else {
      hasPolicy = false
      termEnd = .farFuture
      tooManyUses = false
      commonDenominator = 1
    }
  }

  /// The figures of one rounding group; its segments go into `sink`.
  func figure(
    of days: DayRange, index: Int, of note: borrowing SubsidyCase,
    into sink: inout some DerivationSink
  ) -> GroupFigure {
    var sums = GroupSums()
    var day = max(days.from, note.disbursedOn)
    if day < days.to {
      var current = state(of: note, on: day)
      while day < days.to {
        var to = current.until
        var next = current
        // Segments are of equal values: a change that alters none of them does not cut.
        while to < days.to {
          next = state(of: note, on: to)
          if next != current { break }
          to = next.until
        }
        let stretch = DayRange(from: day, to: min(to, days.to))
        if current.balance > .zero {
          let segment = segment(of: note, current, stretch, group: index)
          sums.add(segment)
          sink.take(segment)
        }
        day = stretch.to
        current = next
      }
    }
    return sums.figure(
      of: days, dayBasis: note.dayBasis, commonDenominator: commonDenominator,
      hasLocalTier: note.terms?.localCap != nil)
  }

  private func segment(
    of note: borrowing SubsidyCase, _ state: DayState, _ days: DayRange, group: Int
  ) -> Segment {
    let count = Int64(days.count)
    var applied: AppliedRate?
    var subsidy: Int128 = 0
    var local: Int128 = 0
    if let terms = note.terms, state.standing.isEligible {
      let rate = terms.applied(to: state.rate, loanYear: state.loanYear)
      // base · factor · days, over the common denominator.
      let weight =
        Int64(rate.base.ppm) * count * rate.factor.numerator
        * (commonDenominator / rate.factor.denominator)
      subsidy = Int128(state.subsidised.value) * Int128(weight)
      if let localBalance = state.local { local = Int128(localBalance.value) * Int128(weight) }
      applied = rate
    }
    return Segment(
      days: days, group: group, balance: state.balance, subsidisedBalance: state.subsidised,
      localBalance: state.local, rate: state.rate, loanYear: state.loanYear,
      standing: state.standing, bearsInterest: state.bearsInterest, applied: applied,
      interestNumerator: state.bearsInterest
        ? Int128(state.balance.value) * Int128(Int64(state.rate.ppm) * count) : 0,
      subsidyNumerator: subsidy, localNumerator: local,
      subsidyDenominator: Int128(note.dayBasis.millionfold * commonDenominator),
      dayBasis: note.dayBasis)
  }
}

extension DayBasis {
  /// y · 10⁶: a sum of balance · ppm over days, divided by it, is an amount. SUBSIDY §3.1.
  var millionfold: Int64 { Int64(rawValue) * 1_000_000 }
}
