import BankExchange
import Ledger
import Sealing

extension Office {
  /// The newest published checkpoint of the transparency log as a file of a package: a log is not
  /// rewritten in silence when every bank holds its heads. Nothing before the first publication.
  /// DISCLOSURE §3, EXCHANGE §4.
  func carriedCheckpoint(
    _ suite: Suite, in session: LedgerSession
  ) throws -> [(listed: ListedFile, bytes: [UInt8])] {
    guard let head = try session.lastLogHead() else { return [] }
    let bytes = CheckpointFile.bytes(of: head.checkpoint)
    let listed = try ListedFile(
      name: CheckpointFile.name, role: .attachment, bytes: bytes,
      algorithm: suite.digestAlgorithm)
    return [(listed, bytes)]
  }
}
