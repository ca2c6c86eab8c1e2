public import Quantities
public import Subsidy

/// The two engines against each other over seeded random notes: what a settlement checks note by
/// note, as often as one likes. SUBSIDY §3.
///
/// The notes are stranger than any county's: changes crowd in the quarter that is computed, where
/// they matter, under rules, caps and tiers drawn at random.
public struct EngineTrial: Sendable {
  /// A note-quarter of which the engines compute different figures.
  public struct Disagreement: Hashable, Sendable {
    /// The case's number from the seed on, from 0.
    public let number: Int
    /// The note.
    public let note: SubsidyCase
    /// The rounding groups.
    public let groups: [DayRange]
    /// The figure from stretch to stretch.
    public let byStretches: SubsidyFigure
    /// The figure day by day.
    public let byDays: SubsidyFigure
  }

  /// How many note-quarters were computed.
  public private(set) var count = 0
  /// Those with days of interest.
  public private(set) var countWithInterest = 0
  /// Those with a subsidy.
  public private(set) var countWithSubsidy = 0
  /// The interest of all of them, so that two trials can be compared.
  public private(set) var interest = Fen.zero
  /// The subsidy of all of them, national and local.
  public private(set) var subsidy = Fen.zero
  /// Where the engines disagree; at most a hundred are kept.
  public private(set) var disagreements: [Disagreement] = []
  private var random: TrialRandom

  /// A trial; the same seed gives the same notes on every machine.
  public init(seed: UInt64) { random = TrialRandom(state: seed) }

  /// Computes `cases` more note-quarters by both engines.
  public mutating func run(_ cases: Int) {
    for _ in 0..<cases {
      let (note, groups) = random.nextCase()
      let byStretches = note.figure(for: groups)
      let byDays = note.figureByDays(for: groups)
      if byStretches != byDays, disagreements.count < 100 {
        disagreements.append(
          Disagreement(
            number: count, note: note, groups: groups, byStretches: byStretches, byDays: byDays))
      }
      count += 1
      if byStretches.days > 0 { countWithInterest += 1 }
      if byStretches.subsidy > .zero { countWithSubsidy += 1 }
      interest += byStretches.interest
      subsidy += byStretches.subsidy + byStretches.localSubsidy
    }
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014), and notes drawn from it.
private struct TrialRandom: RandomNumberGenerator, Sendable {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  private mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next() % UInt64(bound))
  }

  private mutating func once(in n: Int) -> Bool { below(n) == 0 }

  mutating func nextCase() -> (note: SubsidyCase, groups: [DayRange]) {
    // Disbursed from 2016 to 2026; the quarter lies somewhere in the note's life.
    let disbursedOn = Day(number: Int32(16_801 + below(4000)))
    let dueOn = disbursedOn.adding(months: 1 + below(60))
    var note = SubsidyCase(
      disbursedOn: disbursedOn, originalDueOn: dueOn,
      balance: Timeline(Fen(Int64(1 + below(60_000_000)))),
      rate: Timeline(Rate(ppm: Int32(10_000 + below(80_000)))),
      dayBasis: once(in: 4) ? .actual365 : .actual360, useOrdinal: 1 + below(4),
      otherSubsidy: once(in: 60), terms: nil)
    if once(in: 4) { extend(&note) }
    let quarter = Quarter(
      containing: disbursedOn + below(max(1, note.currentDueOn - disbursedOn + 40)) - 20)
    let days = quarter.days
    for day in ordered(below(3), in: days) where day > disbursedOn {
      let left = Int(note.balance.last.value)
      note.balance.change(to: Fen(Int64(once(in: 4) ? 0 : below(left + 1))), on: day)
    }
    for day in ordered(once(in: 4) ? 2 : 0, in: days) where day > disbursedOn {
      note.rate.change(to: Rate(ppm: Int32(10_000 + below(80_000))), on: day)
    }
    let overdue = ordered(once(in: 5) ? 2 : 0, in: days)
    if overdue.count == 2 {
      note.overdue = [DayRange(from: overdue[0], to: once(in: 3) ? .farFuture : overdue[1])]
    }
    if once(in: 12) { note.lostOn = day(in: days) }
    if once(in: 15) { note.compensatedOn = day(in: days) }
    if !once(in: 40) { note.terms = terms(days, from: disbursedOn) }
    return (note, once(in: 3) ? quarter.months : [days])
  }

  private mutating func day(in days: DayRange) -> Day { days.from + below(days.count + 6) - 3 }

  private mutating func ordered(_ count: Int, in days: DayRange) -> [Day] {
    (0..<count).map { _ in day(in: days) }.sorted()
  }

  private mutating func extend(_ note: inout SubsidyCase) {
    for _ in 0...below(2) {
      let before = note.currentDueOn
      note.extensions.append(
        DueExtension(
          previousDueOn: before, newDueOn: before + 1 + below(200), documented: once(in: 2)))
    }
  }

  private mutating func terms(_ days: DayRange, from disbursedOn: Day) -> SubsidyTerms {
    var cap = Timeline(Fen(Int64(1 + below(40_000_000))))
    for day in ordered(once(in: 6) ? 2 : 0, in: days) where day > disbursedOn {
      cap.change(to: Fen(Int64(below(40_000_000))), on: day)
    }
    let lpr = Rate(ppm: Int32(30_000 + below(15_000)))
    return SubsidyTerms(
      rule: rule(), lpr: lpr, rateCap: once(in: 2) ? lpr + Rate(ppm: 15_000) : nil,
      termMonths: 1 + below(48), maxUses: once(in: 2) ? 3 : nil, cap: cap,
      localCap: once(in: 5) ? Timeline(cap.first + Fen(Int64(below(20_000_000)))) : nil)
  }

  private mutating func rule() -> SubsidyRule {
    switch below(4) {
    case 0: .steps((0..<(1 + below(4))).map { _ in share() })
    case 1: .shareOfLPR(share())
    case 2: .aboveLPRMinus(points: Rate(ppm: Int32(once(in: 3) ? below(40_000) : 15_000)))
    default: .shareOfRate(share())
    }
  }

  private mutating func share() -> Fraction {
    let denominator = Int64(1 + below(12))
    return Fraction(1 + Int64(below(Int(denominator))), denominator) ?? Fraction(whole: 1)
  }
}
