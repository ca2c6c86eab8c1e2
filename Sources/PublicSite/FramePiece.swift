import Disclosure
import Markup
import Synchronization

/// What frames the content of a page, the same for every page of a folder depth and a section.
struct PageFrame: Sendable {
  /// From the style sheets to the beginning of the content.
  let above: FramePiece
  /// From the end of the content.
  let below: FramePiece
}

/// A piece of markup that many pages share: written once, and read once by the leak scan.
final class FramePiece: Sendable {
  let bytes: [UInt8]
  /// Every address it links to.
  let links: [SiteAddress]
  /// Whether the leak scan may read it on its own; otherwise it is read with every page.
  let standsApart: Bool

  /// Writes a piece as the pages like one have it.
  init(at address: SiteAddress, _ site: SiteContext, _ content: (inout PageWriter) -> Void) {
    var w = PageWriter(address: address, site: site)
    content(&w)
    bytes = w.html.bytes
    links = w.links
    standsApart = LeakScan.standsApart(bytes)
  }
}

/// The frames of a build, each made when the first page asks for it.
final class PageFrames: Sendable {
  /// All that a frame depends on, besides the site.
  private struct Place: Hashable {
    /// The page that is shown wherever nothing is has a section of its own.
    let section: SiteAddress
    let depth: Int
    /// How many style sheets: a record has one, the search three, any other page two.
    let styles: Int
  }

  private let made = Mutex<[Place: PageFrame]>([:])

  func frame(of address: SiteAddress, on site: SiteContext) -> PageFrame {
    let place = Place(section: address.section, depth: address.depth, styles: address.styles.count)
    return made.withLock { made in
      if let frame = made[place] { return frame }
      let frame = PageFrame(of: address, on: site)
      made[place] = frame
      return frame
    }
  }
}
