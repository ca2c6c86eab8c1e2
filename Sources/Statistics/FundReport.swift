public import LoanBook
import Quantities
public import StrictJSON

extension FundRule {
  /// The open members in the words of officials.
  public var openTitles: [String] {
    let titles = [
      "id": "编号", "from": "起始日", "to": "终止日", "basis": "依据文件", "guaranteed": "担保范围",
      "liabilityPercent": "担保责任比例", "multiple": "放大倍数上限", "compensation": "代偿分担比例",
      "warnAbovePercent": "预警比例", "suspendAbovePercent": "银行代偿率上限",
    ]
    return open.map { titles[$0] ?? $0 }
  }
}

extension FundPosition {
  /// The figures as a table of four columns, with the warnings and what is unconfirmed below it.
  public var table: StatisticsTable {
    let rows = FundMeasure.allCases.map { measure -> [StatisticsCell] in
      [
        .text(measure.name), value(measure)?.digits.map(StatisticsCell.text) ?? .blank,
        .text(measure.unit), .text(measure.definition),
      ]
    }
    var notes = warnings.map(\.sentence)
    if let rule, !rule.open.isEmpty {
      notes.append("待确认的参数：" + rule.openTitles.joined(separator: "、") + "。")
    }
    return StatisticsTable(
      name: "担保基金", title: "创业担保贷款担保基金情况表", period: "截至\(day)",
      columns: [
        StatisticsColumn("指标", .text), StatisticsColumn("数值", .code),
        StatisticsColumn("单位", .text), StatisticsColumn("说明", .longText),
      ],
      rows: rows, totals: nil, notes: notes)
  }

  /// The banks beside the fund, by their names.
  public func bankTable(names: [PartyCode: String]) -> StatisticsTable {
    let rows = banks.map { bank -> [StatisticsCell] in
      [
        .text(bank.bank.text), .text(names[bank.bank] ?? bank.bank.text), .money(bank.liability),
        .money(bank.compensated), .money(bank.due), StatisticsCell(.percent(bank.rate)),
      ]
    }
    func column(_ heading: String, _ kind: StatisticsColumn.Kind) -> StatisticsColumn {
      StatisticsColumn(
        heading: heading, group: nil, kind: kind, total: kind == .money ? .sum : .none,
        figure: nil)
    }
    func sum(_ part: (FundBank) -> Fen) -> StatisticsCell {
      .money(banks.reduce(.zero) { $0 + part($1) })
    }
    return StatisticsTable(
      name: "担保基金-经办银行", title: "创业担保贷款担保基金情况表（按经办银行）", period: "截至\(day)",
      columns: [
        column("代码", .code), column("经办银行", .text), column("担保责任余额", .money),
        column("本年代偿金额", .money), column("本年到期应还本金", .money), column("本年代偿率", .percent),
      ],
      rows: rows,
      totals: [
        .text(""), .text("合计"), sum(\.liability), sum(\.compensated), sum(\.due), .blank,
      ], notes: [])
  }

  /// The fund for programs.
  public var json: JSONValue {
    let values = FundMeasure.allCases.map { measure in
      JSONMember(measure.rawValue, value(measure)?.json ?? .null)
    }
    let deposits = Depositor.allCases.map { depositor in
      JSONMember(depositor.rawValue, .string(deposited(by: depositor).description))
    }
    return [
      "on": .string(day.description), "rule": rule.map { .string($0.id) } ?? .null,
      "allowedMultiple": allowedMultiple.map { .integer(Int64($0)) } ?? .null,
      "values": .object(values), "deposits": .object(deposits),
      "unconfirmed": .array(unconfirmed.map(JSONValue.string)),
      "warnings": .array(warnings.map { .string($0.sentence) }),
      "banks": .array(
        banks.map { bank in
          [
            "bank": .string(bank.bank.text), "liability": .string(bank.liability.description),
            "compensated": .string(bank.compensated.description),
            "due": .string(bank.due.description),
            "rate": bank.rate.map { .string($0.percent) } ?? .null,
          ]
        }),
    ]
  }
}
