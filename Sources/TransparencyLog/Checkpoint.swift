public import Sealing

/// A log's size and root at a time, as it is signed. C2SP tlog-checkpoint.
public struct Checkpoint: Hashable, Sendable {
  /// Which log it is.
  public let origin: String
  /// Size and root.
  public let head: TreeHead

  /// A checkpoint.
  public init(origin: String, head: TreeHead) {
    self.origin = origin
    self.head = head
  }

  /// Reads the text of a note; nil when it is no checkpoint. Lines after the third, which others
  /// may write, are passed over.
  public init?(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    guard lines.count >= 3, lines.allSatisfy({ !$0.isEmpty }), let size = Int64(lines[1]),
      size >= 0, String(size) == lines[1],
      let root = Base64.decode(Array(lines[2].utf8)).flatMap({ TreeHash(bytes: $0) })
    else { return nil }
    self.init(origin: String(lines[0]), head: TreeHead(size: size, root: root))
  }

  /// The text that is signed.
  public var text: String {
    let root = String(decoding: Base64.encode(head.root.bytes), as: UTF8.self)
    return "\(origin)\n\(head.size)\n\(root)\n"
  }

  /// The note that is published: the same head and key always give the same bytes.
  public func signed(by key: LogKey) throws(SealingFault) -> [UInt8] {
    try SignedNote(text, by: [(name: origin, key: key)]).bytes
  }
}

/// The name of a log.
public enum LogOrigin {
  /// `www.zezhou.gov.cn/ZEZHOU`: the site's domain and the office's code. It is taken once and then
  /// kept, since a checkpoint of another origin is one of another log. Of the domain, what a key's
  /// name may not hold is left out; without a domain it is the code alone.
  public static func make(domain: String, code: String) -> String {
    let plain = domain.unicodeScalars.filter { NoteKey.isName(String($0)) }
    let name = String(String.UnicodeScalarView(plain))
    return name.isEmpty ? code : "\(name)/\(code)"
  }
}
