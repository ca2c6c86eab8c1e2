public import Quantities
public import StrictJSON

/// A public record as JSON and back: what the log commits to and the record's page carries.
///
/// Everything that a page says about the record stands in it, and nothing else. Number, revision
/// and day stand beside it, in the entry of the log. DISCLOSURE §3.
extension PublicRecord {
  /// The content of the record; canonical in bytes by `canonical()`.
  public var content: JSONValue {
    // In canonical order, so that nothing need be sorted.
    var members = [
      JSONMember("amount", .string(amount.description)),
      JSONMember("applicant", .string(applicant)), JSONMember("bank", bank.content),
      JSONMember("borrower", .string(kind.rawValue)),
      JSONMember("disbursed", .string(disbursement)),
    ]
    if let entityName { members.append(JSONMember("entity", .string(entityName))) }
    members.append(JSONMember("guarantee", .string(guarantee)))
    members.append(JSONMember("industry", industry.content))
    if let jobs { members.append(JSONMember("jobs", .integer(Int64(jobs)))) }
    members += [
      JSONMember("masked", .bool(isMasked)), JSONMember("project", .string(project)),
      JSONMember("quarters", .array(quarterContents)),
      JSONMember("state", .string(state.rawValue)),
      JSONMember("termMonths", .integer(Int64(termMonths))), JSONMember("town", town.content),
    ]
    return .object(members)
  }

  private var quarterContents: [JSONValue] {
    var last = Quarter.Said()
    return quarters.map { quarter in
      defer { last.hear(quarter) }
      return quarter.content(after: last)
    }
  }

  /// `2026-01-12`, or `2026-01` where the day is not public.
  private var disbursement: String {
    showsDay ? disbursedOn.description : String(disbursedOn.description.prefix(7))
  }

  /// Reads what was published once; nil when it is none of ours.
  ///
  /// - Parameters:
  ///   - firstPublishedOn: the day of the first revision.
  ///   - publishedOn: the day of this revision.
  public init?(
    content: JSONValue, number: RecordNumber, revision: Int, firstPublishedOn: Day,
    publishedOn: Day
  ) {
    guard case .object(let list) = content else { return nil }
    let json = JSONMembers(list)
    guard let amount = json.fen("amount"), let applicant = json.text("applicant"),
      let bank = Labelled(content: json["bank"]), let town = Labelled(content: json["town"]),
      let industry = Labelled(content: json["industry"]),
      let kind = json.text("borrower").flatMap(BorrowerKind.init),
      let disbursed = json.text("disbursed"),
      let disbursedOn = Day(disbursed) ?? Day(disbursed + "-01"),
      let guarantee = json.text("guarantee"), case .bool(let isMasked)? = json["masked"],
      let project = json.text("project"), let state = json.text("state").flatMap(LoanState.init),
      let termMonths = json.integer("termMonths"), case .array(let quarters)? = json["quarters"]
    else { return nil }
    var read: [Quarter] = []
    var last = Quarter.Said()
    for content in quarters {
      guard let quarter = Quarter(content: content, after: last) else { return nil }
      last.hear(quarter)
      read.append(quarter)
    }
    self.init(
      number: number, kind: kind, applicant: applicant, isMasked: isMasked,
      entityName: json.text("entity"), project: project, industry: industry, town: town,
      bank: bank, amount: amount, termMonths: termMonths, disbursedOn: disbursedOn,
      showsDay: disbursed == disbursedOn.description, state: state,
      guarantee: guarantee, jobs: json.integer("jobs"), revision: revision,
      firstPublishedOn: firstPublishedOn, publishedOn: publishedOn, quarters: read)
  }
}

extension Labelled {
  var content: JSONValue { ["code": .string(code), "name": .string(name)] }

  init?(content: JSONValue?) {
    guard let code = content?.text("code"), let name = content?.text("name") else { return nil }
    self.init(code: code, name: name)
  }
}

/// What follows from the rest, or is so of nearly every quarter, is left out: a page carries its
/// content, and is to be light.
extension PublicRecord.Quarter {
  /// What the quarters before said, and need not be said again.
  fileprivate struct Said {
    var citation: String?
    var segment: DisclosedSegment?

    mutating func hear(_ quarter: PublicRecord.Quarter) {
      citation = quarter.citation
      segment = quarter.detail?.segments.last ?? segment
    }
  }

  fileprivate func content(after last: Said) -> JSONValue {
    var members = [
      JSONMember("approved", .string(approvedOn.description)),
      JSONMember("payable", .string(payable.description)),
      JSONMember("quarter", .string(quarter.description)),
    ]
    if citation != last.citation { members.append(JSONMember("basis", .string(citation))) }
    if unconfirmed { members.append(JSONMember("unconfirmed", .bool(true))) }
    if let detail {
      let before = [last.segment] + detail.segments.map(Optional.some)
      members += [
        JSONMember("days", .integer(Int64(detail.days))),
        JSONMember("interest", .string(detail.interest.description)),
        JSONMember("segments", .array(zip(detail.segments, before).map { $0.content(after: $1) })),
      ]
      if detail.subsidy != payable {
        members.append(JSONMember("subsidy", .string(detail.subsidy.description)))
      }
      if detail.borrower != detail.interest - detail.subsidy {
        members.append(JSONMember("borrower", .string(detail.borrower.description)))
      }
    }
    return .object(members)
  }

  fileprivate init?(content: JSONValue, after last: Said) {
    guard case .object(let list) = content else { return nil }
    let json = JSONMembers(list)
    guard let approvedOn = json.text("approved").flatMap({ Day($0) }),
      let citation = json["basis"] == nil ? last.citation : json.text("basis"),
      let payable = json.fen("payable"),
      let quarter = json.text("quarter").flatMap({ Quantities.Quarter($0) })
    else { return nil }
    var detail: PublicRecord.Detail?
    if case .array(let segments)? = json["segments"] {
      var read: [DisclosedSegment] = []
      for content in segments {
        guard let segment = DisclosedSegment(content: content, after: read.last ?? last.segment)
        else {
          return nil
        }
        read.append(segment)
      }
      guard let days = json.integer("days"),
        let interest = json.fen("interest")
      else { return nil }
      let subsidy = json.fen("subsidy") ?? payable
      detail = PublicRecord.Detail(
        days: days, interest: interest, subsidy: subsidy,
        borrower: json.fen("borrower") ?? interest - subsidy, segments: read)
    }
    self.init(
      quarter: quarter, payable: payable, approvedOn: approvedOn, citation: citation,
      unconfirmed: json["unconfirmed"] == .bool(true), detail: detail)
  }
}

/// A stretch mostly goes on where the one before it ended, with the same figures: what is left out
/// of balance, rate, year of the loan, rule and first day is as there.
extension DisclosedSegment {
  fileprivate func content(after last: DisclosedSegment?) -> JSONValue {
    var members = [JSONMember("to", .string(days.to.description))]
    if last?.days.to != days.from {
      members.append(JSONMember("from", .string(days.from.description)))
    }
    if last?.rate != rate { members.append(JSONMember("rate", .string(rate.description))) }
    if last?.rule != rule { members.append(JSONMember("rule", .string(rule.content))) }
    if last?.loanYear != loanYear {
      members.append(JSONMember("loanYear", .integer(Int64(loanYear))))
    }
    if last?.balance != balance || last?.subsidisedBalance != subsidisedBalance {
      members.append(JSONMember("balance", .string(balance.description)))
      if subsidisedBalance != balance {
        members.append(JSONMember("subsidisedBalance", .string(subsidisedBalance.description)))
      }
    }
    if let excluded { members.append(JSONMember("excluded", .string(excluded.rawValue))) }
    if !bearsInterest { members.append(JSONMember("bearsInterest", .bool(false))) }
    if group != 0 { members.append(JSONMember("group", .integer(Int64(group)))) }
    if let local {
      members.append(
        JSONMember(
          "local",
          [
            "balance": .string(local.balance.description), "cap": .string(local.cap.description),
            "payers": .string(local.payers),
          ]))
    }
    if dayBasis != .actual360 {
      members.append(JSONMember("yearDays", .integer(Int64(dayBasis.rawValue))))
    }
    return .object(members)
  }

  fileprivate init?(content: JSONValue, after last: DisclosedSegment?) {
    guard case .object(let list) = content else { return nil }
    let json = JSONMembers(list)
    guard let from = json["from"] == nil ? last?.days.to : json.text("from").flatMap({ Day($0) }),
      let to = json.text("to").flatMap({ Day($0) }), from <= to,
      let rate = json["rate"] == nil ? last?.rate : json.rate("rate"),
      let rule = json["rule"] == nil
        ? last?.rule : json.text("rule").flatMap(SubsidyRule.init(content:)),
      let loanYear = json["loanYear"] == nil ? last?.loanYear : json.integer("loanYear"),
      let balance = json["balance"] == nil ? last?.balance : json.fen("balance"),
      let basis = DayBasis(rawValue: Int32(json.integer("yearDays") ?? 360))
    else { return nil }
    let all = json["balance"] == nil ? last?.subsidisedBalance : balance
    var excluded: Exclusion?
    if let word = json.text("excluded") {
      guard let known = Exclusion(rawValue: word) else { return nil }
      excluded = known
    }
    var local: DisclosedLocal?
    if case .object(let list)? = json["local"] {
      let json = JSONMembers(list)
      guard let balance = json.fen("balance"), let cap = json.fen("cap"),
        let payers = json.text("payers")
      else { return nil }
      local = DisclosedLocal(balance: balance, cap: cap, payers: payers)
    }
    self.init(
      days: DayRange(from: from, to: to), balance: balance,
      subsidisedBalance: json.fen("subsidisedBalance") ?? all ?? balance, local: local, rate: rate,
      loanYear: loanYear, dayBasis: basis, group: json.integer("group") ?? 0, rule: rule,
      excluded: excluded, bearsInterest: json["bearsInterest"] != .bool(false))
  }
}

extension SubsidyRule {
  /// `STEPS 2/3`, `RATE 1/2`, `LPR 3.6500 1/2`, `ABOVE_LPR_MINUS 3.6500 1.5000`, the last with the
  /// points of its cap behind it where there is one.
  fileprivate var content: String {
    switch self {
    case .steps(let factor): "STEPS \(factor)"
    case .shareOfRate(let fraction): "RATE \(fraction)"
    case .shareOfLPR(let lpr, let fraction): "LPR \(lpr) \(fraction)"
    case .aboveLPRMinus(let lpr, let points, let cap):
      "ABOVE_LPR_MINUS \(lpr) \(points)" + (cap.map { " \($0)" } ?? "")
    }
  }

  fileprivate init?(content: String) {
    let words = content.split(separator: " ")
    switch (words.first, words.count) {
    case ("STEPS", 2):
      guard let factor = Fraction(content: words[1]) else { return nil }
      self = .steps(factor: factor)
    case ("RATE", 2):
      guard let fraction = Fraction(content: words[1]) else { return nil }
      self = .shareOfRate(fraction: fraction)
    case ("LPR", 3):
      guard let lpr = Rate(words[1]), let fraction = Fraction(content: words[2]) else {
        return nil
      }
      self = .shareOfLPR(lpr: lpr, fraction: fraction)
    case ("ABOVE_LPR_MINUS", 3...4):
      guard let lpr = Rate(words[1]), let points = Rate(words[2]) else { return nil }
      let cap = words.count == 4 ? Rate(words[3]) : nil
      guard words.count == 3 || cap != nil else { return nil }
      self = .aboveLPRMinus(lpr: lpr, points: points, cap: cap)
    default: return nil
    }
  }
}

extension Fraction {
  /// Reads `1/2`, or a whole number.
  fileprivate init?(content: Substring) {
    let parts = content.split(separator: "/", omittingEmptySubsequences: false).map { Int64($0) }
    guard (1...2).contains(parts.count), let numerator = parts[0],
      let denominator = parts.count == 2 ? parts[1] : 1
    else { return nil }
    self.init(numerator, denominator)
  }
}

/// Members by name, for objects of a dozen of them.
struct JSONMembers {
  private let list: [JSONMember]

  init(_ list: [JSONMember]) { self.list = list }

  subscript(name: String) -> JSONValue? { list.first { $0.name == name }?.value }

  func text(_ name: String) -> String? {
    if case .string(let text)? = self[name] { return text }
    return nil
  }

  func integer(_ name: String) -> Int? {
    if case .number(let number)? = self[name] { return number.integer.map { Int($0) } }
    return nil
  }

  func fen(_ name: String) -> Fen? {
    text(name).flatMap { $0.hasPrefix("-") ? Fen($0.dropFirst()).map { -$0 } : Fen($0) }
  }

  func rate(_ name: String) -> Rate? { text(name).flatMap { Rate($0) } }
}

extension JSONValue {
  fileprivate func text(_ name: String) -> String? {
    if case .string(let text)? = self[name] { return text }
    return nil
  }
}
