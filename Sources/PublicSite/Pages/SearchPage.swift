import Disclosure
import Markup

/// The search: a field, filters and what was found, all filled in by `search.js`.
///
/// Without the script it says how to find every record by lists. DISCLOSURE §4.
struct SearchPage: SitePage {
  var address: SiteAddress { .search }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: "检索",
      description: "按项目、借款人、字号或公开编号检索\(site.identity.county)创业担保贷款",
      sort: .column(name: "检索", keywords: "创业担保贷款,检索,查询", type: "数据发布"),
      namesPeople: true)
  }

  func main(_ w: inout PageWriter) {
    w.crumbs([(.home, "首页"), (.browse, "查贷款")], here: "检索")
    w.element("header", .class("title")) { w in
      w.element("h1", text: "检索")
      w.element("p", .class("lead")) { w in
        w.text("项目、字号、借款人姓名或公开编号，输入其中任意几个字，一个字也可以。个人姓名只公开一部分，输入全名也能找到。")
      }
    }
    w.element("div", .class("note"), Attribute("id", "plain")) { w in
      w.element("h2", text: "检索要用到浏览器脚本")
      w.element("p") { w in
        w.text("脚本没有运行时，请按")
        w.link(.browse, anchor: "#town", text: "乡镇")
        w.text("、")
        w.link(.browse, anchor: "#month", text: "放款月份")
        w.text("、")
        w.link(.browse, anchor: "#bank", text: "经办银行")
        w.text("或")
        w.link(.browse, anchor: "#industry", text: "行业")
        w.text("查看，每一笔贷款都列在里面。")
      }
    }
    w.raw(
      """
      <form id="search" class="search" role="search" hidden>\
      <label for="q">查什么</label><div><input type="search" id="q" name="q" autocomplete="off" \
      spellcheck="false" maxlength="100" placeholder="例如：水果、张小英、000123">\
      <button class="button">查</button></div>\
      <fieldset id="filters"><legend>筛选</legend></fieldset></form>\
      <p id="count" class="count" role="status" aria-live="polite" tabindex="-1"></p>\
      <div id="note"></div>\
      <ol id="hits" class="cards hits" aria-label="查到的贷款"></ol>\
      <nav id="pager" class="pages" aria-label="翻页" hidden><ul><li><a id="newest">最新</a></li>\
      <li><a id="newer">上一页</a></li><li id="page"></li><li><a id="older">下一页</a></li>\
      <li><a id="oldest">最早</a></li></ul></nav>
      """)
    w.script(.searchScript)
  }
}
