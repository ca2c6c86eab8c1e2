import Quantities
import Statistics
import Subsidy

/// The figures counted anew for each, from the plain lists: slow, and written without looking at
/// how the tally does it.
struct BruteForce {
  let people: [[PlainNote]]
  let period: StatisticsPeriod

  private var last: Day { period.days.to - 1 }

  /// Notes, persons, jobs or fen.
  func value(_ figure: StatisticsFigure, _ group: StatisticsGroup) -> Int64 {
    let from: Day
    switch figure.span {
    case .period?: from = period.days.from
    case .year?: from = period.year.from
    case .total?, nil: from = Day(number: -1_000_000)
    }
    func inSpan(_ day: Day) -> Bool { from <= day && day <= last }
    let mine = people.map { $0.filter { belongs($0, group) } }
    let notes = mine.flatMap { $0 }
    let lent = notes.filter { inSpan($0.disbursedOn) }
    let onFile = notes.filter { $0.disbursedOn <= last }
    let due = onFile.filter { inSpan(dueDay($0)) }
    let running = onFile.filter { owed($0) > 0 && !isCompensated($0) }
    let lentOfPersons = mine.map { $0.filter { inSpan($0.disbursedOn) } }

    func days(_ range: ClosedRange<Int>) -> [PlainNote] {
      running.filter { range.contains(overdueDays($0)) }
    }
    func sum(_ kind: SubsidyEntry.Kind, _ part: (Shares) -> Fen) -> Int64 {
      notes.flatMap(\.subsidies).filter { $0.kind == kind && inSpan($0.on) }
        .reduce(0) { $0 + part($1.shares).value }
    }
    switch figure.measure {
    case .disbursedNotes: return Int64(lent.count)
    case .disbursedAmount: return lent.reduce(0) { $0 + $1.amount }
    case .repaidPrincipal:
      return onFile.reduce(0) { $0 + repaid($1).filter { inSpan($0.on) }.reduce(0) { $0 + $1.fen } }
    case .balanceNotes: return Int64(running.count)
    case .balanceAmount: return running.reduce(0) { $0 + owed($1) }
    case .balancePersons: return Int64(Set(running.map(\.person)).count)
    case .dueNotes: return Int64(due.count)
    case .duePrincipal: return due.reduce(0) { $0 + $1.amount }
    case .dueRepaid:
      return due.reduce(0) { $0 + repaid($1).filter { $0.on <= last }.reduce(0) { $0 + $1.fen } }
    case .overdueNotes30: return Int64(days(1...30).count)
    case .overdueAmount30: return days(1...30).reduce(0) { $0 + owed($1) }
    case .overdueNotes90: return Int64(days(31...90).count)
    case .overdueAmount90: return days(31...90).reduce(0) { $0 + owed($1) }
    case .overdueNotesOver90: return Int64(days(91...100_000).count)
    case .overdueAmountOver90: return days(91...100_000).reduce(0) { $0 + owed($1) }
    case .overdueNotes: return Int64(days(1...100_000).count)
    case .overdueAmount: return days(1...100_000).reduce(0) { $0 + owed($1) }
    case .compensatedNotes:
      return Int64(onFile.filter { $0.compensations.map(\.on).min().map(inSpan) ?? false }.count)
    case .compensatedAmount:
      return onFile.flatMap(\.compensations).filter { inSpan($0.on) }.reduce(0) { $0 + $1.fen }
    case .recoveredAmount:
      return onFile.flatMap(\.recoveries).filter { inSpan($0.on) }.reduce(0) { $0 + $1.fen }
    case .subsidyDue: return sum(.due) { $0.central + $0.province + $0.city + $0.county }
    case .subsidyDueCentral: return sum(.due) { $0.central }
    case .subsidyDueProvince: return sum(.due) { $0.province }
    case .subsidyDueCity: return sum(.due) { $0.city }
    case .subsidyDueCounty: return sum(.due) { $0.county }
    case .subsidyPaid: return sum(.paid) { $0.central + $0.province + $0.city + $0.county }
    case .subsidyPaidCentral: return sum(.paid) { $0.central }
    case .subsidyPaidProvince: return sum(.paid) { $0.province }
    case .subsidyPaidCity: return sum(.paid) { $0.city }
    case .subsidyPaidCounty: return sum(.paid) { $0.county }
    case .supportedPersons:
      return lentOfPersons.reduce(0) { sum, notes in
        let persons = notes.filter { $0.kind != .enterprise }
          .map { group.dimension == .focus ? 1 : $0.partners }
        return sum + Int64(persons.max() ?? 0)
      }
    case .supportedEnterprises:
      return Int64(Set(lent.filter { $0.kind == .enterprise }.map(\.person)).count)
    case .jobs: return lentOfPersons.reduce(0) { $0 + Int64($1.compactMap(\.jobs).max() ?? 0) }
    case .recoveryRate, .overdueRate, .compensationRate:
      preconditionFailure("a rate is no sum")
    }
  }

  private func belongs(_ note: PlainNote, _ group: StatisticsGroup) -> Bool {
    switch group.dimension {
    case .all: true
    case .category: note.category == group.key
    case .kind: note.kind.rawValue == group.key
    case .bank: note.bank == group.key
    case .town: note.town == group.key
    case .industry: note.industry.hasPrefix(group.key)
    case .focus:
      group.key == "WOMEN"
        ? note.isWoman : note.category == (group.key == "VETERANS" ? "03" : "05")
    }
  }

  private func owed(_ note: PlainNote) -> Int64 {
    note.amount - note.repayments.filter { $0.on <= last }.reduce(0) { $0 + $1.fen }
  }

  private func isCompensated(_ note: PlainNote) -> Bool {
    note.compensations.contains { $0.on <= last }
  }

  /// Repayments that count as the borrower's. A compensation that came later is not known yet.
  private func repaid(_ note: PlainNote) -> [(on: Day, fen: Int64)] {
    let first = note.compensations.map(\.on).filter { $0 <= last }.min()
    return note.repayments.filter { repayment in first.map { repayment.on < $0 } ?? true }
  }

  private func dueDay(_ note: PlainNote) -> Day {
    note.extensions.last { $0.on <= last }?.newDueOn ?? note.dueOn
  }

  /// 0 when it is not overdue.
  private func overdueDays(_ note: PlainNote) -> Int {
    var count = 0
    let stated = note.overdue.last { $0.from <= last }
    if let stated, stated.cured.map({ $0 > last }) ?? true {
      count = Int(last.number - stated.from.number) + 1
    }
    return max(count, Int(last.number - dueDay(note).number))
  }
}
