import LoanBook
import Quantities
public import StrictJSON

extension StatisticsTally {
  /// The report for programs: the period, what each figure means, and the figures of every group
  /// by code. Amounts are yuan with two decimals, percentages have two decimals or are null.
  public func json(names: StatisticsNames) -> JSONValue {
    [
      "period": .string(period.code), "name": .string(period.name),
      "from": .string(period.days.from.description),
      "to": .string(period.lastDay.description),
      "figures": .array(StatisticsFigure.all.map(\.json)),
      "groups": .array(groups.map { json($0, names) }),
    ]
  }

  private func json(_ group: StatisticsGroup, _ names: StatisticsNames) -> JSONValue {
    let values = StatisticsFigure.all.map { figure in
      JSONMember(figure.code, value(figure, of: group).json)
    }
    return [
      "dimension": .string(group.dimension.rawValue), "key": .string(group.key),
      "name": .string(names[group]), "values": .object(values),
    ]
  }
}

extension StatisticsFigure {
  /// Code, name, unit and meaning.
  public var json: JSONValue {
    [
      "code": .string(code), "name": .string(name), "unit": .string(measure.unit),
      "definition": .string(measure.definition),
    ]
  }
}

extension FigureValue {
  /// A number of notes or persons, an amount or percentage as text, null for no percentage.
  public var json: JSONValue {
    switch self {
    case .count(let count): .integer(count)
    case .money(let fen): .string(fen.description)
    case .percent, .multiple: digits.map(JSONValue.string) ?? .null
    }
  }
}

extension Contribution {
  /// Which note adds how much to which figure of which group.
  public var json: JSONValue {
    let amount: JSONValue =
      figure.measure.kind == .money ? .string(Fen(value).description) : .integer(value)
    return [
      "figure": .string(figure.code), "dimension": .string(group.dimension.rawValue),
      "key": .string(group.key), "bank": .string(note.bank.text),
      "noteNo": .string(note.noteNo.text), "value": amount,
    ]
  }
}
