public import Quantities

/// A plain table of figures, to be drawn as a spreadsheet or printed by whoever has it.
public struct StatisticsTable: Hashable, Sendable {
  /// A short name, at most 31 characters: `发放与余额-乡镇`.
  public var name: String
  /// The title in full.
  public var title: String
  /// The period in words.
  public var period: String
  /// The columns.
  public var columns: [StatisticsColumn]
  /// The rows, one cell for each column.
  public var rows: [[StatisticsCell]]
  /// The row of all notes (合计), a cell for each column; nil where the rows overlap.
  public var totals: [StatisticsCell]?
  /// Remarks below the table.
  public var notes: [String]
}

/// A column of a table.
public struct StatisticsColumn: Hashable, Sendable {
  /// What the cells hold.
  public enum Kind: Hashable, Sendable {
    case text, longText, code, count, money, percent
  }
  /// What the total of the column is.
  public enum Total: Hashable, Sendable {
    /// There is none.
    case none
    /// The sum of the rows.
    case sum
    /// A figure of its own: persons who belong to several rows, percentages.
    case stated
  }
  /// The heading.
  public var heading: String
  /// A heading over neighbouring columns: 当期, 本年累计, 累计, 期末.
  public var group: String?
  /// What the cells hold.
  public var kind: Kind
  /// What the total is.
  public var total: Total
  /// The figure shown; nil for the columns that name the row.
  public var figure: StatisticsFigure?
}

/// A cell of a table.
public enum StatisticsCell: Hashable, Sendable {
  /// Words or a code.
  case text(String)
  /// Notes, persons or jobs.
  case count(Int64)
  /// An amount in yuan.
  case money(Fen)
  /// Hundredths of a percent.
  case percent(Int64)
  /// Nothing to show, such as a rate without anything to divide by.
  case blank

  /// Words in a cell.
  init(_ value: FigureValue) {
    switch value {
    case .count(let count): self = .count(count)
    case .money(let fen): self = .money(fen)
    case .percent(let ratio): self = ratio.map { .percent($0.percentHundredths) } ?? .blank
    case .multiple(let ratio): self = ratio.map { .text($0.multiple) } ?? .blank
    }
  }
}

/// What belongs on one sheet.
public enum StatisticsTopic: String, Hashable, Sendable, CaseIterable {
  /// 发放与余额
  case lending
  /// 到期与逾期
  case repayment
  /// 代偿与追偿
  case compensation
  /// 贴息
  case subsidy
  /// 扶持创业与带动就业
  case employment

  /// The name in Chinese.
  public var name: String {
    switch self {
    case .lending: "发放与余额"
    case .repayment: "到期与逾期"
    case .compensation: "代偿与追偿"
    case .subsidy: "贴息"
    case .employment: "创业就业"
    }
  }

  /// The measures on the sheet; every measure is on exactly one.
  public var measures: [Measure] {
    switch self {
    case .lending:
      [
        .disbursedNotes, .disbursedAmount, .repaidPrincipal, .balanceNotes, .balanceAmount,
        .balancePersons,
      ]
    case .repayment:
      [
        .dueNotes, .duePrincipal, .dueRepaid, .recoveryRate, .overdueNotes30, .overdueAmount30,
        .overdueNotes90, .overdueAmount90, .overdueNotesOver90, .overdueAmountOver90,
        .overdueNotes, .overdueAmount, .overdueRate,
      ]
    case .compensation:
      [.compensatedNotes, .compensatedAmount, .compensationRate, .recoveredAmount]
    case .subsidy:
      [
        .subsidyDue, .subsidyDueCentral, .subsidyDueProvince, .subsidyDueCity, .subsidyDueCounty,
        .subsidyPaid, .subsidyPaidCentral, .subsidyPaidProvince, .subsidyPaidCity,
        .subsidyPaidCounty,
      ]
    case .employment: [.supportedPersons, .supportedEnterprises, .jobs]
    }
  }

  /// The figures on the sheet: span by span, then those at the end of the period.
  public var figures: [StatisticsFigure] {
    let flows = measures.filter { !$0.isStock }
    let stocks = measures.filter(\.isStock)
    return StatisticsSpan.allCases.flatMap { span in flows.map { .of($0, span) } }
      + stocks.map { .of($0, .period) }
  }
}

extension StatisticsTally {
  /// The table of a topic, broken down by a dimension. With ``StatisticsDimension/all`` it has one
  /// row and no total.
  public func table(
    _ topic: StatisticsTopic, by dimension: StatisticsDimension, names: StatisticsNames
  ) -> StatisticsTable {
    let figures = topic.figures
    func cells(_ group: StatisticsGroup) -> [StatisticsCell] {
      figures.map { StatisticsCell(value($0, of: group)) }
    }
    let rows = groups.filter { $0.dimension == dimension }.map { group in
      [.text(group.key), .text(names[group])] + cells(group)
    }
    let overlaps = dimension == .focus
    return StatisticsTable(
      name: "\(topic.name)-\(dimension.name)",
      title: "创业担保贷款统计报表（\(topic.name)，按\(dimension.name)）", period: period.name,
      columns: StatisticsColumn.naming(dimension)
        + figures.map { StatisticsColumn($0, rowsOverlap: overlaps) },
      rows: rows,
      totals: overlaps || dimension == .all
        ? nil : [.text(""), .text("合计")] + cells(.all),
      notes: overlaps ? ["重点群体之间有交叉，不能相加。"] : [])
  }

  /// What each figure means, for the last sheet of a report (指标说明).
  public var definitions: StatisticsTable {
    StatisticsTable(
      name: "指标说明", title: "创业担保贷款统计指标说明", period: period.name,
      columns: [
        StatisticsColumn("指标代码", .code), StatisticsColumn("指标", .text),
        StatisticsColumn("单位", .text), StatisticsColumn("说明", .longText),
      ],
      rows: Measure.allCases.map {
        [.text($0.rawValue), .text($0.name), .text($0.unit), .text($0.definition)]
      }, totals: nil, notes: [])
  }
}

extension StatisticsColumn {
  init(_ heading: String, _ kind: Kind) {
    self.init(heading: heading, group: nil, kind: kind, total: .none, figure: nil)
  }

  /// The two columns that name the row.
  fileprivate static func naming(_ dimension: StatisticsDimension) -> [StatisticsColumn] {
    [StatisticsColumn("代码", .code), StatisticsColumn(dimension.name, .text)]
  }

  fileprivate init(_ figure: StatisticsFigure, rowsOverlap: Bool) {
    let isSum = figure.isAdditive && !figure.measure.isPersonal
    let kind: Kind =
      switch figure.measure.kind {
      case .count: .count
      case .money: .money
      case .percent: .percent
      }
    self.init(
      heading: figure.measure.name, group: figure.span?.name ?? "期末", kind: kind,
      total: rowsOverlap ? .none : isSum ? .sum : .stated, figure: figure)
  }
}
