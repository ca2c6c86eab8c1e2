import Disclosure
import Markup
import Quantities

/// The first page: what is public in four figures, the newest records, the last twelve months,
/// the towns, and where the money comes from.
///
/// It names no person, so that it may be found.
struct HomePage: SitePage {
  let catalogue: Catalogue
  let runs: [PublishedRun]

  var address: SiteAddress { .home }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: "首页",
      description: "\(site.identity.county)每一笔创业担保贷款的项目、金额和财政贴息，都可以查、可以算。",
      sort: .column(name: "首页", keywords: "创业担保贷款,财政贴息,信息公开", type: "首页"),
      namesPeople: false)
  }

  func main(_ w: inout PageWriter) {
    hero(&w)
    w.element("div", .class("two")) { w in
      w.element("section") { newest(&$0) }
      w.element("div") { w in
        if !w.site.input.notices.isEmpty {
          w.element("section") { w in
            w.element("h2", text: "正在公示")
            w.notices(w.site.input.notices)
          }
        }
        w.element("section") { subsidies(&$0) }
      }
    }
    w.element("section") { w in
      w.element("h2", text: "近十二个月放款")
      BarChart.months(catalogue, through: w.site.input.builtOn).write(&w)
      w.element("p", .class("more")) { $0.link(.statistics, text: "全部统计 →") }
    }
    w.element("div", .class("two")) { w in
      w.element("section") { w in
        w.element("h2", text: "按乡镇看")
        TownMap(catalogue: catalogue).write(&w)
      }
      w.element("section") { $0.ranking(.industry, catalogue, most: 6) }
    }
    way(&w)
  }

  private func hero(_ w: inout PageWriter) {
    w.element("header", .class("hero")) { w in
      w.raw("<h1>每一笔创业担保贷款，<br>都摆在阳光下。</h1>")
      w.element("p", .class("lead")) { w in
        w.text("做什么项目、贷多少、财政贴了多少息。")
        if let first = catalogue.lists(of: .month).first {
          w.text("自\(first.name)以来的每一笔，")
        }
        w.text("都可以查，都可以自己算一遍。")
      }
      // A form that needs no script: the search page reads its address.
      w.raw(
        """
        <form class="ask" action="search.html" role="search"><label class="off" for="q">检索</label>\
        <input type="search" id="q" name="q" maxlength="60" autocomplete="off" \
        placeholder="项目、姓名、企业或编号"><button class="button">查一查</button></form>
        """)
      w.element("p", .class("hints")) { w in
        w.link(.browse, anchor: "#town", text: "按乡镇")
        w.link(.browse, anchor: "#month", text: "按月份")
        w.link(.browse, anchor: "#bank", text: "按银行")
        w.link(.trial, text: "贴息试算")
        w.link(.check, text: "怎样核验")
      }
    }
    let total = catalogue.total
    w.figures { w in
      w.figure((Written.count(total.count), "笔"), "累计公开贷款")
      w.figure(Written.roughly(total.amount), "累计放款")
      w.figure((Written.count(total.running), "笔"), "在贷")
      w.figure(Written.roughly(runs.reduce(.zero) { $0 + $1.payable }), "累计核准财政贴息")
    }
    w.element(
      "p", .class("small"), text: "数据截至 \(Written.date(w.site.input.builtOn))。")
  }

  private func newest(_ w: inout PageWriter) {
    w.element("h2", text: "最新公开")
    if catalogue.rows.isEmpty { w.element("p", .class("empty"), text: "还没有公开的贷款。") }
    w.element("ol", .class("cards")) { w in
      for row in catalogue.rows.suffix(5).reversed() {
        let href = w.to(.record(row.number))
        w.element("li") { w in
          w.element("a", href) { w in
            w.element("b", text: row.project)
            w.element("span", text: row.isPerson ? row.kind.word : row.applicant)
            w.element("span", text: row.town.name)
            w.element("span", text: Written.month(row.disbursedOn))
            let amount = Written.amount(row.amount)
            w.element("span", .class("amt"), text: "\(amount.figure) \(amount.unit)")
          }
        }
      }
    }
    w.element("p", .class("more")) { w in
      w.link(.browse, text: "全部 \(Written.count(catalogue.total.count)) 笔 →")
    }
  }

  private func subsidies(_ w: inout PageWriter) {
    w.element("h2", text: "贴息资金")
    guard let run = runs.first else {
      w.element("p", .class("empty"), text: "还没有核准的贴息批次。")
      return
    }
    let amount = Written.roughly(run.payable)
    let href = w.to(.run(run.run))
    w.element("a", .class("ticket"), href) { w in
      w.element("span", text: Written.quarter(run.quarter))
      w.element("b") { w in
        w.text(amount.figure)
        w.element("small", text: amount.unit)
      }
      w.element(
        "span", text: "\(Written.count(run.count)) 笔 · \(Written.date(run.approvedOn))核准")
      w.element("span", .class("chip ok"), text: run.isPaid ? "已拨付" : "已核准")
    }
    w.element("table", .class("lean")) { w in
      w.element("caption", text: "以前各季")
      w.raw(
        """
        <thead class="off"><tr><th scope="col">季度</th><th scope="col">笔数</th>\
        <th scope="col">贴息</th></tr></thead>
        """)
      w.element("tbody") { w in
        for run in runs.dropFirst().prefix(4) {
          let amount = Written.roughly(run.payable)
          let href = w.to(.run(run.run))
          w.element("tr") { w in
            w.element("th", Attribute("scope", "row")) { w in
              w.element("a", href, text: Written.quarter(run.quarter))
            }
            w.element("td", text: "\(Written.count(run.count)) 笔")
            w.element("td", text: "\(amount.figure) \(amount.unit)")
          }
        }
      }
    }
    w.element("p", .class("more")) { $0.link(.subsidies, text: "各季贴息资金 →") }
  }

  private func way(_ w: inout PageWriter) {
    w.element("section", .class("way")) { w in
      w.element("h2", text: "钱怎么来，息怎么贴")
      w.raw(
        """
        <ol><li><b>申请</b><p>创业者向人社部门申请，核实资格，公示无异议后由担保基金担保。</p></li>\
        <li><b>放款</b><p>银行审核后放款。借款人按合同还本付息，贷款不是补助，要还。</p></li>\
        <li><b>贴息</b><p>每季度结息后，人社部门逐笔重算，与银行申报的核对，一致的才核准。</p></li>\
        <li><b>公开</b><p>每一笔的金额、天数、利率和算式都在这里，谁都可以复算、可以质疑。</p></li></ol>
        """)
      w.element("p", .class("more")) { w in
        w.link(.policy, text: "完整的计算规则 →")
        w.text("　")
        w.link(.about, anchor: "#objection", text: "有异议怎么办 →")
      }
    }
  }
}
