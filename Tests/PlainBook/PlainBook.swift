public import Intake
public import LoanBook

/// A book of records in memory: as simple as a book can be that keeps every version. Tests and fuzz
/// targets lean on it because it shares no code with the ledger and none with the bank kit.
public struct PlainBook: RecordBook {
  /// Whose records these are.
  public let bank: PartyCode
  /// Everything that was kept, in order.
  public private(set) var kept: [AcceptedRecord] = []
  /// Which loan of the person the bank's own loans make this one.
  public var countedUse = 1

  /// Begins an empty book.
  public init(bank: PartyCode) { self.bank = bank }

  /// Every note that a record speaks of.
  public var noteNumbers: Set<NoteNo> { Set(kept.compactMap(\.record.fact.noteNo)) }

  private var current: [(arrival: Int, record: FactRecord)] {
    var last: [RecordId: (Int, FactRecord)] = [:]
    for (arrival, accepted) in kept.enumerated() {
      last[accepted.record.recordId] = (arrival, accepted.record)
    }
    return last.values.filter { $0.1.action != .cancel }.sorted { $0.0 < $1.0 }
  }

  /// The versions of a record, in order.
  public func versions(of recordId: RecordId) -> [RecordVersion] {
    kept.filter { $0.record.recordId == recordId }.map { accepted in
      RecordVersion(
        version: accepted.record.version, action: accepted.record.action,
        type: accepted.record.fact.type, noteNo: accepted.record.fact.noteNo,
        digest: accepted.digest)
    }
  }

  /// A note as the latest versions of its records make it.
  public func note(_ noteNo: NoteNo) -> NoteHistory? {
    var terms: (RecordId, Disbursement)?
    var events: [RecordedEvent] = []
    for (arrival, record) in current where record.fact.noteNo == noteNo {
      switch record.fact {
      case .disbursement(let stated): terms = (record.recordId, stated)
      case .event(_, let event):
        events.append(
          RecordedEvent(recordId: record.recordId, event: event, arrival: Int64(arrival)))
      case .claim, .decision: continue
      }
    }
    return terms.map { recordId, terms in
      NoteHistory(
        key: NoteKey(bank: bank, noteNo: noteNo), disbursementRecord: recordId, terms: terms,
        events: events)
    }
  }

  /// Whether another record claims for the same note and quarter.
  public func hasClaim(_ claim: Claim, besides recordId: RecordId) -> Bool {
    current.contains { _, record in
      guard case .claim(let other) = record.fact else { return false }
      return record.recordId != recordId && other.noteNo == claim.noteNo
        && other.period == claim.period
    }
  }

  /// As the test has set it.
  public func useOrdinal(of terms: Disbursement) -> Int { countedUse }

  /// Keeps a record.
  public mutating func keep(_ record: AcceptedRecord) { kept.append(record) }
}
