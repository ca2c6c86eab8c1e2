import Disclosure
import Markup
import OpenData

/// A list's own CSV and JSON. They are no files: five lists hold each record, so that files of them
/// would be five times the data, and a hundred changed records would write most of it anew. A
/// script picks the list's rows out of the files of the years, whose links stand here for whoever
/// has no script, with the column by which a spreadsheet program finds the same rows.
struct ListDownloads {
  let list: FacetList
  let rows: CatalogueRows

  /// What it says of any list, and what is printed under every page, for the leak scan.
  static func wording(_ site: SiteContext) -> [UInt8] {
    let key = FacetKey(kind: .month, code: "")
    var w = PageWriter(address: .list(key), site: site)
    ListDownloads(list: FacetList(key: key, name: ""), rows: CatalogueRows()).write(&w)
    w.paperAddress()
    return w.html.bytes
  }

  /// The years in which the list's records were published, ascending.
  var years: [Int] {
    var years: [Int] = []
    var rest = list.members[...]
    while let first = rest.first {
      let year = rows.serial(Int(first)).year
      years.append(year)
      var (low, high) = (rest.startIndex, rest.endIndex)
      while low < high {
        let middle = (low + high) / 2
        if rows.serial(Int(rest[middle])).year > year { high = middle } else { low = middle + 1 }
      }
      rest = rest[low...]
    }
    return years
  }

  /// The column of ``DataTable/records`` that holds the list's code, and the code in it.
  private var filter: (column: String, code: String) {
    let code = list.key.code
    return switch list.key.kind {
    case .month: ("disbursed_month", code)
    case .kind: ("kind", code.uppercased())
    case .town, .bank, .industry: (list.key.kind.rawValue, code)
    }
  }

  func write(_ w: inout PageWriter) {
    let (column, code) = filter
    w.element(
      "section", .class("get"), Attribute("data-column", text: column),
      Attribute("data-value", text: code), Attribute("data-count", list.tally.count)
    ) { w in
      w.element("h2", text: "下载这份名单")
      w.element("p", .class("small"), Attribute("role", "status")) { w in
        w.raw("在各年公开的全部记录里，<code>")
        w.text(column)
        w.raw("</code> 一列是 <code>")
        w.text(code)
        w.raw("</code> 的就是这份名单。")
      }
      w.element("ul", .class("files")) { w in
        for year in years.reversed() {
          for file in [DataFile.records(year), .lines(year)] {
            w.download(file, "\(year) 年全部记录")
          }
        }
      }
    }
    w.script(.listScript)
  }
}
