public import Disclosure
import Markup
public import Quantities

/// Atom feeds (RFC 4287) of new records and of changes, paged after RFC 5005: full parts of
/// ``size`` entries, counted from the oldest, are archives that stay as they are; the feed itself
/// holds the rest.
///
/// No name of a person stands in a feed: an entry says number, town, industry, kind and amount.
public struct AtomFeed: Sendable {
  /// What a feed tells of.
  public enum Subject: String, Sendable, CaseIterable {
    /// Records published for the first time.
    case records
    /// Corrections, redactions and withdrawals.
    case changes

    var title: String { self == .records ? "新公开的贷款记录" : "更正与撤回" }
  }

  /// An entry.
  public struct Entry: Hashable, Sendable {
    /// The record.
    public var record: RecordNumber
    /// Its revision.
    public var revision: Int
    /// The day of that revision.
    public var day: Day
    /// What happened, in words without names: `高都镇　制造业　个人　20.00 万元`.
    public var summary: String
    /// The page's address, relative to the site's root.
    public var page: String

    /// Describes an entry.
    public init(record: RecordNumber, revision: Int, day: Day, summary: String, page: String) {
      self.record = record
      self.revision = revision
      self.day = day
      self.summary = summary
      self.page = page
    }
  }

  /// Entries of a full part.
  public static let size = 500

  private let subject: Subject
  private let identity: SiteIdentity

  /// A feed of a site.
  public init(_ subject: Subject, identity: SiteIdentity) {
    self.subject = subject
    self.identity = identity
  }

  /// The address of a full part, counted from 1; nil for the feed itself.
  public static func path(_ subject: Subject, part: Int?) -> String {
    "feed/" + subject.rawValue + (part.map { "-\($0)" } ?? "") + ".atom"
  }

  /// How many full parts so many entries make. The newest entries stay in the feed, so that it is
  /// never empty: at least one, and up to ``size``.
  public static func fullParts(of count: Int) -> Int { max(0, count - 1) / size }

  /// The document of a part.
  ///
  /// - Parameters:
  ///   - part: the full part, from 1; nil for the feed itself.
  ///   - fullParts: how many full parts there are.
  ///   - entries: those of the part, oldest first.
  public func document(part: Int?, fullParts: Int, entries: [Entry]) -> [UInt8] {
    var w = HTML()
    w.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
    w.element(
      "feed", Attribute("xmlns", "http://www.w3.org/2005/Atom"),
      Attribute("xmlns:fh", "http://purl.org/syndication/history/1.0"),
      Attribute("xml:lang", "zh-CN")
    ) { w in
      w.element("title", text: identity.siteName + "：" + subject.title)
      w.element("id", text: tag(part.map { "\(subject.rawValue)-\($0)" } ?? subject.rawValue))
      // Between number and day a word: read without tags they would be one run of digits, which at
      // a million records is part of somebody's number.
      w.element("author") { $0.element("name", text: identity.bureau) }
      w.element("updated", text: AtomFeed.instant(entries.last?.day))
      if part != nil { w.raw("<fh:archive/>") }
      links(&w, part, fullParts)
      for entry in entries.reversed() { self.entry(entry, &w) }
    }
    w.raw("\n")
    return w.bytes
  }

  private func links(_ w: inout HTML, _ part: Int?, _ fullParts: Int) {
    func link(_ relation: String, _ address: String) {
      w.element("link", Attribute("rel", text: relation), .href(address)) { _ in }
    }
    func name(_ part: Int?) -> String {
      String(AtomFeed.path(subject, part: part).dropFirst("feed/".count))
    }
    link("self", name(part))
    link("alternate", "../index.html")
    guard let part else {
      if fullParts > 0 { link("prev-archive", name(fullParts)) }
      return
    }
    link("current", name(nil))
    if part > 1 { link("prev-archive", name(part - 1)) }
    if part < fullParts { link("next-archive", name(part + 1)) }
  }

  private func entry(_ entry: Entry, _ w: inout HTML) {
    let isFirst = subject == .records
    w.element("entry") { w in
      w.element(
        "title",
        text: isFirst ? entry.record.description : "\(entry.record) 第 \(entry.revision) 版")
      w.element(
        "id",
        text: tag(isFirst ? entry.record.description : "\(entry.record)/\(entry.revision)"))
      w.element("updated", text: AtomFeed.instant(entry.day))
      w.element("link", Attribute("rel", "alternate"), .href("../" + entry.page)) { _ in }
      w.element("summary", text: entry.summary)
    }
  }

  /// A permanent name that is no address: RFC 4151. The year is the scheme's, not the entry's.
  private func tag(_ name: String) -> String {
    "tag:\(identity.domain.isEmpty ? "mingdai.invalid" : identity.domain),2026:\(name)"
  }

  /// Only the day is known, so the day begins. A feed without an entry began with the scheme.
  private static func instant(_ day: Day?) -> String {
    (day?.description ?? "2026-01-01") + "T00:00:00+08:00"
  }
}
