import Disclosure
import Markup
import Quantities

/// The figures of the whole site as charts, each with its table: only from what stands on public
/// records and approved runs.
struct StatisticsPage: SitePage {
  let catalogue: Catalogue
  /// Newest first.
  let runs: [PublishedRun]

  var address: SiteAddress { .statistics }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: "统计", description: "\(site.identity.county)创业担保贷款的笔数、金额和财政贴息：按年、月、乡镇、银行、行业、季度",
      sort: .column(name: "统计", keywords: "创业担保贷款,统计,数据", type: "数据发布"),
      namesPeople: false)
  }

  func main(_ w: inout PageWriter) {
    w.crumbs([(.home, "首页")], here: "统计")
    w.element("header", .class("title")) { w in
      w.element("h1", text: "统计")
      w.element("p", .class("lead"), text: "全部由公开的记录和核准的批次加总而来，每个数字都能点进去看到每一笔。")
      figures(&w)
    }
    guard !catalogue.rows.isEmpty else {
      w.element("p", .class("empty"), text: "还没有公开的贷款。")
      return
    }
    w.jump([
      ("#years", "历年"), ("#months", "各月"), ("#towns", "乡镇"), ("#banks", "银行"),
      ("#industries", "行业"), ("#quarters", "贴息"), ("#pace", "快慢"), ("#categories", "人员类别"),
    ])
    w.section("years", "历年放款") { BarChart.years(catalogue).write(&$0) }
    w.section("months", "各月放款") { MonthGrid(catalogue: catalogue).write(&$0) }
    w.element("div", .class("two")) { w in
      w.section("towns", "各乡镇在贷") { TownMap(catalogue: catalogue).write(&$0) }
      w.element("section", Attribute("id", "kinds")) { $0.ranking(.kind, catalogue) }
    }
    w.element("div", .class("two even")) { w in
      w.element("section", Attribute("id", "banks")) { $0.ranking(.bank, catalogue) }
      w.element("section", Attribute("id", "industries")) { $0.ranking(.industry, catalogue) }
    }
    w.section("quarters", "各季财政贴息") { w in
      if runs.isEmpty {
        w.element("p", .class("empty"), text: "还没有核准的贴息批次。")
      } else {
        BarChart.quarters(runs).write(&w)
        w.element("p", .class("more")) { $0.link(.subsidies, text: "各季核准的批次 →") }
      }
    }
    w.section("pace", "贴息用了多久") { w in
      if w.site.input.paces.isEmpty {
        w.element("p", .class("empty"), text: "还没有核准的贴息批次。")
      } else {
        PaceChart(paces: w.site.input.paces).write(&w)
      }
    }
    w.section("categories", "人员类别") {
      CategoryTables(tables: $0.site.input.categories).write(&$0)
    }
    w.element("p", .class("small")) { w in
      w.text("人员类别不在任何一条记录里。原始数据可以")
      w.link(.data, text: "下载")
      w.text("，自己再算一遍。")
    }
  }

  private func figures(_ w: inout PageWriter) {
    let total = catalogue.total
    w.figures { w in
      w.figure((Written.count(total.count), "笔"), "累计公开贷款")
      w.figure(Written.roughly(total.amount), "累计放款")
      w.figure(Written.roughly(total.runningAmount), "在贷的放款金额")
      w.figure(Written.roughly(runs.reduce(.zero) { $0 + $1.payable }), "累计核准财政贴息")
    }
  }
}

extension PageWriter {
  /// A part of a page that can be jumped to.
  mutating func section(
    _ id: StaticString, _ heading: String, content: (inout PageWriter) -> Void
  ) {
    element("section", Attribute("id", id)) { w in
      w.element("h2", text: heading)
      content(&w)
    }
  }

  /// Ways to the parts of this page.
  mutating func jump(_ parts: [(anchor: String, name: String)]) {
    element("ul", .class("jump")) { w in
      for part in parts {
        w.element("li") { w in w.element("a", .href(part.anchor), text: part.name) }
      }
    }
  }
}
