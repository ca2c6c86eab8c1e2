import Ledger
import Policy
import Quantities
import Sealing

/// The policy data in force with the digest of their files.
struct PolicyInUse {
  let policy: Policy
  let digest: String
  let files: [(name: String, bytes: [UInt8])]

  /// Keeps the files in the ledger when they are new to it. SUBSIDY: policy files are facts.
  func keep(in session: LedgerSession, at now: Instant) throws {
    try session.keepPolicy(digest: digest, files: files, at: now)
  }
}

extension Office {
  /// Reads and lints the policy files.
  ///
  /// - Throws: ``OfficeRefusal`` with every finding.
  func policy() throws -> PolicyInUse {
    let folder = PolicyFolder(folder: folder + "/policy")
    let files = try folder.files()
    func bytes(_ name: String) -> [UInt8] { files.first { $0.name == name }?.bytes ?? [] }
    do {
      let policy = try Policy(
        PolicyFiles(
          regimes: bytes("regimes.json"), lpr: bytes("lpr.csv"), towns: bytes("towns.csv"),
          categories: bytes("categories.csv"), industries: bytes("industries.csv")))
      return PolicyInUse(policy: policy, digest: try Self.digest(of: files), files: files)
    } catch let refusal as PolicyRefusal {
      throw OfficeRefusal(
        .usage, folder.folder, refusal.findings.map(\.description).joined(separator: "\n"),
        "请改正政策文件后再试")
    }
  }

  /// One digest over the names and digests of all files.
  private static func digest(of files: [(name: String, bytes: [UInt8])]) throws -> String {
    let lines = try files.map { "\($0.name) \(try Digest.of($0.bytes, .sha256).hex)\n" }
    return try Digest.of(Array(lines.joined().utf8), .sha256).hex
  }
}
