public import Sealing
import StrictJSON

/// The keys that sign the log's heads, the current one last, and how each followed the one before:
/// the file `log/keys.json`. DISCLOSURE §3.
public struct LogKeys: Hashable, Sendable {
  /// Which log it is; also the name of its keys.
  public let origin: String
  /// The keys in their order.
  public let keys: [NoteKey]
  /// One note for each key but the first.
  public let changes: [SignedNote]

  /// How a key took over.
  public enum Succession: Hashable, Sendable {
    /// The key before it signed it.
    case signed
    /// The key before it was lost: two people declare it.
    case declared(by: [String])
    /// Nothing that a reader could trust.
    case broken
  }

  /// A log that has one key so far.
  public init(origin: String, key: LogPublicKey) {
    self.origin = origin
    keys = [NoteKey(name: origin, key: key)]
    changes = []
  }

  private init(origin: String, keys: [NoteKey], changes: [SignedNote]) {
    self.origin = origin
    self.keys = keys
    self.changes = changes
  }

  /// Reads the file; nil when it is none.
  public init?(_ bytes: [UInt8]) {
    guard let node = LogEntry.json(bytes), let origin = node.text("origin"),
      NoteKey.isName(origin), let keys = node.texts("keys")?.map({ NoteKey($0) }),
      let notes = node.texts("changes")?.map({ SignedNote(Array($0.utf8)) }),
      !keys.isEmpty, notes.count == keys.count - 1
    else { return nil }
    self.init(
      origin: origin, keys: keys.compactMap { $0 }, changes: notes.compactMap { $0 })
    guard self.keys.count == keys.count, changes.count == notes.count,
      self.keys.allSatisfy({ $0.name == origin })
    else { return nil }
  }

  /// Keys as they are kept, with the note by which each but the first took over; nil when they do
  /// not belong together.
  public init?(origin: String, keys: [LogPublicKey], changes: [String]) {
    let notes = changes.compactMap { SignedNote(Array($0.utf8)) }
    guard NoteKey.isName(origin), !keys.isEmpty, notes.count == changes.count,
      notes.count == keys.count - 1
    else { return nil }
    self.init(
      origin: origin, keys: keys.map { NoteKey(name: origin, key: $0) }, changes: notes)
  }

  /// The key that signs now.
  public var current: NoteKey {
    guard let last = keys.last else { preconditionFailure("a log has a key") }
    return last
  }

  /// The keys with one more, which follows at a head of the log.
  ///
  /// - Parameters:
  ///   - old: the private key so far, or nil when it was lost: then two people declare it.
  ///   - declaredBy: their names, empty otherwise.
  public func followed(
    by new: LogKey, at head: TreeHead, old: LogKey?, declaredBy: [String] = []
  ) throws(SealingFault) -> LogKeys {
    precondition((old == nil) == (declaredBy.count == 2), "the old key, or two people")
    precondition(old.map { $0.publicKey == current.key } ?? true, "the key that signs now")
    let key = NoteKey(name: origin, key: new.publicKey)
    let text =
      try Self.body(origin, from: current, to: key, at: head)
      + declaredBy.map { "declared by \($0)\n" }.joined()
    let note = try SignedNote(
      text, by: ([old].compactMap { $0 } + [new]).map { (name: origin, key: $0) })
    return LogKeys(origin: origin, keys: keys + [key], changes: changes + [note])
  }

  /// Whether one of the keys signed a note.
  public func signed(_ note: SignedNote) throws(SealingFault) -> Bool {
    for key in keys where try note.isSigned(by: key) { return true }
    return false
  }

  /// How the key at a place, from 1, took over.
  public func succession(_ place: Int) throws(SealingFault) -> Succession {
    precondition((1..<keys.count).contains(place), "the first key follows none")
    let note = changes[place - 1]
    let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    guard lines.count >= 6, lines[0] == Self.title, lines[1] == origin,
      lines[4] == (try keys[place - 1].text()), lines[5] == (try keys[place].text()),
      try note.isSigned(by: keys[place])
    else { return .broken }
    if try note.isSigned(by: keys[place - 1]) { return .signed }
    let prefix = "declared by "
    let people = lines[6...].filter { $0.hasPrefix(prefix) }
      .map { String($0.dropFirst(prefix.count)) }
    return Set(people).count == 2 ? .declared(by: people) : .broken
  }

  /// The file.
  public func file() throws(SealingFault) -> LogFile {
    var texts: [JSONValue] = []
    for key in keys { texts.append(.string(try key.text())) }
    let value: JSONValue = [
      "origin": .string(origin), "keys": .array(texts),
      "changes": .array(changes.map { .string(String(decoding: $0.bytes, as: UTF8.self)) }),
    ]
    return LogFile(path: LogLayout.keysPath, bytes: value.text())
  }

  /// No checkpoint can be taken for it: its second line is no size.
  private static let title = "mingdai log key change"

  private static func body(
    _ origin: String, from old: NoteKey, to new: NoteKey, at head: TreeHead
  ) throws(SealingFault) -> String {
    "\(title)\n\(Checkpoint(origin: origin, head: head).text)\(try old.text())\n\(try new.text())\n"
  }
}

extension JSONNode {
  fileprivate func texts(_ name: String) -> [String]? {
    guard case .array(let nodes)? = self[name]?.content else { return nil }
    let texts = nodes.compactMap { node -> String? in
      if case .string(let text) = node.content { text } else { nil }
    }
    return texts.count == nodes.count ? texts : nil
  }
}
