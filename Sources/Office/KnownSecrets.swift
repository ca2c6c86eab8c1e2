import Disclosure
import DropBox
import Ledger
import Quantities
import Sealing

/// What must not be seen on the site, kept between publications: to read a hundred thousand people
/// anew for every hundred changed records would take most of the time.
///
/// The file lies beside the ledger, holds nothing that the ledger does not, and is nobody's to rely
/// on: when it is not there, damaged or of another ledger, it is made anew. DISCLOSURE §1.
struct KnownSecrets {
  /// Numbers of all sorts.
  private(set) var numbers = NumberIndex()
  /// Full names of borrowers of the kinds that are masked.
  private(set) var names: Set<String> = []
  /// The last record whose secrets are known, and its digest.
  private var record: Int64 = 0
  private var digest: [UInt8] = []
  /// The kinds whose names are kept.
  private let kinds: [BorrowerKind]

  /// The secrets of all records in the ledger, the names of borrowers of some kinds.
  static func current(
    of kinds: [BorrowerKind], in session: LedgerSession, office folder: String
  ) throws -> KnownSecrets {
    let path = folder + "/known-secrets"
    var known = try kept(at: path, of: kinds, in: session) ?? KnownSecrets(kinds: kinds)
    if try known.take(session) { try DurableFile.write(known.bytes(), to: path) }
    return known
  }

  /// Those alone that came with records after one.
  init(of kinds: [BorrowerKind], since record: Int64, in session: LedgerSession) throws {
    self.init(kinds: kinds)
    self.record = record
    _ = try take(session)
  }

  private init(kinds: [BorrowerKind]) { self.kinds = kinds }

  /// Takes what came since.
  ///
  /// - Returns: whether anything did.
  private mutating func take(_ session: LedgerSession) throws -> Bool {
    var collector = NumberCollector()
    var isNew = false
    try session.forEachSecret(since: record) { secret in
      isNew = true
      switch secret {
      case .identityNumber(let number): collector.add(number, .identityNumber, to: &numbers)
      case .phone(let number): collector.add(number, .phone, to: &numbers)
      case .account(let number): collector.add(number, .account, to: &numbers)
      case .name(let kind, let name): if kinds.contains(kind) { names.insert(name) }
      }
    }
    collector.finish(&numbers)
    record = try session.lastSecret()
    digest = try session.recordDigest(record) ?? []
    return isNew
  }

  // MARK: The file

  private static let form = "mingdai-secrets-1"
  private static let limit: Int64 = 1 << 32

  /// A line with record and digest, kinds, length of the names and the sum of what follows it.
  private func bytes() throws -> [UInt8] {
    let text = Array(names.sorted().joined(separator: "\0").utf8)
    let body = text + numbers.bytes
    let head = [
      Self.form, "\(record)", Hex.encode(digest), Self.words(kinds), "\(text.count)",
      try Digest.of(body, .sha256).hex,
    ]
    return Array((head.joined(separator: " ") + "\n").utf8) + body
  }

  private static func words(_ kinds: [BorrowerKind]) -> String {
    kinds.map(\.rawValue).joined(separator: ",")
  }

  /// What was kept; nil when it cannot be used.
  private static func kept(
    at path: String, of kinds: [BorrowerKind], in session: LedgerSession
  ) throws -> KnownSecrets? {
    guard let bytes = try DurableFile.read(path, limit: limit),
      let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
    else { return nil }
    let body = bytes[(end + 1)...]
    let head = String(decoding: bytes[..<end], as: UTF8.self)
      .split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard head.count == 6, head[0] == form, let record = Int64(head[1]), head[3] == words(kinds),
      let length = Int(head[4]), length <= body.count,
      try Digest.of(Array(body), .sha256).hex == head[5],
      let digest = try session.recordDigest(record), Hex.encode(digest) == head[2],
      let numbers = NumberIndex(reading: body.dropFirst(length))
    else { return nil }
    var known = KnownSecrets(kinds: kinds)
    (known.record, known.digest, known.numbers) = (record, digest, numbers)
    let names = String(decoding: body.prefix(length), as: UTF8.self)
    known.names = Set(names.split(separator: "\0").map(String.init))
    return known
  }
}
