import Disclosure
import Markup
import Quantities

/// Corrections and withdrawals, the newest first: what was changed, when and why.
///
/// Like lists, full pages are counted from the oldest and never change.
struct ChangesPage: SitePage {
  /// Changes on a full page.
  static let size = 50
  /// The newest part always shows at least so many, when there are.
  static let least = 12

  /// This page's changes, the oldest first.
  let changes: [RecordChange]
  /// The number of this page, or nil for the newest part.
  let page: Int?
  /// How many full pages there are.
  let fullPages: Int

  /// All pages of these changes, the oldest first.
  static func all(_ changes: [RecordChange]) -> [ChangesPage] {
    let full = max(0, (changes.count - least) / size)
    return (0..<full).map { index in
      ChangesPage(
        changes: Array(changes[index * size..<(index + 1) * size]), page: index + 1,
        fullPages: full)
    } + [ChangesPage(changes: Array(changes[(full * size)...]), page: nil, fullPages: full)]
  }

  var address: SiteAddress { page.map(SiteAddress.changesPage) ?? .changes }

  private var part: String { page.map { "（第 \($0) 页）" } ?? "" }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: "更正与撤回" + part, description: "\(site.identity.siteName)公开以后更正、删改和撤回的记录，附日期和原因\(part)",
      sort: .column(name: "更正与撤回", keywords: "更正,撤回,公开", type: "数据发布"),
      namesPeople: false)
  }

  func main(_ w: inout PageWriter) {
    w.crumbs([(.home, "首页")], here: "更正与撤回" + part)
    w.element("header", .class("title")) { w in
      w.element("h1", text: "更正与撤回")
      w.element(
        "p", .class("lead"),
        text: "公开以后改过的，都在这里：哪一条、哪一天、为什么。更正保留原来的内容；依法删改和撤回的，原来的内容已经销毁。")
    }
    if changes.isEmpty {
      w.element("p", .class("empty"), text: "到目前为止，没有一条记录更正或撤回过。")
    } else {
      w.element("ol", .class("changes"), Attribute("aria-label", "更正与撤回，新的在前")) { w in
        for change in changes.reversed() { row(&w, change) }
      }
    }
    pages(&w)
    w.element("p", .class("small")) { w in
      w.text("贷款还清、季度贴息核准后的续写不算更正，写在各自的记录里。")
      w.link(.about, anchor: "#objection", text: "怎样要求更正")
      w.text("　")
      w.link(.check, text: "怎样核验")
    }
  }

  private func row(_ w: inout PageWriter, _ change: RecordChange) {
    let href = w.to(.record(change.number))
    w.element("li") { w in
      let day = change.day.description
      w.element("time", Attribute("datetime", text: day), text: day)
      w.element("a", href, text: "\(change.number)")
      w.element("span") { w in
        let isGone = change.change == .withdrawal
        w.element("span", .class(isGone ? "chip warn" : "chip"), text: change.change.word)
        w.text(" 第 \(change.revision) 版")
      }
      w.element("p", text: change.reason)
    }
  }

  private func pages(_ w: inout PageWriter) {
    guard fullPages > 0 else { return }
    w.element("nav", .class("pages"), Attribute("aria-label", "翻页")) { w in
      w.element("ul") { w in
        w.pageLink(.changes, "最新", isHere: page == nil)
        for number in [(page ?? fullPages + 1) + 1, page ?? 0, (page ?? fullPages + 1) - 1]
        where (1...fullPages).contains(number) {
          w.pageLink(.changesPage(number), "\(number) 页", isHere: number == page)
        }
      }
    }
  }
}
