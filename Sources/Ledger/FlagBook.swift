import LoanBook
import Quantities

/// What of the whole portfolio bears on single notes, as known at an instant: gathered once, then
/// asked note by note. Most notes are in none of it. SUBSIDY "Flags".
struct FlagBook {
  /// Days on which a note runs beside a note of another borrower, by its row in `note`.
  private var shared: [Int64: [FlaggedDays]] = [:]
  /// Which use it is with its partners' and its entity's loans counted too, where that is more
  /// than one.
  private var linkedUses: [Int64: Int] = [:]
  private let projects: [ProjectSubject: ProjectState]

  fileprivate init(projects: [ProjectSubject: ProjectState]) { self.projects = projects }

  fileprivate mutating func add(
    _ code: NoteFlag.Code, _ overlaps: [(note: Int64, days: [DayRange])]
  ) {
    for (note, days) in overlaps {
      let place = shared[note]?.firstIndex { $0.flag.code == code }
      if let place {
        shared[note]?[place].days += days
      } else {
        shared[note, default: []].append(FlaggedDays(NoteFlag(code), on: days))
      }
    }
  }

  fileprivate mutating func add(_ uses: [(note: Int64, use: Int)]) {
    for (note, use) in uses where use > 1 {
      linkedUses[note] = max(linkedUses[note] ?? 0, use)
    }
  }

  /// The flags of a note in the order of their codes. `own` are the days on which the borrower's
  /// other contracts run too.
  func flags(of history: NoteHistory, row: Int64, own: [DayRange]) -> [FlaggedDays] {
    let (stated, counted) = (history.terms.useOrdinal, history.countedUse)
    let linked = linkedUses[row] ?? 0
    let project = projects.isEmpty ? nil : projects.state(of: history)
    guard
      counted > stated || linked > max(stated, counted) || !own.isEmpty || shared[row] != nil
        || history.bureau.otherSubsidy || project?.flag != nil
    else { return [] }
    let days = history.runningDays
    var flags: [FlaggedDays] = []
    if counted > stated {
      flags.append(FlaggedDays(NoteFlag(.moreUses, uses: counted), on: [days]))
    }
    if linked > max(stated, counted) {
      flags.append(FlaggedDays(NoteFlag(.usesAcrossKinds, uses: linked), on: [days]))
    }
    if !own.isEmpty { flags.append(FlaggedDays(NoteFlag(.overlap), on: own)) }
    flags += shared[row] ?? []
    if history.bureau.otherSubsidy {
      flags.append(FlaggedDays(NoteFlag(.otherSubsidy), on: [days]))
    }
    if let flag = project?.flag, let since = flag.since {
      flags.append(FlaggedDays(flag, on: [DayRange(from: max(since, days.from), to: days.to)]))
    }
    return flags
  }

  /// The rows of notes on which notes of other people bear otherwise than by another book; nil
  /// when projects differ, which bear on any note.
  func notes(differingFrom other: FlagBook) -> [Int64]? {
    guard projects == other.projects else { return nil }
    return Set(shared.keys).union(other.shared.keys).filter { shared[$0] != other.shared[$0] }
      .sorted()
  }
}

extension LedgerSession {
  /// Gathers what bears on notes from elsewhere.
  func flagBook(known: Instant) throws -> FlagBook {
    var book = FlagBook(projects: try projectStates(knownAt: known))
    for number in try sharedPartners(known: known) {
      book.add(.partnerOverlap, number.overlaps())
      book.add(number.uses)
    }
    for number in try sharedEntities(known: known) {
      book.add(.entityOverlap, number.overlaps())
      book.add(number.uses)
    }
    for name in try sharedEntityNames(known: known) {
      book.add(.entityNameOverlap, name.overlapsByName())
    }
    return book
  }
}
