import Disclosure
import Markup
import Quantities

/// Subsidies by quarter: what each approved run pays.
struct SubsidiesPage: SitePage {
  /// Newest first.
  let runs: [PublishedRun]

  var address: SiteAddress { .subsidies }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: "贴息资金",
      description: "\(site.identity.county)创业担保贷款财政贴息：各季核准笔数和金额",
      sort: .column(name: "贴息资金", keywords: "创业担保贷款,财政贴息,资金公开", type: "数据发布"),
      namesPeople: false)
  }

  func main(_ w: inout PageWriter) {
    w.crumbs([(.home, "首页")], here: "贴息资金")
    w.element("header", .class("title")) { w in
      w.element("h1", text: "贴息资金")
      w.element(
        "p", .class("lead"),
        text: "每季末月 20 日结息。银行申报，人社部门逐笔重算核对，另一人核准，财政部门拨付。")
      w.element("p", .class("hints")) { w in
        w.link(.policy, text: "贴息怎么算")
        w.link(.trial, text: "贴息试算")
      }
      w.figures { w in
        w.figure(
          Written.roughly(runs.reduce(.zero) { $0 + $1.payable }), "累计核准财政贴息")
        w.figure((Written.count(Set(runs.map(\.quarter)).count), "个"), "已公布季度")
        if let newest = runs.first {
          w.figure((Written.count(newest.count), "笔"), Written.quarter(newest.quarter))
        }
      }
    }
    guard !runs.isEmpty else {
      w.element("p", .class("empty"), text: "还没有核准的贴息批次。")
      return
    }
    w.element("h2", text: "各季核准的贴息")
    RunChart(runs: Array(runs.prefix(12))).write(&w)
    table(&w)
    w.element("p", .class("small")) { w in
      w.text("每一笔的算式在各自的记录里，")
      w.link(.browse, text: "从这里查")
      w.text("。核准后的批次不再改动；以前季度的更正列在当季的“更正”栏。")
    }
  }

  private func table(_ w: inout PageWriter) {
    w.table(caption: "各季核准的贴息（元）", columns: ["贴息期", "笔数", "利息", "财政贴息", "其中更正", "核准", "状态"]) {
      w in
      for run in runs {
        let href = w.to(.run(run.run))
        w.element("tr") { w in
          w.element("th", Attribute("scope", "row")) { w in
            w.element("a", href, text: Written.quarter(run.quarter))
          }
          w.element("td", text: Written.count(run.count))
          w.element("td", text: run.roughInterest)
          w.element("td", .class("main"), text: Written.money(run.payable))
          w.element("td", text: run.adjustments == .zero ? "无" : Written.money(run.adjustments))
          w.element("td", text: run.approvedOn.description)
          w.element("td", text: run.isPaid ? "已拨付" : "已核准")
        }
      }
    }
  }
}

extension PublishedRun {
  /// The interest of all lines, rounded: with every open record's interest known, the exact sum
  /// would tell that of a single closed one. DISCLOSURE §1.
  var roughInterest: String {
    let (figure, unit) = Written.roughly(interest)
    return "约 \(figure) \(unit)"
  }
}

/// One approved run: its totals by bank, payer and town.
struct RunPage: SitePage {
  let run: PublishedRun
  /// Its entries in the log, the newest first.
  let entries: [PublishedEntry]

  var address: SiteAddress { .run(run.run) }

  private var title: String { "\(Written.quarter(run.quarter))贴息" }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: title, description: "\(site.identity.county)\(title)：\(run.count) 笔，按银行、承担方、乡镇",
      sort: .article(publishedOn: run.approvedOn), namesPeople: false)
  }

  func main(_ w: inout PageWriter) {
    w.crumbs([(.home, "首页"), (.subsidies, "贴息资金")], here: Written.quarter(run.quarter))
    w.element("header", .class("title")) { w in
      w.element("h1", text: title)
      w.element("p", .class("lead")) { w in
        w.text("\(Written.through(run.quarter.days))，共 \(run.quarter.days.count) 天。")
        w.element("time", Attribute("data-is", "approved"), text: run.approvedOn.description)
        w.text(" 核准贴息 ")
        w.element("span", Attribute("data-is", "payable"), text: Written.money(run.payable))
        w.text(" 元 ")
        w.element("span", .class("chip ok"), text: run.isPaid ? "已拨付" : "已核准")
      }
      w.figures { w in
        w.figure(Written.roughly(run.payable), "核准财政贴息")
        w.figure((Written.count(run.count), "笔"), "贷款")
        w.figure(Written.roughly(run.interest), "这些贷款的利息")
        if run.adjustments != .zero {
          w.figure((Written.money(run.adjustments), "元"), "其中以前季度更正")
        }
      }
    }
    w.element("div", .class("two even")) { w in
      part(&w, "按经办银行", "byBank", run.byBank)
      part(&w, "按承担方", "byPayer", run.byPayer)
      part(&w, "按乡镇", "byTown", run.byTown)
    }
    if !run.citations.isEmpty {
      w.element("p", .class("basis")) { w in
        w.text("依据：\(run.citations.joined(separator: "、"))。")
        w.link(.policy, text: "计算规则")
      }
    }
    w.paperAddress()
    w.logStatus()
    w.logEntries(entries, kind: "run", subject: run.run)
  }

  /// - Parameter member: where the log's content has them; the figures are bound to it.
  private func part(
    _ w: inout PageWriter, _ title: String, _ member: String, _ parts: [PublishedRun.Part]
  ) {
    guard !parts.isEmpty else { return }
    w.element("section") { w in
      w.element("h2", text: title)
      w.element("table", .class("num")) { w in
        w.element("caption", text: "\(title)的笔数和核准金额（元）")
        w.raw(
          """
          <thead><tr><th scope="col">名称</th><th scope="col">笔数</th>\
          <th scope="col">财政贴息</th></tr></thead>
          """)
        w.element("tbody") { w in
          for (place, part) in parts.enumerated() {
            let path = "\(member)/\(place)"
            w.element("tr") { w in
              w.element("th", Attribute("scope", "row"), text: part.label.name)
              w.element(
                "td", Attribute("data-is", text: "\(path)/count"), text: Written.count(part.count))
              w.element(
                "td", Attribute("data-is", text: "\(path)/payable"),
                text: Written.money(part.payable))
            }
          }
        }
        w.element("tfoot") { w in
          w.row(
            "合计",
            [
              Written.count(parts.reduce(0) { $0 + $1.count }),
              Written.money(parts.reduce(.zero) { $0 + $1.payable }),
            ])
        }
      }
    }
  }
}
