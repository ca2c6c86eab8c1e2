import Disclosure
import Markup

/// Every column of the site on one page (站点地图).
struct MapPage: SitePage {
  let catalogue: Catalogue

  var address: SiteAddress { .map }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: "站点地图", description: "\(site.identity.siteName)的全部栏目",
      sort: .column(name: "站点地图", keywords: "站点地图,栏目", type: "其他"), namesPeople: false)
  }

  private static let columns: [(heading: String, pages: [(SiteAddress, String, String)])] = [
    (
      "查",
      [
        (.search, "检索", "项目、借款人、编号"), (.browse, "查贷款", "按乡镇、月份、银行、行业"),
        (.subsidies, "贴息资金", "各季核准的批次"), (.statistics, "统计", "图和表"),
      ]
    ),
    (
      "算",
      [
        (.policy, "贴息怎么算", "规则、历年政策、LPR"), (.trial, "贴息试算", "填几个数就知道"),
      ]
    ),
    (
      "核",
      [
        (.check, "怎样核验", "没有悄悄改过"), (.data, "开放数据", "下载和数据字典"),
        (.changes, "更正与撤回", "改过什么、为什么"),
      ]
    ),
    (
      "问",
      [
        (.notices, "贷前公示", "审核通过、还没有放款的"), (.objections, "异议与答复", "怎样提，以往怎样答复"),
        (.about, "隐私与异议", "公开什么，怎样提异议"),
      ]
    ),
  ]

  func main(_ w: inout PageWriter) {
    w.crumbs([(.home, "首页")], here: "站点地图")
    w.element("header", .class("title")) { $0.element("h1", text: "站点地图") }
    w.element("div", .class("map")) { w in
      for column in MapPage.columns {
        w.element("section") { w in
          w.element("h2", text: column.heading)
          w.element("ul") { w in
            for (target, name, note) in column.pages {
              w.element("li") { w in
                w.link(target, text: name)
                w.element("small", text: note)
              }
            }
          }
        }
      }
    }
    for kind in FacetKind.allCases where !catalogue.lists(of: kind).isEmpty {
      w.element("section") { w in
        w.element("h2", text: "按\(kind.word)")
        w.element("ul", .class("places")) { w in
          for list in catalogue.lists(of: kind) {
            w.element("li") { $0.link(.list(list.key), text: list.name) }
          }
        }
      }
    }
  }
}
