import Disclosure
import Markup
import Quantities

/// Bars of amounts with the table behind them: drawn twice, for wide screens and for phones.
///
/// The description says in words what the picture shows. DISCLOSURE §4.
struct BarChart {
  struct Bar {
    /// Under the bar, and in the table.
    let name: String
    /// Under the bar, short; the same when there is room.
    let short: String
    /// In the second line under the bar of a wide chart: how many.
    let count: Int
    let amount: Fen
    /// In the second line of a narrow one: the year where it begins.
    var below = ""
    /// The list behind it.
    var target: SiteAddress?
  }

  /// The table's caption and the name of the picture.
  let title: String
  /// What the rows are, for the table's head.
  let what: String
  /// In their order; the last is the newest.
  let bars: [Bar]
  /// Whether a dotted line shows the mean.
  var hasMean = false
  /// Whether the last bar is told apart.
  var marksLast = true
  /// The bars of a phone's chart: the last so many.
  var narrow = 12

  func write(_ w: inout PageWriter) {
    guard let last = bars.last else { return }
    w.element("figure", .class("chart")) { w in
      drawing(&w, bars, Shape(width: 1000, height: 250, gap: 22, isWide: true))
      drawing(&w, bars.suffix(narrow), Shape(width: 360, height: 210, gap: 6, isWide: false))
      w.element("figcaption", .class("small")) { w in
        w.text("柱高为金额（万元）。最近的\(last.name)为 \(wan(last.amount)) 万元、")
        w.text("\(Written.count(last.count)) 笔")
        if let most = bars.max(by: { $0.amount < $1.amount }), bars.count > 1 {
          w.text("，最高的\(most.name)为 \(wan(most.amount)) 万元")
        }
        if hasMean { w.text("；虚线为平均，\(wan(Fen(mean(bars)))) 万元") }
        w.text("。")
      }
    }
    table(&w)
  }

  private func table(_ w: inout PageWriter) {
    w.element("details", .class("data")) { w in
      w.element("summary", text: "看表格")
      w.element("table", .class("num")) { w in
        w.element("caption", text: "\(title)：笔数和金额")
        w.element("thead") { w in
          w.element("tr") { w in
            for head in [what, "笔数", "金额（元）"] {
              w.element("th", Attribute("scope", "col"), text: head)
            }
          }
        }
        w.element("tbody") { w in
          for bar in bars.reversed() { row(&w, bar) }
        }
      }
    }
  }

  private func row(_ w: inout PageWriter, _ bar: Bar) {
    w.element("tr") { w in
      w.element("th", Attribute("scope", "row")) { w in
        if let target = bar.target { w.link(target, text: bar.name) } else { w.text(bar.name) }
      }
      w.element("td", text: Written.count(bar.count))
      w.element("td", text: Written.money(bar.amount))
    }
  }

  private struct Shape {
    let width: Int
    let height: Int
    let gap: Int
    let isWide: Bool
    var base: Int { height - (isWide ? 54 : 36) }
    var room: Int { base - 28 }
  }

  /// Ten thousands of yuan, rounded, with separators.
  private func wan(_ amount: Fen) -> String {
    Written.count(Int((amount.value + 500_000) / 1_000_000))
  }

  private func mean(_ bars: [Bar]) -> Int64 {
    bars.reduce(0) { $0 + $1.amount.value } / Int64(max(1, bars.count))
  }

  private func drawing(_ w: inout PageWriter, _ bars: [Bar], _ shape: Shape) {
    let highest = max(1, bars.map(\.amount.value).max() ?? 1)
    w.element(
      "svg", .class(shape.isWide ? "wide" : "narrow"), Attribute("role", "img"),
      Attribute("viewBox", text: "0,0,\(shape.width),\(shape.height)"),
      Attribute("aria-label", text: "\(title)柱形图，数字见下面的表格")
    ) { w in
      w.shape(
        "line", .class("axis"), Attribute("x2", shape.width), Attribute("y1", shape.base),
        Attribute("y2", shape.base))
      if hasMean {
        let y = shape.base - Int(mean(bars) * Int64(shape.room) / highest)
        w.shape(
          "line", .class("mean"), Attribute("x2", shape.width), Attribute("y1", y),
          Attribute("y2", y))
      }
      let step = shape.width / max(bars.count, shape.isWide ? 6 : 4)
      let left = (shape.width - step * bars.count) / 2
      for (index, bar) in bars.enumerated() {
        let height = Int(max(0, bar.amount.value) * Int64(shape.room) / highest)
        draw(
          &w, bar, x: left + index * step, step: step, height: height, shape,
          isLast: marksLast && index == bars.count - 1)
      }
    }
  }

  private func draw(
    _ w: inout PageWriter, _ bar: Bar, x: Int, step: Int, height: Int, _ shape: Shape,
    isLast: Bool
  ) {
    let width = min(step - shape.gap, 86)
    let (middle, top) = (x + step / 2, shape.base - height)
    w.shape(
      "rect", .class(isLast ? "bar now" : "bar"), Attribute("x", middle - width / 2),
      Attribute("y", top), Attribute("width", width), Attribute("height", height),
      Attribute("rx", 3))
    if bar.count > 0 { label(&w, "v", middle, top - 7, wan(bar.amount)) }
    label(&w, "m", middle, shape.base + 20, bar.short)
    if shape.isWide {
      label(&w, "c", middle, shape.base + 40, "\(Written.count(bar.count)) 笔")
    } else if !bar.below.isEmpty {
      label(&w, "c", middle, shape.base + 34, bar.below)
    }
  }

  private func label(
    _ w: inout PageWriter, _ name: StaticString, _ x: Int, _ y: Int, _ text: String
  ) {
    w.element(
      "text", .class(name), Attribute("x", x), Attribute("y", y),
      Attribute("text-anchor", "middle"), text: text)
  }
}
