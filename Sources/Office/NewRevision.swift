import Disclosure
import Ledger
import LoanBook
import Quantities
import Sealing
import StrictJSON

/// A revision that is to be put into the log.
struct NewRevision {
  var kind: PublicationEntry.Kind
  var subject: String
  var revision: Int
  var change: PublicationEntry.Change
  /// In the words of the site; empty for the first.
  var reason: String
  /// What is published, as canonical JSON.
  var content: String
  /// The record in short, its position still to be given.
  var row: PublicRow?

  /// A first revision, or one that follows another.
  init(
    _ kind: PublicationEntry.Kind, _ subject: String, after last: PublicationEntry?,
    _ change: PublicationEntry.Change = .correction, reason: String, content: JSONValue,
    row: PublicRow? = nil
  ) {
    self.kind = kind
    self.subject = subject
    revision = (last?.revision ?? 0) + 1
    self.change = last == nil ? .first : change
    self.reason = last == nil ? "" : reason
    self.content = String(decoding: content.canonical(), as: UTF8.self)
    self.row = row
  }

  /// A record's end: what is left to say of it.
  static func withdrawal(
    of number: RecordNumber, after last: PublicationEntry, on day: Day, reason: String
  ) -> NewRevision {
    NewRevision(
      .record, number.description, after: last, .withdrawal, reason: reason,
      content: [
        "day": .string(day.description), "number": .string(number.description),
        "reason": .string(reason), "state": "已撤回",
      ])
  }

  /// Whether it destroys what stood before it.
  var erases: Bool { change == .withdrawal || change == .redaction }
}

extension PublicRow {
  /// A record in short.
  init(_ record: PublicRecord) {
    self.init(
      year: record.number.year, number: record.number.serial, position: 0,
      borrower: record.kind, applicant: record.applicant, project: record.project,
      entity: record.entityName, town: record.town.code, bank: record.bank.code,
      industry: record.industry.code, month: record.disbursedMonth, amount: record.amount,
      state: record.state.rawValue, subsidy: record.subsidySoFar)
  }
}

/// Why a record has a new revision, in the words of the site.
///
/// Every difference is a revision with an entry of the log, and stands in the record's history.
/// What only goes on (a quarter was approved, the loan was repaid) is told apart from what was
/// published otherwise before: only the latter is a correction to be listed as such, and only its
/// old content stays on the page, since otherwise the new content says all that the old one did.
enum RevisionReason {
  static let quarter = "季度贴息公布"
  static let state = "贷款状态变化"
  static let amended = PublicationChange.amended
  static let naming = PublicationChange.naming

  /// The reasons of a difference.
  static func words(from old: PublicRecord, to new: PublicRecord) -> String {
    var reasons: [String] = []
    if new.quarters.count > old.quarters.count { reasons.append(quarter) }
    if old.state != new.state { reasons.append(state) }
    let kept = Dictionary(
      new.quarters.map { ($0.quarter, $0) }, uniquingKeysWith: { first, _ in first })
    // Told by the month before and by the day now, or the other way round: no mistake was mended.
    let differsInDay =
      old.showsDay == new.showsDay
      ? old.disbursedOn != new.disbursedOn : old.disbursedMonth != new.disbursedMonth
    let isAmended =
      old.quarters.contains { kept[$0.quarter] != $0 } || old.amount != new.amount
      || old.termMonths != new.termMonths || differsInDay
      || old.kind != new.kind || old.jobs != new.jobs || old.guarantee != new.guarantee
      || old.town.code != new.town.code || old.bank.code != new.bank.code
      || old.industry.code != new.industry.code
      || (old.isMasked == new.isMasked
        && (old.applicant != new.applicant || old.project != new.project
          || old.entityName != new.entityName))
    if isAmended { reasons.append(amended) }
    if reasons.isEmpty || old.isMasked != new.isMasked || old.showsDay != new.showsDay {
      reasons.append(naming)
    }
    return reasons.joined(separator: "、")
  }
}
