import Disclosure
import Markup

/// From the end of a quarter to the approval and to the payment, in working days: bars with their
/// figures.
struct PaceChart {
  /// The newest first.
  let paces: [PaymentPace]

  func write(_ w: inout PageWriter) {
    let longest = paces.map(PaceChart.whole).max() ?? 0
    w.element("table", .class("rank")) { w in
      w.element("caption", text: "各季从结息日到核准、从核准到拨付的工作日，条长为两段之和")
      w.raw(
        """
        <thead><tr><th scope="col">季度</th><th scope="col">结息到核准</th>\
        <th scope="col">核准到拨付</th></tr></thead>
        """)
      w.element("tbody") { w in
        for pace in paces { row(&w, pace, of: longest) }
      }
    }
    w.raw(
      """
      <p class="small">单位：工作日。核准到拨付为各笔的中位数，已拨付不足 5 笔的不公布。\
      借款人申请和审核的日期不在本系统登记，所以这里没有从申请算起的天数。</p>
      """)
  }

  private static func whole(_ pace: PaymentPace) -> Int { pace.toApproval + (pace.toPayment ?? 0) }

  private func row(_ w: inout PageWriter, _ pace: PaymentPace, of longest: Int) {
    w.element("tr") { w in
      w.element("th", Attribute("scope", "row")) { w in
        w.text(Written.quarter(pace.quarter))
        w.element("svg", Attribute("aria-hidden", "true"), Attribute("height", 6)) { w in
          w.shape(
            "rect", Attribute("width", text: Permille.text(PaceChart.whole(pace), of: longest)),
            Attribute("height", 6), Attribute("rx", 3))
        }
      }
      w.element("td", text: String(pace.toApproval))
      w.element("td", text: pace.toPayment.map(String.init) ?? "–")
    }
  }
}
