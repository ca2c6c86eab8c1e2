import Intake
import Ledger
import LoanBook
import Quantities

/// The ledger as the book that Intake asks, for one package of one bank within its transaction.
struct LedgerBook: RecordBook {
  let session: LedgerSession
  let bank: Bank
  let package: Int64
  let now: Instant

  func versions(of recordId: RecordId) throws -> [RecordVersion] {
    try session.versions(of: recordId, bank: bank)
  }

  func note(_ noteNo: NoteNo) throws -> NoteHistory? {
    try session.note(noteNo, of: bank)
  }

  func hasClaim(_ claim: Claim, besides recordId: RecordId) throws -> Bool {
    try session.claims(claim, of: bank, besides: recordId)
  }

  func useOrdinal(of terms: Disbursement) throws -> Int {
    try session.useOrdinal(of: terms, bank: bank)
  }

  mutating func keep(_ record: AcceptedRecord) throws {
    try session.keep(record, package: package, bank: bank, at: now)
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
