import GRDB
public import Quantities

extension LedgerSession {
  /// Keeps the policy files that came into use, once per digest. SUBSIDY: policy files are facts.
  ///
  /// - Returns: whether the version is new.
  @discardableResult
  public func keepPolicy(
    digest: String, files: [(name: String, bytes: [UInt8])], at: Instant
  ) throws -> Bool {
    let known = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM policy_version WHERE digest = ?)",
      arguments: [digest])
    if known == true { return false }
    try run(
      "INSERT INTO policy_version (digest, used_from) VALUES (?, ?)", [digest, at.seconds])
    for file in files {
      try run(
        "INSERT INTO policy_file (digest, name, bytes) VALUES (?, ?, ?)",
        [digest, file.name, file.bytes.databaseValue])
    }
    return true
  }
}
