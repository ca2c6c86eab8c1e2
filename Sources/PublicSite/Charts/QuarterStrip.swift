import Disclosure
import Markup
import Quantities

/// The days of a quarter as a strip: its stretches as wide as their days and as high as their
/// balance, the subsidised part filled.
struct QuarterStrip {
  let quarter: Quarter
  let segments: [DisclosedSegment]
  /// The place among the record's quarters.
  let place: Int
  /// The days counted.
  let days: Int

  func write(_ w: inout PageWriter) {
    w.element("div", .class("strip")) { w in
      drawing(&w)
      w.element("p") { w in
        w.element("span", text: quarter.days.from.description)
        w.element("span") { w in
          w.text("计息 ")
          w.marked(place, "/days", String(days))
          w.text(" 天")
        }
        w.element("span", text: (quarter.days.to - 1).description)
      }
    }
  }

  private func drawing(_ w: inout PageWriter) {
    let period = quarter.days
    let highest = segments.map(\.balance).max() ?? .zero
    guard highest > .zero, period.count > 0 else { return }
    // A strip that is level says only when; one with steps needs room to show them.
    let balances = Set(segments.flatMap { [$0.balance, $0.subsidisedBalance] })
    let height = balances.count > 1 || segments.contains { $0.excluded != nil } ? 48 : 16
    w.element("svg", Attribute("aria-hidden", "true"), Attribute("height", height)) { w in
      w.shape("rect", .class("whole"), Attribute("width", "100%"), Attribute("height", height))
      for segment in segments {
        let days = segment.days.intersection(period)
        let left = Permille.text(days.from - period.from, of: period.count)
        let width = Permille.text(days.count, of: period.count)
        func bar(_ name: StaticString, _ balance: Fen) {
          let size = Int(balance.value * Int64(height) / highest.value)
          w.shape(
            "rect", .class(name), Attribute("x", text: left), Attribute("y", height - size),
            Attribute("width", text: width), Attribute("height", size))
        }
        bar("owed", segment.balance)
        if segment.excluded == nil { bar("paid", segment.subsidisedBalance) }
      }
      for month in 0...2 {
        let first = period.from.adding(months: month)
        let x = Permille.text(
          first.adding(months: 1) - (first.civil.day - 1) - period.from, of: period.count)
        w.shape(
          "line", Attribute("x1", text: x), Attribute("x2", text: x), Attribute("y2", height))
      }
    }
  }
}

/// Shares as percent with one decimal, for widths in charts.
enum Permille {
  static func text(_ part: Int, of whole: Int) -> String {
    let permille = whole == 0 ? 0 : part * 1000 / whole
    return "\(permille / 10).\(permille % 10)%"
  }
}
