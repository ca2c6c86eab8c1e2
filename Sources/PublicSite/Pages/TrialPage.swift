import Disclosure
import Markup
import Quantities
import StrictJSON

/// 贴息试算: an applicant's subsidy under every regime, computed in the browser by the engine that
/// settles.
///
/// Without the engine or without scripts the page says so and leads to the rules.
struct TrialPage: SitePage {
  var address: SiteAddress { .trial }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: "贴息试算", description: "填写金额、利率、期限，试算创业担保贷款的利息和财政贴息",
      sort: .column(name: "贴息试算", keywords: "创业担保贷款,财政贴息,试算", type: "公众服务"),
      namesPeople: false)
  }

  func main(_ w: inout PageWriter) {
    w.crumbs([(.home, "首页"), (.subsidies, "贴息资金"), (.policy, "怎么算")], here: "贴息试算")
    w.element("header", .class("title")) { w in
      w.element("h1", text: "贴息试算")
      w.element(
        "p", .class("lead"),
        text: "贷款以前先看清楚：利息多少，财政贴多少，自己出多少。结果只供参考，以核准为准。")
    }
    guard w.site.input.engine != nil else { return without(&w, "本站这一版没有附试算程序。") }
    w.element("noscript") { without(&$0, "试算要用到浏览器脚本。") }
    form(&w)
    w.raw("<p id=\"tried-state\" class=\"small\" role=\"status\"></p><div id=\"tried\"></div>")
    w.raw("<script type=\"application/json\" id=\"regimes\">")
    w.html.json(String(decoding: data(w.site.input).canonical(), as: UTF8.self))
    w.raw("</script>")
    w.script(.calculatorScript)
  }

  private func without(_ w: inout PageWriter, _ why: String) {
    w.element("div", .class("note")) { w in
      w.element("p") { w in
        w.text(why + "可以照")
        w.link(.policy, text: "贴息怎么算")
        w.text("里的公式和举例自己算，或者打 ")
        w.telephone(w.site.identity.phone)
        w.text(" 问。")
      }
    }
  }

  private func form(_ w: inout PageWriter) {
    w.raw(
      """
      <form id="trial" class="form" hidden>\
      <label>借款人<select name="kind"><option value="INDIVIDUAL">个人</option>\
      <option value="PARTNERSHIP">合伙创业</option><option value="ENTERPRISE">小微企业</option>\
      </select></label>\
      <label hidden>合伙人数<input name="partners" type="number" min="2" max="20" step="1" \
      value="2" inputmode="numeric" required></label>\
      <label>金额（元）<input name="amount" type="number" min="1000" max="10000000" \
      step="0.01" value="200000" inputmode="decimal" required></label>\
      <label>年利率（%）<input name="rate" type="number" min="0.01" max="24" step="0.0001" \
      value="4.5" inputmode="decimal" required></label>\
      <label>期限（月）<input name="months" type="number" min="1" max="60" step="1" \
      value="24" inputmode="numeric" required></label>
      """)
    w.element("label") { w in
      w.text("放款日")
      let input = w.site.input
      let first = input.lpr.first?.from ?? input.builtOn
      w.void(
        "input", Attribute("name", "on"), Attribute("type", "date"),
        Attribute("min", text: "\(first)"), Attribute("value", text: "\(input.builtOn)"),
        Attribute(flag: "required"))
    }
    w.raw(
      """
      <label>计息基数<select name="basis"><option value="360">一年 360 天</option>\
      <option value="365">一年 365 天</option></select></label></form>
      """)
  }

  private func data(_ input: SiteInput) -> JSONValue {
    [
      "lpr": .array(
        input.lpr.map { ["from": .string("\($0.from)"), "rate": .string("\($0.rate)")] }),
      "regimes": .array(input.trial.map(\.json)),
    ]
  }
}
