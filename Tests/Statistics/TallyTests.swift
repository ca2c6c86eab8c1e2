import LoanBook
import Quantities
import Statistics
import TestKit
import Testing

/// STATISTICS: every figure of every group against a count of its own, and against what the notes
/// are said to add to it.
@Suite struct TallyTests {
  static let periods = ["2025-03", "2025-Q4", "2025Q2", "2025"]
  static let seeds: [UInt64] = [1, 20_260_402]

  @Test(arguments: periods, seeds)
  func everyFigureIsCountedRight(code: String, seed: UInt64) throws {
    var synthetic = SyntheticPeople(seed: seed)
    let people = try synthetic.people(120)
    let period = try known(StatisticsPeriod(code))
    var tally = StatisticsTally(period)
    var told: [Cell: Int64] = [:]
    for (person, notes) in people.enumerated() {
      tally.take(try notesOf(notes, person: person, shuffledBy: &synthetic.random)) {
        told[Cell(figure: $0.figure, group: $0.group), default: 0] += $0.value
      }
    }
    let brute = BruteForce(people: people, period: period)
    var nonzero: Set<Measure> = []
    for group in tally.groups {
      for figure in StatisticsFigure.all {
        let value = tally.value(figure, of: group)
        guard case .percent(let part, let whole) = figure.measure.kind else {
          let expected = brute.value(figure, group)
          #expect(
            value.number == expected, "\(figure.code) of \(group), \(code), seed \(seed)")
          #expect(
            told[Cell(figure: figure, group: group), default: 0] == expected,
            "what is told of \(figure.code) of \(group), \(code), seed \(seed)")
          if expected != 0 { nonzero.insert(figure.measure) }
          continue
        }
        let span = figure.span ?? .period
        let parts = (
          brute.value(.of(part, span), group), brute.value(.of(whole, span), group)
        )
        #expect(
          value.digits == percent(parts.0, of: parts.1),
          "\(figure.code) of \(group), \(code), seed \(seed)")
        if value.digits != nil { nonzero.insert(figure.measure) }
      }
    }
    #expect(nonzero.count == Measure.allCases.count, "a figure that is always zero tests nothing")
    #expect(told.keys.allSatisfy { $0.figure.isAdditive && tally.groups.contains($0.group) })
  }

  @Test func groupsOfADimensionAddUp() throws {
    var synthetic = SyntheticPeople(seed: 5)
    let people = try synthetic.people(120)
    var tally = StatisticsTally(try known(StatisticsPeriod("2025-Q3")))
    for (person, notes) in people.enumerated() {
      tally.take(try notesOf(notes, person: person, shuffledBy: &synthetic.random))
    }
    for dimension in StatisticsDimension.allCases where dimension != .focus {
      for figure in StatisticsFigure.all where figure.isAdditive && !figure.measure.isPersonal {
        let sum = tally.groups.filter { $0.dimension == dimension }
          .reduce(0) { $0 + (tally.value(figure, of: $1).number ?? 0) }
        #expect(sum == tally.value(figure, of: .all).number, "\(figure.code) by \(dimension)")
      }
    }
  }

  @Test func aPersonCountsOnceHoweverManyNotes() throws {
    var first = try PlainNote("2025-03-03", "2026-03-03")
    first.jobs = 4
    var second = try PlainNote("2025-03-20", "2026-03-20")
    second.noteNo = "JD-2"
    second.bank = "ICBCZZ"
    second.jobs = 7
    let tally = try tally("2025-03", [[first, second]])
    #expect(tally.value(.of(.disbursedNotes, .period), of: .all) == .count(2))
    #expect(tally.value(.of(.supportedPersons, .period), of: .all) == .count(1))
    #expect(tally.value(.of(.balancePersons, .period), of: .all) == .count(1))
    #expect(tally.value(.of(.jobs, .period), of: .all) == .count(7))
    let bank = StatisticsGroup(.bank, "ZZRCB")
    #expect(tally.value(.of(.jobs, .period), of: bank) == .count(4))
    #expect(tally.value(.of(.supportedPersons, .period), of: bank) == .count(1))
  }

  @Test func aPartnershipSupportsItsPartnersButOnlyTheBorrowerIsKnownToBeAWoman() throws {
    var note = try PlainNote("2025-03-03", "2026-03-03")
    note.kind = .partnership
    note.partners = 5
    let tally = try tally("2025-03", [[note]])
    #expect(tally.value(.of(.supportedPersons, .period), of: .all) == .count(5))
    #expect(tally.value(.of(.supportedPersons, .period), of: .women) == .count(1))
  }

  /// The days at which a figure turns: end of period, due day, day of compensation.
  @Test(arguments: [
    // lastOverdue: what the last day of March 2025 sees of an overdue that began then.
    ("2025-03-31", "1", "0", "0"), ("2025-03-02", "1", "0", "0"), ("2025-03-01", "0", "1", "0"),
    ("2025-01-01", "0", "1", "0"), ("2024-12-31", "0", "0", "1"), ("2025-04-01", "0", "0", "0"),
  ])
  func overdueBuckets(since: String, to30: String, to90: String, over90: String) throws {
    var note = try PlainNote("2024-06-01", "2026-06-01")
    note.overdue = [(try day(since), nil)]
    let tally = try tally("2025-03", [[note]])
    #expect(tally.value(.of(.overdueNotes30, .period), of: .all).digits == to30)
    #expect(tally.value(.of(.overdueNotes90, .period), of: .all).digits == to90)
    #expect(tally.value(.of(.overdueNotesOver90, .period), of: .all).digits == over90)
  }

  @Test func anUnpaidNoteIsOverdueFromTheDayAfterItsDueDay() throws {
    let onTheDay = try tally("2025-03", [[try PlainNote("2024-03-31", "2025-03-31")]])
    #expect(onTheDay.value(.of(.overdueNotes, .period), of: .all) == .count(0))
    let before = try tally("2025-03", [[try PlainNote("2024-03-30", "2025-03-30")]])
    #expect(before.value(.of(.overdueNotes30, .period), of: .all) == .count(1))
  }

  @Test func whatFollowsThePeriodIsNotKnownInIt() throws {
    var note = try PlainNote("2025-03-31", "2026-03-31")
    note.repayments = [(try day("2025-04-01"), note.amount)]
    note.compensations = [(try day("2025-04-02"), 100)]
    let march = try tally("2025-03", [[note]])
    #expect(march.value(.of(.balanceAmount, .period), of: .all) == .money(Fen(note.amount)))
    #expect(march.value(.of(.compensatedNotes, .total), of: .all) == .count(0))
    let february = try tally("2025-02", [[note]])
    #expect(february.groups.count > 1)
    for figure in StatisticsFigure.all {
      #expect(february.value(figure, of: .all).digits.map { Fen($0) ?? .zero } ?? .zero == .zero)
    }
  }

  /// The guarantor's money reaches the bank as a repayment of the day of compensation.
  @Test func fromTheDayOfCompensationNothingIsTheBorrowers() throws {
    var note = try PlainNote("2024-03-01", "2025-03-10")
    note.repayments = [
      (try day("2025-03-14"), 1_000_000), (try day("2025-03-15"), 3_000_000),
      (try day("2025-03-16"), 500_000),
    ]
    note.compensations = [(try day("2025-03-15"), 3_100_000)]
    let tally = try tally("2025-03", [[note]])
    #expect(tally.value(.of(.repaidPrincipal, .period), of: .all).digits == "10000.00")
    #expect(tally.value(.of(.dueRepaid, .period), of: .all).digits == "10000.00")
    #expect(tally.value(.of(.recoveryRate, .period), of: .all).digits == "5.00")
    #expect(tally.value(.of(.compensationRate, .period), of: .all).digits == "15.50")
    #expect(tally.value(.of(.balanceAmount, .period), of: .all).digits == "0.00")
  }

  @Test func noNotesAtAll() throws {
    let tally = try tally("2025-03", [])
    #expect(tally.groups == [.all])
    #expect(tally.value(.of(.recoveryRate, .period), of: .all) == .percent(nil))
    #expect(tally.value(.of(.disbursedAmount, .total), of: .all) == .money(.zero))
  }

  private func tally(_ period: String, _ people: [[PlainNote]]) throws -> StatisticsTally {
    var tally = StatisticsTally(try known(StatisticsPeriod(period)))
    for (person, notes) in people.enumerated() {
      let notes = try notes.map { NoteWithSubsidies(try $0.history(), subsidies: $0.subsidies) }
      tally.take(PersonNotes(person: Int64(person), notes: notes))
    }
    return tally
  }

  private func notesOf(
    _ notes: [PlainNote], person: Int, shuffledBy random: inout SeededRandom
  ) throws -> PersonNotes {
    PersonNotes(
      person: Int64(person),
      notes: try notes.map { NoteWithSubsidies(try $0.history(), subsidies: $0.subsidies) }
        .shuffled(using: &random))
  }

  /// Long division to hundredths of a percent, half up, digit by digit.
  private func percent(_ part: Int64, of whole: Int64) -> String? {
    guard whole > 0 else { return nil }
    var rest = part * 100
    var digits = String(rest / whole) + "."
    rest %= whole
    for _ in 0..<2 {
      rest *= 10
      digits += String(rest / whole)
      rest %= whole
    }
    guard rest * 2 >= whole, let fen = Fen(digits) else { return digits }
    return (fen + Fen(1)).description
  }
}

private struct Cell: Hashable {
  var figure: StatisticsFigure
  var group: StatisticsGroup
}

extension FigureValue {
  fileprivate var number: Int64? {
    switch self {
    case .count(let count): count
    case .money(let fen): fen.value
    case .percent, .multiple: nil
    }
  }
}
