import BankExchange
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

  private struct ClaimKey: Hashable {
    let noteNo: NoteNo
    let period: Quarter
  }

  private let bank: PartyCode
  private var versions: [RecordId: [RecordVersion]] = [:]
  private var notes: [NoteNo: Standing] = [:]
  private var events: [NoteNo: [RecordId: RecordedEvent]] = [:]
  private var notesOfPerson: [IdentityNumber: Set<NoteNo>] = [:]
  private var claims: [ClaimKey: Set<RecordId>] = [:]
  private var claimKeys: [RecordId: ClaimKey] = [:]
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
    let key = ClaimKey(noteNo: claim.noteNo, period: claim.period)
    return !(claims[key] ?? []).subtracting([recordId]).isEmpty
  }

  func useOrdinal(of terms: Disbursement) -> Int {
    let notesOfPerson = notesOfPerson[terms.borrower.idNumber] ?? []
    let earlier = notesOfPerson.compactMap { notes[$0]?.terms }.filter {
      $0.contractNo != terms.contractNo && $0.disbursedOn < terms.disbursedOn
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
    if let key = claimKeys.removeValue(forKey: recordId) { claims[key]?.remove(recordId) }
    if let standing = notes[noteNo], standing.record == recordId {
      notes[noteNo] = nil
      notesOfPerson[standing.terms.borrower.idNumber]?.remove(noteNo)
    }
  }

  private mutating func stand(_ record: FactRecord) {
    switch record.fact {
    case .disbursement(let terms):
      notes[terms.noteNo] = Standing(record: record.recordId, terms: terms)
      notesOfPerson[terms.borrower.idNumber, default: []].insert(terms.noteNo)
    case .event(let noteNo, let event):
      events[noteNo, default: [:]][record.recordId] = RecordedEvent(
        recordId: record.recordId, event: event, arrival: arrival)
    case .claim(let claim):
      let key = ClaimKey(noteNo: claim.noteNo, period: claim.period)
      claims[key, default: []].insert(record.recordId)
      claimKeys[record.recordId] = key
    case .decision: break
    }
  }
}

/// The packages that were accepted so far, in memory.
struct MemoryPackages: PackageHistory {
  private var accepted: [String: String] = [:]
  private var highest = 0

  /// What the bureau's door takes from a bank. EXCHANGE §2.
  var messageTypes: Set<MessageType> { [.batch, .receipt, .keyAnnounce] }

  func acceptedManifestDigest(_ packageId: String) -> String? { accepted[packageId] }
  func highestAcceptedNumber() -> Int { highest }

  mutating func accept(_ packageId: String, number: Int, manifestDigest: String) {
    accepted[packageId] = manifestDigest
    highest = max(highest, number)
  }
}
