public import LoanBook
public import Quantities

/// A subsidy of a note on a day: what an approved run made due, or what was paid.
public struct SubsidyEntry: Hashable, Sendable {
  /// Whether it became due or was paid.
  public enum Kind: Hashable, Sendable {
    /// 应贴: a line of an approved run, on the settlement day of its quarter.
    case due
    /// 已贴: a payment done, on the day it was done; negative when it was taken back.
    case paid
  }
  /// Due or paid.
  public var kind: Kind
  /// The settlement day (the last day of the quarter) or the day of payment.
  public var on: Day
  /// What each payer bears.
  public var shares: Shares

  /// Notes an entry.
  public init(_ kind: Kind, on: Day, shares: Shares) {
    self.kind = kind
    self.on = on
    self.shares = shares
  }
}

/// A note with the subsidies of its life.
public struct NoteWithSubsidies: Hashable, Sendable {
  /// Everything known of the note.
  public var history: NoteHistory
  /// Its subsidies, in any order.
  public var subsidies: [SubsidyEntry]

  /// Puts a note on the table.
  public init(_ history: NoteHistory, subsidies: [SubsidyEntry] = []) {
    self.history = history
    self.subsidies = subsidies
  }
}

/// All notes of one borrower, over all banks: what can be counted once for a person.
public struct PersonNotes: Hashable, Sendable {
  /// An opaque number of the person or entity; the ledger's row number, never an identity number.
  public var person: Int64
  /// The notes, in any order.
  public var notes: [NoteWithSubsidies]

  /// Gathers a person's notes.
  public init(person: Int64, notes: [NoteWithSubsidies]) {
    self.person = person
    self.notes = notes
  }
}
