import Disclosure
import Markup
import Quantities

/// A list of records: all of one town, month, bank, industry or kind of borrower.
///
/// Pages are numbered from the oldest record and a page that is full never changes; what is not
/// yet a full page, the newest records, stands at the list's own address. DISCLOSURE §4.
struct ListPage: SitePage {
  /// Records on a full page.
  static let size = 50
  /// The newest part always shows at least so many, when there are.
  static let least = 12

  let catalogue: Catalogue
  let key: FacetKey
  /// The places of this page's records in the list.
  let members: Range<Int>
  /// The number of this page, or nil for the newest part.
  let page: Int?
  /// How many full pages there are.
  let fullPages: Int

  /// The list itself; the plan has pages of lists that are there only.
  private var list: FacetList {
    guard let list = catalogue.lists[key] else { preconditionFailure("a list that is there") }
    return list
  }

  /// The full pages that this one leads to beside the oldest: what it shows of the others.
  var neighbours: [Int] {
    let all =
      page.map { [$0 - 1, $0 + 1] }
      ?? [fullPages, fullPages - 1, fullPages - 2]
    return all.filter { (1...max(1, fullPages)).contains($0) && fullPages > 0 }
  }

  var address: SiteAddress { page.map { .listPage(key, $0) } ?? .list(key) }

  /// How many full pages a list of so many records has.
  static func fullPages(of count: Int) -> Int { max(0, (count - least) / size) }

  func head(_ site: SiteContext) -> PageHead {
    let list = list
    let part = page.map { "（第 \($0) 页）" } ?? ""
    return PageHead(
      title: list.name + part,
      description: "\(site.identity.county)创业担保贷款：按\(list.key.kind.word)，\(list.name)\(part)",
      sort: .column(
        name: list.name, keywords: "创业担保贷款,\(list.key.kind.word),\(list.name)",
        type: "数据发布"),
      namesPeople: true)
  }

  func main(_ w: inout PageWriter) {
    let list = list
    w.crumbs([(.home, "首页"), (.browse, "查贷款")], here: list.name)
    w.element("header", .class("title")) { w in
      w.element("h1", text: list.name)
      if page == nil {
        w.figures { w in
          w.figure((Written.count(list.tally.count), "笔"), "公开贷款")
          w.figure(Written.roughly(list.tally.amount), "放款金额")
          w.figure((Written.count(list.tally.running), "笔"), "在贷")
          w.figure(Written.roughly(list.tally.subsidy), "财政已贴息")
        }
      } else {
        w.element("p", .class("lead")) { w in
          w.text("页码从最早的一笔数起，满页后增加新记录也不再变动。")
        }
      }
    }
    let rows = list.members[members].reversed().map { catalogue.rows[Int($0)] }
    w.rows(rows, label: list.name)
    pages(&w)
    if page == nil { ListDownloads(list: list, rows: catalogue.rows).write(&w) }
    w.paperAddress()
  }

  /// Newest, neighbours, oldest. A full page says nothing of how many there are: it would change
  /// with every new record.
  private func pages(_ w: inout PageWriter) {
    guard fullPages > 0 else { return }
    let shown = Set([1] + neighbours + (page.map { [$0] } ?? []))
    w.element("nav", .class("pages"), Attribute("aria-label", "翻页")) { w in
      w.element("ul") { w in
        w.pageLink(.list(key), "最新", isHere: page == nil)
        var previous = page == nil || page == fullPages ? fullPages + 1 : Int.max
        for number in shown.sorted(by: >) {
          if number < previous - 1 { w.raw("<li class=\"gap\" aria-hidden=\"true\">…</li>") }
          let name = number == 1 ? "第 1 页（最早）" : "\(number) 页"
          w.pageLink(.listPage(key, number), name, isHere: page == number)
          previous = number
        }
      }
    }
  }
}

extension PageWriter {
  mutating func pageLink(_ target: SiteAddress, _ name: String, isHere: Bool) {
    let href = to(target)
    element("li") { w in
      if isHere {
        w.element("a", href, Attribute("aria-current", "page"), text: name)
      } else {
        w.element("a", href, text: name)
      }
    }
  }

  /// Records as lines: cards on a phone, aligned columns on a desktop.
  mutating func rows(_ rows: [ListRow], label: String) {
    element("div", .class("cols"), Attribute("aria-hidden", "true")) { w in
      w.raw(
        """
        <span>项目</span><span>借款人</span><span>放款</span><span>乡镇</span>\
        <span>经办银行</span><span>状态</span><span>金额</span>
        """)
    }
    element("ol", .class("rows"), Attribute("aria-label", text: label)) { w in
      for row in rows { w.line(row) }
    }
  }

  private mutating func line(_ row: ListRow) {
    let href = to(.record(row.number))
    element("li") { w in
      w.element("a", href) { w in
        w.element("b", text: row.project)
        w.element("span", text: row.applicant)
        // Figures between a masked name and a town: side by side, 郭*卫 and 山河镇 spell a name.
        w.element("span", text: Written.month(row.disbursedOn))
        w.element("span", text: row.town.name)
        w.element("span", .class("bank"), text: row.bank.name)
        w.state(row.state)
        let amount = Written.amount(row.amount)
        w.element("span", .class("amt"), text: "\(amount.figure) \(amount.unit)")
      }
    }
  }
}
