import Intake
import LoanBook
import Quantities

/// The book of records of one bank, in memory: what the bank itself has sent so far. It answers
/// the business checks as the bureau's ledger does, but knows nothing of other banks and nothing
/// that the bureau alone knows.
struct MemoryBook: RecordBook {
  private struct Standing {
    var record: RecordId
    var terms: Disbursement
  }

  private let bank: PartyCode
  private var versions: [RecordId: [RecordVersion]] = [:]
  private var notes: [NoteNo: Standing] = [:]
  private var events: [NoteNo: [RecordId: RecordedEvent]] = [:]
  private var claims: [RecordId: Claim] = [:]
  private var arrival: Int64 = 0

  init(bank: PartyCode) { self.bank = bank }

  func versions(of recordId: RecordId) -> [RecordVersion] { versions[recordId] ?? [] }

  func note(_ noteNo: NoteNo) -> NoteHistory? {
    guard let standing = notes[noteNo] else { return nil }
    return NoteHistory(
      key: NoteKey(bank: bank, noteNo: noteNo), disbursementRecord: standing.record,
      terms: standing.terms, events: Array((events[noteNo] ?? [:]).values))
  }

  func hasClaim(_ claim: Claim, besides recordId: RecordId) -> Bool {
    claims.contains {
      $0.key != recordId && $0.value.noteNo == claim.noteNo && $0.value.period == claim.period
    }
  }

  func useOrdinal(of terms: Disbursement) -> Int {
    let earlier = notes.values.lazy.map(\.terms).filter {
      $0.borrower.idNumber == terms.borrower.idNumber && $0.contractNo != terms.contractNo
        && $0.disbursedOn < terms.disbursedOn
    }
    return Set(earlier.map(\.contractNo)).count + 1
  }

  mutating func keep(_ accepted: AcceptedRecord) {
    let record = accepted.record
    arrival += 1
    let last = versions[record.recordId]?.last
    versions[record.recordId, default: []].append(
      RecordVersion(
        version: record.version, action: record.action, type: record.fact.type,
        noteNo: record.fact.noteNo, digest: accepted.digest))
    // An amended record takes the place of what it said before, even of another note.
    if let noteNo = last?.noteNo { forget(record.recordId, of: noteNo) }
    if record.action != .cancel { stand(record) }
  }

  private mutating func forget(_ recordId: RecordId, of noteNo: NoteNo) {
    events[noteNo]?[recordId] = nil
    claims[recordId] = nil
    if notes[noteNo]?.record == recordId { notes[noteNo] = nil }
  }

  private mutating func stand(_ record: FactRecord) {
    switch record.fact {
    case .disbursement(let terms):
      notes[terms.noteNo] = Standing(record: record.recordId, terms: terms)
    case .event(let noteNo, let event):
      events[noteNo, default: [:]][record.recordId] = RecordedEvent(
        recordId: record.recordId, event: event, arrival: arrival)
    case .claim(let claim): claims[record.recordId] = claim
    case .decision: break
    }
  }
}

/// The packages that were accepted so far, in memory.
struct MemoryPackages: PackageHistory {
  private var accepted: [String: String] = [:]
  private var highest = 0

  func acceptedManifestDigest(_ packageId: String) -> String? { accepted[packageId] }
  func highestAcceptedNumber() -> Int { highest }

  mutating func accept(_ packageId: String, number: Int, manifestDigest: String) {
    accepted[packageId] = manifestDigest
    highest = max(highest, number)
  }
}
