import Disclosure
import Markup
import Quantities

/// Every way into the records, with counts and sums beside each.
struct BrowsePage: SitePage {
  let catalogue: Catalogue

  var address: SiteAddress { .browse }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: "查贷款",
      description: "按乡镇、放款月份、经办银行、行业、借款人类型查看\(site.identity.county)创业担保贷款",
      sort: .column(name: "查贷款", keywords: "创业担保贷款,公开,查询", type: "数据发布"),
      namesPeople: false)
  }

  func main(_ w: inout PageWriter) {
    w.crumbs([(.home, "首页")], here: "查贷款")
    w.element("header", .class("title")) { w in
      w.element("h1", text: "查贷款")
      w.element("p", .class("lead")) { w in
        w.text("共 \(Written.count(catalogue.total.count)) 笔。从下面任何一处进去，都能看到每一笔；知道名字或编号的，直接")
        w.link(.search, text: "检索")
        w.text("。")
      }
      w.raw(
        """
        <ul class="jump"><li><a href="#town">按乡镇</a></li><li><a href="#month">按放款月份</a></li>\
        <li><a href="#bank">按经办银行</a></li><li><a href="#industry">按行业</a></li>\
        <li><a href="#kind">按借款人类型</a></li></ul>
        """)
    }
    w.element("section", Attribute("id", "town")) { w in
      w.element("h2", text: "按乡镇")
      TownMap(catalogue: catalogue).write(&w)
    }
    w.element("section", Attribute("id", "month")) { w in
      w.element("h2", text: "按放款月份")
      MonthGrid(catalogue: catalogue).write(&w)
    }
    w.element("div", .class("two even")) { w in
      w.element("div") { w in
        w.element("section", Attribute("id", "bank")) { $0.ranking(.bank, catalogue) }
        w.element("section", Attribute("id", "kind")) { $0.ranking(.kind, catalogue) }
      }
      w.element("section", Attribute("id", "industry")) { $0.ranking(.industry, catalogue) }
    }
    w.element("p", .class("small")) { w in
      w.text("其他栏目：")
      w.link(.subsidies, text: "贴息资金")
      w.raw("、")
      w.link(.statistics, text: "统计")
      w.raw("、")
      w.link(.policy, text: "怎么算")
      w.raw("、")
      w.link(.about, text: "隐私与异议")
    }
  }
}
