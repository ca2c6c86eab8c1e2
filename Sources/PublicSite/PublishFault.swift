public import Disclosure

/// Why a build could not be done.
///
/// The live site is as it was and the unfinished release is gone.
public enum PublishFault: Error, Sendable {
  /// The identity lacks members that only a demonstration may lack.
  ///
  /// 国办发〔2017〕47号.
  case identityIncomplete(members: [String])
  /// A file operation failed: what was done, on which path, and the system's reason.
  case file(operation: String, path: String, reason: String)
  /// Records must come in ascending order of number, each once.
  case recordOutOfOrder(RecordNumber)
  /// The caller's source of records failed.
  case source(any Error)
  /// A page links to an address that the plan has no file for.
  case brokenLink(page: String, target: String)
  /// Two pages have the same address.
  case addressTwice(String)
  /// A code of a town, bank, industry or run that cannot stand in an address.
  case unsafeCode(String)
  /// What is kept of a record in the ledger is no record.
  case unreadable(RecordNumber)
  /// A file of an earlier release that was to be taken over is gone.
  case damaged(String)
}
