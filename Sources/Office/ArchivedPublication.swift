import DropBox
import Ledger
import Sealing
import StrictJSON

/// Salts and contents of what was published, in the archive: `publications/POSITION.jsonl`, by the
/// place of the first in the log, a line of canonical JSON each.
///
/// Never in the journal, which holds the commitments only: a withdrawal or redaction rewrites these
/// files. The ledger is rebuilt from here. DISCLOSURE §2.
enum ArchivedPublication {
  /// The file of entries that begin at a place of the log.
  static func name(from position: Int64) -> String {
    let digits = String(position)
    return String(repeating: "0", count: max(0, 12 - digits.utf8.count)) + digits + ".jsonl"
  }

  /// Begins a file of entries that begin at a place of the log: ``line(_:)`` by line.
  static func begin(_ name: String, in archive: PackageArchive) throws -> GrowingFile {
    try DurableFile.makeFolder(folder(archive), mode: 0o700)
    return try GrowingFile(in: folder(archive), beginning: name)
  }

  /// Salts and contents of a file by subject and revision; nil when the file is gone or damaged.
  static func read(
    _ name: String, in archive: PackageArchive
  ) throws -> [Key: PublicationEntry.Secret]? {
    guard let lines = try lines(of: name, in: archive) else { return nil }
    var found: [Key: PublicationEntry.Secret] = [:]
    for line in lines {
      guard let json = json(line), let key = Key(json) else { return nil }
      guard let content = json["content"] else { continue }
      guard let salt = json.text("salt").flatMap(Hex.decode) else { return nil }
      found[key] = PublicationEntry.Secret(
        salt: salt, content: String(decoding: content.canonical(), as: UTF8.self))
    }
    return found
  }

  /// What is to go: all revisions of a subject before one.
  struct Gone {
    let kind: String
    let subject: String
    let before: Int

    /// What a withdrawal or redaction destroyed.
    init(_ entry: PublicationEntry) {
      (kind, subject, before) = (entry.kind.rawValue, entry.subject, entry.revision)
    }
  }

  /// Takes salts and contents out of a file.
  static func erase(_ gone: [Gone], from name: String, in archive: PackageArchive) throws {
    guard let lines = try lines(of: name, in: archive) else { return }
    let ends = Dictionary(
      gone.map { ("\($0.kind) \($0.subject)", $0.before) }, uniquingKeysWith: max)
    let kept = lines.map { line -> [UInt8] in
      guard let json = json(line), let key = Key(json),
        let end = ends["\(key.kind) \(key.subject)"], key.revision < end
      else { return line }
      return key.json.canonical()
    }
    guard kept != lines else { return }
    try DurableFile.write(kept.flatMap { $0 + [0x0A] }, to: folder(archive) + "/" + name)
  }

  /// What a line is about.
  struct Key: Hashable {
    let kind: String
    let subject: String
    let revision: Int

    init(_ entry: PublicationEntry) {
      (kind, subject, revision) = (entry.kind.rawValue, entry.subject, entry.revision)
    }

    init?(_ json: JSONValue) {
      guard let kind = json.text("kind"), let subject = json.text("number") else { return nil }
      (self.kind, self.subject, revision) = (kind, subject, json.count("revision"))
    }

    var json: JSONValue {
      ["kind": .string(kind), "number": .string(subject), "revision": .integer(Int64(revision))]
    }
  }

  /// The content is canonical already, and the members stand in the order of their names.
  static func line(_ entry: PublicationEntry) -> [UInt8] {
    let key = "\"kind\":\"\(entry.kind.rawValue)\",\"number\":\"\(entry.subject)\","
    guard let secret = entry.secret else {
      return Array("{\(key)\"revision\":\(entry.revision)}\n".utf8)
    }
    return Array(
      ("{\"content\":\(secret.content),\(key)\"revision\":\(entry.revision),"
        + "\"salt\":\"\(Hex.encode(secret.salt))\"}\n").utf8)
  }

  private static func lines(of name: String, in archive: PackageArchive) throws -> [[UInt8]]? {
    try DurableFile.read(folder(archive) + "/" + name, limit: 1 << 30)?
      .split(separator: 0x0A).map { Array($0) }
  }

  private static func json(_ line: [UInt8]) -> JSONValue? {
    do { return try JSONNode.parse(line, limits: .exchange).value } catch { return nil }
  }

  private static func folder(_ archive: PackageArchive) -> String {
    archive.root + "/publications"
  }
}
