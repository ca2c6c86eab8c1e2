import Disclosure
import Markup
import Quantities

/// The LPR as steps over the years.
struct LPRChart {
  let rows: [LPRText]
  let through: Day

  private static let width = 1000
  private static let height = 230
  private static let base = 190

  func write(_ w: inout PageWriter) {
    guard let first = rows.first, let last = rows.last, through - first.from > 0,
      let lowest = rows.map(\.rate.ppm).min(), let highest = rows.map(\.rate.ppm).max()
    else { return }
    let floor = lowest - 2000
    let span = Int(max(1, highest - floor))
    func x(_ day: Day) -> Int {
      min(day, through) <= first.from
        ? 0 : (min(day, through) - first.from) * (LPRChart.width - 60) / (through - first.from)
    }
    func y(_ rate: Rate) -> Int {
      LPRChart.base - Int(rate.ppm - floor) * (LPRChart.base - 34) / span
    }
    var path = ""
    for (index, row) in rows.enumerated() {
      path += index == 0 ? "M\(x(row.from)),\(y(row.rate))" : "H\(x(row.from))V\(y(row.rate))"
    }
    path += "H\(x(through))"
    w.element("figure", .class("chart lpr")) { w in
      w.element(
        "svg", Attribute("role", "img"), Attribute("viewBox", text: "0,0,1000,\(LPRChart.height)"),
        Attribute(
          "aria-label",
          text: "一年期 LPR 从 \(first.from) 的 \(Written.percent(first.rate)) %"
            + "到现在的 \(Written.percent(last.rate)) %")
      ) { w in
        years(&w, from: first.from, x)
        w.shape("path", .class("step"), Attribute("d", text: path))
        w.shape(
          "circle", .class("dot"), Attribute("cx", x(through)), Attribute("cy", y(last.rate)),
          Attribute("r", 6))
        value(&w, x(first.from), y(first.rate) - 12, first.rate, isFirst: true)
        value(&w, x(through), y(last.rate) - 16, last.rate, isFirst: false)
      }
    }
  }

  private func value(_ w: inout PageWriter, _ x: Int, _ y: Int, _ rate: Rate, isFirst: Bool) {
    w.element(
      "text", .class("v"), Attribute("x", x), Attribute("y", y),
      Attribute("text-anchor", isFirst ? "start" : "middle"), text: Written.percent(rate) + "%")
  }

  private func years(_ w: inout PageWriter, from first: Day, _ x: (Day) -> Int) {
    for year in (first.civil.year + 1)...max(first.civil.year + 1, through.civil.year) {
      guard let day = Day(year: year, month: 1, day: 1) else { continue }
      w.shape(
        "line", .class("axis"), Attribute("x1", x(day)), Attribute("x2", x(day)),
        Attribute("y1", 20), Attribute("y2", LPRChart.base))
      w.element(
        "text", .class("m"), Attribute("x", x(day)), Attribute("y", LPRChart.base + 26),
        Attribute("text-anchor", "middle"), text: String(year))
    }
  }
}
