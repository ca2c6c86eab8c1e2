import DropBox
import Ledger
import PublicSite
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
  /// Checks the ledger, the journal's chain, the archive against the ledger, the transparency log
  /// against what it was signed for, and the live site against its manifest.
  public func check() throws -> [OfficeCheck] {
    let damage = try ledger.damage()
    let head = try ledger.read { try $0.journalHead() }
    var named: [String] = []
    let chain = try journal.damage(head: head) {
      named += try openingGaps($0) + accountGaps($0)
    }
    let (packages, gaps) = try archiveGaps()
    let missing = try gaps + keptTextGaps() + named
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
          ? "收发的 \(packages) 个包都在档案中，链首一致" : missing.joined(separator: "；")),
      try checkLog(),
      try checkSite(),
    ]
  }

  private func checkLog() throws -> OfficeCheck {
    try ledger.read { session in
      let damage = try logDamage(session)
      let size = try session.logSize()
      let heads = try session.logHeads().count
      return OfficeCheck(
        name: "log", ok: damage == nil,
        detail: damage ?? "透明日志 \(size) 条与公开内容一致，公布过 \(heads) 次签名")
    }
  }

  private func checkSite() throws -> OfficeCheck {
    guard let site = try CheckSite.damage(of: folder + "/site", digest: Self.digest) else {
      return OfficeCheck(name: "site", ok: true, detail: "还没有发布网站")
    }
    let changed = site.damaged.prefix(10).joined(separator: "、")
    return OfficeCheck(
      name: "site", ok: site.damaged.isEmpty,
      detail: site.damaged.isEmpty
        ? "公开网站 \(site.files) 个文件与发布时一致"
        : "公开网站有 \(site.damaged.count) 个文件被改动或缺失（\(changed)），请用 publish --full 重新发布")
  }

  /// Every package of ours must lie in the archive as it was signed.
  func sentGaps(_ session: LedgerSession) throws -> (packages: Int, gaps: [String]) {
    var gaps: [String] = []
    var count = 0
    let own = try ownKeys(session)
    try session.forEachSent { entry in
      count += 1
      if try ArchivedPackage(entry, in: archive, keys: own) == nil {
        gaps.append("\(entry.packageId) 的档案缺失或被改动")
      }
    }
    return (count, gaps)
  }

  /// Every key that ever signed for this system.
  private func ownKeys(_ session: LedgerSession) throws -> [PublicKey] {
    let keys = try keys()
    let past = try session.systemKeys().map { try PublicKey(spki: $0.spki) }
    return Suite.allCases.map { keys.key(for: $0).publicKey } + past
  }

  /// Every consumed package, and every one of ours, must lie in the archive, signed by the key that
  /// the ledger names and every file as its manifest says, and the chain of heads must follow from
  /// them.
  private func archiveGaps() throws -> (packages: Int, gaps: [String]) {
    var gaps: [String] = []
    var count = 0
    var before: String?
    try ledger.read { session in
      try session.forEachConsumedPackage { bank, entry in
        count += 1
        defer { before = entry.ledgerHead }
        let bankKeys = try session.bank(bank).map { try session.keys(of: $0) } ?? []
        guard let archived = try ArchivedPackage(entry, in: archive, keys: bankKeys)?.digest
        else {
          gaps.append("\(entry.packageId) 的档案缺失或被改动")
          return
        }
        let head = try LedgerHead.after(before, bank: bank, manifest: archived)
        if head != entry.ledgerHead { gaps.append("\(entry.packageId) 之后的链首不一致") }
      }
      let sent = try sentGaps(session)
      count += sent.packages
      gaps += sent.gaps
    }
    return (count, gaps)
  }
}
