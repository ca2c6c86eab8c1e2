public import Quantities

/// How a quarter's subsidy was computed, in words and figures that a person with a pocket
/// calculator can follow.
///
/// The site and `settle explain` say the same. SUBSIDY §3.7.
public struct DerivationWords: Hashable, Sendable {
  /// A figure in a computation with the sign before it and its name below it.
  public struct Term: Hashable, Sendable {
    /// `×`, `÷`, `+`, `−`, or nothing for the first.
    public var sign: String
    /// `200,000.00 元`.
    public var figure: String
    /// `贷款余额`.
    public var name: String
  }

  /// One line of computation.
  public struct Equation: Hashable, Sendable {
    /// The figures that are joined.
    public var terms: [Term]
    /// What comes out: figure and name (`利息`, `财政贴息`, `自己承担`).
    public var result: Term

    /// `200,000.00 元 × 3.45 % × 92 天 ÷ 360 = 1,763.33 元（利息）`.
    public var text: String {
      terms.map { $0.sign.isEmpty ? $0.figure : " \($0.sign) \($0.figure)" }.joined()
        + " = \(result.figure)（\(result.name)）"
    }
  }

  /// A stretch of days, or a sum, with what is said about it and its computations.
  public struct Part: Hashable, Sendable {
    /// `2026-03-21 至 2026-06-20，92 天`; empty for the closing sum.
    public var title: String
    /// Sentences about the stretch: a cap, a changed rate, days without subsidy.
    public var remarks: [String]
    /// Its computations in order.
    public var equations: [Equation]

    /// The part as lines of text.
    public var lines: [String] {
      (title.isEmpty ? [] : [title]) + remarks + equations.map(\.text)
    }
  }

  /// Stretches and sums in order.
  public var parts: [Part]
  /// `依据：财金〔2023〕75号`, with the rule in a sentence.
  public var basis: String
  /// The rule alone, to be put behind its document: `，财政按实际利率的 1/2 贴息。`
  public var rule: String
  /// Whether the stretches, computed again here, give the figures of the run.
  public var agrees: Bool

  /// What the borrower bears: interest less subsidy.
  public var own: Equation

  /// All of it as lines of text.
  public var lines: [String] {
    parts.flatMap(\.lines) + [own.text, basis]
  }

  /// Explains a quarter from its stretches; nil when they are not given.
  public init?(_ quarter: DisclosedQuarter) {
    guard let segments = quarter.segments else { return nil }
    self.init(
      segments: segments, interest: quarter.interest, subsidy: quarter.subsidy,
      citation: quarter.citation)
  }

  /// Explains stretches that are computed to `interest` and `subsidy`, of both tiers together.
  public init(segments: [DisclosedSegment], interest: Fen, subsidy: Fen, citation: String) {
    var writer = DerivationWriter(segments: segments)
    writer.write()
    parts = writer.parts
    own = writer.own
    rule = DerivationWriter.sentence(of: segments)
    basis = "依据：\(citation)" + rule
    let sums = writer.sums
    agrees = sums.interest == interest && sums.subsidy + sums.local == subsidy
  }
}
