import Disclosure
import Ledger
import Quantities
import LoanBook
import Sealing

/// Stands for what must not be seen as of one release, so that the next one tries what is more
/// against the pages it takes over: the last record that brought a secret, how many applicants
/// stood on lists, and whose names are masked or let pass. DISCLOSURE §1.
struct SecretMark {
  let record: Int64
  private let applicants: Int
  private let settings: String

  /// As of now.
  init(_ session: LedgerSession, masking kinds: [BorrowerKind], letting names: [String]) throws {
    record = try session.lastSecret()
    applicants = try session.noticeLineCount()
    let words = kinds.map(\.rawValue) + names.sorted()
    settings = String(
      try Digest.of(Array(words.joined(separator: "\n").utf8), .sha256).hex.prefix(16))
  }

  var text: String { "\(record).\(applicants).\(settings)" }

  /// The record after which secrets are new to a release with another mark; nil when all of them
  /// must be tried, since other names than then are masked or let pass.
  func record(of other: String) -> Int64? {
    let words = other.split(separator: ".")
    guard words.count == 3, words[2] == settings else { return nil }
    return Int64(words[0])
  }
}
