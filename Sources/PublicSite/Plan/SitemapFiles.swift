import Disclosure
import OpenData
import Quantities

/// `sitemap.xml` with the pages that search engines may keep: those that name no person. Made where
/// the site's whole address is known, since the protocol has no other. DISCLOSURE §4.
struct SitemapFiles {
  let contents: SiteContents
  let context: SiteContext
  /// The overview pages.
  let pages: [any SitePage]

  var planned: [PlannedFile] {
    guard let url = context.identity.url else { return [] }
    return Sitemap(root: url).files(addresses).map { path, bytes in
      PlannedFile(name: path, stamp: nil) { RenderedFile(bytes: bytes) }
    }
  }

  /// Pages first, then the records of enterprises, in their order.
  private var addresses: [String] {
    let rows = contents.catalogue.rows
    let enterprises = contents.catalogue.lists[Catalogue.key(of: .enterprise)]?.members ?? []
    let months = contents.months.filter { $0.isOver(on: context.input.builtOn) }
    return pages.filter { !$0.head(context).namesPeople }.map(\.address.canonicalPath)
      + months.map { SiteAddress.archive($0.code).path }
      + enterprises.map { SiteAddress.record(rows[Int($0)].number).path }
  }
}
