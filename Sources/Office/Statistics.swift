import Ledger
import LoanBook
import Policy
import Quantities
public import Statistics
public import StrictJSON
import Subsidy

/// The figures of a period. COMMAND `statistics`.
public struct StatisticsReport: Sendable {
  /// The sums.
  public let tally: StatisticsTally
  /// How groups are called.
  public let names: StatisticsNames
  /// By what the figures are broken down beside the total.
  public let dimension: StatisticsDimension

  /// The report for programs: every figure with its meaning and its value over all notes, then the
  /// groups of the dimension.
  public var json: JSONValue {
    let groups = tally.groups.filter { $0.dimension == dimension && dimension != .all }
    return [
      "period": .string(tally.period.code), "name": .string(tally.period.name),
      "from": .string(tally.period.days.from.description),
      "to": .string(tally.period.lastDay.description),
      "figures": .array(
        StatisticsFigure.all.map { figure in
          .object(
            figure.json.members
              + [JSONMember("value", tally.value(figure, of: .all).json)])
        }),
      "by": .string(dimension.rawValue),
      "groups": .array(
        groups.map { group in
          [
            "key": .string(group.key), "name": .string(names[group]),
            "values": .object(
              StatisticsFigure.all.map {
                JSONMember($0.code, tally.value($0, of: group).json)
              }),
          ]
        }),
    ]
  }

  /// One table for each topic, then what each figure means.
  public var tables: [StatisticsTable] {
    StatisticsTopic.allCases.map { tally.table($0, by: dimension, names: names) }
      + [tally.definitions]
  }
}

extension Office {
  /// Computes the figures of a period from what is known now. STATISTICS.
  ///
  /// `tell` gets what each note adds to which figure of which group: its sums are the figures.
  public func statistics(
    _ period: StatisticsPeriod, by dimension: StatisticsDimension,
    progress: ProgressReport = { _, _, _ in }, tell: (Contribution) throws -> Void = { _ in }
  ) throws -> StatisticsReport {
    let policy = try policy().policy
    return try ledger.read { session in
      let banks = try session.banks().map { ($0.code, $0.name) }
      let tally = try tally(period, in: session, progress: progress, tell: tell)
      return StatisticsReport(
        tally: tally,
        names: StatisticsNames(
          policy: policy, banks: Dictionary(banks, uniquingKeysWith: { first, _ in first })),
        dimension: dimension)
    }
  }

  /// Sums the notes person by person.
  func tally(
    _ period: StatisticsPeriod, in session: LedgerSession,
    progress: ProgressReport = { _, _, _ in }, tell: (Contribution) throws -> Void = { _ in }
  ) throws -> StatisticsTally {
    var tally = StatisticsTally(period)
    let paid = try PaidSubsidies(in: session)
    let total = try session.noteCount()
    var done = 0
    try session.forEachPerson { person, notes in
      let notes = try notes.map { history in
        NoteWithSubsidies(
          history, subsidies: try subsidies(of: history, paid, in: session))
      }
      try tally.take(PersonNotes(person: person, notes: notes)) { try tell($0) }
      done += notes.count
      if done % 1000 < notes.count { progress("统计 \(period.code)", done, total) }
    }
    progress("统计 \(period.code)", done, total)
    return tally
  }

  /// What approved runs made due for a note, and what was paid of it and before this system.
  /// STATISTICS "Subsidy".
  private func subsidies(
    of note: NoteHistory, _ paid: PaidSubsidies, in session: LedgerSession
  ) throws -> [SubsidyEntry] {
    let lines = try session.approvedSubsidies(of: note.key)
      .filter { $0.disbursementRecord == note.disbursementRecord.text }
    let due = lines.map { line in
      SubsidyEntry(.due, on: line.run.days.to - 1, shares: Shares(byPayer: line.shares))
    }
    let opening = try session.openingPayments(
      of: note.key, disbursedBy: note.disbursementRecord
    ).map { SubsidyEntry(.paid, on: $0.paidOn, shares: try $0.payableShares()) }
    return due + lines.flatMap(paid.entries) + opening
  }
}

extension Shares {
  /// Shares by the codes of their payers.
  init(byPayer shares: [String: Fen]) {
    func share(_ payer: Payer) -> Fen { shares[payer.rawValue] ?? .zero }
    self.init(
      central: share(.central), province: share(.province), city: share(.city),
      county: share(.county))
  }
}
