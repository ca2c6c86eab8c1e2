import Disclosure
import Markup
import Quantities

/// The notices (事前公示) that are on show: whoever has something against it says so before money
/// is lent.
struct NoticesPage: SitePage {
  /// Those that end first come first.
  let notices: [PublishedNotice]

  /// All pages of the notices on show.
  static func all(_ notices: [PublishedNotice]) -> [any SitePage] {
    let sorted = notices.sorted {
      ($0.notice.last, $0.notice.number) < ($1.notice.last, $1.notice.number)
    }
    return [NoticesPage(notices: sorted)] + sorted.map(NoticePage.init)
  }

  var address: SiteAddress { .notices }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: "贷前公示",
      description: "\(site.identity.county)创业担保贷款贷前公示：审核通过、尚未放款的申请，公示期内可以提出异议",
      sort: .column(name: "贷前公示", keywords: "创业担保贷款,公示,异议", type: "通知公告"),
      namesPeople: true)
  }

  func main(_ w: inout PageWriter) {
    w.crumbs([(.home, "首页")], here: "贷前公示")
    w.element("header", .class("title")) { w in
      w.element("h1", text: "贷前公示")
      w.element(
        "p", .class("lead"),
        text: "审核通过、还没有放款的申请在这里公示。有不同意见，请在公示期内提出；期满即从网站撤下。")
    }
    w.notices(notices)
    w.element("p", .class("small")) { $0.link(.objections, text: "异议怎样提，以往怎样答复 →") }
  }
}

extension PageWriter {
  /// The notices on show as a list of links, with their last days: on the home page too.
  ///
  /// The last day stands there beside the days left, which hold for the day of the build only.
  mutating func notices(_ notices: [PublishedNotice]) {
    guard !notices.isEmpty else {
      return element(
        "p", .class("empty"), text: "\(Written.date(site.input.builtOn))没有正在公示的名单。")
    }
    element("ol", .class("cards")) { w in
      for shown in notices {
        let notice = shown.notice
        let href = w.to(.notice(notice.number))
        w.element("li") { w in
          w.element("a", href) { w in
            w.element("b", text: notice.title)
            w.element("span", text: "公示到 \(Written.date(notice.last))")
            w.element("span", text: shown.left(on: w.site.input.builtOn))
            w.element("span", .class("amt"), text: "\(Written.count(notice.lines.count)) 户")
          }
        }
      }
    }
  }
}

extension PublishedNotice {
  /// How long it still lasts, said as of the day on which that is so.
  fileprivate func left(on day: Day) -> String {
    daysLeft == 0
      ? "\(Written.date(day))是最后一天" : "\(Written.date(day))之后还有 \(daysLeft) 个工作日"
  }
}

/// One notice: the applicants, as records will name them, and how to object.
struct NoticePage: SitePage {
  let shown: PublishedNotice

  private var notice: PublicNotice { shown.notice }

  var address: SiteAddress { .notice(notice.number) }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: notice.title,
      description: "\(site.identity.county)创业担保贷款贷前公示 \(notice.number)，公示到 \(notice.last)",
      sort: .article(publishedOn: notice.from), namesPeople: true)
  }

  func main(_ w: inout PageWriter) {
    w.crumbs([(.home, "首页"), (.notices, "贷前公示")], here: notice.number.description)
    w.element("header", .class("title")) { w in
      w.element("h1", Attribute("data-is", "title"), text: notice.title)
      w.element("p", .class("lead")) { w in
        w.text("以下申请已通过审核，公示 ")
        w.element("span", Attribute("data-is", "days"), text: String(notice.days))
        w.text(" 个工作日：")
        w.time(notice.from, is: "from")
        w.text(" 发布，到 ")
        w.time(notice.last, is: "last")
        w.text(" 为止（\(shown.left(on: w.site.input.builtOn))）。")
      }
      w.figures { w in
        w.element("div") { w in
          w.element("dt", text: "公示户数")
          w.element("dd", Attribute("data-is", "count"), text: String(notice.lines.count))
        }
        w.element("div") { w in
          w.element("dt", text: "申请金额合计（元）")
          w.element("dd", Attribute("data-is", "total"), text: Written.money(notice.total))
        }
      }
    }
    table(&w)
    objection(&w)
    w.paperAddress()
    w.logStatus()
    w.logEntries(shown.entries, kind: "notice", subject: notice.number.description)
  }

  private func table(_ w: inout PageWriter) {
    w.element("table", .class("stack")) { w in
      w.element("caption", text: "公示名单，姓名的显示办法与公开记录相同")
      w.raw(
        """
        <thead><tr><th scope="col">申请人</th><th scope="col">类型</th><th scope="col">项目</th>\
        <th scope="col">乡镇</th><th scope="col">经办银行</th><th scope="col">期限（月）</th>\
        <th scope="col">申请金额（元）</th></tr></thead>
        """)
      w.element("tbody") { w in
        for (place, line) in notice.lines.enumerated() { row(&w, line, "lines/\(place)") }
      }
    }
  }

  private func row(_ w: inout PageWriter, _ line: PublicNotice.Line, _ path: String) {
    w.element("tr") { w in
      w.element("th", Attribute("scope", "row")) { w in
        w.element("span", Attribute("data-is", text: "\(path)/applicant"), text: line.applicant)
        if let entity = line.entity, entity != line.applicant {
          w.text(" ")
          w.element("small", Attribute("data-is", text: "\(path)/entity"), text: entity)
        }
      }
      w.element("td", Attribute("data-label", text: "类型"), text: line.kind.word)
      w.cell("项目", line.project, is: "\(path)/project")
      w.cell("乡镇", line.town.name, is: "\(path)/town/name")
      w.cell("经办银行", line.bank.name, is: "\(path)/bank/name")
      w.cell("期限（月）", String(line.termMonths), is: "\(path)/termMonths")
      w.cell("申请金额（元）", Written.money(line.amount), is: "\(path)/amount")
    }
  }

  private func objection(_ w: inout PageWriter) {
    let identity = w.site.identity
    w.element("section", .class("prose")) { w in
      w.element("h2", text: "有不同意见")
      w.element("p") { w in
        w.text("公示期内向\(identity.bureau)反映，电话 ")
        w.telephone(identity.phone)
        w.text("，地址 \(identity.address)（\(identity.officeHours)）。请说明公示编号 \(notice.number) 和申请人。")
        w.text("我们为反映人保密，20 个工作日内答复。")
        w.link(.objections, text: "异议怎样提")
      }
    }
  }
}

extension PageWriter {
  /// A cell that stands under its column's head on a desktop, and beside it on a phone.
  fileprivate mutating func cell(_ label: String, _ text: String, is path: String) {
    element("td", Attribute("data-label", text: label)) { w in
      w.element("span", Attribute("data-is", text: path), text: text)
    }
  }

  fileprivate mutating func time(_ day: Day, is path: StaticString) {
    let text = day.description
    element("time", Attribute("datetime", text: text), Attribute("data-is", path), text: text)
  }
}
