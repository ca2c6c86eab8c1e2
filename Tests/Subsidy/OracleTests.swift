import Foundation
import Quantities
import Subsidy
import Testing

/// Both engines, and what can be computed again from the published derivation, against the
/// day-by-day oracle over seeded random notes.
@Suite("SUBSIDY §3: 100 000 random notes, day by day")
struct OracleTests {
  /// How many cases each seed gives; MINGDAI_ORACLE_CASES asks for more, for a long run.
  private static let cases =
    ProcessInfo.processInfo.environment["MINGDAI_ORACLE_CASES"].flatMap { Int($0) } ?? 12_500

  /// Eight seeds of 12 500 cases each, so that the runs share the cores.
  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func agree(seed: UInt64) {
    var cases = RandomCases(seed: seed)
    var derivation = Derivation()
    var seen = Seen()
    for number in 0..<Self.cases {
      let (facts, groups) = cases.next()
      let expected = Oracle(facts).figure(groups)
      let note = SubsidyCase(facts)
      let ranges = groups.map(DayRange.init)
      let figure = note.figure(for: ranges, derivation: &derivation)
      let computed = Oracle.Figure(figure, derivation)
      guard computed == expected, note.figure(for: ranges) == figure,
        note.figureByDays(for: ranges) == figure,
        SubsidyFigure(of: derivation.segments.map(Stretch.init)) == figure
      else {
        let byDays = note.figureByDays(for: ranges)
        Issue.record(
          """
          seed \(seed) case \(number): \(facts) over \(groups)
          \(computed)
          \(byDays)
          \(expected)
          """)
        return
      }
      seen.note(figure, derivation)
    }
    // The generator reaches what it is meant to reach.
    #expect(seen.reasons.count == Exclusion.allCases.count)
    #expect(seen.limited > 100)
    #expect(seen.extended > 100)
    #expect(seen.local > 100)
    #expect(seen.segments > 12_500)
  }

  private struct Seen {
    var reasons: Set<Exclusion> = []
    var limited = 0
    var extended = 0
    var local = 0
    var segments = 0

    mutating func note(_ figure: SubsidyFigure, _ derivation: Derivation) {
      segments += derivation.segments.count
      if figure.limited { limited += 1 }
      if figure.localSubsidy > .zero { local += 1 }
      for segment in derivation.segments {
        if let exclusion = segment.standing.exclusion { reasons.insert(exclusion) }
        if segment.standing == .inDocumentedExtension { extended += 1 }
      }
    }
  }
}

extension Oracle.Figure {
  /// What was computed, in the oracle's words.
  init(_ figure: SubsidyFigure, _ derivation: Derivation) {
    days = figure.days
    eligibleDays = figure.eligibleDays
    interest = Int128(figure.interest.value)
    subsidy = Int128(figure.subsidy.value)
    local = Int128(figure.localSubsidy.value)
    limited = figure.limited
    reasons = derivation.segments.flatMap { segment in
      let word = segment.standing.exclusion.map { "\($0)" } ?? ""
      return Array(
        repeating: Oracle.reasons.firstIndex(of: word) ?? -1, count: segment.days.count)
    }
  }
}

extension DayRange {
  init(_ days: Range<Int>) {
    self.init(
      from: Day(number: Int32(days.lowerBound)), to: Day(number: Int32(days.upperBound)))
  }
}

extension SubsidyCase {
  /// The oracle's facts in the words of the arithmetic.
  init(_ facts: Oracle.Facts) {
    func day(_ number: Int) -> Day { Day(number: Int32(number)) }
    func money(_ list: [(day: Int, fen: Int)]) -> Timeline<Fen> {
      var timeline = Timeline(Fen(Int64(list[0].fen)))
      for entry in list.dropFirst() {
        timeline.change(to: Fen(Int64(entry.fen)), on: day(entry.day))
      }
      return timeline
    }
    var rate = Timeline(Rate(ppm: Int32(facts.rates[0].ppm)))
    for entry in facts.rates.dropFirst() {
      rate.change(to: Rate(ppm: Int32(entry.ppm)), on: day(entry.day))
    }
    func share(_ parts: (Int, Int)) -> Fraction { Fraction.of(Int64(parts.0), Int64(parts.1)) }
    let terms = facts.terms.map { terms in
      let rule: SubsidyRule
      switch terms.rule {
      case .steps(let steps): rule = .steps(steps.map(share))
      case .shareOfLPR(let parts): rule = .shareOfLPR(share(parts))
      case .shareOfRate(let parts): rule = .shareOfRate(share(parts))
      case .aboveLPRMinus(let points): rule = .aboveLPRMinus(points: Rate(ppm: Int32(points)))
      }
      return SubsidyTerms(
        rule: rule, lpr: Rate(ppm: Int32(terms.lpr)),
        rateCap: terms.rateCap.map { Rate(ppm: Int32($0)) }, termMonths: terms.termMonths,
        maxUses: terms.maxUses, cap: money(terms.caps),
        localCap: terms.localCaps.isEmpty ? nil : money(terms.localCaps))
    }
    self.init(
      disbursedOn: day(facts.disbursedOn), originalDueOn: day(facts.dueOn),
      extensions: facts.extensions.map {
        DueExtension(
          previousDueOn: day($0.previous), newDueOn: day($0.new), documented: $0.documented)
      },
      balance: money(facts.balances), rate: rate,
      dayBasis: facts.dayBasis == 360 ? .actual360 : .actual365,
      overdue: facts.overdue.map {
        DayRange(from: day($0.from), to: $0.cured.map(day) ?? .farFuture)
      },
      lostOn: facts.lostOn.map(day), compensatedOn: facts.compensatedOn.map(day),
      useOrdinal: facts.useOrdinal, otherSubsidy: facts.otherSubsidy, terms: terms)
  }
}
