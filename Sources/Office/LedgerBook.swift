import Intake
import Ledger
import LoanBook
import Quantities

/// The ledger as the book that Intake asks, for one package of one bank within its transaction.
///
/// It holds the notes of the package that it met last: a batch speaks of one note many times.
struct LedgerBook: RecordBook {
  let session: LedgerSession
  let bank: Bank
  let package: Int64
  let now: Instant
  private let cache = NoteCache()

  init(session: LedgerSession, bank: Bank, package: Int64, now: Instant) {
    self.session = session
    self.bank = bank
    self.package = package
    self.now = now
  }

  func versions(of recordId: RecordId) throws -> [RecordVersion] {
    try session.versions(of: recordId, bank: bank)
  }

  func note(_ noteNo: NoteNo) throws -> NoteHistory? {
    if let known = cache.notes[noteNo] { return known }
    let note = try session.note(noteNo, of: bank)
    cache.keep(note, noteNo)
    return note
  }

  func hasClaim(_ claim: Claim, besides recordId: RecordId) throws -> Bool {
    try session.claims(claim, of: bank, besides: recordId)
  }

  func useOrdinal(of terms: Disbursement) throws -> Int {
    try session.useOrdinal(of: terms, bank: bank)
  }

  mutating func keep(_ record: AcceptedRecord) throws {
    try session.keep(record, package: package, bank: bank, at: now)
    for noteNo in record.states.keys { cache.notes[noteNo] = nil }
    if let noteNo = record.record.fact.noteNo { cache.notes[noteNo] = nil }
  }
}

/// Notes read within one package; a note that changes is forgotten.
private final class NoteCache {
  var notes: [NoteNo: NoteHistory?] = [:]

  func keep(_ note: NoteHistory?, _ noteNo: NoteNo) {
    // A handful is enough, since records of one note stand together.
    if notes.count >= 64 { notes.removeAll(keepingCapacity: true) }
    notes[noteNo] = .some(note)
  }
}

/// The ledger as the history of a bank's packages.
struct LedgerPackages: PackageHistory {
  let session: LedgerSession
  let bank: Bank

  func acceptedManifestDigest(_ packageId: String) throws -> String? {
    try session.consumedPackage(packageId, of: bank)?.manifestDigest
  }

  func highestAcceptedNumber() throws -> Int { try session.highestNumber(of: bank) }
}
