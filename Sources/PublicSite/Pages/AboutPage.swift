import Disclosure
import Markup

/// What is public and what never is, how names are shown, and how to object.
struct AboutPage: SitePage {
  var address: SiteAddress { .about }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: "隐私与异议", description: "公开什么、不公开什么，姓名怎样显示，怎样提出异议和更正",
      sort: .column(name: "隐私与异议", keywords: "个人信息保护,异议,更正", type: "咨询投诉"),
      namesPeople: false)
  }

  func main(_ w: inout PageWriter) {
    w.crumbs([(.home, "首页")], here: "隐私与异议")
    w.element("header", .class("title")) { w in
      w.element("h1", text: "隐私与异议")
      w.element("p", .class("lead"), text: "公开是为了让钱花得明白，不是为了让人难堪。")
    }
    w.element("section", .class("prose")) { open(&$0) }
    w.element("section", .class("prose")) { names(&$0) }
    w.element("section", .class("prose"), Attribute("id", "objection")) { objection(&$0) }
    w.element("section", .class("prose"), Attribute("id", "mistake")) { mistake(&$0) }
    w.element("section", .class("prose")) { law(&$0) }
  }

  private func open(_ w: inout PageWriter) {
    w.raw(
      """
      <h2>公开什么，不公开什么</h2>\
      <div class="two even"><div class="yes"><h3>公开</h3><ul><li>记录编号</li>\
      <li>借款人（姓名按下面的办法显示）、借款人类型、字号</li><li>创业项目、行业、所在乡镇</li>\
      <li>金额、期限、放款时间、经办银行、担保方式、在贷或结清</li>\
      <li>每季核准的贴息和算式</li></ul></div>\
      <div class="no"><h3>从不公开</h3><ul><li>身份证号、电话、银行账号</li>\
      <li>住址（只到乡镇）、配偶、反担保人</li><li>人员类别，例如是否就业困难、是否残疾</li>\
      <li>逾期、代偿、信用情况；有这些情况的季度只公布核准数额</li>\
      <li>由上述信息算出的任何代码</li></ul></div></div>\
      <p>每次发布前，全部页面都自动检查一遍，发现一处身份证号、电话或账号就停止发布。\
      本站不使用 Cookie，不做访问统计，不向任何第三方请求内容。</p>
      """)
  }

  private func names(_ w: inout PageWriter) {
    let masking = w.site.input.masking
    w.raw("<h2 id=\"names\">姓名怎样显示</h2>")
    w.element("dl", .class("rules")) { w in
      w.rule("个人", AboutPage.words(masking.individuals, isPerson: true))
      w.rule("合伙人", AboutPage.words(masking.partnerships, isPerson: true))
      w.rule("小微企业", AboutPage.words(masking.enterprises, isPerson: false))
    }
    if let number = w.site.identity.assessmentNumber {
      w.element("p", text: "公开前已做个人信息保护影响评估，编号 \(number)，保存三年。")
    }
  }

  private static func words(_ form: MaskingPolicy.Form, isPerson: Bool) -> String {
    switch (form, isPerson) {
    case (.full, true): "显示全名。"
    case (.full, false): "显示企业全称。"
    case (.masked, true): "隐去部分字：张*、李*华、欧阳*。项目名称中含有本人全名的，一并隐去。"
    case (.masked, false): "隐去名称中间部分。"
    }
  }

  private func objection(_ w: inout PageWriter) {
    w.element("h2", text: "怎样提出异议和更正")
    w.element("dl", .class("rules")) { w in
      w.rule("谁可以提", "任何人都可以对任何一条记录提出异议；本人可以要求更正、删除或不再公开自己的信息。")
      w.rule("要带什么", "记录编号和理由。要求更正本人信息的，请带身份证到窗口核对，不必留复印件。")
      w.whereToObject()
      w.rule("多久答复", "20 个工作日内答复。异议成立的，更正记录并注明日期；涉及个人信息不当公开的，立即下线。")
      w.whatElseToDo()
    }
  }

  private func mistake(_ w: inout PageWriter) {
    let identity = w.site.identity
    w.element("h2", text: "网站找错")
    w.element("p") { w in
      w.text("页面打不开、文字有错、数字对不上，请打 ")
      w.telephone(identity.phone)
      w.text("，说明页面名称或记录编号。")
    }
  }

  private func law(_ w: inout PageWriter) {
    w.raw(
      """
      <h2>依据</h2><p>《中华人民共和国政府信息公开条例》第十五条、第二十条、第二十六条；\
      《中华人民共和国个人信息保护法》第六条、第十九条、第二十五条、第二十八条、第五十五条；\
      创业担保贷款财政贴息的各项规定见
      """)
    w.link(.policy, text: "贴息怎么算")
    w.raw("。</p>")
  }
}

/// Shown for an address that does not exist.
///
/// Where the site's whole address is known its links begin there, so that a web server can show it
/// in the place of any address; otherwise they hold where it lies.
struct NotFoundPage: SitePage {
  var address: SiteAddress { .notFound }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: "没有这一页", description: "要找的页面不存在",
      sort: .column(name: "没有这一页", keywords: "404", type: "其他"), namesPeople: true)
  }

  func main(_ w: inout PageWriter) {
    w.element("header", .class("title lost")) { w in
      w.raw("<p class=\"code\" aria-hidden=\"true\">404</p><h1>没有这一页</h1>")
      w.element("p", .class("lead"), text: "地址可能抄错了，也可能这条记录已经依法不再公开。")
      w.element("p", .class("actions")) { w in
        let browse = w.to(.browse)
        w.element("a", .class("button"), browse, text: "查贷款")
        let home = w.to(.home)
        w.element("a", .class("button plain"), home, text: "回首页")
      }
    }
  }
}
