public import ArgumentParser
public import Statistics

extension StatisticsPeriod: ExpressibleByArgument {
  /// Reads the argument by the type's own grammar.
  public init?(argument: String) { self.init(argument) }
}

extension StatisticsDimension: ExpressibleByArgument {
  /// Reads the code of a dimension; all notes together are what is shown without one.
  public init?(argument: String) {
    guard argument != Self.all.rawValue else { return nil }
    self.init(rawValue: argument)
  }
}
