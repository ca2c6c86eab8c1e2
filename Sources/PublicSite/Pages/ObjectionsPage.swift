import Disclosure
import Markup
import Quantities

/// How to object, and what earlier objections came to. It tells nothing of who objected.
struct ObjectionsPage: SitePage {
  /// Answered ones, the newest answer first.
  private let objections: [PublishedObjection]
  private let catalogue: Catalogue

  init(_ objections: [PublishedObjection], catalogue: Catalogue) {
    self.objections = objections.sorted { ($0.answeredOn, $0.number) > ($1.answeredOn, $1.number) }
    self.catalogue = catalogue
  }

  var address: SiteAddress { .objections }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: "异议与答复", description: "对公示和公开记录的异议怎样提出，以往的异议怎样答复",
      sort: .column(name: "异议与答复", keywords: "异议,答复,公示,更正", type: "咨询投诉"),
      namesPeople: false)
  }

  func main(_ w: inout PageWriter) {
    w.crumbs([(.home, "首页")], here: "异议与答复")
    w.element("header", .class("title")) { w in
      w.element("h1", text: "异议与答复")
      w.element(
        "p", .class("lead"), text: "谁都可以提异议。提的人和原话保密，答复公开。")
    }
    w.element("section", .class("prose")) { how(&$0) }
    w.element("h2", text: "已经答复的")
    if objections.isEmpty {
      w.element("p", .class("empty"), text: "还没有答复过的异议。")
    }
    for objection in objections { answer(&w, objection) }
  }

  private func how(_ w: inout PageWriter) {
    w.element("h2", text: "怎样提")
    w.element("dl", .class("rules")) { w in
      w.rule("对什么提", "正在公示的申请，或已经公开的任何一条记录。")
      w.rule("要说什么", "公示编号或记录编号，和不同意的理由。要求更正本人信息的，请带身份证到窗口核对，不留复印件。")
      w.whereToObject(other: "，也可以写信到这个地址")
      w.rule("多久答复", "收到之日起 20 个工作日内（《政府信息公开条例》）。异议成立的，更正或撤下；公示期内成立的，不予放款。")
      w.whatElseToDo()
    }
  }

  private func answer(_ w: inout PageWriter, _ objection: PublishedObjection) {
    w.element("article", .class("answer"), Attribute("id", text: objection.number.description)) {
      w in
      w.element("h3") { w in
        switch objection.subject {
        case .record(let number) where catalogue.rows.hold(number):
          w.text("对记录 ")
          w.link(.record(number), text: number.description)
        case .record(let number): w.text("对记录 \(number)")
        case .notice(let number): w.text("对公示 \(number)")
        }
        w.text(" 的异议")
        if let isUpheld = objection.isUpheld {
          w.text(" ")
          w.element(
            "span", .class(isUpheld ? "chip warn" : "chip"), text: isUpheld ? "成立" : "不成立")
        }
      }
      for line in objection.answer.split(separator: "\n") {
        w.element("p", text: String(line))
      }
      w.element("p", .class("small")) { w in
        w.text("\(objection.number)：")
        w.day(objection.receivedOn)
        w.text(" 收到，")
        w.day(objection.answeredOn)
        w.text(" 答复。")
      }
    }
  }
}

extension CatalogueRows {
  /// Whether a record stands: only then is there surely a page to lead to.
  fileprivate func hold(_ number: RecordNumber) -> Bool {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if serial(middle) < (number.year, number.serial) { low = middle + 1 } else { high = middle }
    }
    return low < endIndex && serial(low) == (number.year, number.serial)
  }
}

extension PageWriter {
  fileprivate mutating func day(_ day: Day) {
    let text = day.description
    element("time", Attribute("datetime", text: text), text: text)
  }
}
