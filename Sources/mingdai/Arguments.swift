public import ArgumentParser
public import LoanBook
public import Quantities

extension Instant: ExpressibleByArgument {
  /// Reads the argument by the type's own grammar.
  public init?(argument: String) { self.init(argument) }
}

extension Quarter: ExpressibleByArgument {
  /// Reads the argument by the type's own grammar.
  public init?(argument: String) { self.init(argument) }
}

extension Day: ExpressibleByArgument {
  /// Reads the argument by the type's own grammar.
  public init?(argument: String) { self.init(argument) }
}

extension PartyCode: ExpressibleByArgument {
  /// Reads the argument by the type's own grammar.
  public init?(argument: String) { self.init(argument) }
}

extension Identifier: ExpressibleByArgument {
  /// Reads the argument by the type's own grammar.
  public init?(argument: String) { self.init(argument) }
}
