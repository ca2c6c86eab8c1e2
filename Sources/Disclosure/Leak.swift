/// A hit of the leak scan: where, and of what kind, never what.
///
/// DISCLOSURE §1.
public struct Leak: Hashable, Sendable {
  /// What was seen.
  public enum Kind: String, Hashable, Sendable {
    case identityNumber = "身份证号"
    case phone = "电话号码"
    case account = "银行账号"
    case validIdentityNumber = "疑似身份证号"
    case name = "应掩码的姓名"
    /// Packed or encoded content that cannot be read to its end: nobody can say what is in it.
    case unreadable = "无法检查的内容"
  }

  /// The file's path inside the release; with stars when the path itself tells something.
  public let file: String
  /// Where in the file's decoded text, in bytes; near, not exact, when the text was decoded
  /// twice; 0 when the path is meant.
  public let offset: Int
  /// What was seen.
  public let kind: Kind

  /// Makes a hit.
  public init(file: String, offset: Int, kind: Kind) {
    self.file = file
    self.offset = offset
    self.kind = kind
  }
}
