import LoanBook
import Quantities

/// What the bureau knows of one bank's notes from the records delivered so far: the basis of
/// the bank's own claims.
struct BankBook {
  /// A note with the records that speak of it.
  private struct Entry {
    var record: RecordId
    var terms: Disbursement
    var events: [RecordId: RecordedEvent] = [:]
  }

  /// The bank.
  let bank: PartyCode
  private var entries: [NoteNo: Entry] = [:]
  private var contracts: [ContractNo: Set<NoteNo>] = [:]
  private var arrival: Int64 = 0

  init(bank: PartyCode) { self.bank = bank }

  /// Takes a record in, as the bureau will.
  mutating func take(_ record: FactRecord) {
    arrival += 1
    switch record.fact {
    case .disbursement(let terms):
      if record.action == .cancel {
        entries[terms.noteNo] = nil
        contracts[terms.contractNo]?.remove(terms.noteNo)
      } else {
        entries[terms.noteNo, default: Entry(record: record.recordId, terms: terms)].terms = terms
        contracts[terms.contractNo, default: []].insert(terms.noteNo)
      }
    case .event(let noteNo, let event):
      let recorded =
        record.action == .cancel
        ? nil : RecordedEvent(recordId: record.recordId, event: event, arrival: arrival)
      entries[noteNo]?.events[record.recordId] = recorded
    case .claim, .decision: break
    }
  }

  /// Contracts in the order of their numbers.
  var contractNumbers: [ContractNo] { contracts.keys.sorted() }

  /// Everything known of the notes of a contract.
  func histories(_ contract: ContractNo) -> [NoteHistory] {
    (contracts[contract] ?? []).sorted().compactMap(history)
  }

  /// Everything known of a note; nil when it is unknown.
  func history(_ noteNo: NoteNo) -> NoteHistory? {
    guard let entry = entries[noteNo] else { return nil }
    return NoteHistory(
      key: NoteKey(bank: bank, noteNo: noteNo), disbursementRecord: entry.record,
      terms: entry.terms, events: Array(entry.events.values))
  }

  /// Whether there is a note of that number.
  func knows(_ noteNo: NoteNo) -> Bool { entries[noteNo] != nil }
}
