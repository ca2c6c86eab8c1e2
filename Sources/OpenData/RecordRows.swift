public import Disclosure
import Markup
import Quantities
import StrictJSON

/// A record as it stands in the files of open data: CSV rows without header, and its line of JSON.
///
/// The bytes depend on the record alone, so that whoever builds a site may keep them and join them
/// into the files of a year and of the whole.
public struct RecordRows: Sendable {
  private let record: PublicRecord
  private let names: BulkNames

  /// The rows of a record.
  public init(_ record: PublicRecord) {
    self.record = record
    names = BulkNames(record)
  }

  /// The row of ``DataTable/records``.
  public var records: [UInt8] {
    var csv = CSV(continuing: DataTable.records.fields.count)
    csv.row([
      .text(record.number.description), .figure(String(record.revision)),
      .figure(record.publishedOn.description), .text(names.applicant),
      .text(names.isMasked.description), .text(record.kind.rawValue),
      .text(names.entityName ?? ""), .text(names.project), .text(record.industry.code),
      .text(record.industry.name), .text(record.town.code), .text(record.town.name),
      .text(record.bank.code), .text(record.bank.name), .figure(record.amount.description),
      .figure(String(record.termMonths)), .figure(record.disbursedOn.month),
      .figure(record.showsDay ? record.disbursedOn.description : ""),
      .text(record.state.rawValue), .text(record.guarantee),
      .figure(record.jobs.map(String.init) ?? ""), .figure(String(record.quarters.count)),
      .figure(record.subsidySoFar.description),
    ])
    return csv.bytes
  }

  /// The rows of ``DataTable/subsidies``, one for each approved quarter; empty when there is none.
  public var subsidies: [UInt8] {
    var csv = CSV(continuing: DataTable.subsidies.fields.count)
    for quarter in record.quarters {
      let detail = quarter.detail
      csv.row([
        .text(record.number.description), .text(quarter.quarter.description),
        .figure(quarter.approvedOn.description), .figure(quarter.payable.description),
        .text((detail != nil).description), .figure(detail.map { String($0.days) } ?? ""),
        .figure(detail?.interest.description ?? ""), .figure(detail?.subsidy.description ?? ""),
        .figure(detail?.borrower.description ?? ""), .text(quarter.unconfirmed.description),
        .text(quarter.citation),
      ])
    }
    return csv.bytes
  }

  /// The record as one line of JSON (canonical form) with its quarters and their stretches, its
  /// line break included. Members bear the names of the tables' columns; amounts and rates are
  /// strings.
  public var line: [UInt8] {
    let json: JSONValue = [
      "record": .string(record.number.description), "revision": .int(record.revision),
      "published_on": .string(record.publishedOn.description),
      "applicant": .string(names.applicant), "masked": .bool(names.isMasked),
      "kind": .string(record.kind.rawValue), "entity": .text(names.entityName),
      "project": .string(names.project), "industry": .string(record.industry.code),
      "industry_name": .string(record.industry.name), "town": .string(record.town.code),
      "town_name": .string(record.town.name), "bank": .string(record.bank.code),
      "bank_name": .string(record.bank.name), "amount": .string(record.amount.description),
      "term_months": .int(record.termMonths),
      "disbursed_month": .string(record.disbursedOn.month),
      "disbursed_on": .text(record.showsDay ? record.disbursedOn.description : nil),
      "state": .string(record.state.rawValue), "guarantee": .string(record.guarantee),
      "jobs": record.jobs.map(JSONValue.int) ?? .null,
      "subsidy_quarters": .int(record.quarters.count),
      "subsidy": .string(record.subsidySoFar.description),
      "subsidies": .array(record.quarters.map(RecordRows.json)),
    ]
    return json.canonical() + [UInt8(ascii: "\n")]
  }

  private static func json(_ quarter: PublicRecord.Quarter) -> JSONValue {
    let detail = quarter.detail
    return [
      "quarter": .string(quarter.quarter.description),
      "approved_on": .string(quarter.approvedOn.description),
      "payable": .string(quarter.payable.description), "open": .bool(detail != nil),
      "days": detail.map { .int($0.days) } ?? .null,
      "interest": .text(detail?.interest.description),
      "computed": .text(detail?.subsidy.description),
      "borrower": .text(detail?.borrower.description),
      "unconfirmed": .bool(quarter.unconfirmed), "basis": .string(quarter.citation),
      "segments": .array((detail?.segments ?? []).map(json)),
    ]
  }

  private static func json(_ segment: DisclosedSegment) -> JSONValue {
    [
      "from": .string(segment.days.from.description), "to": .string(segment.days.to.description),
      "days": .int(segment.days.count), "balance": .string(segment.balance.description),
      "subsidised_balance": .string(segment.subsidisedBalance.description),
      "rate": .string(segment.rate.description), "loan_year": .int(segment.loanYear),
      "day_basis": .int(Int(segment.dayBasis.rawValue)), "group": .int(segment.group),
      "bears_interest": .bool(segment.bearsInterest), "rule": json(segment.rule),
      "excluded": .text(segment.excluded?.rawValue),
    ]
  }

  private static func json(_ rule: SubsidyRule) -> JSONValue {
    switch rule {
    case .steps(let factor): ["kind": "steps", "factor": .string(factor.description)]
    case .shareOfRate(let fraction):
      ["kind": "shareOfRate", "fraction": .string(fraction.description)]
    case .shareOfLPR(let lpr, let fraction):
      [
        "kind": "shareOfLPR", "lpr": .string(lpr.description),
        "fraction": .string(fraction.description),
      ]
    case .aboveLPRMinus(let lpr, let points, let cap):
      [
        "kind": "aboveLPRMinus", "lpr": .string(lpr.description),
        "minus": .string(points.description), "rate_cap_over_lpr": .text(cap?.description),
      ]
    }
  }
}

/// The row of ``DataTable/runs`` of an approved run.
public enum RunRows {
  /// The row, without header.
  public static func row(_ run: PublishedRun) -> [UInt8] {
    var csv = CSV(continuing: DataTable.runs.fields.count)
    csv.row([
      .text(run.run), .text(run.quarter.description), .figure(run.approvedOn.description),
      .text(run.isPaid.description), .figure(String(run.count)),
      .figure(run.interest.description), .figure(run.payable.description),
      .figure(run.adjustments.description),
    ])
    return csv.bytes
  }
}

extension JSONValue {
  fileprivate static func int(_ value: Int) -> JSONValue { .integer(Int64(value)) }

  fileprivate static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}

extension Day {
  /// `2026-05`.
  fileprivate var month: String { String(description.prefix(7)) }
}
