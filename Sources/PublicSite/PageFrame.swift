import Disclosure
import Markup
import Quantities

/// A page: where it stands, what its tags say, and its content.
protocol SitePage: Sendable {
  var address: SiteAddress { get }
  func head(_ site: SiteContext) -> PageHead
  /// Writes what stands between the head and the foot of the site.
  func main(_ w: inout PageWriter)
}

/// What the tags of a page say.
///
/// 国办发〔2017〕47号.
struct PageHead {
  enum Sort {
    /// A column: home, lists, facets.
    ///
    /// `type` is the official word for it.
    case column(name: String, keywords: String, type: String)
    /// A page with content of its own and the day it was published.
    case article(publishedOn: Day)
  }

  let title: String
  let description: String
  let sort: Sort
  /// Pages that name people are kept from search engines.
  ///
  /// DISCLOSURE §4.
  let namesPeople: Bool
}

extension SitePage {
  /// The whole page.
  func render(_ site: SiteContext) -> RenderedFile {
    let frame = site.frames.frame(of: address, on: site)
    var w = PageWriter(html: HTML(capacity: 16_384), address: address, site: site)
    w.raw("<!doctype html>\n<html lang=\"zh-CN\"><head>")
    w.tags(head(site))
    w.piece(frame.above)
    main(&w)
    w.piece(frame.below)
    w.raw("\n")
    return RenderedFile(bytes: w.html.bytes, links: w.links, quiet: w.quiet, pieces: w.pieces)
  }
}

extension PageFrame {
  /// Writes what frames the pages like one.
  init(of address: SiteAddress, on site: SiteContext) {
    above = FramePiece(at: address, site) { w in
      w.assets()
      w.raw("</head><body><a class=\"skip\" href=\"#main\">跳到正文</a>")
      w.banner()
      w.raw("<main class=\"wrap\" id=\"main\">")
    }
    below = FramePiece(at: address, site) { w in
      w.raw("</main>")
      w.foot()
      w.raw("</body></html>")
    }
  }
}

extension PageWriter {
  /// What the head says of this page alone.
  fileprivate mutating func tags(_ head: PageHead) {
    let identity = site.identity
    raw("<meta charset=\"utf-8\">")
    raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
    raw("<meta name=\"color-scheme\" content=\"light dark\">")
    element("title") { w in
      if w.address != .home {
        w.text(head.title)
        w.raw(" · ")
      }
      w.text(identity.siteName)
    }
    meta("description", head.description)
    if head.namesPeople { meta("robots", "noindex,noarchive") }
    meta("SiteName", identity.siteName)
    meta("SiteDomain", identity.domain)
    meta("SiteIDCode", identity.siteCode)
    switch head.sort {
    case .column(let name, let keywords, let type):
      meta("ColumnName", name)
      meta("ColumnDescription", head.description)
      meta("ColumnKeywords", keywords)
      meta("ColumnType", type)
    case .article(let day):
      meta("ArticleTitle", head.title)
      // The tag wants minutes; only the day is known, so the day begins.
      meta("PubDate", "\(day) 00:00")
      meta("ContentSource", identity.bureau)
      if let url = identity.url { meta("Url", url + address.path) }
    }
    if let url = identity.url, !head.namesPeople {
      void("link", Attribute("rel", "canonical"), .href(url + address.canonicalPath))
    }
  }

  /// The style sheets, the icon and the script.
  fileprivate mutating func assets() {
    for sheet in address.styles + (site.input.portal.isThere ? [.portalStyles] : []) {
      let href = to(.asset(sheet))
      void("link", Attribute("rel", "stylesheet"), href)
    }
    let icon = to(.asset(.seal))
    void("link", Attribute("rel", "icon"), Attribute("type", "image/svg+xml"), icon)
    script(.script)
  }

  /// A script that runs once the page is there.
  mutating func script(_ asset: SiteAsset) {
    let target = SiteAddress.asset(asset)
    _ = to(target)
    element("script", .src(reference(to: target)), Attribute(flag: "defer"), text: "")
  }

  private mutating func meta(_ name: StaticString, _ content: String) {
    void("meta", Attribute("name", name), Attribute("content", text: content))
  }

  fileprivate mutating func banner() {
    let identity = site.identity
    if identity.demo {
      element("aside", .class("demo"), Attribute("aria-label", "演示")) { w in
        w.raw("演示站点：人物、企业、项目和数字均为虚构。")
      }
    }
    element("header", .class("site")) { w in
      if let header = w.site.input.portal.header {
        w.element("div", .class("portal")) { $0.fragment(header) }
      }
      w.element("div", .class("wrap")) { w in
        if w.site.input.portal.header == nil { w.brand() }
        w.raw(
          "<label class=\"big\"><input type=\"checkbox\" id=\"big\"><span>大字版</span></label>")
        w.element("nav", Attribute("aria-label", "主导航")) { w in
          w.element("ul") { w in
            for (target, name) in PageWriter.sections { w.section(target, name) }
          }
        }
      }
    }
  }

  private mutating func brand() {
    let home = to(.home)
    element("a", .class("brand"), home) { w in
      w.raw("<span class=\"seal\" aria-hidden=\"true\">明</span>")
      w.element("span", text: w.site.identity.siteName)
    }
  }

  private static let sections: [(SiteAddress, String)] = [
    (.home, "首页"), (.browse, "查贷款"), (.notices, "公示"), (.subsidies, "贴息"),
    (.statistics, "统计"), (.check, "核验"), (.about, "异议"),
  ]

  private mutating func section(_ target: SiteAddress, _ name: String) {
    let href = to(target)
    element("li") { w in
      if w.address.section == target {
        w.element("a", href, Attribute("aria-current", "page"), text: name)
      } else {
        w.element("a", href, text: name)
      }
    }
  }

  fileprivate mutating func foot() {
    let portal = site.input.portal
    element("footer", .class("site")) { w in
      w.element("div", .class("wrap")) { w in
        w.raw("<span class=\"seal\" aria-hidden=\"true\">明</span>")
        w.element("div") { w in
          if portal.footer == nil { w.imprint() }
          w.element("p", .class("foot-links")) { w in
            w.link(.map, text: "站点地图")
            w.link(.data, text: "开放数据")
            w.link(.changes, text: "更正与撤回")
            w.link(.about, text: "隐私与异议")
            w.link(.about, anchor: "#mistake", text: "网站找错")
          }
        }
        if portal.footer == nil, let mark = portal.mark { w.mark(mark) }
      }
      if let footer = portal.footer {
        w.element("div", .class("portal")) { $0.fragment(footer) }
      }
    }
  }

  /// Who publishes, and under which registrations.
  private mutating func imprint() {
    let identity = site.identity
    element("p", .class("who"), text: "主办单位：\(identity.bureau)")
    element("p") { w in
      w.pair("联系电话", identity.phone)
      w.pair("地址", identity.address)
      w.pair("办公时间", identity.officeHours)
    }
    element("p") { w in
      w.pair("网站标识码", identity.siteCode)
      w.outside("https://beian.miit.gov.cn/", identity.icpRecord)
      w.outside("https://beian.mps.gov.cn/", identity.policeRecord)
    }
  }

  private mutating func mark(_ mark: SiteMark) {
    _ = to(.mark)
    let picture = reference(to: .mark)
    element("a", .class("mark"), .href(mark.link), Attribute("rel", "external noopener")) { w in
      w.void(
        "img", .src(picture), Attribute("alt", "党政机关网站标识"),
        Attribute("width", mark.size.width), Attribute("height", mark.size.height))
    }
  }

  private mutating func pair(_ name: String, _ value: String) {
    guard !value.isEmpty else { return }
    element("span", text: "\(name)：\(value)")
  }

  private mutating func outside(_ address: String, _ text: String) {
    guard !text.isEmpty else { return }
    element("a", .href(address), Attribute("rel", "external noopener"), text: text)
  }
}

extension SiteAddress {
  /// The entry of the main navigation that a page belongs to.
  var section: SiteAddress {
    switch self {
    case .browse, .search, .list, .listPage, .record: .browse
    case .subsidies, .run, .policy, .trial: .subsidies
    case .notices, .notice: .notices
    case .check, .data, .download, .changes, .changesPage, .archive: .check
    case .objections: .about
    case .home, .statistics, .about, .map, .notFound, .asset, .mark: self
    }
  }
}

extension SiteAddress {
  /// The path as the site's whole addresses tell it.
  var canonicalPath: String { self == .home ? "" : path }

  var styles: [SiteAsset] {
    if case .record = self { return [.stylesheet] }
    if self == .search { return [.stylesheet, .moreStyles, .searchStyles] }
    return [.stylesheet, .moreStyles]
  }
}
