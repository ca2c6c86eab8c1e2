import Disclosure
import DropBox
import Ledger
import LoanBook
public import Opening
import Policy
public import Quantities
import StrictJSON

/// What became of a list of applicants. COMMAND `notice open`.
public struct NoticeOpening: Sendable {
  /// The notice; nil when a row was wrong, and nothing was opened.
  public let notice: NoticeOnFile?
  /// Everything that is wrong with the list.
  public let summary: OpeningSummary
}

extension Office {
  /// Opens a notice (事前公示) from a list of applicants that passed review. It goes on the web with
  /// the next publication on or after its first day. A list with one wrong row opens nothing.
  ///
  /// - Parameters:
  ///   - days: working days of the notice; the first day is not counted (民法典 art. 201).
  ///   - from: the first day, by default today.
  public func openNotice(
    _ file: String, title: String, days: Int, from: Day?, by actor: Actor, now: Instant
  ) throws -> NoticeOpening {
    let policy = try policy()
    let from = from ?? now.day
    guard from >= now.day else {
      throw OfficeRefusal(.usage, "--from \(from)", "公示不能从过去的一天开始", "请给今天或以后的日期")
    }
    return try locked(at: now, afterRuns: false) { now in
      try ledger.write { session in
        let (rows, summary) = try applicants(file, policy, session, today: now.day)
        guard summary.findingCount == 0, !rows.isEmpty else {
          return NoticeOpening(notice: nil, summary: summary)
        }
        let lines = rows.enumerated().map { NoticeLineEntry($0.element, line: $0.offset + 1) }
        let list = JSONValue.array(lines.map(\.json))
        let year = now.day.civil.year
        let notice = NoticeEntry(
          year: year, number: try session.nextNotice(in: year), title: title, days: days,
          opensOn: from, endsOn: policy.policy.workingDays.adding(days, to: from),
          archivedAs: try noticeLists.keep(list.canonical()))
        try session.open(notice, lines)
        try journal.add(
          Journal.Entry(command: NoticeCommand.open, content: notice.journal), in: session,
          by: actor, at: now)
        return NoticeOpening(
          notice: try onFile(notice, session, policy, today: now.day), summary: summary)
      }
    }
  }

  private func applicants(
    _ file: String, _ policy: PolicyInUse, _ session: LedgerSession, today: Day
  ) throws -> ([ApplicantRow], OpeningSummary) {
    var reader = ApplicantListReader(
      OpeningContext(
        policy: policy.policy, banks: Set(try session.banks().map(\.code)), today: today,
        firstPeriod: settings.firstPeriod, upperAge: settings.upperAge))
    do {
      try FileSource(file).forEachPiece { reader.take($0) }
    } catch let fault as DropBoxFault {
      guard fault.isMissingFile else { throw fault }
      throw OfficeRefusal(.usage, file, "没有这个文件", "请核对文件名")
    }
    reader.finish()
    return (reader.rows, reader.summary)
  }
}

/// Commands about notices, as the journal names them.
enum NoticeCommand {
  static let open = "notice open"
  static let close = "notice close"
  static let refuse = "notice refuse"
  /// By itself: a notice that was published later than planned.
  static let move = "notice move"
}

extension NoticeLineEntry {
  init(_ row: ApplicantRow, line: Int) {
    self.init(
      line: line, name: row.name, kind: row.kind, entity: row.entity, project: row.project,
      town: row.town, bank: row.bank.text, amount: row.amount, termMonths: row.termMonths)
  }

  /// As the archive has it.
  var json: JSONValue {
    [
      "amount": .string(amount.description), "bank": .string(bank),
      "entity": entity.map { .string($0) } ?? .null, "kind": .string(kind.rawValue),
      "line": .integer(Int64(line)), "name": .string(name), "project": .string(project),
      "term": .integer(Int64(termMonths)), "town": .string(town),
    ]
  }

  init?(_ json: JSONValue) {
    guard let amount = json.fen("amount"), let bank = json.text("bank"),
      let kind = json.text("kind").flatMap(BorrowerKind.init), let name = json.text("name"),
      let project = json.text("project"), let town = json.text("town")
    else { return nil }
    self.init(
      line: json.count("line"), name: name, kind: kind, entity: json.text("entity"),
      project: project, town: town, bank: bank, amount: amount, termMonths: json.count("term"))
  }
}

extension NoticeEntry {
  /// As the journal has it: no applicant's name.
  var journal: JSONValue {
    [
      "days": .integer(Int64(days)), "from": .string(opensOn.description),
      "last": .string(endsOn.description), "list": .string(archivedAs),
      "number": .integer(Int64(number)), "title": .string(title), "year": .integer(Int64(year)),
    ]
  }

  init?(journal json: JSONValue) {
    guard let title = json.text("title"), let list = json.text("list"),
      let from = json.text("from").flatMap({ Day($0) }),
      let last = json.text("last").flatMap({ Day($0) })
    else { return nil }
    self.init(
      year: json.count("year"), number: json.count("number"), title: title,
      days: json.count("days"), opensOn: from, endsOn: last, archivedAs: list)
  }
}
