public import LoanBook
import Quantities

/// What one note adds to one figure of one group.
public struct Contribution: Hashable, Sendable {
  /// The figure; always an additive one.
  public var figure: StatisticsFigure
  /// The group.
  public var group: StatisticsGroup
  /// The note.
  public var note: NoteKey
  /// Notes, persons, jobs or fen. Of a person's second note it may be 0: the person is counted.
  public var value: Int64
}

/// Sums the figures of a period, person by person.
///
/// It holds one number for each figure and group and nothing of a person once taken, so its memory
/// does not grow with the county.
public struct StatisticsTally: Sendable {
  /// The period.
  public let period: StatisticsPeriod

  private var sums: [StatisticsGroup: [Int64]] = [.all: StatisticsTally.nothing]
  private var lastPerson: Int64?
  private static let nothing = [Int64](repeating: 0, count: StatisticsFigure.all.count)

  /// Begins at zero.
  public init(_ period: StatisticsPeriod) { self.period = period }

  /// Takes all notes of one person. Persons come in ascending order of their number, each once:
  /// that is how each is counted once without being remembered; anything else is a bug.
  public mutating func take(_ person: PersonNotes) {
    take(person) { (_: Contribution) throws(Never) in }
  }

  /// The same, and tells what each note adds to which figure of which group: the sums of what is
  /// told are the figures. Throws what `tell` throws.
  public mutating func take<Failure: Error>(
    _ person: PersonNotes, tell: (Contribution) throws(Failure) -> Void
  ) throws(Failure) {
    if let lastPerson {
      precondition(person.person > lastPerson, "persons come in ascending order, each once")
    }
    lastPerson = person.person
    var counted: [StatisticsGroup: [Int64]] = [:]
    for note in person.notes.sorted(by: { $0.history.key < $1.history.key }) {
      let figures = NoteFigures(of: note, in: period)
      for group in StatisticsGroup.groups(of: note.history) {
        var group = GroupSums(
          group: group, sums: sums.removeValue(forKey: group) ?? StatisticsTally.nothing,
          counted: counted[group])
        defer {
          sums[group.group] = group.sums
          counted[group.group] = group.counted
        }
        try group.add(figures.values, of: note.history.key, tell: tell)
      }
    }
  }

  /// Every group that has a note, in order; all notes first.
  public var groups: [StatisticsGroup] { sums.keys.sorted() }

  /// A figure of a group.
  public func value(_ figure: StatisticsFigure, of group: StatisticsGroup) -> FigureValue {
    let sums = sums[group] ?? StatisticsTally.nothing
    switch figure.measure.kind {
    case .count: return .count(sums[figure.index])
    case .money: return .money(Fen(sums[figure.index]))
    case .percent(let part, let whole):
      let span = figure.span ?? .period
      return .percent(
        ExactRatio(
          Fen(sums[StatisticsFigure.index(of: part, span)]),
          of: Fen(sums[StatisticsFigure.index(of: whole, span)])))
    }
  }
}

/// The sums of one group while a person's notes are added.
private struct GroupSums {
  let group: StatisticsGroup
  var sums: [Int64]
  /// What of the person is counted already, for personal measures.
  var counted: [Int64]?

  private static let personal = StatisticsFigure.all.map(\.measure.isPersonal)
  private static let persons = StatisticsFigure.all.map { $0.measure == .supportedPersons }

  mutating func add<Failure: Error>(
    _ values: [Int64], of note: NoteKey, tell: (Contribution) throws(Failure) -> Void
  ) throws(Failure) {
    var person = counted ?? [Int64](repeating: 0, count: values.count)
    for (index, value) in values.enumerated() where value != 0 {
      var added = value
      // Of a partnership only the borrower is known to be a woman, graduate or veteran.
      if group.dimension == .focus, GroupSums.persons[index] { added = min(added, 1) }
      if GroupSums.personal[index] {
        added = max(0, added - person[index])
        person[index] += added
      }
      sums[index] += added
      try tell(
        Contribution(
          figure: StatisticsFigure.all[index], group: group, note: note, value: added))
    }
    counted = person
  }
}
