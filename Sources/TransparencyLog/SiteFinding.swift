/// Something on a site that does not agree with its log. Text is in Chinese: citizens read it.
public struct SiteFinding: Hashable, Sendable {
  /// What kind of disagreement it is; the raw values are stable.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// `log/keys.json` is missing, unreadable, or a key took over without proof.
    case keys
    /// `log/checkpoint` is missing, unreadable or of another log.
    case checkpoint
    /// A checkpoint is not signed by a key of the log.
    case signature
    /// A file of the log is missing or has the wrong length.
    case file
    /// An entry is not the one that the tree holds.
    case entry
    /// The tree is not the one that the checkpoint signs.
    case root
    /// The log does not continue the checkpoint that the checker holds.
    case against
    /// What a page says of an entry cannot be read.
    case page
    /// A page's content is not what was entered in the log.
    case content
    /// A page shows something else than its content says.
    case shown
    /// A page shows a revision that is not the newest.
    case outdated
    /// The log holds a record that no page shows.
    case missing
  }

  /// What kind of disagreement it is.
  public let kind: Kind
  /// The file, by its path below the site's root.
  public let place: String
  /// The number of the record that is concerned.
  public let record: String?
  /// What is wrong.
  public let problem: String

  /// What the reader can do about it.
  public var remedy: String {
    switch kind {
    case .keys, .checkpoint, .file:
      "请重新下载 \(place)；仍不对的，向公开单位反映"
    case .signature, .root, .entry:
      "日志可能被改动：请保留这份下载件，向公开单位或其上级机关反映"
    case .against:
      "日志可能被整体重写：请保留这份下载件和手中的日志签名，向公开单位的上级机关反映"
    case .page, .content, .shown:
      "网页可能被改动：请重新下载这一页；仍不对的，保留下载件并向公开单位反映"
    case .outdated, .missing:
      "请先确认网站已下载完整；网站退回过较早版本的，下次发布后再核对；仍缺少的，向公开单位反映"
    }
  }

  init(_ kind: Kind, _ place: String, record: String? = nil, _ problem: String) {
    self.kind = kind
    self.place = place
    self.record = record
    self.problem = problem
  }
}
