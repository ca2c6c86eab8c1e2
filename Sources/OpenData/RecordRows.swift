public import Disclosure
import Markup
import Quantities

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
    var line = LineWriter()
    line.object { line in
      line.text("amount", record.amount.description)
      line.text("applicant", names.applicant)
      line.text("bank", record.bank.code)
      line.text("bank_name", record.bank.name)
      line.text("disbursed_month", record.disbursedOn.month)
      line.text("disbursed_on", record.showsDay ? record.disbursedOn.description : nil)
      line.text("entity", names.entityName)
      line.text("guarantee", record.guarantee)
      line.text("industry", record.industry.code)
      line.text("industry_name", record.industry.name)
      line.number("jobs", record.jobs)
      line.text("kind", record.kind.rawValue)
      line.bool("masked", names.isMasked)
      line.text("project", names.project)
      line.text("published_on", record.publishedOn.description)
      line.text("record", record.number.description)
      line.number("revision", record.revision)
      line.text("state", record.state.rawValue)
      line.objects("subsidies", record.quarters, RecordRows.write)
      line.text("subsidy", record.subsidySoFar.description)
      line.number("subsidy_quarters", record.quarters.count)
      line.number("term_months", record.termMonths)
      line.text("town", record.town.code)
      line.text("town_name", record.town.name)
    }
    line.end()
    return line.bytes
  }

  private static func write(_ quarter: PublicRecord.Quarter, _ line: inout LineWriter) {
    let detail = quarter.detail
    line.text("approved_on", quarter.approvedOn.description)
    line.text("basis", quarter.citation)
    line.text("borrower", detail?.borrower.description)
    line.text("computed", detail?.subsidy.description)
    line.number("days", detail?.days)
    line.text("interest", detail?.interest.description)
    line.bool("open", detail != nil)
    line.text("payable", quarter.payable.description)
    line.text("quarter", quarter.quarter.description)
    line.objects("segments", detail?.segments ?? [], write)
    line.bool("unconfirmed", quarter.unconfirmed)
  }

  private static func write(_ segment: DisclosedSegment, _ line: inout LineWriter) {
    line.text("balance", segment.balance.description)
    line.bool("bears_interest", segment.bearsInterest)
    line.number("day_basis", Int(segment.dayBasis.rawValue))
    line.number("days", segment.days.count)
    line.text("excluded", segment.excluded?.rawValue)
    line.text("from", segment.days.from.description)
    line.number("group", segment.group)
    line.number("loan_year", segment.loanYear)
    line.text("rate", segment.rate.description)
    line.object("rule") { write(segment.rule, &$0) }
    line.text("subsidised_balance", segment.subsidisedBalance.description)
    line.text("to", segment.days.to.description)
  }

  private static func write(_ rule: SubsidyRule, _ line: inout LineWriter) {
    switch rule {
    case .steps(let factor):
      line.text("factor", factor.description)
      line.text("kind", "steps")
    case .shareOfRate(let fraction):
      line.text("fraction", fraction.description)
      line.text("kind", "shareOfRate")
    case .shareOfLPR(let lpr, let fraction):
      line.text("fraction", fraction.description)
      line.text("kind", "shareOfLPR")
      line.text("lpr", lpr.description)
    case .aboveLPRMinus(let lpr, let points, let cap):
      line.text("kind", "aboveLPRMinus")
      line.text("lpr", lpr.description)
      line.text("minus", points.description)
      line.text("rate_cap_over_lpr", cap?.description)
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

extension Day {
  /// `2026-05`.
  fileprivate var month: String { String(description.prefix(7)) }
}
