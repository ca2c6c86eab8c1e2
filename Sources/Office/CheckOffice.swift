import DropBox
import Ledger
import Sealing

/// One check of an office. COMMAND `check`.
public struct OfficeCheck: Sendable {
  /// What was checked.
  public let name: String
  /// Whether all is well.
  public let ok: Bool
  /// What was found.
  public let detail: String
}

extension Office {
  /// Checks the ledger, the journal's chain, and the archive against the ledger.
  public func check() throws -> [OfficeCheck] {
    let damage = try ledger.damage()
    let head = try ledger.read { try $0.journalHead() }
    let chain = try journal.damage(head: head)
    let (packages, missing) = try archiveGaps()
    return [
      OfficeCheck(
        name: "ledger", ok: damage.isEmpty,
        detail: damage.isEmpty ? "账本完好" : damage.joined(separator: "；")),
      OfficeCheck(
        name: "journal", ok: chain == nil,
        detail: chain ?? "操作日志 \(head?.count ?? 0) 条，前后相连"),
      OfficeCheck(
        name: "archive", ok: missing.isEmpty,
        detail: missing.isEmpty
          ? "已接收的 \(packages) 个包都在档案中，链首一致" : missing.joined(separator: "；")),
    ]
  }

  /// Every consumed package must lie in the archive with the manifest that the ledger names, and
  /// the chain of heads must follow from them.
  private func archiveGaps() throws -> (packages: Int, gaps: [String]) {
    var gaps: [String] = []
    var count = 0
    var before: String?
    try ledger.read { session in
      try session.forEachConsumedPackage { bank, entry in
        count += 1
        guard let archived = try archivedManifest(entry) else {
          gaps.append("\(entry.packageId) 的档案缺失或被改动")
          return
        }
        let head = try LedgerHead.after(before, bank: bank, manifest: archived)
        if head != entry.ledgerHead { gaps.append("\(entry.packageId) 之后的链首不一致") }
        before = entry.ledgerHead
      }
    }
    return (count, gaps)
  }

  /// The digest of the archived manifest, when it is what the ledger names.
  private func archivedManifest(_ entry: PackageEntry) throws -> Digest? {
    for algorithm in DigestAlgorithm.allCases {
      guard let hex = entry.archivedAs, let digest = Digest(algorithm, hex: hex),
        let bytes = try archive.read(
          PackageFileName.manifest, of: digest, limit: ExchangeLimits.manifestBytes),
        try Digest.of(bytes, algorithm) == digest
      else { continue }
      return digest
    }
    return nil
  }
}
