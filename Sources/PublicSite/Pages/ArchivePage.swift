import Disclosure
import Markup
import OpenData
import Quantities

/// What was published in a month that is over: by day, with its files. It counts and names nothing
/// of a record, so it never changes.
struct ArchivePage: SitePage {
  let month: LogMonth
  /// The days on which something was published, ascending, with how many changes of each kind.
  let days: [(key: Day, value: [ChangeKind: Int])]

  var address: SiteAddress { .archive(month.code) }

  private var title: String { "\(LogMonth.words(month.code))的变动" }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: title, description: "\(site.identity.siteName)\(title)：逐日的新增、更正、删改和撤回，附数据文件",
      sort: .column(name: title, keywords: "创业担保贷款,更正,撤回,存档", type: "数据发布"),
      namesPeople: false)
  }

  func main(_ w: inout PageWriter) {
    w.crumbs([(.home, "首页"), (.data, "开放数据")], here: LogMonth.words(month.code))
    w.element("header", .class("title")) { w in
      w.element("h1", text: title)
      w.element(
        "p", .class("lead"),
        text: "这个月已经过去，本页和下面的文件不再改动。只记编号、版次和日期，不含记录的内容。")
      w.figures { w in
        for kind in ChangeKind.allCases {
          let count = days.reduce(0) { $0 + ($1.value[kind] ?? 0) }
          w.figure((Written.count(count), "条"), kind.word)
        }
      }
    }
    w.section("days", "逐日") { w in
      if days.isEmpty {
        w.element("p", .class("empty"), text: "这个月没有新增或改动记录。")
      } else {
        w.table(caption: "每天各有几条", columns: ["日期"] + ChangeKind.allCases.map(\.word)) { w in
          for (day, counts) in days {
            // With a word behind each figure no two of them read like one long number.
            w.row(
              Written.date(day),
              ChangeKind.allCases.map { kind in
                counts[kind].map { "\(Written.count($0)) 条" } ?? "—"
              })
          }
        }
      }
    }
    w.section("files", "下载") { w in
      w.element("ul", .class("files")) { w in
        for (file, _) in month.files { w.download(file, file.title) }
      }
    }
    w.element("p", .class("small")) { w in
      w.text("核准贴息、贷款状态变化也算更正。改了什么、为什么，见各记录的页面和")
      w.link(.changes, text: "更正与撤回")
      w.text("。")
    }
    w.paperAddress()
  }
}

/// The months on the page of open data: a page for each that is over, the files of the open one.
struct ChangeDownloads {
  let months: [LogMonth]

  func write(_ w: inout PageWriter) {
    let day = w.site.input.builtOn
    w.element(
      "p", .class("small"),
      text: "已经下载过数据的，按这里的编号和版次更新就行。过去的月份不再改动；本月的随每次发布增加。")
    for month in months where !month.isOver(on: day) {
      w.element("ul", .class("files")) { w in
        for (file, _) in month.files { w.download(file, file.title) }
      }
    }
    let over = months.filter { $0.isOver(on: day) }
    guard !over.isEmpty else { return }
    w.element("ul", .class("places")) { w in
      for month in over.reversed() {
        w.element("li") { $0.link(.archive(month.code), text: LogMonth.words(month.code)) }
      }
    }
  }
}

extension LogMonth {
  /// `2026年3月`.
  static func words(_ code: String) -> String {
    Day(code + "-01").map(Written.month) ?? code
  }
}
