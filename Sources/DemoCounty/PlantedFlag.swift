public import LoanBook
public import Quantities

/// Something about a note that the settlement must flag in one of the settled quarters.
/// SUBSIDY "Flags".
public struct PlantedFlag: Hashable, Sendable {
  /// The note.
  public let note: NoteKey
  /// What must be flagged.
  public let code: NoteFlag.Code
  /// The day on which a project closed, which the bureau records before it settles first.
  public let since: Day?

  /// What the notes of one borrower call for, told from their true lives.
  static func planted(
    in stories: some Collection<NoteStory>, _ options: DemoOptions
  ) -> [PlantedFlag] {
    guard let first = options.claimedQuarters.first?.days,
      let last = options.claimedQuarters.last?.days
    else { return [] }
    switch stories.first?.trait {
    case .overlapping:
      // What is disbursed in the last days may come too late for the last run.
      let seen = DayRange(from: first.from, to: last.to - 60)
      let together = stories.reduce(seen) { $0.intersection($1.runningDays) }
      guard stories.count == 2, !together.isEmpty else { return [] }
      return stories.map { PlantedFlag(note: $0.key, code: .overlap, since: nil) }
    case .prepaid:
      let closed = first.from + 40
      return stories.prefix(1).filter {
        $0.runningDays.contains(closed) && $0.terms.disbursedOn + 60 < closed
      }.map { PlantedFlag(note: $0.key, code: .projectClosed, since: closed) }
    default: return []
    }
  }
}

extension NoteStory {
  fileprivate var key: NoteKey {
    NoteKey(bank: DemoBank.all[bank].code, noteNo: terms.noteNo)
  }

  fileprivate var runningDays: DayRange {
    let state = NoteLife.fold(terms, events).state
    return DayRange(from: terms.disbursedOn, to: state.repaidOn ?? state.dueOn)
  }
}
