public import Disclosure
public import PublicSite
import Quantities

extension SyntheticCounty {
  /// Who publishes: a demonstration.
  public static let identity = SiteIdentity(
    county: "泽州县", bureau: "泽州县人力资源和社会保障局", siteName: "泽州县创业担保贷款公开",
    domain: "www.example.gov.cn", siteCode: "1405250000", icpRecord: "晋ICP备00000000号",
    policeRecord: "晋公网安备14052500000000号", phone: "0356-0000000",
    address: "泽州县政务服务大厅二层", assessmentNumber: "PIA-2026-01", demo: true)

  /// The loans as everybody may see them.
  public func records(_ policy: MaskingPolicy = MaskingPolicy()) -> [PublicRecord] {
    candidates.map(policy.disclose)
  }

  /// Everything of the site but its records.
  public func input(_ policy: MaskingPolicy = MaskingPolicy()) -> SiteInput {
    var input = SiteInput(
      identity: SyntheticCounty.identity, office: "ZEZHOU", masking: policy, builtOn: builtOn,
      towns: SyntheticCounty.towns, runs: runs, regimes: SyntheticCounty.regimes,
      lpr: SyntheticCounty.lpr)
    input.trial = SyntheticCounty.trial
    return input
  }

  /// The two last regimes in numbers.
  static let trial: [TrialRegime] = {
    guard let half = Fraction(1, 2) else { return [] }
    func regime(
      _ id: String, _ title: String, _ from: Day, _ through: Day, _ caps: [Int64],
      _ rule: TrialRegime.Rule, _ rateCap: Rate?
    ) -> TrialRegime {
      TrialRegime(
        id: id, title: title, from: from, through: through,
        terms: [
          .individual: .init(
            cap: .yuan(caps[0]), months: 36, rule: rule, rateCapOverLPR: rateCap),
          .partnership: .init(
            cap: .yuan(caps[0] * 11 / 10), isPerPartner: true, capTotal: .yuan(caps[1]), months: 36,
            rule: rule, rateCapOverLPR: rateCap),
          .enterprise: .init(
            cap: .yuan(caps[1]), months: 24, rule: rule, rateCapOverLPR: rateCap),
        ])
    }
    return [
      regime(
        "R4b", "财金〔2020〕21号", day(2021, 1, 1), day(2023, 9, 30), [200_000, 3_000_000],
        .aboveLPRMinus(points: Rate(ppm: 15_000)), Rate(ppm: 15_000)),
      regime(
        "R5", "财金〔2023〕75号、晋财规金〔2024〕1号", day(2023, 10, 1), day(2028, 9, 30),
        [300_000, 4_000_000], .shareOfRate(half), nil),
    ]
  }()

  /// Approved runs, one for each quarter that has a figure.
  public var runs: [PublishedRun] {
    var groups: [Quarter: [(DisclosureCandidate, DisclosedQuarter)]] = [:]
    for candidate in candidates {
      for quarter in candidate.quarters {
        groups[quarter.quarter, default: []].append((candidate, quarter))
      }
    }
    return groups.sorted { $0.key < $1.key }.map { quarter, lines in
      let payable = lines.reduce(Fen.zero) { $0 + $1.1.payable }
      return PublishedRun(
        run: "\(quarter)", quarter: quarter, approvedOn: quarter.days.to + 20,
        isPaid: quarter < Quarter(containing: builtOn).previous, count: lines.count,
        interest: lines.reduce(.zero) { $0 + $1.1.interest }, payable: payable,
        citations: Array(Set(lines.map(\.1.citation))).sorted(),
        byBank: parts(lines) { $0.bank },
        byPayer: [
          .init(label: Labelled(code: "county", name: "县级财政"), count: lines.count, payable: payable)
        ],
        byTown: parts(lines) { $0.town })
    }
  }

  private func parts(
    _ lines: [(DisclosureCandidate, DisclosedQuarter)], by key: (DisclosureCandidate) -> Labelled
  ) -> [PublishedRun.Part] {
    var parts: [Labelled: (Int, Fen)] = [:]
    for (candidate, quarter) in lines {
      let old = parts[key(candidate)] ?? (0, .zero)
      parts[key(candidate)] = (old.0 + 1, old.1 + quarter.payable)
    }
    return parts.map { .init(label: $0, count: $1.0, payable: $1.1) }
      .sorted { ($1.payable, $0.label.code) < ($0.payable, $1.label.code) }
  }

  static let regimes: [RegimeText] = [
    RegimeText(
      id: "R4b", from: day(2021, 1, 1), through: day(2023, 9, 30), basis: ["财金〔2020〕21号"],
      rows: [
        .init(who: "个人", cap: "20 万元", term: "3 年", rule: "LPR 减 1.5 个百分点以内自己承担，其余财政贴息"),
        .init(who: "合伙", cap: "每人 22 万元", term: "3 年", rule: "同上"),
        .init(who: "小微企业", cap: "300 万元", term: "2 年", rule: "同上"),
      ], unconfirmed: ["财政分担比例"]),
    RegimeText(
      id: "R5", from: day(2023, 10, 1), through: day(2028, 9, 30),
      basis: ["财金〔2023〕75号", "晋财规金〔2024〕1号"],
      rows: [
        .init(who: "个人", cap: "30 万元", term: "3 年", rule: "财政按实际利率的 1/2 贴息"),
        .init(who: "合伙", cap: "每人 33 万元，合计不超过 400 万元", term: "3 年", rule: "财政按实际利率的 1/2 贴息"),
        .init(who: "小微企业", cap: "400 万元", term: "2 年", rule: "财政按实际利率的 1/2 贴息"),
      ], sharing: "贴息资金由县级财政承担。"),
  ]

  static let lpr: [LPRText] = [
    (2018, 4, 20, 43_100), (2019, 8, 20, 42_500), (2019, 11, 20, 41_500), (2020, 4, 20, 38_500),
    (2022, 1, 20, 37_000), (2022, 8, 22, 36_500), (2023, 6, 20, 35_500), (2023, 8, 21, 34_500),
    (2024, 7, 22, 33_500), (2024, 10, 21, 31_000), (2025, 5, 20, 30_000),
  ].map {
    LPRText(from: day($0.0, $0.1, $0.2), rate: Rate(ppm: $0.3), isConfirmed: $0.0 > 2018)
  }
}
