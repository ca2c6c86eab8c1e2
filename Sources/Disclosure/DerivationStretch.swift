import Quantities

/// One stretch of days with its exact interest and subsidy.
///
/// SUBSIDY §3.1, §3.4.
struct Stretch {
  typealias Term = DerivationWords.Term
  typealias Equation = DerivationWords.Equation

  let segment: DisclosedSegment

  var isSubsidised: Bool { segment.excluded == nil && subsidisedRate.ppm > 0 }
  private var days: Int { segment.days.count }
  /// The formula's denominator without the rule's fraction: days in the year × 10⁶.
  private var base: Int128 { Int128(segment.dayBasis.rawValue) * 1_000_000 }

  var interest: ExactFen {
    guard segment.bearsInterest else { return ExactFen(numerator: 0, denominator: base) }
    return product(segment.balance, Int128(segment.rate.ppm), 1)
  }

  var eligibleInterest: ExactFen {
    segment.excluded == nil ? interest : ExactFen(numerator: 0, denominator: base)
  }

  var subsidy: ExactFen { subsidy(on: segment.subsidisedBalance) }

  /// The subsidy of both tiers together. SUBSIDY §3.3.
  var subsidyOfBoth: ExactFen { subsidy(on: balanceOfBoth) }

  /// Whether the county or city subsidises more than the national cap lets.
  var hasLocalPart: Bool { isSubsidised && balanceOfBoth > segment.subsidisedBalance }

  private var balanceOfBoth: Fen { segment.local?.balance ?? segment.subsidisedBalance }

  private func subsidy(on balance: Fen) -> ExactFen {
    guard segment.excluded == nil else { return ExactFen(numerator: 0, denominator: base) }
    let rate = subsidisedRate
    return product(balance, rate.ppm, rate.denominator)
  }

  /// The rate that the treasury pays, as parts per million over a denominator.
  private var subsidisedRate: (ppm: Int128, denominator: Int128) {
    func part(_ rate: Rate, _ fraction: Fraction) -> (Int128, Int128) {
      (Int128(rate.ppm) * Int128(fraction.numerator), Int128(fraction.denominator))
    }
    switch segment.rule {
    case .steps(let factor): return part(segment.rate, factor)
    case .shareOfLPR(let lpr, let fraction): return part(lpr, fraction)
    case .shareOfRate(let fraction): return part(segment.rate, fraction)
    case .aboveLPRMinus(let lpr, let points, _):
      return (Int128(max(0, (countedRate - (lpr - points)).ppm)), 1)
    }
  }

  /// The contract rate, cut where the regime cuts it.
  private var countedRate: Rate {
    guard case .aboveLPRMinus(let lpr, _, .some(let cap)) = segment.rule else {
      return segment.rate
    }
    return min(segment.rate, lpr + cap)
  }

  private func product(_ balance: Fen, _ ppm: Int128, _ denominator: Int128) -> ExactFen {
    ExactFen(
      numerator: Int128(balance.value) * ppm * Int128(days), denominator: base * denominator)
  }

  /// The sum of exact amounts.
  static func total(_ amounts: [ExactFen]) -> ExactFen {
    amounts.reduce(ExactFen(numerator: 0, denominator: 1)) { sum, next in
      if sum.denominator == next.denominator {
        return ExactFen(
          numerator: sum.numerator + next.numerator, denominator: sum.denominator)
      }
      return ExactFen(
        numerator: sum.numerator * next.denominator + next.numerator * sum.denominator,
        denominator: sum.denominator * next.denominator)
    }
  }
}

// MARK: - Words

extension Stretch {
  var title: String { "\(Written.through(segment.days))，\(days) 天" }

  var remarks: [String] {
    if let excluded = segment.excluded {
      return ["这些天不贴息：\(excluded.rawValue)。"]
    }
    var remarks: [String] = []
    if segment.subsidisedBalance < segment.balance { remarks.append(capRemark) }
    switch segment.rule {
    case .steps(let factor):
      remarks.append(
        factor.numerator == 0
          ? "贷款第 \(segment.loanYear) 年，不再贴息。"
          : "贷款第 \(segment.loanYear) 年，"
            + (factor.numerator == factor.denominator ? "全额贴息。" : "贴 \(factor)。"))
    case .aboveLPRMinus(let lpr, let points, let cap):
      if let cap, countedRate < segment.rate {
        remarks.append(
          "合同利率 \(pct(segment.rate)) 高于上限 \(pct(lpr)) + \(pct(cap))，"
            + "贴息按 \(pct(countedRate)) 计。")
      }
      remarks.append(rateRemark(lpr: lpr, points: points))
    case .shareOfLPR, .shareOfRate: break
    }
    return remarks
  }

  private var capRemark: String {
    let (balance, national) = (
      Written.money(segment.balance), Written.money(segment.subsidisedBalance)
    )
    guard hasLocalPart, let local = segment.local else {
      return "贷款余额 \(balance) 元超过贴息上限，只按 \(national) 元贴息。"
    }
    return "贷款余额 \(balance) 元超过国家规定的贴息上限，按国家规定只贴 \(national) 元的利息。"
      + "地方把上限提高到 \(Written.money(local.cap)) 元，按 \(Written.money(local.balance)) 元贴息，"
      + "多出的部分由地方财政负担（\(local.payers)）。"
  }

  /// `贴息利率 5.15 % −（3.65 % − 1.50 %）= 3.00 %`.
  private func rateRemark(lpr: Rate, points: Rate) -> String {
    let own = "（\(pct(lpr)) − \(pct(points))）"
    let paid = countedRate - (lpr - points)
    guard paid.ppm > 0 else {
      return "利率 \(pct(countedRate)) 不高于 LPR 减 \(Written.percent(points)) 个百分点，不贴息。"
    }
    return "财政负担的利率：\(pct(countedRate)) −\(own)= \(pct(paid))。"
  }

  private func pct(_ rate: Rate) -> String { Written.percent(rate) + " %" }

  func interestEquation(rounded: Bool) -> Equation {
    Equation(
      terms: terms(
        segment.balance, "贷款余额", [Term(sign: "×", figure: pct(segment.rate), name: "年利率")]),
      result: result(interest, rounded, "利息"))
  }

  func subsidyEquation(rounded: Bool, name: String) -> Equation {
    equation(on: segment.subsidisedBalance, result(subsidy, rounded, name))
  }

  func equationOfBoth(rounded: Bool, name: String) -> Equation {
    equation(on: balanceOfBoth, result(subsidyOfBoth, rounded, name))
  }

  private func equation(on balance: Fen, _ result: Term) -> Equation {
    Equation(
      terms: terms(balance, balance < segment.balance ? "贴息本金" : "贷款余额", rateTerms),
      result: result)
  }

  private var rateTerms: [Term] {
    func share(_ fraction: Fraction) -> [Term] {
      fraction.numerator == fraction.denominator
        ? [] : [Term(sign: "×", figure: fraction.description, name: "财政负担")]
    }
    switch segment.rule {
    case .steps(let factor):
      return [Term(sign: "×", figure: pct(segment.rate), name: "年利率")] + share(factor)
    case .shareOfRate(let fraction):
      return [Term(sign: "×", figure: pct(segment.rate), name: "年利率")] + share(fraction)
    case .shareOfLPR(let lpr, let fraction):
      return [Term(sign: "×", figure: pct(lpr), name: "LPR")] + share(fraction)
    case .aboveLPRMinus(let lpr, let points, _):
      return [
        Term(sign: "×", figure: pct(countedRate - (lpr - points)), name: "财政负担利率")
      ]
    }
  }

  private func terms(_ balance: Fen, _ name: String, _ rate: [Term]) -> [Term] {
    [Term(sign: "", figure: DerivationWriter.yuan(balance), name: name)] + rate.prefix(1)
      + [
        Term(sign: "×", figure: "\(days) 天", name: "天数"),
        Term(sign: "÷", figure: String(segment.dayBasis.rawValue), name: "一年天数"),
      ] + rate.dropFirst()
  }

  private func result(_ amount: ExactFen, _ rounded: Bool, _ name: String) -> Term {
    Term(
      sign: "=",
      figure: (rounded ? Written.money(amount.rounded) : Written.exact(amount)) + " 元",
      name: name)
  }
}
