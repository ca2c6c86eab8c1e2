import Quantities

// Quantities from the literals of a test; a misspelt one stops the run.

extension Day {
  /// The day of `2024-01-10`.
  static func of(_ text: some StringProtocol) -> Day { literal(Day(text), text) }
}

extension Quarter {
  /// The quarter of `2026Q1`.
  static func of(_ text: some StringProtocol) -> Quarter { literal(Quarter(text), text) }
}

private func literal<Value>(_ value: Value?, _ text: some StringProtocol) -> Value {
  guard let value else { preconditionFailure("the test's literal \(text) is not valid") }
  return value
}
