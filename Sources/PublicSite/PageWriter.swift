import Disclosure
import Markup

/// A page while it is written: the document, where it stands, and whom it links to.
struct PageWriter: HTMLWriting {
  var html: HTML
  let address: SiteAddress
  let site: SiteContext
  /// Every address the page links to, but for those of its pieces; some of them twice.
  private(set) var links: [SiteAddress] = []
  /// What it shares with others, and where that stands.
  private(set) var pieces: [(place: Int, piece: FramePiece)] = []
  /// Where random bytes of the log stand, which the leak scan passes over.
  var quiet: [Range<Int>] = []

  init(html: HTML = HTML(), address: SiteAddress, site: SiteContext) {
    self.html = html
    self.address = address
    self.site = site
  }

  /// The attribute that leads to another page of the site.
  mutating func to(_ target: SiteAddress, anchor: String = "") -> Attribute {
    links.append(target)
    return .href(reference(to: target) + anchor)
  }

  /// Writes what this page shares with others.
  mutating func piece(_ piece: FramePiece) {
    pieces.append((html.length, piece))
    html.piece(piece.bytes)
  }

  /// Another address as this page writes it: relative, but for the page that is shown wherever
  /// nothing is, whose links begin at the site's root where that is known.
  func reference(to target: SiteAddress) -> String {
    guard address == .notFound, let root = site.identity.path else {
      return target.relative(from: address)
    }
    return root + target.path
  }

  /// A link with text.
  mutating func link(_ target: SiteAddress, anchor: String = "", text: String) {
    let href = to(target, anchor: anchor)
    element("a", href, text: text)
  }

  /// A figure with its unit and what it is: the large figures under a page's heading.
  mutating func figure(_ value: (figure: String, unit: String), _ label: String) {
    element("div") { w in
      w.element("dt", text: label)
      w.element("dd") { w in
        w.text(value.figure)
        w.element("small", text: value.unit)
      }
    }
  }

  /// What the scripts of a record's page fill: whether it is as the log has it.
  mutating func logStatus() {
    guard site.input.hasLog else { return }
    raw("<p id=\"log-status\" class=\"proof\" role=\"status\" hidden></p>")
    script(.verifyScript)
  }

  /// A row of large figures.
  mutating func figures(_ content: (inout PageWriter) -> Void) {
    element("dl", .class("figures"), content: content)
  }

  /// The way down to this page.
  mutating func crumbs(_ steps: [(SiteAddress, String)], here: String) {
    element("nav", .class("crumbs"), Attribute("aria-label", "所在位置")) { w in
      w.element("ol") { w in
        for (target, name) in steps { w.element("li") { $0.link(target, text: name) } }
        w.element("li", Attribute("aria-current", "page"), text: here)
      }
    }
  }

  /// `一张表格` with its caption, column heads and rows; the first column heads its row.
  mutating func table(
    caption: String, columns: [String], numeric: Bool = true,
    rows: (inout PageWriter) -> Void
  ) {
    element(
      "div", .class("scroll"), Attribute("tabindex", 0), Attribute("role", "region"),
      Attribute("aria-label", text: caption)
    ) { w in
      w.element("table", .class(numeric ? "num" : "words")) { w in
        w.element("caption", text: caption)
        w.element("thead") { w in
          w.element("tr") { w in
            for column in columns { w.element("th", Attribute("scope", "col"), text: column) }
          }
        }
        w.element("tbody", content: rows)
      }
    }
  }

  /// A row of plain cells.
  mutating func row(_ head: String, _ cells: [String]) {
    element("tr") { w in
      w.element("th", Attribute("scope", "row"), text: head)
      for cell in cells { w.element("td", text: cell) }
    }
  }
}

/// What every page of a build needs to know.
struct SiteContext: Sendable {
  let input: SiteInput
  /// What frames every page: who publishes, the assets, the program.
  let frame: Stamp
  /// The same, as it is written.
  let frames = PageFrames()

  init(input: SiteInput) {
    self.input = input
    frame = Stamp.of { builder in
      builder.add("\(input.identity)")
      builder.add(input.program)
      for asset in SiteAsset.allCases { builder.add(asset.bytes) }
      // Record pages check themselves where they can.
      builder.add(input.portal)
      builder.add(input.hasLog ? 1 : 0)
      builder.add(input.engine == nil ? 0 : 1)
    }
  }

  var identity: SiteIdentity { input.identity }
}

extension StampBuilder {
  fileprivate mutating func add(_ portal: Portal) {
    add(portal.header?.html ?? "")
    add(portal.footer?.html ?? "")
    add(portal.mark?.picture ?? [])
    add(portal.mark?.link ?? "")
  }
}
