public import Quantities

/// What an office decides for its settlements (`mingdai.json`).
public struct SettlementSettings: Hashable, Sendable {
  /// The largest difference between claim and figure that nobody need look at, not negative.
  /// SUBSIDY §4: 0.05 yuan unless the office says otherwise.
  public var tolerance: Fen

  /// Settles as SUBSIDY §4 says where the office says nothing.
  public init(tolerance: Fen = Fen(5)) {
    precondition(tolerance >= .zero, "a tolerance is not negative")
    self.tolerance = tolerance
  }
}
