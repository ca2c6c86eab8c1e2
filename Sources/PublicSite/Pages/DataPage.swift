import Disclosure
import Markup
import OpenData
import Quantities

/// What can be downloaded, and what every column means.
struct DataPage: SitePage {
  /// The years in which records were published, newest first, with how many.
  let years: [(year: Int, count: Int)]
  /// Whether the files are part of this site.
  let hasFiles: Bool
  /// The months in which something was published, ascending.
  let months: [LogMonth]

  init(catalogue: Catalogue, months: [LogMonth], hasFiles: Bool) {
    self.months = months
    var counts: [Int: Int] = [:]
    for index in catalogue.rows.indices {
      counts[catalogue.rows.serial(index).year, default: 0] += 1
    }
    years = counts.sorted { $0.key > $1.key }.map { ($0.key, $0.value) }
    self.hasFiles = hasFiles
  }

  var address: SiteAddress { .data }

  func head(_ site: SiteContext) -> PageHead {
    PageHead(
      title: "开放数据", description: "\(site.identity.county)创业担保贷款公开数据下载：CSV、JSON，附数据字典和校验和",
      sort: .column(name: "开放数据", keywords: "创业担保贷款,开放数据,下载", type: "数据发布"),
      namesPeople: false)
  }

  func main(_ w: inout PageWriter) {
    w.crumbs([(.home, "首页")], here: "开放数据")
    w.element("header", .class("title")) { w in
      w.element("h1", text: "开放数据")
      w.element(
        "p", .class("lead"), text: "页面上公开的都在这里，一次下载，随便用。自然人姓名一律隐去部分字。")
    }
    w.section("files", "下载") { w in
      if hasFiles {
        files(&w)
      } else {
        w.element("p", .class("empty"), text: "本次发布没有附数据文件。")
      }
    }
    if hasFiles, !months.isEmpty {
      w.section("months", "按月的变动") { ChangeDownloads(months: months).write(&$0) }
    }
    w.section("dictionary", "数据字典") { w in
      w.element("p", .class("small"), text: "CSV 的列名用英文，含义如下；金额以元计，两位小数。")
      for table in DataTable.all { dictionary(&w, table) }
    }
    w.section("limits", "使用前请知道") { limits(&$0) }
  }

  private func files(_ w: inout PageWriter) {
    let isWhole = years.reduce(0) { $0 + $1.count } <= DataPart.mostInOneFile
    let groups: [(String, String, [DataFile])] =
      [
        (
          "全部", isWhole ? "不分年份" : "记录较多，贷款和贴息请按年份下载",
          isWhole ? DataFile.all(years: []) : [.runs]
        )
      ]
      + years.map { year, count in
        (
          "\(year) 年公开", "\(Written.count(count)) 条记录",
          [.records(year), .subsidies(year), .lines(year)]
        )
      }
    for (name, note, files) in groups {
      w.element("div", .class("year")) { w in
        w.element("h3") { w in
          w.text(name)
          w.element("small", text: note)
        }
        w.element("ul", .class("files")) { w in
          for file in files { w.download(file, file.title) }
        }
      }
    }
    w.element("p", .class("small")) { w in
      w.text("CSV 用表格软件可以直接打开；JSON 每行一条记录，含逐季算式。")
      w.text("另有")
      w.element("a", .href(DataPackage.dictionaryPath), text: "数据字典（CSV）")
      w.text("、")
      w.element("a", .href(DataPackage.sumsPath), text: "校验和（SHA-256）")
      w.text("和")
      w.element("a", .href(DataPackage.path), text: "机器可读的说明（Frictionless Data Package）")
      w.text("。")
    }
    guard !years.isEmpty else { return }
    w.element("p", .class("small")) { w in
      w.text("想知道新公开和新更正的记录，可以订阅：")
      w.element("a", .href(AtomFeed.path(.records, part: nil)), text: "新记录（Atom）")
      w.text("、")
      w.element("a", .href(AtomFeed.path(.changes, part: nil)), text: "更正与撤回（Atom）")
      w.text("。")
    }
  }

  private func dictionary(_ w: inout PageWriter, _ table: DataTable) {
    w.element("details", .class("dict")) { w in
      w.element("summary") { w in
        w.element("b", text: table.title)
        w.element("small", text: "\(table.name) · \(table.fields.count) 列 · \(table.meaning)")
      }
      w.table(
        caption: "\(table.title)（\(table.name)）的各列", columns: ["列", "名称", "类型", "含义"],
        numeric: false
      ) { w in
        for field in table.fields { self.field(&w, field) }
      }
    }
  }

  private func field(_ w: inout PageWriter, _ field: DataField) {
    w.element("tr") { w in
      w.element("th", Attribute("scope", "row")) { $0.element("code", text: field.name) }
      w.element("td", text: field.title)
      w.element("td", text: field.kind.word + (field.unit.isEmpty ? "" : "（\(field.unit)）"))
      w.element("td") { w in
        w.text(field.meaning)
        let values = field.values.filter { $0.code != $0.title }
        if !values.isEmpty {
          w.text("：" + values.map { "\($0.code) \($0.title)" }.joined(separator: "、"))
        }
        if !field.isRequired { w.text("（可空）") }
      }
    }
  }

  private func limits(_ w: inout PageWriter) {
    w.raw(
      """
      <ul class="plain"><li>只有已放款并公开的贷款；正在公示、尚未放款的不在其中。</li>
      """)
    w.raw(
      w.site.input.masking.showsDay
        ? "<li>住址只公开到乡镇。</li>" : "<li>放款只公开到月份；住址只公开到乡镇。</li>")
    w.raw(
      """
      <li>有逾期等情形的季度，只有核准数额，没有明细。</li>\
      <li>撤回的记录从数据中消失，编号不再使用。</li>\
      <li>贴息以核准为准，当季的在核准以后才有。</li></ul>
      """)
    w.element("p", .class("more")) { w in
      w.link(.changes, text: "更正与撤回 →")
      w.text("　")
      w.link(.check, text: "怎样核验 →")
    }
  }
}

extension PageWriter {
  /// A file of open data as one of a list of files.
  mutating func download(_ file: DataFile, _ title: String) {
    let href = to(.download(file))
    element("li") { w in
      w.element("a", href) { w in
        w.element("b", text: title)
        w.element("span", text: file.form == .csv ? "CSV" : "JSON")
      }
    }
  }
}

extension DataField.Kind {
  /// The kind in the words of the site.
  fileprivate var word: String {
    switch self {
    case .string: "文本"
    case .integer: "整数"
    case .amount: "金额"
    case .boolean: "是否"
    case .date: "日期"
    case .yearmonth: "年月"
    }
  }
}
