public import Quantities
public import Subsidy

/// What computes every figure of a settlement once more. SUBSIDY §3.
@_spi(Trial) public enum SecondEngine: Sendable {
  /// The plain engine, day by day: always, but in a benchmark and a test.
  case byDays
  /// Only in a benchmark.
  case none
  /// Only in the tests of what happens when the engines disagree.
  case other(@Sendable (SubsidyCase, [DayRange]) -> SubsidyFigure)
}
