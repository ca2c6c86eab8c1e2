import Disclosure
import Markup

/// How anyone can check, without trusting us, that nothing was changed behind their back.
///
/// DISCLOSURE §3 in plain words.
struct CheckPage: SitePage {
  var address: SiteAddress { .check }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: "怎样核验", description: "怎样核对公开的每一条记录没有被悄悄改过：在网页上、用命令、用一段小程序",
      sort: .column(name: "怎样核验", keywords: "核验,透明日志,存证", type: "信息公开指南"),
      namesPeople: false)
  }

  func main(_ w: inout PageWriter) {
    w.crumbs([(.home, "首页")], here: "怎样核验")
    w.element("header", .class("title")) { w in
      w.element("h1", text: "怎样核验")
      w.element(
        "p", .class("lead"), text: "公开过的内容改没改、少没少，不必听我们说，自己就能核对。")
    }
    w.element("section", .class("prose")) { idea(&$0) }
    w.element("section", .class("prose")) { page(&$0) }
    w.element("section", .class("prose"), Attribute("id", "download")) { download(&$0) }
    w.element("section", .class("prose")) { sums(&$0) }
    w.element("section", .class("prose")) { limits(&$0) }
  }

  private func idea(_ w: inout PageWriter) {
    w.raw(
      """
      <h2>只能往后加的一本账</h2>\
      <p>每公开一条记录、每更正一次、每核准一个季度，都在一本“透明日志”里添一行。\
      这本日志只能往后添，不能改、不能删、不能插。每一行不写姓名和金额，只写编号、版次、日期和\
      一个由内容算出的 64 位存证值。内容改一个字，存证值就对不上。</p>\
      <p>全部存证值再合成一个总数，由本单位签名，叫检查点。谁手里存着一个旧的检查点，\
      谁就能查出以后有没有动过以前的任何一行。</p>\
      <p>撤回的记录，内容和算存证值用的随机数都已销毁，日志里只剩一个还原不了的存证值。</p>
      """)
  }

  private func page(_ w: inout PageWriter) {
    w.raw(
      """
      <h2>第一种：打开记录就核对</h2>\
      <p>打开任何一条记录，浏览器会自己重算存证值，一路核对到检查点，在页面上写明结果；\
      同时用核算贴息的同一算法把公布的每一季重算一遍。这些都在您的浏览器里完成，\
      不向任何人报告您看了什么。</p>
      """)
  }

  private func download(_ w: inout PageWriter) {
    let identity = w.site.identity
    let place = identity.url ?? (identity.domain.isEmpty ? "网站地址" : "https://\(identity.domain)/")
    w.element("h2", text: "第二种：整站下载后核对")
    w.element("p") { w in
      w.text("装有“明贷”程序的，一条命令核对全部记录。地址换成本栏目的网址；网站已经下载到文件夹的，写文件夹名：")
    }
    w.command("mingdai check --site \(place)")
    w.element("p") { w in
      w.text("以前存过检查点的，再加上它，就能查出从那时到现在有没有改动过旧的内容：")
    }
    w.command("mingdai check --site \(place) --against checkpoint.txt")
    w.element("p") { w in
      w.text("没有这个程序的，用随程序公开的 ")
      w.element("code", text: "check_site.py")
      w.text(" 也能核对。只要有 Python，不用装别的，全文几百行，自己看得完：")
    }
    w.command("python3 check_site.py 下载的文件夹 checkpoint.txt")
    w.raw(
      """
      <p>核对的内容：每条记录的最新一版都在；页面上写的与存证的内容一致；日志完整，签名属实；\
      与旧检查点前后相接。有一处不对，就会指出是哪个文件、哪一条记录。</p>
      """)
    if w.site.input.hasLog {
      w.element("p") { w in
        w.text("现在的检查点在本站的 ")
        w.element("code", text: "log/checkpoint")
        w.text("。请把它另存一份：存的人越多，账越没法改。经办银行收到的每份回执里都有一份。")
      }
    }
  }

  private func sums(_ w: inout PageWriter) {
    w.element("h2", text: "第三种：自己算一遍")
    w.element("p") { w in
      w.text("每条记录都列出本金、利率、天数和算式，")
      w.link(.policy, text: "规则")
      w.text("也都公开，用计算器就能复算。想换个金额、期限试试，用")
      w.link(.trial, text: "贴息试算")
      w.text("；想核对总数，")
      w.link(.data, text: "下载全部数据")
      w.text("。")
    }
  }

  private func limits(_ w: inout PageWriter) {
    w.raw(
      """
      <h2>核验不了什么</h2>\
      <ul class="plain"><li>日志证明公开的内容没有改过，不证明当初填报的就是实情。发现不实，请提出异议。</li>\
      <li>如果谁都没有存过旧的检查点，整本日志可以从头重写而看不出来。所以请存一份。</li>\
      <li>网页自己的核对，程序和结果来自同一个网站；要完全不依赖本站，请用第二种办法。</li></ul>
      """)
    w.element("p", .class("more")) { w in
      w.link(.about, anchor: "#objection", text: "怎样提出异议 →")
      w.text("　")
      w.link(.changes, text: "更正与撤回 →")
    }
  }
}

extension PageWriter {
  /// A line to type.
  mutating func command(_ line: String) {
    element(
      "pre", Attribute("tabindex", 0), Attribute("role", "region"),
      Attribute("aria-label", text: "命令 \(line)")
    ) { $0.element("code", text: line) }
  }
}
