import Disclosure
import Markup
import Quantities

/// One loan: who, what, how much, how its subsidy came about, and what was changed since.
struct RecordPage: SitePage {
  let published: PublishedRecord
  /// The newest revision, read.
  let record: PublicRecord

  var address: SiteAddress { .record(record.number) }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: record.project,
      description: "\(record.town.name)创业担保贷款公开记录 \(record.number)",
      sort: .article(publishedOn: record.firstPublishedOn), namesPeople: record.kind != .enterprise)
  }

  func main(_ w: inout PageWriter) {
    let town = FacetKey(kind: .town, code: record.town.code)
    w.crumbs(
      [(.home, "首页"), (.browse, "查贷款"), (.list(town), record.town.name)],
      here: record.number.description)
    w.element("header", .class("title")) { w in
      w.element("h1", Attribute("data-is", "project"), text: record.project)
      w.element("p", .class("lead")) { w in
        w.element("span", Attribute("data-is", "applicant"), text: record.applicant)
        w.raw(" <i>·</i> ")
        w.text(record.kind.word)
        w.raw(" ")
        w.state(record.state)
        if w.site.input.contested.contains(record.number) {
          w.raw(" <span class=\"chip warn\">有异议处理中</span>")
        }
      }
      w.figures { w in
        w.figure(Written.amount(record.amount), "贷款金额")
        w.figure(Written.term(months: record.termMonths), "\(Written.month(record.disbursedOn))起")
        if let rate = record.latestRate { w.figure((Written.percent(rate), "%"), "年利率") }
        w.figure((Written.money(record.subsidySoFar), "元"), "财政已贴息")
      }
    }
    w.element("div", .class("record")) { w in
      w.element("section", .class("about")) { w in
        w.element("h2", text: "基本情况")
        facts(&w)
        w.element("h2", text: "经过")
        course(&w)
        RevisionsView(published: published).write(&w)
      }
      w.element("section", .class("sums")) { w in
        w.element("h2", text: "贴息怎么算出来的")
        DerivationView(record: record).write(&w)
        if w.site.input.engine != nil, record.quarters.contains(where: { $0.detail != nil }) {
          w.raw("<p id=\"recomputed\" class=\"proof\" role=\"status\" hidden></p>")
          w.script(.calculatorScript)
        }
      }
    }
    w.logStatus()
    objection(&w)
    w.paperAddress()
    w.logEntries(of: published)
  }

  private func facts(_ w: inout PageWriter) {
    w.element("dl", .class("facts")) { w in
      w.fact("记录编号", record.number.description)
      w.fact(record.kind == .enterprise ? "企业" : "借款人", record.applicant, is: "applicant")
      if let name = record.entityName, name != record.applicant {
        w.fact("字号", name, is: "entity")
      }
      w.fact("创业项目", record.project, is: "project")
      w.fact("贷款金额（元）", Written.money(record.amount), is: "amount")
      w.fact("期限（月）", String(record.termMonths), is: "termMonths")
      w.fact(
        "行业", record.industry.name, FacetKey(kind: .industry, code: record.industry.code),
        is: "industry/name")
      w.fact(
        "所在乡镇", record.town.name, FacetKey(kind: .town, code: record.town.code),
        is: "town/name")
      w.fact(
        "经办银行", record.bank.name, FacetKey(kind: .bank, code: record.bank.code),
        is: "bank/name")
      let month = Catalogue.month(of: record.disbursedOn)
      if record.showsDay {
        w.fact("放款日期", record.disbursedOn.description, month, is: "disbursed")
      } else {
        w.fact("放款月份", Written.month(record.disbursedOn), month)
      }
      w.fact("担保方式", record.guarantee, is: "guarantee")
      w.fact("贷款状态", record.state.rawValue, is: "state")
      if let jobs = record.jobs { w.fact("带动就业（人）", String(jobs), is: "jobs") }
    }
  }

  private func course(_ w: inout PageWriter) {
    w.element("ol", .class("course")) { w in
      if record.showsDay {
        w.step("银行放款", record.disbursedOn, done: true)
      } else {
        w.step("银行放款", monthOf: record.disbursedOn, done: true)
      }
      if let first = record.quarters.first {
        w.step("首次贴息核准（\(Written.quarter(first.quarter))）", first.approvedOn, done: true)
      }
      if record.quarters.count > 1, let last = record.quarters.last {
        w.step(
          "第 \(record.quarters.count) 次贴息核准（\(Written.quarter(last.quarter))）",
          last.approvedOn, done: true)
      }
      switch record.state {
      case .running: w.step("贷款到期", monthOf: record.dueOn, done: false)
      case .due: w.step("贷款到期", monthOf: record.dueOn, done: true)
      case .settled: w.element("li", .class("done"), text: "贷款已结清")
      }
    }
  }

  private func objection(_ w: inout PageWriter) {
    let identity = w.site.identity
    w.element("aside", .class("note")) { w in
      w.element("h2", text: "对这条记录有异议？")
      w.element("p") { w in
        w.raw("记下编号 <b>")
        w.text(record.number.description)
        w.raw("</b>，拨打 ")
        w.telephone(identity.phone)
        w.text("，或到\(identity.address)办理（\(identity.officeHours)）。20 个工作日内答复。")
        w.link(.about, anchor: "#objection", text: "怎样提出异议")
      }
      w.element("p", .class("small")) { w in
        w.text("第 \(record.revision) 版，\(Written.date(record.publishedOn))公开。")
        if record.isMasked {
          w.text("姓名已按个人信息保护的要求隐去部分字。")
          w.link(.about, anchor: "#names", text: "为什么隐去")
        }
      }
    }
  }
}

extension PublicRecord {
  /// The contract rate of the newest open stretch.
  fileprivate var latestRate: Rate? {
    quarters.last { $0.detail?.segments.isEmpty == false }?.detail?.segments.last?.rate
  }
}

extension PageWriter {
  /// The state of a loan as a small mark.
  mutating func state(_ state: LoanState) {
    switch state {
    case .running: element("span", .class("chip on"), text: state.rawValue)
    case .due, .settled: element("span", .class("chip"), text: state.rawValue)
    }
  }

  /// A telephone number that a phone can dial.
  mutating func telephone(_ number: String) {
    element("a", .href("tel:" + number), text: number)
  }

  fileprivate mutating func fact(
    _ name: String, _ value: String, _ list: FacetKey? = nil, is path: StaticString? = nil
  ) {
    element("div") { w in
      w.element("dt", text: name)
      w.element("dd") { w in
        guard let list else { return w.text(value) }
        guard let path else { return w.link(.list(list), text: value) }
        let target = w.to(.list(list))
        w.element("a", target, Attribute("data-is", path), text: value)
      }
    }
  }

  /// A fact that the entry of the log answers for. LOG "What a page carries".
  fileprivate mutating func fact(_ name: String, _ value: String, is path: StaticString) {
    element("div") { w in
      w.element("dt", text: name)
      w.element("dd", Attribute("data-is", path), text: value)
    }
  }

  fileprivate mutating func step(_ what: String, _ day: Day, done: Bool) {
    step(what, datetime: day.description, text: day.description, done: done)
  }

  /// The due day follows from the month of disbursement, which alone may be public. DISCLOSURE §1.
  fileprivate mutating func step(_ what: String, monthOf day: Day, done: Bool) {
    step(what, datetime: Catalogue.month(of: day).code, text: Written.month(day), done: done)
  }

  private mutating func step(_ what: String, datetime: String, text: String, done: Bool) {
    element("li", .class(done ? "done" : "next")) { w in
      w.text(what)
      w.element("time", Attribute("datetime", text: datetime), text: text)
    }
  }
}
