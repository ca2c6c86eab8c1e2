import Quantities

// Quantities from the literals of a test; a misspelt one stops the run.

extension Day {
  /// The day of `2024-01-10`.
  static func of(_ text: some StringProtocol) -> Day { literal(Day(text), text) }
}

extension Fen {
  /// The amount of `200000.00`.
  static func of(_ text: some StringProtocol) -> Fen { literal(Fen(text), text) }
}

extension Rate {
  /// The rate of `3.6500`.
  static func of(_ text: some StringProtocol) -> Rate { literal(Rate(text), text) }
}

extension Quarter {
  /// The quarter of `2026Q1`.
  static func of(_ text: some StringProtocol) -> Quarter { literal(Quarter(text), text) }
}

extension Fraction {
  /// The fraction of two numbers.
  static func of(_ numerator: Int64, _ denominator: Int64) -> Fraction {
    literal(Fraction(numerator, denominator), "\(numerator)/\(denominator)")
  }
}

private func literal<Value>(_ value: Value?, _ text: some StringProtocol) -> Value {
  guard let value else { preconditionFailure("the test's literal \(text) is not valid") }
  return value
}
