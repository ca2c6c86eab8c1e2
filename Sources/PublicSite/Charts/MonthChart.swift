import Disclosure
import Quantities

extension BarChart {
  /// What was lent in the twelve months up to the newest one that has a loan, or up to the day of
  /// the build.
  static func months(_ catalogue: Catalogue, through day: Day) -> BarChart {
    let newest = catalogue.lists(of: .month).last?.key.code
    let anchor = newest.flatMap { Day($0 + "-01") } ?? day
    let bars = (0..<12).map { index in
      let month = anchor.adding(months: index - 11)
      let (year, number, _) = month.civil
      let list = catalogue.lists[Catalogue.month(of: month)]
      return Bar(
        name: Written.month(month), short: "\(number)月", count: list?.tally.count ?? 0,
        amount: list?.tally.amount ?? .zero,
        below: index == 0 || number == 1 ? String(year) : "", target: list.map { .list($0.key) })
    }
    return BarChart(title: "近十二个月放款", what: "月份", bars: bars, hasMean: true)
  }

  /// What was lent year by year; a year without a loan in between stands there empty.
  static func years(_ catalogue: Catalogue) -> BarChart {
    var tallies: [Int: Tally] = [:]
    for list in catalogue.lists(of: .month) {
      guard let year = Int(list.key.code.prefix(4)) else { continue }
      tallies[year, default: Tally()].add(list.tally)
    }
    let years = (tallies.keys.min() ?? 0)...(tallies.keys.max() ?? 0)
    let bars = (tallies.isEmpty ? [] : Array(years)).map { year in
      let tally = tallies[year] ?? Tally()
      return Bar(
        name: "\(year)年", short: String(year), count: tally.count, amount: tally.amount)
    }
    return BarChart(title: "历年放款", what: "年份", bars: bars, narrow: 8)
  }

  /// What approved runs pay, the last twelve quarters.
  ///
  /// - Parameter runs: newest first.
  static func quarters(_ runs: [PublishedRun]) -> BarChart {
    let bars = runs.prefix(12).reversed().enumerated().map { index, run in
      Bar(
        name: Written.quarter(run.quarter), short: Written.ordinal(run.quarter), count: run.count,
        amount: run.payable,
        below: index == 0 || run.quarter.number == 1 ? String(run.quarter.year) : "",
        target: .run(run.run))
    }
    return BarChart(title: "各季核准的财政贴息", what: "季度", bars: bars, narrow: 6)
  }
}
