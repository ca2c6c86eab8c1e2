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
    for (index, quarter) in record.quarters.enumerated().reversed() {
      panel(&w, quarter, at: index, isNewest: index == record.quarters.count - 1)
    }
    if record.quarters.count > 1 { total(&w) }
    w.element("p", .class("small")) { w in
      w.text("算头不算尾：放款当天计息，还款当天不计息。贴息期每季从上季末月 21 日起，到本季末月 20 日止。")
      w.link(.policy, text: "完整规则")
    }
  }

  private func panel(
    _ w: inout PageWriter, _ quarter: PublicRecord.Quarter, at place: Int, isNewest: Bool
  ) {
    let attributes =
      isNewest ? [Attribute.class("quarter newest"), Attribute(flag: "open")] : [.class("quarter")]
    w.block("details", attributes) { w in
      w.element("summary") { w in
        w.element("span", text: Written.quarter(quarter.quarter))
        w.element("b") { w in
          // The entry of the log answers for it. LOG "What a page carries".
          let mark = Attribute("data-is", text: "quarters/\(place)/payable")
          w.element("span", mark, text: Written.money(quarter.payable))
          w.raw("<small>元</small>")
        }
      }
      if let detail = quarter.detail {
        open(&w, quarter, detail, isNewest: isNewest)
      } else {
        w.element("p", .class("closed"), text: "明细依法不公开，只公布核准数额。")
      }
    }
  }

  private func open(
    _ w: inout PageWriter, _ quarter: PublicRecord.Quarter, _ detail: PublicRecord.Detail,
    isNewest: Bool
  ) {
    let words = DerivationWords(
      segments: detail.segments, interest: detail.interest, subsidy: detail.subsidy,
      citation: quarter.citation)
    if isNewest {
      QuarterStrip(quarter: quarter.quarter, segments: detail.segments).write(&w)
    }
    var said: [String] = []
    for part in words.parts {
      // What was said of the stretch before need not be said again.
      let isNew = part.remarks != said && (isNewest || !DerivationView.isRoutine(part))
      if isNewest { spelledOut(&w, part, remarks: isNew) } else { brief(&w, part, remarks: isNew) }
      said = part.remarks
    }
    if quarter.payable != detail.subsidy {
      w.element(
        "p", .class("remark"),
        text: "银行申报数与计算数不同，核准 \(Written.money(quarter.payable)) 元。")
    }
    // The rule is the note's for its whole life: it stands under the newest quarter alone.
    if isNewest || quarter.citation != record.quarters.last?.citation {
      w.element("p", .class("basis"), text: words.basis)
    }
    w.element("p", .class("basis")) { w in
      w.text("\(Written.date(quarter.approvedOn))核准。")
      if words.agrees {
        w.raw(isNewest ? " <span class=\"chip ok\">按上式重算，一致</span>" : "按上式重算，一致。")
      }
      if quarter.unconfirmed { w.raw(" <span class=\"chip warn\">政策参数待确认</span>") }
    }
  }

  /// How months are summed is said once, under the newest quarter.
  private static func isRoutine(_ part: DerivationWords.Part) -> Bool {
    part.title.isEmpty && part.equations.count > 1
  }

  /// Every figure with its name below it, so that it can be followed with a finger.
  private func spelledOut(
    _ w: inout PageWriter, _ part: DerivationWords.Part, remarks: Bool
  ) {
    w.element("div", .class(part.title.isEmpty ? "part sum" : "part")) { w in
      if !part.title.isEmpty { w.element("h3", text: part.title) }
      for remark in remarks ? part.remarks : [] {
        w.element("p", .class("remark"), text: remark)
      }
      for equation in part.equations {
        w.element("p", .class("eq")) { w in
          for term in equation.terms + [equation.result] { w.term(term) }
        }
      }
    }
  }

  /// The same in lines of text: a page of three years stays light.
  private func brief(_ w: inout PageWriter, _ part: DerivationWords.Part, remarks: Bool) {
    let lines =
      (part.title.isEmpty ? [] : [part.title]) + (remarks ? part.remarks : [])
      + part.equations.map(\.text)
    w.element("p") { w in
      for (index, line) in lines.enumerated() {
        if index > 0 { w.raw("<br>") }
        w.text(line)
      }
    }
  }

  private func total(_ w: inout PageWriter) {
    w.element("p", .class("total")) { w in
      w.element("span", text: "\(record.quarters.count) 个季度合计")
      w.element("b") { w in
        w.text(Written.money(record.subsidySoFar))
        w.raw("<small>元</small>")
      }
    }
  }
}

extension PageWriter {
  /// A figure of a computation with its sign before it and its name below it.
  fileprivate mutating func term(_ term: DerivationWords.Term) {
    element("span") { w in
      if !term.sign.isEmpty { w.element("i", text: term.sign) }
      w.element("b", text: term.figure)
      if !term.name.isEmpty { w.element("small", text: term.name) }
    }
  }
}
