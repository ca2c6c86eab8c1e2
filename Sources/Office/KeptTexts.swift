import DropBox
import Ledger
import Sealing

/// Texts of the bureau that no other file holds, in the archive by their SHA-256 digest:
/// `notices/`, the lists of applicants as they were taken; `objections/`, objections and answers.
/// The journal names them by digest, and the ledger is rebuilt from them.
struct KeptTexts {
  private let folder: String

  /// Longest text.
  static let most: Int64 = 16 << 20

  init(_ name: String, in archive: PackageArchive) { folder = archive.root + "/" + name }

  /// Takes a text into the archive, down to the disk; gives its digest.
  func keep(_ bytes: [UInt8]) throws -> String {
    try DurableFile.makeFolder(folder, mode: 0o700)
    let digest = try Digest.of(bytes, .sha256).hex
    try DurableFile.write(bytes, to: folder + "/" + digest)
    return digest
  }

  /// A text; nil when it is gone or changed.
  func text(_ digest: String) throws -> [UInt8]? {
    guard Hex.decode(digest)?.count == Digest.byteCount,
      let bytes = try DurableFile.read(folder + "/" + digest, limit: Self.most),
      try Digest.of(bytes, .sha256).hex == digest
    else { return nil }
    return bytes
  }
}

extension Office {
  /// Lists of applicants.
  var noticeLists: KeptTexts { KeptTexts("notices", in: archive) }
  /// Objections and answers.
  var objectionTexts: KeptTexts { KeptTexts("objections", in: archive) }

  /// What of notices and objections is missing or changed in the archive. COMMAND `check`.
  func keptTextGaps() throws -> [String] {
    try ledger.read { session in
      var gaps: [String] = []
      for notice in try session.notices() where try noticeLists.text(notice.archivedAs) == nil {
        gaps.append("公示 \(number(notice)) 的名单档案缺失或被改动")
      }
      for objection in try session.objections() {
        let texts = [objection.archivedAs] + (objection.answer.map { [$0.archivedAs] } ?? [])
        for text in texts where try objectionTexts.text(text) == nil {
          gaps.append("异议 \(number(objection)) 的档案缺失或被改动")
        }
      }
      return gaps
    }
  }
}
