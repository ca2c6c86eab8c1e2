import Markup

/// `sitemap.xml` after sitemaps.org: the pages that search engines may keep, in parts of at most
/// ``size`` addresses under an index. Pages that name people are left out. DISCLOSURE §4.
public struct Sitemap: Sendable {
  /// Addresses in one part; the protocol's limit.
  public static let size = 50_000

  private let root: String

  /// A sitemap of a site.
  ///
  /// - Parameter root: where the site lies, with scheme and trailing slash:
  ///   `https://www.zezhou.gov.cn/cydb/`. The protocol knows whole addresses only.
  public init(root: String) {
    precondition(root.hasSuffix("/"), "the root is a folder")
    self.root = root
  }

  /// The files: `sitemap.xml`, and its parts when there is more than one.
  ///
  /// - Parameter pages: addresses relative to the root, in the order they are told.
  public func files(_ pages: [String]) -> [(path: String, bytes: [UInt8])] {
    guard pages.count > Sitemap.size else { return [("sitemap.xml", part(pages[...]))] }
    var files: [(path: String, bytes: [UInt8])] = []
    for start in stride(from: 0, to: pages.count, by: Sitemap.size) {
      let end = min(start + Sitemap.size, pages.count)
      files.append(("sitemap-\(files.count + 1).xml", part(pages[start..<end])))
    }
    let index = document("sitemapindex", "sitemap", files.map(\.path)[...])
    return [("sitemap.xml", index)] + files
  }

  private func part(_ pages: ArraySlice<String>) -> [UInt8] { document("urlset", "url", pages) }

  private func document(
    _ outer: StaticString, _ inner: StaticString, _ pages: ArraySlice<String>
  ) -> [UInt8] {
    var w = HTML()
    w.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
    w.element(outer, Attribute("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")) { w in
      for page in pages { w.element(inner) { $0.element("loc", text: root + page) } }
    }
    w.raw("\n")
    return w.bytes
  }
}
