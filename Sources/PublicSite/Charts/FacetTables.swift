import Disclosure
import Markup
import Quantities

extension PageWriter {
  /// Lists of one kind as a table with bars: the most first, counts and sums beside each.
  mutating func ranking(_ kind: FacetKind, _ catalogue: Catalogue, most: Int = .max) {
    let lists = catalogue.lists(of: kind)
    let highest = lists.first?.tally.amount ?? .zero
    element("h2", text: "按\(kind.word)")
    element("table", .class("rank")) { w in
      w.element("caption", text: "按\(kind.word)的笔数和放款金额，金额多的在前")
      w.raw(
        """
        <thead><tr><th scope="col">名称</th><th scope="col">笔数</th>\
        <th scope="col">金额</th></tr></thead>
        """)
      w.element("tbody") { w in
        for list in lists.prefix(most) { w.rank(list, of: highest) }
      }
    }
  }

  private mutating func rank(_ list: FacetList, of highest: Fen) {
    let href = to(.list(list.key))
    let width = Permille.text(
      Int(list.tally.amount.value / 100), of: Int(highest.value / 100))
    let amount = Written.roughly(list.tally.amount)
    element("tr") { w in
      w.element("th", Attribute("scope", "row")) { w in
        w.element("a", href, text: list.name)
        w.element("svg", Attribute("aria-hidden", "true"), Attribute("height", 6)) { w in
          w.shape(
            "rect", Attribute("width", text: width), Attribute("height", 6), Attribute("rx", 3))
        }
      }
      w.element("td", text: Written.count(list.tally.count))
      w.element("td", text: "\(amount.figure) \(amount.unit)")
    }
  }
}

/// All towns as tiles where they lie, the darker the more is lent there now.
///
/// A tile for each town, since a map would show acres and not loans.
struct TownMap {
  let catalogue: Catalogue

  /// What the towns lie around, and no town of the county.
  private static let city: String? = "城区"

  /// Where the county's towns lie, north above, around the city; a county whose towns are others
  /// gets its tiles in the official order.
  private static let places = [
    [nil, "下村镇", "大阳镇", "巴公镇", "北义城镇"],
    ["川底镇", "大东沟镇", city, "金村镇", "高都镇"],
    ["周村镇", "南村镇", "大箕镇", nil, "柳树口镇"],
    ["南岭镇", "犁川镇", "晋庙铺镇", "山河镇", nil],
  ]

  func write(_ w: inout PageWriter) {
    let known = Set(w.site.input.towns.map(\.code))
    // A town that the policy data no longer knows still has its loans.
    let others = catalogue.lists(of: .town).filter { !known.contains($0.key.code) }
    let towns =
      w.site.input.towns + others.map { Labelled(code: $0.key.code, name: $0.name) }
    let byName = Dictionary(towns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let places = TownMap.places.flatMap { $0 }
    let ours = Set(places.compactMap { $0 }).subtracting([TownMap.city])
    let isHome = byName.count == towns.count && Set(byName.keys) == ours
    let values = catalogue.lists(of: .town).map(\.tally.running)
    let scale = (values.min() ?? 0)...(values.max() ?? 0)
    w.element("ul", .class(isHome ? "tiles lie" : "tiles towns")) { w in
      let shown: [Labelled?] = isHome ? places.map { $0.flatMap { byName[$0] } } : towns
      for (place, town) in shown.enumerated() {
        guard let town else {
          w.element(
            "li", .class("gap"), Attribute("aria-hidden", "true"), text: places[place] ?? "")
          continue
        }
        w.tile(
          catalogue.lists[FacetKey(kind: .town, code: town.code)], name: town.name, on: scale,
          value: \.running, small: { "共 \(Written.count($0.count)) 笔" })
      }
    }
    w.raw(
      """
      <p class="legend small">大字为在贷笔数，颜色越深越多；位置只是示意。\
      <span aria-hidden="true"><i class="t1"></i><i class="t2"></i>\
      <i class="t3"></i><i class="t4"></i><i class="t5"></i></span></p>
      """)
  }
}

/// All months of disbursement as tiles, a line for each year, the newest year first.
struct MonthGrid {
  let catalogue: Catalogue

  func write(_ w: inout PageWriter) {
    let lists = catalogue.lists(of: .month)
    let scale = 0...(lists.map(\.tally.count).max() ?? 0)
    let years = Dictionary(grouping: lists) { String($0.key.code.prefix(4)) }
    for year in years.keys.sorted(by: >) {
      let months = years[year] ?? []
      let sum = months.reduce(Fen.zero) { $0 + $1.tally.amount }
      let count = months.reduce(0) { $0 + $1.tally.count }
      let amount = Written.roughly(sum)
      w.element("div", .class("year")) { w in
        w.element("h3") { w in
          w.text("\(year)年")
          w.element(
            "small", text: "\(Written.count(count)) 笔 · \(amount.figure) \(amount.unit)")
        }
        w.element("ul", .class("tiles months")) { w in
          for month in 1...12 {
            let code = "\(year)-\(month < 10 ? "0" : "")\(month)"
            let key = FacetKey(kind: .month, code: code)
            w.tile(
              catalogue.lists[key], name: "\(month)月", on: scale, value: \.count,
              small: {
                let amount = Written.roughly($0.amount)
                return "\(amount.figure) \(amount.unit)"
              })
          }
        }
      }
    }
  }
}

extension PageWriter {
  /// A tile that leads to a list, or an empty one that leads nowhere: no empty page is made.
  fileprivate mutating func tile(
    _ list: FacetList?, name: String, on scale: ClosedRange<Int>, value: KeyPath<Tally, Int>,
    small: (Tally) -> String
  ) {
    guard let list else {
      element("li", .class("none")) { w in
        w.element("span", text: name)
        w.raw("<b>–</b>")
      }
      return
    }
    let figure = list.tally[keyPath: value]
    let href = to(.list(list.key))
    element("li") { w in
      w.element("a", href, PageWriter.shade(figure, on: scale)) { w in
        w.element("span", text: name)
        w.element("b", text: Written.count(figure))
        w.element("small", text: small(list.tally))
      }
    }
  }

  /// Five shades, from the least to the most.
  private static func shade(_ value: Int, on scale: ClosedRange<Int>) -> Attribute {
    switch (value - scale.lowerBound) * 5 / (scale.count) {
    case 0: .class("t1")
    case 1: .class("t2")
    case 2: .class("t3")
    case 3: .class("t4")
    default: .class("t5")
    }
  }
}
