import Disclosure
import Markup
import Quantities

/// Bars of what was lent in the last twelve months, with their mean, and the table behind them.
struct MonthChart {
  private struct Bar {
    let key: FacetKey
    let day: Day
    let tally: Tally
  }

  private let bars: [Bar]

  /// The twelve months up to the newest one that has a loan, or up to the day of the build.
  init(catalogue: Catalogue, through day: Day) {
    let newest = catalogue.lists(of: .month).last?.key.code
    let anchor = newest.flatMap { Day($0 + "-01") } ?? day
    bars = (0..<12).map { index in
      let month = anchor.adding(months: index - 11)
      let key = Catalogue.month(of: month)
      return Bar(key: key, day: month, tally: catalogue.lists[key]?.tally ?? Tally())
    }
  }

  func write(_ w: inout PageWriter) {
    w.element("figure", .class("chart")) { w in
      drawing(&w, Shape(width: 1000, height: 250, gap: 22, isWide: true))
      drawing(&w, Shape(width: 360, height: 210, gap: 6, isWide: false))
      w.element("figcaption", .class("small")) { w in
        w.text("柱高为放款金额（万元），虚线为月均 \(Written.count(mean)) 万元。")
      }
    }
    w.element("details", .class("data")) { w in
      w.element("summary", text: "看表格")
      w.element("table", .class("num")) { w in
        w.element("caption", text: "近十二个月放款笔数和金额")
        w.raw(
          """
          <thead><tr><th scope="col">月份</th><th scope="col">笔数</th>\
          <th scope="col">金额（元）</th></tr></thead>
          """)
        w.element("tbody") { w in
          for bar in bars.reversed() {
            w.row(
              Written.month(bar.day),
              [Written.count(bar.tally.count), Written.money(bar.tally.amount)])
          }
        }
      }
    }
  }

  private struct Shape {
    let width: Int
    let height: Int
    let gap: Int
    let isWide: Bool
    var step: Int { width / 12 }
    var base: Int { height - (isWide ? 54 : 36) }
    var room: Int { base - 28 }
  }

  private static func wan(_ amount: Fen) -> Int { Int((amount.value + 500_000) / 1_000_000) }

  private var highest: Int64 { max(1, bars.map(\.tally.amount.value).max() ?? 1) }
  private var mean: Int {
    MonthChart.wan(Fen(bars.reduce(0) { $0 + $1.tally.amount.value } / Int64(bars.count)))
  }

  private func drawing(_ w: inout PageWriter, _ shape: Shape) {
    let last = bars[bars.count - 1]
    w.element(
      "svg", .class(shape.isWide ? "wide" : "narrow"), Attribute("role", "img"),
      Attribute("viewBox", text: "0,0,\(shape.width),\(shape.height)"),
      Attribute(
        "aria-label",
        text: "近十二个月放款金额柱形图，\(Written.month(last.day))"
          + "\(MonthChart.wan(last.tally.amount)) 万元，\(last.tally.count) 笔")
    ) { w in
      w.shape(
        "line", .class("axis"), Attribute("x2", shape.width), Attribute("y1", shape.base),
        Attribute("y2", shape.base))
      let total = bars.reduce(0) { $0 + $1.tally.amount.value } / Int64(bars.count)
      let y = shape.base - Int(total * Int64(shape.room) / highest)
      w.shape(
        "line", .class("mean"), Attribute("x2", shape.width), Attribute("y1", y),
        Attribute("y2", y))
      for (index, bar) in bars.enumerated() {
        draw(&w, bar, at: index, shape, isLast: index == bars.count - 1)
      }
    }
  }

  private func draw(
    _ w: inout PageWriter, _ bar: Bar, at index: Int, _ shape: Shape, isLast: Bool
  ) {
    let height = Int(bar.tally.amount.value * Int64(shape.room) / highest)
    let x = index * shape.step + shape.gap / 2
    let middle = index * shape.step + shape.step / 2
    let top = shape.base - height
    w.shape(
      "rect", .class(isLast ? "bar now" : "bar"), Attribute("x", x), Attribute("y", top),
      Attribute("width", shape.step - shape.gap), Attribute("height", height),
      Attribute("rx", 3))
    if bar.tally.count > 0 {
      label(&w, "v", middle, top - 7, Written.count(MonthChart.wan(bar.tally.amount)))
    }
    let (year, month, _) = bar.day.civil
    label(&w, "m", middle, shape.base + 20, "\(month)月")
    if shape.isWide { label(&w, "c", middle, shape.base + 40, "\(bar.tally.count) 笔") }
    if !shape.isWide, index == 0 || month == 1 {
      label(&w, "c", middle, shape.base + 34, String(year))
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
