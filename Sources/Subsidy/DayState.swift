import Quantities

/// What holds on a day, and until when at least. Equality is of what holds alone.
struct DayState: Equatable {
  var balance: Fen
  var subsidised = Fen.zero
  var local: Fen?
  var rate: Rate
  var loanYear: Int
  var standing: Standing
  var bearsInterest: Bool
  /// The first day on which something may differ.
  var until: Day

  static func == (a: DayState, b: DayState) -> Bool {
    a.balance == b.balance && a.subsidised == b.subsidised && a.local == b.local
      && a.rate == b.rate && a.loanYear == b.loanYear && a.standing == b.standing
      && a.bearsInterest == b.bearsInterest
  }
}

extension Walk {
  /// What holds on `day`, which is not before disbursedOn.
  func state(of note: borrowing SubsidyCase, on day: Day) -> DayState {
    let (balance, balanceUntil) = note.balance.stretch(at: day)
    let (rate, rateUntil) = note.rate.stretch(at: day)
    let (loanYear, yearUntil) = loanYear(of: day, since: note.disbursedOn)
    var state = DayState(
      balance: balance, rate: rate, loanYear: loanYear, standing: standing(of: note, on: day),
      bearsInterest: day < interestEnd,
      until: min(balanceUntil, rateUntil, yearUntil, nextChangeOfStanding(of: note, after: day)))
    if let terms = note.terms {
      let (cap, capUntil) = terms.cap.stretch(at: day)
      state.subsidised = min(balance, cap)
      state.until = min(state.until, capUntil)
      if let localCap = terms.localCap {
        let (cap, capUntil) = localCap.stretch(at: day)
        state.local = max(state.subsidised, min(balance, cap))
        state.until = min(state.until, capUntil)
      }
    }
    return state
  }

  /// The loan year of `day` and the anniversary that ends it. Years count from disbursedOn; an
  /// anniversary that does not exist falls on the last day of its month. SUBSIDY §2.
  private func loanYear(of day: Day, since disbursedOn: Day) -> (year: Int, until: Day) {
    var year = (day - disbursedOn) / 366 + 1
    while true {
      let anniversary = disbursedOn.adding(months: 12 * year)
      if day < anniversary { return (year, anniversary) }
      year += 1
    }
  }

  /// The conditions of SUBSIDY §3.2 in their order; the first that fails is the reason.
  private func standing(of note: borrowing SubsidyCase, on day: Day) -> Standing {
    guard hasPolicy else { return .excluded(.noPolicy) }
    let extended = note.extensions.contains { $0.documented && $0.days.contains(day) }
    if !extended {
      if day >= note.originalDueOn { return .excluded(.afterOriginalDue) }
      if day >= termEnd { return .excluded(.beyondTerm) }
    }
    if note.overdue.contains(where: { $0.contains(day) }) { return .excluded(.overdue) }
    if let lostOn = note.lostOn, day >= lostOn { return .excluded(.lostEligibility) }
    if tooManyUses { return .excluded(.tooManyUses) }
    if note.otherSubsidy { return .excluded(.otherSubsidy) }
    if let compensatedOn = note.compensatedOn, day >= compensatedOn {
      return .excluded(.compensated)
    }
    return extended ? .inDocumentedExtension : .eligible
  }

  /// The first day after `day` on which a condition of SUBSIDY §3.1 or §3.2 may change.
  private func nextChangeOfStanding(of note: borrowing SubsidyCase, after day: Day) -> Day {
    var next = Day.farFuture
    func consider(_ change: Day) {
      if change > day, change < next { next = change }
    }
    consider(note.originalDueOn)
    consider(termEnd)
    for moved in note.extensions {
      consider(moved.previousDueOn)
      consider(moved.newDueOn)
    }
    for days in note.overdue {
      consider(days.from)
      consider(days.to)
    }
    if let lostOn = note.lostOn { consider(lostOn) }
    if let compensatedOn = note.compensatedOn { consider(compensatedOn) }
    return next
  }
}
