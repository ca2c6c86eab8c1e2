import LoanBook
import Sealing

/// The chain over all consumed packages: each head covers the one before, so that a bank that
/// holds one receipt can tell whether an earlier package was taken away.
enum LedgerHead {
  static func after(
    _ before: String?, bank: PartyCode, manifest: Digest
  ) throws(SealingFault) -> String {
    try Digest.of(Array("\(before ?? "")\n\(bank)\n\(manifest.hex)\n".utf8), .sha256).hex
  }
}
