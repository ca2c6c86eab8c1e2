import Disclosure
import Markup
import Quantities

/// What is left of a record that was taken back: that there was one, when it went, and why.
struct TombstonePage: SitePage {
  let published: PublishedRecord

  var address: SiteAddress { .record(published.number) }

  private var last: PublishedEntry {
    guard let entry = published.entries.first else {
      preconditionFailure("a record has a revision")
    }
    return entry
  }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: "\(published.number) 已撤回", description: "这条公开记录已经撤回。",
      sort: .article(publishedOn: last.day), namesPeople: true)
  }

  func main(_ w: inout PageWriter) {
    w.crumbs([(.home, "首页"), (.browse, "查贷款")], here: published.number.description)
    w.element("header", .class("title")) { w in
      w.element("h1") { w in
        w.raw("这条记录<span data-is=\"state\">已撤回</span>")
      }
      w.element("p", .class("lead")) { w in
        w.text("\(published.number) 于 ")
        w.element("time", Attribute("data-is", "day"), text: last.day.description)
        w.text(" 撤回。原来公开的内容已经删除。")
      }
    }
    w.element("dl", .class("facts")) { w in
      w.element("div") { w in
        w.element("dt", text: "撤回原因")
        w.element("dd", Attribute("data-is", "reason"), text: last.reason)
      }
    }
    w.element("p", .class("small")) { w in
      w.text("透明日志里仍保留当时的存证值，只能证明有过这条记录，不能还原内容。")
      w.link(.about, anchor: "#objection", text: "怎样提出异议")
    }
    w.logStatus()
    w.logEntries(of: published)
  }
}
