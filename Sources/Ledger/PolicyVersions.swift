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

  /// The version that was in use at an instant: that of the last reception or run until then;
  /// nil when none was kept by then.
  public func policyDigest(at known: Instant) throws -> String? {
    try String.fetchOne(
      db,
      sql: """
        SELECT digest FROM (
          SELECT digest, used_from FROM policy_version UNION ALL SELECT policy, made_at FROM run)
        WHERE used_from <= ? ORDER BY used_from DESC LIMIT 1
        """, arguments: [known.seconds])
  }

  /// The files of a version, by name.
  public func policyFiles(_ digest: String) throws -> [(name: String, bytes: [UInt8])] {
    try Row.fetchAll(
      db, sql: "SELECT name, bytes FROM policy_file WHERE digest = ? ORDER BY name",
      arguments: [digest]
    ).map { (name: $0["name"], bytes: $0.bytes("bytes") ?? []) }
  }
}
