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
  private(set) var interest = Fen.zero
  private(set) var subsidy = Fen.zero

  init(segments: [DisclosedSegment]) { self.segments = segments }

  mutating func write() {
    let groups = Dictionary(grouping: segments, by: \.group)
    let keys = groups.keys.sorted()
    var sums: [(interest: Fen, subsidy: Fen)] = []
    for key in keys {
      let sum = write(group: groups[key] ?? [])
      sums.append(sum)
      interest += sum.interest
      subsidy += sum.subsidy
    }
    var closing: [Equation] = []
    if keys.count > 1 {
      closing.append(Self.sum(sums.map { Self.yuan($0.interest) }, Self.yuan(interest), "利息"))
      closing.append(Self.sum(sums.map { Self.yuan($0.subsidy) }, Self.yuan(subsidy), "财政贴息"))
    }
    closing.append(
      Equation(
        terms: [
          Term(sign: "", figure: Self.yuan(interest), name: "利息"),
          Term(sign: "−", figure: Self.yuan(subsidy), name: "财政贴息"),
        ],
        result: Term(sign: "=", figure: Self.yuan(interest - subsidy), name: "自己承担")))
    parts.append(
      Part(
        title: "", remarks: keys.count > 1 ? ["按月结息，每月各自四舍五入到分，再相加。"] : [],
        equations: closing))
  }

  /// One rounding group: a part for each stretch, and a sum when there are several.
  private mutating func write(group: [DisclosedSegment]) -> (interest: Fen, subsidy: Fen) {
    let alone = group.count == 1
    let stretches = group.map(Stretch.init)
    let interest = Stretch.total(stretches.map(\.interest))
    let computed = Stretch.total(stretches.map(\.subsidy))
    let ceiling = Stretch.total(stretches.map(\.eligibleInterest))
    // SUBSIDY §3.4: never more than the interest of the eligible days, compared before rounding.
    let limited =
      computed.numerator * ceiling.denominator
      > ceiling.numerator * computed.denominator
    let subsidy = (limited ? ceiling : computed).rounded
    for stretch in stretches {
      var equations: [Equation] = []
      if stretch.segment.bearsInterest {
        equations.append(stretch.interestEquation(rounded: alone))
      }
      if stretch.isSubsidised {
        equations.append(stretch.subsidyEquation(rounded: alone && !limited))
      }
      parts.append(
        Part(title: stretch.title, remarks: stretch.remarks, equations: equations))
    }
    var closing: [Equation] = []
    if !alone {
      closing.append(
        Self.sum(
          stretches.filter(\.segment.bearsInterest).map { Written.exact($0.interest) + " 元" },
          Self.yuan(interest.rounded), "利息"))
      if !limited {
        closing.append(
          Self.sum(
            stretches.filter(\.isSubsidised).map { Written.exact($0.subsidy) + " 元" },
            Self.yuan(subsidy), "财政贴息"))
      }
    }
    if !closing.isEmpty || limited {
      let remark =
        limited
        ? "按规定的算法得 \(Written.exact(computed)) 元，超过了这些天的利息；贴息以利息为限，"
          + "为 \(Self.yuan(subsidy))。"
        : "各段相加，最后四舍五入到分。"
      parts.append(Part(title: "", remarks: [remark], equations: closing))
    }
    return (interest.rounded, subsidy)
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
