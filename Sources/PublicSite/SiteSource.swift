public import Disclosure
public import OpenData
public import Quantities

/// Where the site's records come from: what the ledger holds as published, as of one size of the
/// log.
///
/// Called from one thread at a time.
public protocol SiteSource {
  /// How many entries of the log are shown.
  var logSize: Int64 { get }
  /// How many withdrawals and redactions there have been: what they destroyed is shown nowhere.
  var erasures: Int { get }
  /// What stands for the secrets that are known, in a word of the source's own: another one means
  /// that there are more.
  var secretMark: String { get }

  /// Every record that stands, ascending by number, in short.
  func forEachRow(_ body: (ListRow) throws -> Void) throws
  /// The records from one number to another with their revisions, ascending; withdrawn ones too.
  func forEachRecord(
    from first: RecordNumber, through last: RecordNumber, _ body: (PublishedRecord) throws -> Void
  ) throws
  /// Every record that was taken back, ascending: its number and the place of its last entry.
  func withdrawn() throws -> [(number: RecordNumber, position: Int64)]
  /// Corrections, redactions and withdrawals of records, the oldest first; not what only goes on.
  func changes() throws -> [RecordChange]
  /// The revisions of records at some places of the log, in their order.
  func forEachRevision(at places: Range<Int64>, _ body: (ChangeRow) throws -> Void) throws
  /// The day of the entry at a place of the log.
  func day(at place: Int64) throws -> Day
  /// What must not be seen: all of it, or what became known after a mark.
  func secrets(since mark: String?) throws -> Secrets
}
