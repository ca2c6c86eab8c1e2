import LoanBook
import Quantities
import Settlement
import StrictJSON
import Subsidy

/// The totals of a run as JSON. COMMAND `settle run`: totals{interest, subsidy, borrower, payable}
/// and the same by bank, payer, town and category. SUBSIDY §4.
enum TotalsJSON {
  /// `totals` are those of all lines, `adjustments` those of the adjustments among them.
  static func encode(_ totals: SettlementTotals, adjustments: Amounts) -> JSONValue {
    var members = amounts(totals.all)
    let gap = totals.withoutPolicy.notes
    if gap > 0 { members.append(JSONMember("withoutPolicy", .integer(Int64(gap)))) }
    return .object(
      members + [
        JSONMember("adjustments", .object(amounts(adjustments))),
        JSONMember(
          "classes",
          .object(
            ComparisonClass.allCases.map {
              JSONMember($0.rawValue, .integer(Int64(totals.count(of: $0))))
            })),
        JSONMember("subsidyByPayer", LineJSON.shares(totals.subsidyByPayer)),
        JSONMember("payableByPayer", LineJSON.shares(totals.payableByPayer)),
        JSONMember("byBank", table(totals.byBank.map { ($0.key.text, $0.amounts) })),
        JSONMember("byTown", table(totals.byTown.map { ($0.key, $0.amounts) })),
        JSONMember("byCategory", table(totals.byCategory.map { ($0.key, $0.amounts) })),
      ])
  }

  private static func table(_ rows: [(String, Amounts)]) -> JSONValue {
    .object(rows.map { JSONMember($0.0, .object(amounts($0.1))) })
  }

  private static func amounts(_ amounts: Amounts) -> [JSONMember] {
    [
      JSONMember("lines", .integer(Int64(amounts.lines))),
      JSONMember("interest", .string(amounts.interest.description)),
      JSONMember("subsidy", .string(amounts.subsidy.description)),
      JSONMember("borrower", .string(amounts.borrower.description)),
      JSONMember("payable", .string(amounts.payable.description)),
    ]
  }
}
