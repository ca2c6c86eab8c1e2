/// A measure over one span, or at the end of the period: what one cell of a report shows.
public struct StatisticsFigure: Hashable, Sendable {
  /// What is counted or summed.
  public let measure: Measure
  /// Over which days; nil for a measure at the end of the period.
  public let span: StatisticsSpan?
  /// Its place in ``all``.
  let index: Int

  private init(_ measure: Measure, _ span: StatisticsSpan?, index: Int) {
    self.measure = measure
    self.span = span
    self.index = index
  }

  /// Every figure, in the order of the measures.
  public static let all: [StatisticsFigure] = {
    var figures: [StatisticsFigure] = []
    for measure in Measure.allCases {
      let spans = measure.isStock ? [nil] : StatisticsSpan.allCases.map(Optional.some)
      for span in spans {
        figures.append(StatisticsFigure(measure, span, index: figures.count))
      }
    }
    return figures
  }()

  private static let places: [Measure: Int] = {
    var places: [Measure: Int] = [:]
    for figure in all where places[figure.measure] == nil {
      places[figure.measure] = figure.index
    }
    return places
  }()

  /// The figure of a measure; a measure at the end of the period has only one, whatever the span.
  public static func of(_ measure: Measure, _ span: StatisticsSpan) -> StatisticsFigure {
    all[index(of: measure, span)]
  }

  /// Its place in ``all``, without making anything.
  static func index(of measure: Measure, _ span: StatisticsSpan = .period) -> Int {
    guard let first = places[measure] else { preconditionFailure("every measure has a figure") }
    if measure.isStock { return first }
    switch span {
    case .period: return first
    case .year: return first + 1
    case .total: return first + 2
    }
  }

  /// The figure with a stable code; nil when there is none.
  public init?(code: some StringProtocol) {
    guard let figure = StatisticsFigure.all.first(where: { $0.code == code }) else { return nil }
    self = figure
  }

  /// The stable code: `disbursedAmount.year`, `balanceAmount.end`.
  public var code: String { measure.rawValue + "." + (span?.rawValue ?? "end") }

  /// The name in Chinese with the span: `本年累计发放金额`.
  public var name: String { (span?.name ?? "") + measure.name }

  /// Whether every note adds to it; a percentage is made of two figures that are additive.
  public var isAdditive: Bool {
    if case .percent = measure.kind { return false }
    return true
  }
}
