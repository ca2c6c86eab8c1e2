import Disclosure
import Markup
import Quantities

/// How a subsidy is computed, in words, with the regimes and the LPR behind it.
struct PolicyPage: SitePage {
  var address: SiteAddress { .policy }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: "贴息怎么算", description: "创业担保贷款财政贴息的计算规则、历年政策和贷款市场报价利率",
      sort: .column(name: "贴息怎么算", keywords: "创业担保贷款,财政贴息,计算,政策", type: "信息公开指南"),
      namesPeople: false)
  }

  func main(_ w: inout PageWriter) {
    w.crumbs([(.home, "首页"), (.subsidies, "贴息资金")], here: "怎么算")
    w.element("header", .class("title")) { w in
      w.element("h1", text: "贴息怎么算")
      w.element("p", .class("lead"), text: "一支笔、一个计算器，就能把任何一笔重算一遍。")
      w.element("p", .class("more")) { $0.link(.trial, text: "不想自己算？贴息试算 →") }
    }
    w.element("section", .class("prose")) { formula(&$0) }
    w.element("section", .class("prose")) { rules(&$0) }
    w.element("section") { regimes(&$0) }
    w.element("section") { lpr(&$0) }
  }

  private func formula(_ w: inout PageWriter) {
    w.raw(
      """
      <h2>一个公式</h2>\
      <p class="eq big-eq"><span><b>贷款余额</b><small>还欠多少本金</small></span>\
      <span><i>×</i><b>年利率</b><small>合同上写的</small></span>\
      <span><i>×</i><b>天数</b><small>算头不算尾</small></span>\
      <span><i>÷</i><b>360</b><small>合同写 365 的按 365</small></span>\
      <span><i>=</i><b>利息</b><small>四舍五入到分</small></span></p>\
      <p>利息中由财政负担的部分就是贴息，其余由借款人自己承担。贴息按没有四舍五入的利息算，\
      最后才四舍五入到分。</p>
      """)
    example(&w)
  }

  /// A worked example: 300 000 yuan at 4.50 % over 91 days, half of it paid.
  ///
  /// SUBSIDY §5.
  private func example(_ w: inout PageWriter) {
    guard let from = Day(year: 2025, month: 9, day: 21), let half = Fraction(1, 2) else { return }
    let segment = DisclosedSegment(
      days: DayRange(from: from, to: from + 91), balance: .yuan(300_000),
      subsidisedBalance: .yuan(300_000), rate: Rate(ppm: 45_000), loanYear: 1,
      dayBasis: .actual360, rule: .shareOfRate(fraction: half))
    let words = DerivationWords(
      segments: [segment], interest: Fen(341_250), subsidy: Fen(170_625),
      citation: "财金〔2023〕75号")
    w.element("div", .class("example")) { w in
      w.element("h3", text: "举例：30 万元，年利率 4.50 %，一季 91 天，财政贴一半")
      for equation in words.parts.flatMap(\.equations) + [words.own] {
        w.element("p", .class("line"), text: equation.text)
      }
    }
  }

  private func rules(_ w: inout PageWriter) {
    w.raw(
      """
      <h2>几条规矩</h2>\
      <dl class="rules">\
      <div><dt>贴息期</dt><dd>每季末月 20 日结息。一季度是上年 12 月 21 日到 3 月 20 日，\
      二季度到 6 月 20 日，三季度到 9 月 20 日，四季度到 12 月 20 日。</dd></div>\
      <div><dt>算头不算尾</dt><dd>放款当天计息，还款当天不计息。</dd></div>\
      <div><dt>用哪年的政策</dt><dd>看放款那天的政策，以后政策变了，这笔贷款不变。\
      贷款市场报价利率（LPR）看签合同那天的一年期数值。</dd></div>\
      <div><dt>贴息上限</dt><dd>贷款超过规定额度的，只对额度以内的部分贴息。</dd></div>\
      <div><dt>不贴息的日子</dt><dd>超过规定期限、没有依据的展期、逾期、丧失资格、\
      已享受其他中央财政贴息、超过规定次数的，不贴息。罚息和复利从不贴息。</dd></div>\
      <div><dt>贴息不超过利息</dt><dd>任何情况下，贴息不多于同期应付的利息。</dd></div>\
      <div><dt>先核对再付</dt><dd>银行申报的数与重算的数逐笔核对。一致的核准；\
      相差在规定的尾差以内的按小的核准；其余查明原因再定。</dd></div></dl>
      """)
  }

  private func regimes(_ w: inout PageWriter) {
    w.element("h2", text: "历年政策")
    for regime in w.site.input.regimes.reversed() {
      w.element("div", .class("regime")) { w in
        w.element("h3") { w in
          w.text("\(Written.date(regime.from))至\(Written.date(regime.through))放款的")
        }
        w.table(
          caption: regime.basis.joined(separator: "、"),
          columns: ["借款人", "贴息额度", "贴息期限", "贴息办法"], numeric: false
        ) { w in
          for row in regime.rows { w.row(row.who, [row.cap, row.term, row.rule]) }
        }
        if let sharing = regime.sharing { w.element("p", .class("small"), text: sharing) }
        if !regime.unconfirmed.isEmpty {
          w.element("p", .class("small")) { w in
            w.raw("<span class=\"chip warn\">待确认</span> ")
            w.text(regime.unconfirmed.joined(separator: "；"))
          }
        }
      }
    }
  }

  private func lpr(_ w: inout PageWriter) {
    let rows = w.site.input.lpr
    w.element("h2", text: "一年期贷款市场报价利率（LPR）")
    LPRChart(rows: rows, through: w.site.input.builtOn).write(&w)
    w.element("details", .class("data")) { w in
      w.element("summary", text: "看表格")
      w.table(caption: "一年期 LPR（%），自当日起", columns: ["自", "数值", "核对"]) { w in
        for row in rows.reversed() {
          w.row(
            row.from.description,
            [Written.percent(row.rate), row.isConfirmed ? "已核对" : "待确认"])
        }
      }
    }
  }
}
