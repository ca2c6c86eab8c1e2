import Disclosure
import Ledger
import LoanBook
import Policy
import Quantities
import StrictJSON
import Subsidy

/// A line of a run read back from the ledger, as far as citizens see of it.
struct StoredLine {
  private let json: JSONValue
  private let line: RunLine

  init(_ line: RunLine) throws {
    self.line = line
    json = try JSONNode.parse(Array(line.detail.utf8), limits: .exchange).value
  }

  /// The quarters of a note for the site, as approved runs settled and corrected them: amounts
  /// summed, the derivation of the last line. DISCLOSURE §1, SUBSIDY §4.
  static func quarters(_ lines: [(approvedOn: Day, line: StoredLine)]) -> [DisclosedQuarter] {
    var quarters: [DisclosedQuarter] = []
    for (approvedOn, stored) in lines {
      guard let added = stored.quarter(approvedOn: approvedOn) else { continue }
      guard let place = quarters.firstIndex(where: { $0.quarter == added.quarter }) else {
        quarters.append(added)
        continue
      }
      let before = quarters[place]
      quarters[place] = added
      quarters[place].days += before.days
      quarters[place].interest += before.interest
      quarters[place].subsidy += before.subsidy
      quarters[place].borrower += before.borrower
      quarters[place].payable += before.payable
    }
    return quarters.sorted { $0.quarter < $1.quarter }
  }

  private func quarter(approvedOn: Day) -> DisclosedQuarter? {
    guard let period else { return nil }
    return DisclosedQuarter(
      quarter: period, days: json.count("days"), interest: line.interest, subsidy: line.subsidy,
      borrower: line.interest - line.subsidy, payable: line.payable, segments: segments,
      approvedOn: approvedOn, citation: citation,
      unconfirmed: !unconfirmed.isEmpty)
  }

  /// The quarter of the line; of an adjustment an earlier one than the run's.
  var period: Quarter? { json.text("period").flatMap { Quarter($0) } }

  /// The interest as now known.
  var interestNow: Fen { json["now"]?.fen("interest") ?? line.interest }
  /// The subsidy as now known.
  var subsidyNow: Fen { json["now"]?.fen("subsidy") ?? line.subsidy }

  /// What an adjustment corrects, and why, in words; empty for a regular line.
  var correction: [String] {
    guard let before = json["before"], let now = json["now"] else { return [] }
    let causes = (json["causes"]?.elements ?? []).compactMap { $0.text("title") }
    return [
      "调整：原贴息 \(before.text("subsidy") ?? "") 元、应付 \(before.text("payable") ?? "") 元，"
        + "现贴息 \(now.text("subsidy") ?? "") 元、应付 \(now.text("payable") ?? "") 元",
      "原因：" + causes.joined(separator: "；"),
    ]
  }

  /// Whether the line is of the loan that a record disbursed, not of another that bore the same
  /// note number.
  func isOf(_ disbursementRecord: RecordId) -> Bool {
    json.text("disbursementRecord") == disbursementRecord.text
  }

  /// The documents of the rule, `财金〔2023〕75号`.
  var citation: String {
    let basis = json["rule"]?["basis"]?.elements.compactMap(\.asText) ?? []
    let local = overrides.compactMap { $0.text("document") }
    return basis.isEmpty ? "无适用政策" : (basis + local).joined(separator: "、")
  }

  /// The local documents that changed the rule.
  private var overrides: [JSONValue] { json["rule"]?["overrides"]?.elements ?? [] }

  /// Each local document with who issued it when, and what it changes.
  var localDocuments: [String] {
    overrides.map { override in
      let members = (override["members"]?.elements ?? []).compactMap(\.asText)
      let titles = members.map { RegimeMember.title(of: $0) ?? $0 }
      return "地方规定：\(override.text("document") ?? "")（\(override.text("issuer") ?? "")，"
        + "\(override.text("issuedOn") ?? "")），规定了\(titles.joined(separator: "、"))"
    }
  }

  /// What of the policy data, on which the figure or its shares rest, is open.
  var unconfirmed: [String] { (json["unconfirmed"]?.elements ?? []).compactMap(\.asText) }

  /// Who bears a subsidy of two tiers, as now known; empty where there is no local tier.
  var localShares: [String] {
    guard json["rule"]?["local"] != nil, let shares = json["now"]?["shares"] ?? json["shares"]
    else { return [] }
    let parts = Payer.allCases.compactMap { payer in
      shares.text(payer.rawValue).map { "\(payer.title) \($0) 元" }
    }
    return ["分担：" + parts.joined(separator: "，")]
  }

  /// The stretches of days; nil when a part of the line cannot be told in words.
  var segments: [DisclosedSegment]? {
    let all = json["segments"]?.elements ?? []
    let told = all.compactMap(segment)
    return told.count == all.count ? told : nil
  }

  private func segment(_ segment: JSONValue) -> DisclosedSegment? {
    guard let from = segment.text("from").flatMap({ Day($0) }),
      let to = segment.text("to").flatMap({ Day($0) }),
      let balance = segment.text("balance").flatMap({ Fen($0) }),
      let subsidised = segment.text("subsidisedBalance").flatMap({ Fen($0) }),
      let rate = segment.text("rate").flatMap({ Rate($0) }),
      let basis = DayBasis(rawValue: Int32(segment.count("dayBasis")))
    else { return nil }
    let exclusion = segment.text("reasonCode")
    let bearsInterest = segment["bearsInterest"] != .bool(false)
    let excluded = exclusion.flatMap { code in
      Subsidy.Exclusion.allCases.first { $0.code == code }?.disclosed(bearsInterest)
    }
    // Excluded days are told by their reason; the rule does not touch them.
    let told = rule(segment) ?? (exclusion == nil ? nil : .shareOfRate(fraction: .init(whole: 0)))
    guard let told else { return nil }
    return DisclosedSegment(
      days: DayRange(from: from, to: to), balance: balance, subsidisedBalance: subsidised,
      local: local(segment), rate: rate, loanYear: segment.count("loanYear"), dayBasis: basis,
      group: segment.count("group"), rule: told, excluded: excluded,
      bearsInterest: bearsInterest)
  }

  /// The local tier of a stretch.
  private func local(_ segment: JSONValue) -> DisclosedLocal? {
    guard let balance = segment.fen("localBalance"), let rule = json["rule"]?["local"],
      let cap = rule.fen("cap")
    else { return nil }
    let payers = Payer.allCases.compactMap { payer -> String? in
      let percent = rule["sharing"]?.count(payer.rawValue) ?? 0
      return percent > 0 ? "\(payer.title) \(percent)%" : nil
    }
    return DisclosedLocal(balance: balance, cap: cap, payers: payers.joined(separator: "、"))
  }

  private func rule(_ segment: JSONValue) -> Disclosure.SubsidyRule? {
    guard let rule = json["rule"], let lpr = rule.text("lpr").flatMap({ Rate($0) })
    else { return nil }
    let fraction = rule.text("fraction").flatMap(Fraction.init(text:))
    switch rule.text("kind") {
    case "steps":
      return segment.text("factor").flatMap(Fraction.init(text:)).map { .steps(factor: $0) }
    case "shareOfLPR": return fraction.map { .shareOfLPR(lpr: lpr, fraction: $0) }
    case "shareOfRate": return fraction.map { .shareOfRate(fraction: $0) }
    case "aboveLPRMinus":
      let cap = rule.text("rateCapOverLPR").flatMap { Rate($0) }
      return rule.text("points").flatMap { Rate($0) }.map {
        .aboveLPRMinus(lpr: lpr, points: $0, cap: cap)
      }
    default: return nil
    }
  }
}

extension Subsidy.Exclusion {
  /// The reason in the words of the site. After the original due day a day either lies in an
  /// extension, and bears interest, or after that too.
  func disclosed(_ bearsInterest: Bool) -> Disclosure.Exclusion {
    switch self {
    case .noPolicy: .noPolicy
    case .afterOriginalDue: bearsInterest ? .extensionWithoutBasis : .afterDue
    case .beyondTerm: .beyondTerm
    case .overdue: .overdue
    case .lostEligibility: .eligibilityLost
    case .tooManyUses: .useLimit
    case .otherSubsidy: .otherSubsidy
    case .compensated: .compensated
    }
  }
}

extension Fraction {
  /// Reads `2/3` or `1`.
  init?(text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int64($0) }
    guard let numerator = parts.first.flatMap({ $0 }) else { return nil }
    let denominator = parts.count == 2 ? parts[1] : 1
    guard parts.count <= 2, let denominator else { return nil }
    self.init(numerator, denominator)
  }
}

extension JSONValue {
  var asText: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  var elements: [JSONValue] {
    if case .array(let elements) = self { return elements }
    return []
  }

  var members: [JSONMember] {
    if case .object(let members) = self { return members }
    return []
  }

  func text(_ name: String) -> String? { self[name]?.asText }

  func count(_ name: String) -> Int {
    if case .number(let number)? = self[name] { return Int(number.integer ?? 0) }
    return 0
  }
}
