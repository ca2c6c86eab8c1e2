import LoanBook
import Quantities

/// What a transaction has at hand: notes with their projections that are still to be written, and
/// approved runs.
///
/// A batch speaks of one note many times: it is read once, kept up to date as records come, and
/// its row in `note` is written once at the end.
final class Desk {
  /// A bank's note.
  struct Address: Hashable {
    let bank: Int64
    let noteNo: NoteNo
  }

  /// A note as it stands within the transaction; what is changed in it stays changed.
  final class Entry {
    /// The row in `note`; nil when the number was never used.
    var row: Int64?
    /// Nil when no disbursement of the number stands.
    var history: NoteHistory?
    /// The projection, when it is not yet written.
    var state: NoteState?

    init(row: Int64?, history: NoteHistory?) {
      self.row = row
      self.history = history
    }
  }

  /// Enough for a month's batch of a bank; the memory it takes stays bounded.
  static let capacity = 4096

  private var entries: [Address: Entry] = [:]
  /// The entry that was asked for last: records of one note mostly follow each other.
  private var last: (address: Address, entry: Entry)?
  /// The person that was looked for last, by number; no row when nobody has it.
  var lastPerson: (number: IdentityNumber, row: Int64?)?
  /// For each bank above all record numbers on file; empty when it has none.
  var highestRecordId: [Int64: String] = [:]
  /// Approved runs, once they were asked for; forgotten when a run changes.
  var approvedRuns: [RunEntry]?
  /// What runs for every record.
  let statements = Statements()

  subscript(address: Address) -> Entry? {
    get {
      if let last, last.address == address { return last.entry }
      guard let entry = entries[address] else { return nil }
      last = (address, entry)
      return entry
    }
    set {
      entries[address] = newValue
      last = newValue.map { (address, $0) }
    }
  }

  var isFull: Bool { entries.count >= Desk.capacity }

  func clear() {
    entries.removeAll(keepingCapacity: true)
    last = nil
  }

  /// The projections to be written, in the order of their rows.
  func takeProjections() -> [(row: Int64, state: NoteState)] {
    var found: [(row: Int64, state: NoteState)] = []
    for entry in entries.values {
      guard let row = entry.row, let state = entry.state else { continue }
      found.append((row, state))
      entry.state = nil
    }
    return found.sorted { $0.row < $1.row }
  }
}

extension LedgerSession {
  /// A note of this transaction, read when it is not at hand.
  func entry(_ address: Desk.Address, _ bank: Bank) throws -> Desk.Entry {
    if let entry = desk[address] { return entry }
    if desk.isFull {
      try writeProjections()
      desk.clear()
    }
    let row = try noteRow(address)
    let history = try row.flatMap { try self.history(ofRow: $0, known: LedgerSession.endOfTime) }
    let entry = Desk.Entry(row: row, history: history)
    desk[address] = entry
    return entry
  }

  private func noteRow(_ address: Desk.Address) throws -> Int64? {
    let query = try query("SELECT id FROM note WHERE bank = ? AND note_no = ?")
    query.bind(address.bank)
    query.bind(address.noteNo.text)
    guard var row = try query.row() else { return nil }
    return row.int64()
  }

  /// Writes the projections that records of this transaction changed.
  func writeProjections() throws {
    for (row, state) in desk.takeProjections() {
      let query = try query(
        """
        UPDATE note SET balance = ?, due_on = ?, overdue_since = ?, compensated_on = ?,
          repaid_on = ?
        WHERE id = ?
        """)
      query.bind(state.balance.value)
      query.bind(state.dueOn.number)
      query.bind(state.overdueSince?.number)
      query.bind(state.compensatedOn?.number)
      query.bind(state.repaidOn?.number)
      query.bind(row)
      try query.run()
    }
  }
}
