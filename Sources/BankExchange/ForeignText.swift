import Sealing

/// What may be told of a text that somebody else chose. EXCHANGE §4: foreign text is never echoed
/// under our signature; position, length and digest stand for it.
///
/// Only for names. The digest of a value would give it away where few values are possible, as with
/// identity numbers; of a value only the place is told.
public enum ForeignText {
  /// Length and digest, to be put behind a noun: ` 12 字节、SHA-256 摘要 …`.
  public static func traits(_ text: String) -> String {
    let bytes = Array(text.utf8)
    do {
      return " \(bytes.count) 字节、SHA-256 摘要 \(try Digest.of(bytes, .sha256).hex)"
    } catch {
      // A library without the digest: the place and the length still tell which name is meant.
      return " \(bytes.count) 字节"
    }
  }
}
