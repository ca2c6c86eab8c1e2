import Disclosure
import Markup
import Quantities

/// The quarters of a record and their computation, the newest one open and spelled out.
struct DerivationView {
  let record: PublicRecord

  func write(_ w: inout PageWriter) {
    guard !record.quarters.isEmpty else {
      w.element(
        "p", .class("empty"),
        text: "还没有核准的贴息。每季度末月 20 日结息，核准后在这里公布数额和算法。")
      return
    }
    var told: (formulas: [String], quarter: Quarter)?
    for place in record.quarters.indices.reversed() {
      panel(&w, at: place, &told)
    }
    if record.quarters.count > 1 { total(&w) }
    w.element("p", .class("small")) { w in
      w.text("算头不算尾：放款当天计息，还款当天不计息。贴息期每季从上季末月 21 日起，到本季末月 20 日止。")
      w.link(.policy, text: "完整规则")
    }
  }

  /// - Parameter told: the formulas of the table above, and the quarter they are spelled out under.
  private func panel(
    _ w: inout PageWriter, at place: Int, _ told: inout (formulas: [String], quarter: Quarter)?
  ) {
    let quarter = record.quarters[place]
    let isNewest = place == record.quarters.count - 1
    w.block("details", isNewest ? [.class("newest"), Attribute(flag: "open")] : []) { w in
      w.element("summary") { w in
        w.text(Written.quarter(quarter.quarter))
        w.element(
          "b", PageWriter.mark(place, "/payable"), text: Written.money(quarter.payable))
        w.raw("<small>元</small>")
      }
      if let detail = quarter.detail {
        OpenQuarter(
          quarter: quarter, detail: detail, place: place, isNewest: isNewest,
          basis: basis(of: place)
        ).write(&w, &told)
      } else {
        closed(&w, quarter, at: place)
      }
    }
  }

  /// Of a quarter whose details are not public: when and by what it was approved.
  private func closed(_ w: inout PageWriter, _ quarter: PublicRecord.Quarter, at place: Int) {
    w.element("p", .class("closed")) { w in
      w.element("time", PageWriter.mark(place, "/approved"), text: quarter.approvedOn.description)
      w.text(" 核准。明细依法不公开，只公布核准数额。")
    }
    if let basis = basis(of: place) {
      w.element("p", .class("basis")) { w in
        w.text("依据：")
        w.marked(basis, "/basis", quarter.citation)
      }
    }
  }

  /// Where the content names the documents of a quarter; nil where they are not shown.
  private func basis(of place: Int) -> Int? {
    let citation = record.quarters[place].citation
    guard place == record.quarters.count - 1 || citation != record.quarters.last?.citation else {
      return nil
    }
    let other = record.quarters[..<place].lastIndex { $0.citation != citation }
    return other.map { $0 + 1 } ?? 0
  }

  private func total(_ w: inout PageWriter) {
    w.element("p", .class("total")) { w in
      w.element("span", text: "\(record.quarters.count) 个季度合计")
      w.element("b", text: Written.money(record.subsidySoFar))
      w.raw("<small>元</small>")
    }
  }
}
