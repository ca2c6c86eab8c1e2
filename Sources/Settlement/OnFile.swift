public import LoanBook
import Quantities

/// A claim as the ledger holds it: the record in force that states it.
public struct ClaimOnFile: Hashable, Sendable {
  /// The record that states the claim.
  public var recordId: RecordId
  /// Counts up with arrival: of two claims for one note and period the first stays the claim.
  public var arrival: Int64
  /// What it states.
  public var claim: Claim

  /// Notes a claim that is on file; cancelled ones are not.
  public init(recordId: RecordId, arrival: Int64, claim: Claim) {
    self.recordId = recordId
    self.arrival = arrival
    self.claim = claim
  }
}

/// A note with what settlement needs beside its history.
public struct NoteOnFile: Hashable, Sendable {
  /// Everything known of the note at the known-at instant.
  public var history: NoteHistory
  /// The claims for the note, in any order; those for another period than the one settled do not
  /// count.
  public var claims: [ClaimOnFile]
  /// Whether the person or the entity has a note under another contract that overlaps in time, by
  /// the ledger's search over all banks. SUBSIDY §4.
  public var overlapsOtherContract: Bool
  /// What people resolved of the note, in any order; those of another period do not count.
  public var resolutions: [Resolution]
  /// What an official must look at in the period.
  public var flags: [NoteFlag]

  /// Puts a note on the table.
  public init(
    history: NoteHistory, claims: [ClaimOnFile] = [], overlapsOtherContract: Bool = false,
    resolutions: [Resolution] = [], flags: [NoteFlag] = []
  ) {
    self.history = history
    self.claims = claims
    self.overlapsOtherContract = overlapsOtherContract
    self.resolutions = resolutions
    self.flags = flags
  }

  /// Whether the subsidy of a period was paid before this system began: it is settled then, and
  /// can only be corrected.
  func isPaidBefore(_ period: Quarter) -> Bool {
    resolutions.contains {
      $0.period == period && $0.paidBefore?.disbursementRecord == history.disbursementRecord
    }
  }
}
