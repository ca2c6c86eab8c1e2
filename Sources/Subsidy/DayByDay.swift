public import Quantities

extension SubsidyCase {
  /// Interest and subsidy of one settlement period by the second engine: it looks at every single
  /// day and adds the day's exact part. SUBSIDY §3.
  ///
  /// Deliberately plain, and written apart from ``figure(for:)``, with which it shares nothing but
  /// Quantities: a settlement computes every note by both, and a difference of one fen or one day
  /// stops it.
  public func figureByDays(for groups: [DayRange]) -> SubsidyFigure {
    var figure = SubsidyFigure()
    let eligible = EligibleDays(self)
    var today = Today(self)
    for group in groups { add(group, eligible, &today, to: &figure) }
    return figure
  }

  private func add(
    _ group: DayRange, _ eligible: borrowing EligibleDays, _ today: inout Today,
    to figure: inout SubsidyFigure
  ) {
    var (interest, limit, national, whole) = (Int128(0), Int128(0), Int128(0), Int128(0))
    var (days, eligibleDays) = (0, 0)
    // From the due day or compensation on no day counts. §3.1, §3.2 f.
    let end = min(group.to, extensions.last?.newDueOn ?? originalDueOn, compensatedOn ?? .farFuture)
    var day = max(group.from, disbursedOn)
    var part = today.part
    let hasLocalTier = today.hasLocalTier
    while day < end {
      if day >= part.until {
        today.move(to: day)
        part = today.part
      }
      if part.balance > 0 {
        days += 1
        interest += part.interest
        if eligible.holds(day) {
          eligibleDays += 1
          limit += part.interest
          national += part.national
          if hasLocalTier { whole += part.whole }
        }
      }
      day = day + 1
    }
    guard days > 0 else { return }
    let year = Int128(dayBasis.rawValue) * 1_000_000
    let parts = Int128(today.parts)
    // Never more than the interest of the eligible days, compared before rounding. §3.4.
    limit *= parts
    if national > limit || whole > limit { figure.limited = true }
    let subsidy = ExactFen(numerator: min(national, limit), denominator: year * parts).rounded
    figure.days += days
    figure.eligibleDays += eligibleDays
    figure.interest += ExactFen(numerator: interest, denominator: year).rounded
    figure.subsidy += subsidy
    if hasLocalTier {
      let both = ExactFen(numerator: min(whole, limit), denominator: year * parts).rounded
      figure.localSubsidy += both - subsidy
    }
  }
}

/// On which days the conditions of SUBSIDY §3.2 hold.
private struct EligibleDays {
  /// d and e, and whether there is a policy: for a note's whole life.
  private let isNote: Bool
  /// The first of the four days below: before it only overdue days are left out.
  private let firstEnd: Day
  /// a: the original due day and the end of the term.
  private let dueOn: Day
  private let termEnd: Day
  private let extensions: [DueExtension]
  /// b.
  private let overdue: [DayRange]
  /// c and f.
  private let lostOn: Day
  private let compensatedOn: Day

  init(_ note: SubsidyCase) {
    dueOn = note.originalDueOn
    extensions = note.extensions
    overdue = note.overdue
    lostOn = note.lostOn ?? .farFuture
    compensatedOn = note.compensatedOn ?? .farFuture
    guard let terms = note.terms else {
      isNote = false
      termEnd = note.disbursedOn
      firstEnd = termEnd
      return
    }
    isNote = !note.otherSubsidy && note.useOrdinal <= terms.maxUses ?? .max
    termEnd = note.disbursedOn.adding(months: terms.termMonths)
    firstEnd = min(dueOn, termEnd, lostOn, compensatedOn)
  }

  func holds(_ day: Day) -> Bool {
    guard isNote else { return false }
    if day >= firstEnd {
      if day >= lostOn || day >= compensatedOn { return false }
      if day >= dueOn || day >= termEnd, !isExtended(day) { return false }
    }
    for days in overdue where days.from <= day && day < days.to { return false }
    return true
  }

  private func isExtended(_ day: Day) -> Bool {
    for moved in extensions
    where moved.documented && moved.previousDueOn <= day && day < moved.newDueOn { return true }
    return false
  }
}
