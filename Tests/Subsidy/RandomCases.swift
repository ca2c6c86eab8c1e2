import TestKit

/// Random notes and periods: mostly one quarter somewhere in the life of a note, most changes
/// inside that quarter, where they matter.
struct RandomCases {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func next() -> (facts: Oracle.Facts, groups: [Range<Int>]) {
    var facts = Oracle.Facts()
    // 2016-01-01 … 2026; one note in twelve begins on 29 February.
    facts.disbursedOn = 16_801 + random.below(4000)
    if random.once(in: 12) { facts.disbursedOn = random.once(in: 2) ? 16_860 : 18_321 }
    facts.dueOn = Calendar.plus(1 + random.below(40), to: facts.disbursedOn)
    if random.once(in: 3) { extend(&facts) }
    let last = facts.extensions.last?.new ?? facts.dueOn
    let anchor = facts.disbursedOn + random.below(last - facts.disbursedOn + 60) - 20
    let groups = groups(around: anchor)
    let period = groups[0].lowerBound..<groups[groups.count - 1].upperBound
    addMoney(&facts, period)
    addStanding(&facts, period)
    if !random.once(in: 30) { facts.terms = terms(&facts, period) }
    return (facts, groups)
  }

  /// A quarter, its months, or now and then an arbitrary range with odd groups.
  private mutating func groups(around day: Int) -> [Range<Int>] {
    let date = Calendar.days[day]
    let month = (date.year - 1970) * 12 + (date.month - 1) / 3 * 3 - 1
    let cuts = (0...3).map { Calendar.months[month + $0] + 20 }
    switch random.below(10) {
    case 0: return [day..<(day + 1 + random.below(800))]
    case 1: return [day..<(day + random.below(9))]
    case 2, 3, 4: return (0..<3).map { cuts[$0]..<cuts[$0 + 1] }
    default: return [cuts[0]..<cuts[3]]
    }
  }

  private mutating func extend(_ facts: inout Oracle.Facts) {
    var due = facts.dueOn
    for _ in 0...random.below(2) {
      let new = due + 1 + random.below(200)
      facts.extensions.append((due, new, random.once(in: 2)))
      due = new
    }
  }

  /// A day in the period or shortly beside it.
  private mutating func day(near period: Range<Int>) -> Int {
    period.lowerBound - 5 + random.below(period.count + 10)
  }

  private mutating func days(_ count: Int, near period: Range<Int>) -> [Int] {
    Set((0..<count).map { _ in day(near: period) }).sorted()
  }

  private mutating func amount() -> Int {
    switch random.below(4) {
    case 0: return (1 + random.below(60)) * 1_000_000
    case 1: return 1 + random.below(1000)
    case 2: return 1 + random.below(50_000_000)
    default: return random.once(in: 20) ? 999_999_999_999_999 : (1 + random.below(9)) * 3_600
    }
  }

  /// A rate; often one that makes exact half fens.
  private mutating func rate() -> Int {
    random.once(in: 3) ? 10_000 * (1 + random.below(9)) : 1 + random.below(150_000)
  }

  private mutating func addMoney(_ facts: inout Oracle.Facts, _ period: Range<Int>) {
    var balance = amount()
    facts.balances = [(facts.disbursedOn, balance)]
    for day in days(random.below(4), near: period) where day > facts.disbursedOn {
      balance = random.once(in: 4) ? 0 : balance - random.below(balance + 1)
      facts.balances.append((day, balance))
    }
    facts.rates = [(facts.disbursedOn, rate())]
    for day in days(random.below(3), near: period) where day > facts.disbursedOn {
      facts.rates.append((day, random.once(in: 5) ? facts.rates[0].ppm : rate()))
    }
    facts.dayBasis = random.once(in: 4) ? 365 : 360
  }

  private mutating func addStanding(_ facts: inout Oracle.Facts, _ period: Range<Int>) {
    if random.once(in: 3) {
      let cuts = days(4, near: period).filter { $0 >= facts.disbursedOn }
      for index in stride(from: 0, to: cuts.count, by: 2) {
        facts.overdue.append((cuts[index], index + 1 < cuts.count ? cuts[index + 1] : nil))
      }
    }
    if random.once(in: 8) { facts.lostOn = day(near: period) }
    if random.once(in: 8) { facts.compensatedOn = day(near: period) }
    facts.useOrdinal = 1 + random.below(4)
    facts.otherSubsidy = random.once(in: 20)
  }

  private mutating func terms(
    _ facts: inout Oracle.Facts, _ period: Range<Int>
  ) -> Oracle.Terms {
    var terms = Oracle.Terms(
      rule: rule(),
      lpr: random.once(in: 6) ? 1 + random.below(15_000) : 28_000 + random.below(20_000),
      rateCap: nil, termMonths: 1 + random.below(40), maxUses: random.once(in: 2) ? 3 : nil,
      caps: [(facts.disbursedOn, amount())], localCaps: [])
    if random.once(in: 2) { terms.rateCap = terms.lpr + 15_000 }
    if random.once(in: 4) {
      for day in days(2, near: period) where day > facts.disbursedOn {
        terms.caps.append((day, random.once(in: 3) ? 0 : amount()))
      }
    }
    if random.once(in: 5) {
      terms.localCaps = [(facts.disbursedOn, terms.caps[0].fen + random.below(20_000_000))]
    }
    return terms
  }

  private mutating func rule() -> Oracle.Rule {
    switch random.below(4) {
    case 0:
      return random.once(in: 2)
        ? .steps([(1, 1), (2, 3), (1, 3)]) : .steps((0...random.below(4)).map { _ in share() })
    case 1: return .shareOfLPR(share())
    case 2: return .aboveLPRMinus(random.once(in: 3) ? random.below(40_000) : 15_000)
    default: return .shareOfRate(share())
    }
  }

  private mutating func share() -> (Int, Int) {
    let denominator = 1 + random.below(12)
    return (1 + random.below(denominator), denominator)
  }
}

extension SeededRandom {
  /// A number in 0 ..< `bound`.
  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  /// True once in `n` times.
  mutating func once(in n: Int) -> Bool { below(n) == 0 }
}
