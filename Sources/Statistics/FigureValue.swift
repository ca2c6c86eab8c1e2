public import Quantities

/// What a figure comes to.
public enum FigureValue: Hashable, Sendable {
  /// Notes, persons or jobs.
  case count(Int64)
  /// An amount.
  case money(Fen)
  /// Percent; nil when there is nothing to divide by.
  case percent(ExactRatio?)
  /// So many times; nil when there is nothing to divide by.
  case multiple(ExactRatio?)

  /// The figure as digits: `12`, `200000.00`, `98.57`; nil when there is nothing to divide by.
  public var digits: String? {
    switch self {
    case .count(let count): String(count)
    case .money(let fen): fen.description
    case .percent(let ratio): ratio?.percent
    case .multiple(let ratio): ratio?.multiple
    }
  }
}

/// One amount in relation to another, kept exact until it is shown. Comparing never rounds:
/// 89.996 % is shown as 90.00 % and is still less than 90 %.
public struct ExactRatio: Hashable, Sendable {
  /// The part, not negative.
  public let part: Fen
  /// The whole, more than zero.
  public let whole: Fen

  /// Relates two amounts; nil when there is nothing to divide by, or the part is negative.
  public init?(_ part: Fen, of whole: Fen) {
    guard whole > .zero, part >= .zero else { return nil }
    self.part = part
    self.whole = whole
  }

  /// Percent with two decimals, half up: `98.57`.
  public var percent: String { Fen(percentHundredths).description }

  /// Hundredths of a percent, half up.
  public var percentHundredths: Int64 { rounded(times: 10_000) }

  /// So many times with two decimals, half up: `4.37`.
  public var multiple: String { Fen(rounded(times: 100)).description }

  /// Whether the exact ratio is at least so many percent.
  public func isAtLeast(percent: Int) -> Bool {
    Int128(part.value) * 100 >= Int128(whole.value) * Int128(percent)
  }

  /// Whether the exact ratio is more than so many percent.
  public func isAbove(percent: Int) -> Bool {
    Int128(part.value) * 100 > Int128(whole.value) * Int128(percent)
  }

  /// Rounds at the one rounding site, where hundredths are what fen are to a yuan.
  private func rounded(times factor: Int128) -> Int64 {
    ExactFen(numerator: Int128(part.value) * factor, denominator: Int128(whole.value)).rounded.value
  }
}
