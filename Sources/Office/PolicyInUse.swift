import DropBox
import Ledger
import Policy
import Quantities
import Sealing
import SiteAssets
import Statistics

/// The policy data in force with the digest of their files.
struct PolicyInUse {
  let policy: Policy
  /// The rules of the guarantee fund.
  let fund: FundRules
  let digest: String
  let files: [(name: String, bytes: [UInt8])]

  /// Keeps the files in the ledger when they are new to it, and in the archive, which the ledger is
  /// rebuilt from. SUBSIDY: policy files are facts.
  func keep(in session: LedgerSession, archive: PackageArchive, at now: Instant) throws {
    guard try session.keepPolicy(digest: digest, files: files, at: now) else { return }
    let folder = PolicyInUse.folder(digest, archive)
    try DurableFile.makeFolder(folder, mode: 0o700)
    for file in files { try DurableFile.write(file.bytes, to: folder + "/" + file.name) }
  }

  /// A version of the policy files as the archive has it; nil when it lacks it or it was changed.
  static func archived(
    _ digest: String, _ archive: PackageArchive
  ) throws -> [(name: String, bytes: [UInt8])]? {
    let folder = folder(digest, archive)
    let files = try PolicyFolder.names.compactMap { name in
      try DurableFile.read(folder + "/" + name, limit: 4 << 20).map { (name, $0) }
    }
    return try Office.digest(of: files) == digest ? files : nil
  }

  /// Keeps a version from the archive in a ledger that is rebuilt.
  static func keepArchived(
    _ digest: String, _ archive: PackageArchive, in session: LedgerSession, at: Instant
  ) throws {
    guard let files = try archived(digest, archive) else {
      throw OfficeRefusal(
        .fault, folder(digest, archive), "档案中的这版政策文件缺失或被改动",
        "请从备份恢复 archive/policy 后再试")
    }
    try session.keepPolicy(digest: digest, files: files, at: at)
  }

  private static func folder(_ digest: String, _ archive: PackageArchive) -> String {
    archive.root + "/policy/" + digest
  }
}

extension Office {
  /// Reads and lints the policy files.
  ///
  /// - Throws: ``OfficeRefusal`` with every finding.
  func policy() throws -> PolicyInUse {
    let folder = PolicyFolder(folder: folder + "/policy")
    let files = try folder.files()
    do {
      return try PolicyInUse(files)
    } catch let findings as PolicyFindings {
      throw OfficeRefusal(
        .usage, folder.folder, findings.sentences.joined(separator: "\n"), "请改正政策文件后再试")
    }
  }

  /// One digest over the names and digests of all files.
  static func digest(of files: [(name: String, bytes: [UInt8])]) throws -> String {
    let lines = try files.map { "\($0.name) \(try Digest.of($0.bytes, .sha256).hex)\n" }
    return try Digest.of(Array(lines.joined().utf8), .sha256).hex
  }
}

/// Everything that is wrong with the policy files, with its place and remedy, in Chinese.
struct PolicyFindings: Error {
  let sentences: [String]
}

extension PolicyInUse {
  /// Reads and lints policy files. A version that was kept before there were rules of the fund,
  /// holidays or deadlines is read with the shipped ones; it was not used for them.
  ///
  /// - Throws: ``PolicyFindings`` with every finding of every file.
  init(_ files: [(name: String, bytes: [UInt8])]) throws {
    func own(_ name: String) -> [UInt8]? { files.first { $0.name == name }?.bytes }
    func bytes(_ name: String) -> [UInt8] { own(name) ?? [] }
    var sentences: [String] = []
    var policy: Policy?
    var fund: FundRules?
    do {
      policy = try Policy(
        PolicyFiles(
          regimes: bytes("regimes.json"), lpr: bytes("lpr.csv"), towns: bytes("towns.csv"),
          categories: bytes("categories.csv"), industries: bytes("industries.csv"),
          overrides: own("overrides.json"),
          holidays: own("holidays.csv") ?? SiteAssets.Policy.holidays,
          deadlines: own("deadlines.csv") ?? SiteAssets.Policy.deadlines))
    } catch {
      sentences += error.findings.map(\.description)
    }
    do {
      fund = try FundRules(own("fund.json") ?? SiteAssets.Policy.fund)
    } catch {
      sentences += error.findings.map(\.description)
    }
    guard let policy, let fund else { throw PolicyFindings(sentences: sentences) }
    self.policy = policy
    self.fund = fund
    digest = try Office.digest(of: files)
    self.files = files
  }
}
