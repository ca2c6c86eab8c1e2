import Policy

/// Policy data for these tests: regimes R2, R4b and R5 as published, and R0 before them, which
/// gives the interest in full.
enum TestPolicy {
  static func policy() throws -> Policy { try standard.get() }

  /// Read once: the properties settle thousands of notes.
  private static let standard = Result { try policy(regimes: regimes) }

  static func policy(regimes: String, overrides: String? = nil) throws -> Policy {
    try Policy(
      PolicyFiles(
        regimes: Array(regimes.utf8), lpr: Array(lpr.utf8), towns: Array(towns.utf8),
        categories: Array(categories.utf8), industries: Array(industries.utf8),
        overrides: overrides.map { Array($0.utf8) }))
  }

  static let lpr = """
    from,one_year,five_year,confidence
    2008-01-01,5.8100,,high
    2018-04-20,4.3100,,open
    2022-08-22,3.6500,4.3000,high
    2023-08-21,3.4500,4.2000,high
    """
  static let towns = "code,name\n140525100000,南村镇\n"
  static let categories = """
    code,name,from,to,kinds,sensitive,note
    01,城镇登记失业人员,,,INDIVIDUAL PARTNERSHIP,no,
    99,地方扩大范围人员,,,INDIVIDUAL PARTNERSHIP ENTERPRISE,no,
    """
  static let industries = "section,name,first,last\nA,农、林、牧、渔业,01,05\n"

  static let regimes = """
    {"lprVerifiedUntil": "2025-07-21", "regimes": [
      \(regime(
        "R0", "2008-01-01", "2018-03-26", "国发〔2008〕5号", cap: "80000.00",
        rule: steps(#""1""#))),
      \(regime(
        "R2", "2018-03-27", "2020-12-31", "财金〔2018〕22号", cap: "100000.00",
        rule: steps(#""1", "2/3", "1/3""#))),
      \(regime(
        "R4b", "2021-01-01", "2023-09-30", "财金〔2020〕21号", cap: "200000.00",
        rule: #"{"kind": "aboveLPRMinus", "points": "1.5000"}"#)),
      \(regime(
        "R5", "2023-10-01", "2028-09-30", "财金〔2023〕75号", cap: "300000.00",
        rule: half, sharing: #"{"county": 100}"#))
    ]}
    """

  /// A regime under which a local tier up to 400 000.00 is the city's and the county's.
  static let withLocalTier = """
    {"lprVerifiedUntil": "2025-07-21", "regimes": [
      \(regime(
        "L", "2023-10-01", "2028-09-30", "晋城〔2024〕1号", cap: "300000.00", rule: half,
        local: #", "local": {"cap": "400000.00", "sharing": {"city": 30, "county": 70}}"#))
    ]}
    """

  private static let half = #"{"kind": "shareOfRate", "fraction": "1/2"}"#

  private static func steps(_ fractions: String) -> String {
    #"{"kind": "steps", "fractions": [\#(fractions)]}"#
  }

  private static func regime(
    _ id: String, _ from: String, _ to: String, _ basis: String, cap: String, rule: String,
    sharing: String = #"{"central": 50, "county": 50}"#, local: String = ""
  ) -> String {
    """
    {"id": "\(id)", "from": "\(from)", "to": "\(to)", "basis": ["\(basis)"],
     "open": ["sharing"],
     "individual": {"cap": "\(cap)", "termMonths": 36, "rule": \(rule)\(local)},
     "partnership": {"capPerPartnerFactor": "1.10", "capTotal": "4000000.00",
       "termMonths": 36, "rule": \(rule)},
     "enterprise": {"cap": "4000000.00", "termMonths": 24, "rule": \(rule),
       "newHirePercent": [{"from": "\(from)", "upTo100": 10, "over100": 5}]},
     "rateCapOverLPR": "1.5000", "rateCapEnforced": false, "maxUses": 3,
     "sharing": \(sharing)}
    """
  }
}
