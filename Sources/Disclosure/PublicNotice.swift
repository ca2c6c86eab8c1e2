public import Quantities
public import StrictJSON

/// A notice of applicants that passed review, as the ledger knows it, with full names.
public struct NoticeCandidate: Sendable {
  /// An applicant before masking: no identity number, phone or account goes this way.
  public struct Line: Sendable {
    /// The place in the bureau's list, from 1.
    public var line: Int
    /// The full name.
    public var name: String
    /// Who borrows.
    public var kind: BorrowerKind
    /// 字号
    public var entity: String?
    /// The startup project.
    public var project: String
    /// The town.
    public var town: Labelled
    /// The bank that is to lend.
    public var bank: Labelled
    /// What is applied for.
    public var amount: Fen
    /// The term in months.
    public var termMonths: Int

    /// Describes an applicant.
    public init(
      line: Int, name: String, kind: BorrowerKind, entity: String?, project: String,
      town: Labelled, bank: Labelled, amount: Fen, termMonths: Int
    ) {
      self.line = line
      self.name = name
      self.kind = kind
      self.entity = entity
      self.project = project
      self.town = town
      self.bank = bank
      self.amount = amount
      self.termMonths = termMonths
    }
  }

  /// Its number.
  public var number: CaseNumber
  /// Its title.
  public var title: String
  /// For how many working days.
  public var days: Int
  /// The first day.
  public var from: Day
  /// The last day.
  public var last: Day
  /// The applicants that were not refused since.
  public var lines: [Line]

  /// Describes a notice.
  public init(
    number: CaseNumber, title: String, days: Int, from: Day, last: Day, lines: [Line]
  ) {
    self.number = number
    self.title = title
    self.days = days
    self.from = from
    self.last = last
    self.lines = lines
  }
}

/// A notice as everybody may see it.
///
/// Only `MaskingPolicy.disclose` and what was published once make one. DISCLOSURE §1, §2.
public struct PublicNotice: Hashable, Sendable {
  /// An applicant as everybody may see it.
  public struct Line: Hashable, Sendable {
    /// The place in the bureau's list, from 1.
    public let line: Int
    /// The name as it may be shown.
    public let applicant: String
    /// Who borrows.
    public let kind: BorrowerKind
    /// 字号, as it may be shown.
    public let entity: String?
    /// The startup project, as it may be shown.
    public let project: String
    /// The town.
    public let town: Labelled
    /// The bank that is to lend.
    public let bank: Labelled
    /// What is applied for.
    public let amount: Fen
    /// The term in months.
    public let termMonths: Int
  }

  /// Its number.
  public let number: CaseNumber
  /// Its title.
  public let title: String
  /// For how many working days.
  public let days: Int
  /// The first day.
  public let from: Day
  /// The last day.
  public let last: Day
  /// The applicants.
  public let lines: [Line]

  /// What all of them apply for.
  public var total: Fen { lines.reduce(.zero) { $0 + $1.amount } }
}

extension MaskingPolicy {
  /// Turns what the ledger knows of a notice into what everybody may see, as with records.
  ///
  /// DISCLOSURE §1.
  public func disclose(_ candidate: NoticeCandidate) -> PublicNotice {
    PublicNotice(
      number: candidate.number, title: candidate.title, days: candidate.days,
      from: candidate.from, last: candidate.last,
      lines: candidate.lines.map { line in
        let isMasked = form(of: line.kind) == .masked
        func shown(_ text: String) -> String { isMasked ? Mask.text(text, of: line.name) : text }
        let masked = line.kind == .enterprise ? Mask.entity(line.name) : Mask.name(line.name)
        return PublicNotice.Line(
          line: line.line, applicant: isMasked ? masked : line.name, kind: line.kind,
          entity: line.entity.map(shown), project: shown(line.project), town: line.town,
          bank: line.bank, amount: line.amount, termMonths: line.termMonths)
      })
  }
}

extension PublicNotice {
  /// What the log commits to and the page carries. DISCLOSURE §3.
  public var content: JSONValue {
    [
      "count": .integer(Int64(lines.count)), "days": .integer(Int64(days)),
      "from": .string(from.description), "last": .string(last.description),
      "lines": .array(lines.map(\.content)), "title": .string(title),
      "total": .string(total.description),
    ]
  }

  /// Reads what was published once; nil when it is none of ours.
  public init?(content: JSONValue, number: CaseNumber) {
    guard case .object(let list) = content else { return nil }
    let json = JSONMembers(list)
    guard let title = json.text("title"), let days = json.integer("days"),
      let from = json.text("from").flatMap({ Day($0) }),
      let last = json.text("last").flatMap({ Day($0) }), case .array(let all)? = json["lines"]
    else { return nil }
    let lines = all.compactMap(Line.init(content:))
    guard lines.count == all.count else { return nil }
    self.init(number: number, title: title, days: days, from: from, last: last, lines: lines)
  }
}

extension PublicNotice.Line {
  fileprivate var content: JSONValue {
    var members = [
      JSONMember("amount", .string(amount.description)),
      JSONMember("applicant", .string(applicant)), JSONMember("bank", bank.content),
      JSONMember("borrower", .string(kind.rawValue)), JSONMember("line", .integer(Int64(line))),
      JSONMember("project", .string(project)),
      JSONMember("termMonths", .integer(Int64(termMonths))), JSONMember("town", town.content),
    ]
    if let entity { members.append(JSONMember("entity", .string(entity))) }
    return .object(members)
  }

  fileprivate init?(content: JSONValue) {
    guard case .object(let list) = content else { return nil }
    let json = JSONMembers(list)
    guard let amount = json.fen("amount"), let applicant = json.text("applicant"),
      let bank = Labelled(content: json["bank"]), let town = Labelled(content: json["town"]),
      let kind = json.text("borrower").flatMap(BorrowerKind.init),
      let line = json.integer("line"), let project = json.text("project"),
      let termMonths = json.integer("termMonths")
    else { return nil }
    self.init(
      line: line, applicant: applicant, kind: kind, entity: json.text("entity"),
      project: project, town: town, bank: bank, amount: amount, termMonths: termMonths)
  }
}
