import LoanBook
import Policy
import Quantities
import Settlement
import StrictJSON
import Subsidy

/// A settlement line as JSON: what `settle run` prints and what the ledger keeps of an approved
/// run. COMMAND `settle run`, SUBSIDY §3.7.
enum LineJSON {
  /// The line with its derivation and the figures of its rule, so that it can be explained for
  /// ever without the policy data of its time.
  static func encode(_ line: SettlementLine) -> JSONValue {
    var members: [JSONMember] = [
      JSONMember("bank", .string(line.key.bank.text)),
      JSONMember("noteNo", .string(line.key.noteNo.text)),
      JSONMember("period", .string(line.period.description)),
      JSONMember("kind", .string(line.kind.rawValue)),
      JSONMember("days", .integer(Int64(line.figure.days))),
      JSONMember("eligibleDays", .integer(Int64(line.figure.eligibleDays))),
      JSONMember("interest", .string(line.interest.description)),
      JSONMember("subsidy", .string(line.subsidy.description)),
      JSONMember("localSubsidy", .string(line.figure.localSubsidy.description)),
      JSONMember("borrower", .string(line.borrower.description)),
      JSONMember("limited", .bool(line.computed.limited)),
      JSONMember("difference", .string(line.difference.description)),
      JSONMember("class", .string(line.comparison.rawValue)),
    ]
    if let cause = line.cause { members.append(JSONMember("cause", .string(cause.rawValue))) }
    members += claims(line)
    if !line.flags.isEmpty { members.append(JSONMember("flags", FlagsJSON.encode(line.flags))) }
    members += [
      JSONMember("payable", .string(line.payable.amount.description)),
      JSONMember("localPayable", .string(line.payable.local.description)),
      JSONMember(
        "withheld", .array(line.payable.withheld.map { .string($0.rawValue) })),
      JSONMember("shares", shares(line.shares)),
      JSONMember("payableShares", shares(line.payableShares)),
    ]
    if let resolution = line.resolution {
      members.append(JSONMember("resolution", CorrectionJSON.resolution(resolution)))
    }
    members += CorrectionJSON.members(line)
    members += noteMembers(line)
    members.append(
      JSONMember("segments", .array(line.derivation.segments.map(segment))))
    return .object(members)
  }

  static func shares(_ shares: Shares) -> JSONValue {
    .object(
      Payer.allCases.filter { $0 == .county || shares[$0] != .zero }.map {
        JSONMember($0.rawValue, .string(shares[$0].description))
      })
  }

  /// The claims of a line: the one that counts, its record, and those beside it.
  static func claims(_ line: SettlementLine) -> [JSONMember] {
    var members = [
      JSONMember("claimed", line.claim.map { .string($0.claim.subsidy.description) } ?? .null)
    ]
    if let claim = line.claim {
      members.append(JSONMember("claimRecord", .string(claim.recordId.text)))
    }
    if !line.duplicates.isEmpty {
      members.append(
        JSONMember(
          "duplicates",
          .array(line.duplicates.map { .string($0.claim.subsidy.description) })))
    }
    return members
  }

  static func note(_ note: SettledNote) -> [JSONMember] {
    [
      JSONMember("disbursementRecord", .string(note.disbursementRecord.text)),
      JSONMember("contractNo", .string(note.contractNo.text)),
      JSONMember("borrowerKind", .string(note.kind.rawValue)),
      JSONMember("town", .string(note.town)),
      JSONMember("category", .string(note.category)),
      JSONMember("payee", .string(note.payee.rawValue)),
    ]
  }

  private static func noteMembers(_ line: SettlementLine) -> [JSONMember] {
    var members: [JSONMember] = []
    if let note = line.note { members += self.note(note) }
    if let rule = line.rule {
      members.append(JSONMember("rule", ruleJSON(rule, line.sharing)))
      let doubts = line.doubts.map { JSONValue.string($0.title) }
      members.append(JSONMember("unconfirmed", .array(doubts)))
    }
    return members
  }

  private static func ruleJSON(_ citation: RuleCitation, _ sharing: PayerSharing) -> JSONValue {
    var members: [JSONMember] = [
      JSONMember("regime", .string(citation.regime)),
      JSONMember("basis", .array(citation.basis.map { .string($0) })),
      JSONMember("lpr", .string(citation.lpr.description)),
    ]
    if citation.assigned { members.append(JSONMember("assigned", .bool(true))) }
    if !citation.overrides.isEmpty {
      members.append(JSONMember("overrides", .array(citation.overrides.map(overrideJSON))))
    }
    if let cap = citation.localCap {
      members.append(
        JSONMember(
          "local",
          ["cap": .string(cap.description), "sharing": percentages(sharing.local)]))
    }
    members.append(JSONMember("kind", .string(citation.rule.kind)))
    switch citation.rule {
    case .steps(let fractions):
      members.append(
        JSONMember("fractions", .array(fractions.map { .string($0.description) })))
    case .shareOfLPR(let fraction), .shareOfRate(let fraction):
      members.append(JSONMember("fraction", .string(fraction.description)))
    case .aboveLPRMinus(let points):
      members.append(JSONMember("points", .string(points.description)))
      if let cap = citation.rateCapOverLPR {
        members.append(JSONMember("rateCapOverLPR", .string(cap.description)))
      }
    }
    return .object(members)
  }

  /// A local document: what it changes of the regime.
  private static func overrideJSON(_ override: PolicyOverride) -> JSONValue {
    [
      "id": .string(override.id), "document": .string(override.document),
      "issuer": .string(override.issuer), "issuedOn": .string(override.issuedOn.description),
      "members": .array(override.members.map(JSONValue.string)),
    ]
  }

  /// The percent of each payer that bears anything.
  private static func percentages(_ sharing: Sharing) -> JSONValue {
    .object(
      Payer.allCases.filter { sharing[$0] > 0 }.map {
        JSONMember($0.rawValue, .integer(Int64(sharing[$0])))
      })
  }

  private static func segment(_ segment: Segment) -> JSONValue {
    var members: [JSONMember] = [
      JSONMember("from", .string(segment.days.from.description)),
      JSONMember("to", .string(segment.days.to.description)),
      JSONMember("days", .integer(Int64(segment.days.count))),
      JSONMember("balance", .string(segment.balance.description)),
      JSONMember("subsidisedBalance", .string(segment.subsidisedBalance.description)),
      JSONMember("rate", .string(segment.rate.description)),
      JSONMember("loanYear", .integer(Int64(segment.loanYear))),
      JSONMember("factor", segment.applied.map { .string($0.factor.description) } ?? .null),
      JSONMember(
        "subsidisedRate", segment.applied.map { .string(percent($0.subsidisedRate)) } ?? .null),
      JSONMember("interestNumerator", integer(segment.interestNumerator)),
      JSONMember("subsidyNumerator", integer(segment.subsidyNumerator)),
      JSONMember("subsidyDenominator", integer(segment.subsidyDenominator)),
      JSONMember("dayBasis", .integer(Int64(segment.dayBasis.rawValue))),
      JSONMember("group", .integer(Int64(segment.group))),
      JSONMember("bearsInterest", .bool(segment.bearsInterest)),
      JSONMember("eligible", .bool(segment.standing.isEligible)),
    ]
    if let local = segment.localBalance {
      members.append(JSONMember("localBalance", .string(local.description)))
      members.append(JSONMember("localNumerator", integer(segment.localNumerator)))
    }
    if let exclusion = segment.standing.exclusion {
      members.append(JSONMember("reason", .string(exclusion.reason)))
      members.append(JSONMember("reasonCode", .string(exclusion.code)))
      members.append(JSONMember("citation", .string("SUBSIDY \(exclusion.paragraph)")))
    } else if segment.standing == .inDocumentedExtension {
      members.append(JSONMember("extension", .bool(true)))
    }
    return .object(members)
  }

  /// A numerator: an integer of any size.
  private static func integer(_ value: Int128) -> JSONValue {
    Int64(exactly: value).map(JSONValue.integer) ?? .string(value.description)
  }

  /// A rate as an exact fraction of ppm, shown in percent with four decimals, half up.
  private static func percent(_ ppm: Fraction) -> String {
    let doubled = ppm.numerator * 2 + ppm.denominator
    return Rate(ppm: Int32(doubled / (ppm.denominator * 2))).description
  }
}

extension JSONValue {
  /// Every claimed subsidy of a line, in order of arrival.
  var claimed: [Fen] {
    let further = (self["duplicates"]?.elements ?? []).compactMap(\.asText)
    return ([text("claimed")].compactMap { $0 } + further).compactMap { Fen($0) }
  }
}
