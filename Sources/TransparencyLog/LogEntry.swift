public import Quantities
public import Sealing
public import StrictJSON

/// One entry of the log: that something was published on a day, without saying what.
///
/// The leaf of the tree is the entry as canonical JSON without a newline: `{"commitment":"…",`
/// `"day":"2026-04-02","kind":"record","record":"ZEZHOU-2026-000123","revision":1}`.
/// DISCLOSURE §3.
public struct LogEntry: Hashable, Sendable {
  /// What was published.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A revision of a public record; a withdrawal is one too.
    case record
    /// A notice before disbursement (事前公示).
    case notice
    /// The totals of an approved settlement run.
    case run
  }

  /// What was published.
  public let kind: Kind
  /// The number of the record or notice, or the run's quarter.
  public let record: String
  /// The revision, from 1.
  public let revision: Int
  /// The day of publication.
  public let day: Day
  /// SHA-256 of the salt followed by the content in canonical JSON: 32 bytes.
  public let commitment: [UInt8]

  /// How many random bytes stand before the content. Without them whoever suspects what a
  /// withdrawn record said could try it out.
  public static let saltCount = 16

  /// An entry as it is kept; nil when the number is not 1…64 of `A-Za-z0-9._-`, the revision below
  /// 1 or the commitment not of 32 bytes.
  public init?(kind: Kind, record: String, revision: Int, day: Day, commitment: [UInt8]) {
    guard (1...64).contains(record.utf8.count), record.utf8.allSatisfy(Self.mayStandInNumber),
      revision >= 1, commitment.count == TreeHash.byteCount
    else { return nil }
    self.kind = kind
    self.record = record
    self.revision = revision
    self.day = day
    self.commitment = commitment
  }

  /// An entry for what is published now; nil like the other.
  public init?(
    kind: Kind, record: String, revision: Int, day: Day, content: JSONValue, salt: [UInt8]
  ) throws(SealingFault) {
    self.init(
      kind: kind, record: record, revision: revision, day: day,
      commitment: try Self.commitment(to: content, salt: salt))
  }

  /// Reads a leaf; nil for anything but the only form of an entry.
  public init?(leafData: [UInt8]) {
    guard let node = Self.json(leafData), case .object(let fields) = node.content,
      fields.count == 5, let revision = node.integer("revision").flatMap(Int.init(exactly:)),
      let kind = node.text("kind").flatMap(Kind.init), let record = node.text("record"),
      let day = node.text("day").flatMap({ Day($0) }),
      let commitment = node.text("commitment").flatMap(Hex.decode),
      let entry = LogEntry(
        kind: kind, record: record, revision: revision, day: day, commitment: commitment),
      entry.leafData == leafData
    else { return nil }
    self = entry
  }

  /// SHA-256 of the salt followed by the content in canonical JSON.
  public static func commitment(
    to content: JSONValue, salt: [UInt8]
  ) throws(SealingFault) -> [UInt8] {
    precondition(salt.count == saltCount, "a salt has 16 bytes")
    return try Digest.of(salt + content.canonical(), .sha256).bytes
  }

  /// What the tree hashes.
  public var leafData: [UInt8] {
    JSONValue.object([
      JSONMember("commitment", .string(Hex.encode(commitment))),
      JSONMember("day", .string(day.description)), JSONMember("kind", .string(kind.rawValue)),
      JSONMember("record", .string(record)), JSONMember("revision", .integer(Int64(revision))),
    ]).canonical()
  }

  static func json(_ bytes: [UInt8]) -> JSONNode? {
    do { return try JSONNode.parse(bytes, limits: .log) } catch { return nil }
  }

  private static func mayStandInNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

extension JSONLimits {
  /// What a page's entry or a file of the log may hold.
  static let log = JSONLimits(depth: 16, stringBytes: 64 << 10, treeBytes: 4 << 20)
}

extension JSONNode {
  func text(_ name: String) -> String? {
    guard case .string(let text)? = self[name]?.content else { return nil }
    return text
  }

  func integer(_ name: String) -> Int64? {
    guard case .number(let number)? = self[name]?.content else { return nil }
    return number.integer
  }
}
