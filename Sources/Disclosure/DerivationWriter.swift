import Quantities

/// Writes the parts of a derivation, rounding group by rounding group, computing along.
///
/// SUBSIDY §3.1, §3.4.
struct DerivationWriter {
  typealias Term = DerivationWords.Term
  typealias Equation = DerivationWords.Equation
  typealias Part = DerivationWords.Part

  let segments: [DisclosedSegment]
  private(set) var parts: [Part] = []
  private(set) var sums = GroupSums()

  /// The rounded figures of a rounding group, or of all of them.
  struct GroupSums {
    var interest = Fen.zero
    /// Of the national tier.
    var subsidy = Fen.zero
    /// Of the local tier: both together less the national one. SUBSIDY §3.3.
    var local = Fen.zero
  }

  /// What the national subsidy is called: where there is none beside it, just the subsidy.
  private let subsidyName: String
  private let hasLocalPart: Bool
  private static let ofBoth = "国家与地方合计贴息"

  init(segments: [DisclosedSegment]) {
    self.segments = segments
    hasLocalPart = segments.contains { Stretch(segment: $0).hasLocalPart }
    subsidyName = hasLocalPart ? "国家规定的贴息" : "财政贴息"
  }

  mutating func write() {
    let groups = Dictionary(grouping: segments, by: \.group)
    let keys = groups.keys.sorted()
    let each = keys.map { write(group: groups[$0] ?? []) }
    for sum in each {
      sums.interest += sum.interest
      sums.subsidy += sum.subsidy
      sums.local += sum.local
    }
    var closing: [Equation] = []
    func add(_ part: (GroupSums) -> Fen, _ name: String) {
      closing.append(Self.sum(each.map { Self.yuan(part($0)) }, Self.yuan(part(sums)), name))
    }
    if keys.count > 1 {
      add(\.interest, "利息")
      add(\.subsidy, subsidyName)
      if hasLocalPart { add(\.local, "地方贴息") }
    }
    closing += tiersTogether
    if !closing.isEmpty {
      parts.append(
        Part(
          title: "", remarks: keys.count > 1 ? ["按月结息，每月各自四舍五入到分，再相加。"] : [],
          equations: closing))
    }
  }

  /// What the treasury pays in all, where there are two tiers.
  private var tiersTogether: [Equation] {
    guard hasLocalPart else { return [] }
    return [
      Equation(
        terms: [
          Term(sign: "", figure: Self.yuan(sums.subsidy), name: subsidyName),
          Term(sign: "+", figure: Self.yuan(sums.local), name: "地方贴息"),
        ], result: Term(sign: "=", figure: Self.yuan(sums.subsidy + sums.local), name: "财政贴息"))
    ]
  }

  /// What the borrower bears.
  var own: Equation {
    let subsidy = sums.subsidy + sums.local
    return Equation(
      terms: [
        Term(sign: "", figure: Self.yuan(sums.interest), name: "利息"),
        Term(sign: "−", figure: Self.yuan(subsidy), name: "财政贴息"),
      ], result: Term(sign: "=", figure: Self.yuan(sums.interest - subsidy), name: "自己承担"))
  }

  /// One rounding group: a part for each stretch, and a sum when there are several.
  private mutating func write(group: [DisclosedSegment]) -> GroupSums {
    let alone = group.count == 1
    let stretches = group.map(Stretch.init)
    let interest = Stretch.total(stretches.map(\.interest)).rounded
    let national = Tier(subsidyName, stretches, stretches.map(\.subsidy))
    let both = Tier(Self.ofBoth, stretches, stretches.map(\.subsidyOfBoth))
    for stretch in stretches {
      var equations: [Equation] = []
      if stretch.segment.bearsInterest {
        equations.append(stretch.interestEquation(rounded: alone))
      }
      if stretch.isSubsidised {
        equations.append(
          stretch.subsidyEquation(rounded: alone && !national.isLimited, name: subsidyName))
      }
      if hasLocalPart, stretch.isSubsidised {
        equations.append(
          stretch.equationOfBoth(rounded: alone && !both.isLimited, name: Self.ofBoth))
      }
      parts.append(
        Part(title: stretch.title, remarks: stretch.remarks, equations: equations))
    }
    let sums = GroupSums(
      interest: interest, subsidy: national.subsidy,
      local: hasLocalPart ? both.subsidy - national.subsidy : .zero)
    close(stretches, alone, national, both, sums)
    return sums
  }

  /// The sums of a group, where it has several stretches, a limit or a local part.
  private mutating func close(
    _ stretches: [Stretch], _ alone: Bool, _ national: Tier, _ both: Tier, _ sums: GroupSums
  ) {
    let tiers = [national] + (hasLocalPart ? [both] : [])
    let limits = tiers.filter(\.isLimited).map { $0.limitRemark(named: hasLocalPart) }
    var closing: [Equation] = []
    if !alone {
      closing.append(
        Self.sum(
          stretches.filter(\.segment.bearsInterest).map { Written.exact($0.interest) + " 元" },
          Self.yuan(sums.interest), "利息"))
      for tier in tiers where !tier.isLimited {
        let parts = zip(stretches, tier.parts).filter(\.0.isSubsidised)
        closing.append(
          Self.sum(
            parts.map { Written.exact($0.1) + " 元" }, Self.yuan(tier.subsidy), tier.name))
      }
    }
    if hasLocalPart {
      closing.append(
        Equation(
          terms: [
            Term(sign: "", figure: Self.yuan(both.subsidy), name: Self.ofBoth),
            Term(sign: "−", figure: Self.yuan(national.subsidy), name: subsidyName),
          ], result: Term(sign: "=", figure: Self.yuan(sums.local), name: "地方贴息")))
    }
    guard !closing.isEmpty || !limits.isEmpty else { return }
    let remarks = limits.isEmpty && !alone ? ["各段相加，最后四舍五入到分。"] : limits
    parts.append(Part(title: "", remarks: remarks, equations: closing))
  }

  /// The subsidy of a group by one cap, with what each stretch adds to it.
  private struct Tier {
    let name: String
    let parts: [ExactFen]
    /// Before the limit.
    let computed: ExactFen
    /// SUBSIDY §3.4: never more than the interest of the eligible days, compared before rounding.
    let isLimited: Bool
    let subsidy: Fen

    init(_ name: String, _ stretches: [Stretch], _ parts: [ExactFen]) {
      self.name = name
      self.parts = parts
      computed = Stretch.total(parts)
      let ceiling = Stretch.total(stretches.map(\.eligibleInterest))
      isLimited =
        computed.numerator * ceiling.denominator > ceiling.numerator * computed.denominator
      subsidy = (isLimited ? ceiling : computed).rounded
    }

    func limitRemark(named: Bool) -> String {
      "\(named ? name : "")按规定的算法得 \(Written.exact(computed)) 元，超过了这些天的利息；贴息以利息为限，"
        + "为 \(DerivationWriter.yuan(subsidy))。"
    }
  }

  private static func sum(_ figures: [String], _ result: String, _ name: String) -> Equation {
    Equation(
      terms: figures.enumerated().map { index, figure in
        Term(sign: index == 0 ? "" : "+", figure: figure, name: "")
      }, result: Term(sign: "=", figure: result, name: name))
  }

  static func yuan(_ amount: Fen) -> String { Written.money(amount) + " 元" }

  /// The rule in one sentence, from the first stretch that is subsidised.
  static func sentence(of segments: [DisclosedSegment]) -> String {
    guard let first = segments.first(where: { $0.excluded == nil }) ?? segments.first else {
      return "。"
    }
    switch first.rule {
    case .steps: return "，财政按贷款年度分段贴息，逐年递减。"
    case .shareOfLPR(_, let fraction):
      return "，财政按签订合同时一年期贷款市场报价利率（LPR）的 \(fraction) 贴息。"
    case .aboveLPRMinus(_, let points, _):
      return "，利率中一年期贷款市场报价利率（LPR）减 \(Written.percent(points)) 个百分点以内的"
        + "部分由借款人承担，其余由财政贴息。"
    case .shareOfRate(let fraction): return "，财政按实际利率的 \(fraction) 贴息。"
    }
  }
}
