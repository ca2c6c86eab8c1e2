import Disclosure
import Markup
import Quantities

/// Bars of what approved runs pay, quarter by quarter.
///
/// The newest comes first in the page and stands on the right: a narrow screen shows it first.
struct RunChart {
  let runs: [PublishedRun]

  func write(_ w: inout PageWriter) {
    let highest = max(1, runs.map(\.payable.value).max() ?? 1)
    w.element("ol", .class("runs"), Attribute("aria-label", "各季核准的贴息")) { w in
      for run in runs {
        let amount = Written.roughly(run.payable)
        let height = Int(max(0, run.payable.value) * 100 / highest)
        let href = w.to(.run(run.run))
        w.element("li") { w in
          w.element("a", href) { w in
            w.element("b") { w in
              w.text(amount.figure)
              w.element("small", text: amount.unit)
            }
            w.element("svg", Attribute("aria-hidden", "true"), Attribute("height", 104)) { w in
              w.shape(
                "rect", Attribute("y", 104 - height), Attribute("width", "100%"),
                Attribute("height", height), Attribute("rx", 3))
            }
            w.element("span") { w in
              w.text(Written.ordinal(run.quarter))
              w.element("small", text: "\(run.quarter.year)年")
            }
          }
        }
      }
    }
  }
}
