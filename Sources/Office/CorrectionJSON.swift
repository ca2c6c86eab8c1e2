import LoanBook
import Quantities
import Settlement
import StrictJSON
import Subsidy

/// What an ADJUSTMENT line says besides what it adds, and what a person resolved. SUBSIDY §3.7.
enum CorrectionJSON {
  /// The members of a line that corrects an earlier settlement; none of a regular one.
  static func members(_ line: SettlementLine) -> [JSONMember] {
    guard let correction = line.correction else { return [] }
    let before = correction.before
    let members = [
      JSONMember("before", amounts(before)), JSONMember("now", now(line)),
      JSONMember("causes", .array(correction.causes.map(cause))),
    ]
    guard correction.takesBack, let known = before.knownAt else { return members }
    return members + [JSONMember("payeeKnownAt", .string(known.description))]
  }

  /// What the latest resolution of the line decides.
  static func resolution(_ state: ResolutionState) -> JSONValue {
    let resolution = state.resolution
    let holds: Bool
    switch state {
    case .holds: holds = true
    case .lapsed: holds = false
    }
    return [
      "state": .string(holds ? "HOLDS" : "LAPSED"),
      "payable": .string(resolution.payable.description),
      "computed": .string(resolution.computed.description),
      "claimed": .array(resolution.claimed.map { .string($0.description) }),
      "reason": .string(resolution.reason), "by": .string(resolution.by),
      "at": .string(resolution.at.description),
    ]
  }

  private static func now(_ line: SettlementLine) -> JSONValue {
    .object(
      figure(line.computed)
        + payable(line.decided.amount, line.decided.local, line.computedShares, line.decidedShares))
  }

  private static func amounts(_ before: EarlierSettlement) -> JSONValue {
    .object(
      figure(before.figure)
        + payable(before.payable, before.payableLocal, before.shares, before.payableShares) + [
          JSONMember("claimed", .array(before.claimed.map { .string($0.description) }))
        ])
  }

  static func figure(_ figure: SubsidyFigure) -> [JSONMember] {
    let subsidy = figure.subsidy + figure.localSubsidy
    return [
      JSONMember("days", .integer(Int64(figure.days))),
      JSONMember("eligibleDays", .integer(Int64(figure.eligibleDays))),
      JSONMember("interest", .string(figure.interest.description)),
      JSONMember("subsidy", .string(subsidy.description)),
      JSONMember("localSubsidy", .string(figure.localSubsidy.description)),
      JSONMember("borrower", .string(figure.borrower.description)),
    ]
  }

  static func payable(
    _ amount: Fen, _ local: Fen, _ computed: Shares, _ decided: Shares
  ) -> [JSONMember] {
    [
      JSONMember("payable", .string(amount.description)),
      JSONMember("localPayable", .string(local.description)),
      JSONMember("shares", LineJSON.shares(computed)),
      JSONMember("payableShares", LineJSON.shares(decided)),
    ]
  }

  private static func cause(_ cause: AdjustmentCause) -> JSONValue {
    var members = [
      JSONMember("code", .string(cause.code)), JSONMember("title", .string(cause.title)),
    ]
    switch cause {
    case .late(let record), .lateBeside(let record):
      members.append(JSONMember("recordId", .string(record.recordId.text)))
    case .bureauFact, .resolved, .resolutionLapsed, .policyChanged, .elsewhere: break
    }
    return .object(members)
  }
}
