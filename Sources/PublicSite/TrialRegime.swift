public import Quantities
import StrictJSON

/// A regime in numbers, for 贴息试算: what the browser computes with.
public struct TrialRegime: Hashable, Sendable {
  /// How a regime computes. SUBSIDY §3.4.
  public enum Rule: Hashable, Sendable {
    case steps([Fraction])
    case shareOfLPR(Fraction)
    case aboveLPRMinus(points: Rate)
    case shareOfRate(Fraction)
  }

  /// What it grants one kind of borrower.
  public struct Terms: Hashable, Sendable {
    /// The subsidised balance at most; of a partnership for each partner, when `isPerPartner`.
    public var cap: Fen
    /// Whether the cap is meant for each partner.
    public var isPerPartner: Bool
    /// What all partners together have at most.
    public var capTotal: Fen?
    /// The subsidised term.
    public var months: Int
    /// The rule.
    public var rule: Rule
    /// Points above the LPR up to which a rate counts; nil where none acts.
    public var rateCapOverLPR: Rate?

    /// Describes what is granted.
    public init(
      cap: Fen, isPerPartner: Bool = false, capTotal: Fen? = nil, months: Int, rule: Rule,
      rateCapOverLPR: Rate? = nil
    ) {
      self.cap = cap
      self.isPerPartner = isPerPartner
      self.capTotal = capTotal
      self.months = months
      self.rule = rule
      self.rateCapOverLPR = rateCapOverLPR
    }
  }

  /// The name in the policy data.
  public var id: String
  /// Its documents, which name it for readers.
  public var title: String
  /// The first day of disbursement it covers.
  public var from: Day
  /// The last day.
  public var through: Day
  /// What each kind of borrower is granted.
  public var terms: [BorrowerKind: Terms]

  /// Describes a regime.
  public init(
    id: String, title: String, from: Day, through: Day, terms: [BorrowerKind: Terms]
  ) {
    self.id = id
    self.title = title
    self.from = from
    self.through = through
    self.terms = terms
  }
}

extension TrialRegime {
  /// What calculator.js reads.
  var json: JSONValue {
    [
      "id": .string(id), "title": .string(title), "from": .string("\(from)"),
      "through": .string("\(through)"),
      "kinds": .object(
        BorrowerKind.allCases.compactMap { kind in
          terms[kind].map { JSONMember(kind.rawValue, $0.json) }
        }),
    ]
  }
}

extension TrialRegime.Terms {
  fileprivate var json: JSONValue {
    var members = [
      JSONMember("cap", .string("\(cap)")), JSONMember("months", .integer(Int64(months))),
      JSONMember("rule", rule.json),
    ]
    if isPerPartner { members.append(JSONMember("perPartner", .string("\(cap)"))) }
    if let capTotal { members.append(JSONMember("capTotal", .string("\(capTotal)"))) }
    if let rateCapOverLPR {
      members.append(JSONMember("rateCapOverLPR", .string("\(rateCapOverLPR)")))
    }
    return .object(members)
  }
}

extension TrialRegime.Rule {
  fileprivate var json: JSONValue {
    switch self {
    case .steps(let factors):
      ["form": "STEPS", "factors": .array(factors.map { .string("\($0)") })]
    case .shareOfLPR(let fraction): ["form": "SHARE_OF_LPR", "fraction": .string("\(fraction)")]
    case .aboveLPRMinus(let points): ["form": "ABOVE_LPR_MINUS", "points": .string("\(points)")]
    case .shareOfRate(let fraction): ["form": "SHARE_OF_RATE", "fraction": .string("\(fraction)")]
    }
  }
}
