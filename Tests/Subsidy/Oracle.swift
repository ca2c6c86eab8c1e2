/// The rules of SUBSIDY §3 once more, day by day, over plain numbers: it shares no code with what
/// it checks, neither calendar nor fractions nor rounding. Slow and simple.
struct Oracle {
  enum Rule {
    case steps([(Int, Int)])
    case shareOfLPR((Int, Int))
    case aboveLPRMinus(Int)
    case shareOfRate((Int, Int))
  }

  struct Terms {
    var rule: Rule
    var lpr: Int
    var rateCap: Int?
    var termMonths: Int
    var maxUses: Int?
    var caps: [(day: Int, fen: Int)]
    var localCaps: [(day: Int, fen: Int)]
  }

  /// Days as numbers since 1970-01-01; lists ascend, their first entry holds from disbursement.
  struct Facts {
    var disbursedOn = 0
    var dueOn = 0
    var extensions: [(previous: Int, new: Int, documented: Bool)] = []
    var balances: [(day: Int, fen: Int)] = []
    var rates: [(day: Int, ppm: Int)] = []
    var overdue: [(from: Int, cured: Int?)] = []
    var lostOn: Int?
    var compensatedOn: Int?
    var dayBasis = 360
    var useOrdinal = 1
    var otherSubsidy = false
    var terms: Terms?
  }

  struct Figure: Equatable {
    var days = 0
    var eligibleDays = 0
    var interest: Int128 = 0
    var subsidy: Int128 = 0
    var local: Int128 = 0
    var limited = false
    /// For each day on which a balance stands: why it is not eligible, an index of `reasons`.
    var reasons: [Int] = []
  }

  /// The reasons in their order; the first is none.
  static let reasons = [
    "", "noPolicy", "afterOriginalDue", "beyondTerm", "overdue", "lostEligibility",
    "tooManyUses", "otherSubsidy", "compensated",
  ]

  let facts: Facts
  let anniversaries: [Int]
  let termEnd: Int

  init(_ facts: Facts) {
    self.facts = facts
    anniversaries = (1...50).map { Calendar.plus(12 * $0, to: facts.disbursedOn) }
    termEnd = facts.terms.map { Calendar.plus($0.termMonths, to: facts.disbursedOn) } ?? 0
  }

  func figure(_ groups: [Range<Int>]) -> Figure {
    var figure = Figure()
    for group in groups { add(group, to: &figure) }
    return figure
  }

  private func add(_ group: Range<Int>, to figure: inout Figure) {
    // The product of all denominators of the rule, so that every daily part is whole.
    var parts: Int128 = 1
    switch facts.terms?.rule {
    case .steps(let steps): for step in steps { parts *= Int128(step.1) }
    case .shareOfLPR(let share), .shareOfRate(let share): parts = Int128(share.1)
    default: break
    }
    var interest: Int128 = 0
    var limit: Int128 = 0
    var subsidy: Int128 = 0
    var local: Int128 = 0
    let due = facts.extensions.last?.new ?? facts.dueOn
    let terms = facts.terms
    for day in group where day >= facts.disbursedOn {
      let balance = value(facts.balances, day)
      if balance == 0 { continue }
      let reason = self.reason(day, terms)
      figure.reasons.append(reason)
      if day >= due { continue }
      if let compensated = facts.compensatedOn, day >= compensated { continue }
      let rate = value(facts.rates, day)
      figure.days += 1
      interest += Int128(balance) * Int128(rate)
      guard reason == 0, let terms else { continue }
      figure.eligibleDays += 1
      limit += Int128(balance) * Int128(rate) * parts
      let cap = value(terms.caps, day)
      let daily = subsidisedPPM(terms, rate, day, parts)
      subsidy += Int128(balance < cap ? balance : cap) * daily
      if !terms.localCaps.isEmpty {
        let localCap = value(terms.localCaps, day)
        let most = localCap > cap ? localCap : cap
        local += Int128(balance < most ? balance : most) * daily
      }
    }
    let year = Int128(facts.dayBasis * 1_000_000)
    figure.limited = figure.limited || subsidy > limit || local > limit
    if subsidy > limit { subsidy = limit }
    if local > limit { local = limit }
    let national = halfUp(subsidy, year * parts)
    figure.interest += halfUp(interest, year)
    figure.subsidy += national
    if let terms, !terms.localCaps.isEmpty {
      figure.local += halfUp(local, year * parts) - national
    }
  }

  private func subsidisedPPM(_ terms: Terms, _ rate: Int, _ day: Int, _ parts: Int128) -> Int128 {
    switch terms.rule {
    case .steps(let steps):
      let passed = anniversaries.filter { $0 <= day }.count
      if passed >= steps.count { return 0 }
      return Int128(rate) * parts * Int128(steps[passed].0) / Int128(steps[passed].1)
    case .shareOfLPR(let share): return Int128(terms.lpr * share.0)
    case .shareOfRate(let share): return Int128(rate * share.0)
    case .aboveLPRMinus(let points):
      var counted = rate
      if let cap = terms.rateCap, counted > cap { counted = cap }
      let above = counted - terms.lpr + points
      return above > 0 ? Int128(above) : 0
    }
  }

  private func reason(_ day: Int, _ terms: Terms?) -> Int {
    guard let terms else { return 1 }
    var extended = false
    for moved in facts.extensions where moved.documented {
      if moved.previous <= day && day < moved.new { extended = true }
    }
    if day >= facts.dueOn && !extended { return 2 }
    if day >= termEnd && !extended { return 3 }
    for open in facts.overdue where open.from <= day {
      guard let cured = open.cured else { return 4 }
      if day < cured { return 4 }
    }
    if let lost = facts.lostOn, lost <= day { return 5 }
    if let most = terms.maxUses, facts.useOrdinal > most { return 6 }
    if facts.otherSubsidy { return 7 }
    if let compensated = facts.compensatedOn, compensated <= day { return 8 }
    return 0
  }

  private func value(_ list: [(day: Int, fen: Int)], _ day: Int) -> Int {
    var value = list[0].fen
    for entry in list where entry.day <= day { value = entry.fen }
    return value
  }

  private func value(_ list: [(day: Int, ppm: Int)], _ day: Int) -> Int {
    var value = list[0].ppm
    for entry in list where entry.day <= day { value = entry.ppm }
    return value
  }

  private func halfUp(_ a: Int128, _ b: Int128) -> Int128 {
    let whole = a / b
    return (a - whole * b) * 2 >= b ? whole + 1 : whole
  }
}

/// A calendar made by counting one day after the other from 1970-01-01.
enum Calendar {
  /// Year, month and day of each day number up to the end of 2109.
  static let days: [(year: Int, month: Int, day: Int)] = {
    var days: [(year: Int, month: Int, day: Int)] = []
    for year in 1970...2109 {
      for month in 1...12 {
        for day in 1...length(year, month) { days.append((year, month, day)) }
      }
    }
    return days
  }()

  /// The day number of the first day of each month since January 1970.
  static let months: [Int] = {
    var months: [Int] = []
    for (number, day) in days.enumerated() where day.day == 1 { months.append(number) }
    return months
  }()

  static func length(_ year: Int, _ month: Int) -> Int {
    if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  static func plus(_ count: Int, to day: Int) -> Int {
    let date = days[day]
    let month = (date.year - 1970) * 12 + date.month - 1 + count
    let length = months[month + 1] - months[month]
    return months[month] + (date.day > length ? length : date.day) - 1
  }
}
