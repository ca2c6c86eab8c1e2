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

/// Refuses a name or reason that is blank or holds control or bidirectional marks: it is printed,
/// kept in the journal and shown on the site.
func requireName(_ text: String, of option: String) throws {
  let isBlank = text.allSatisfy(\.isWhitespace)
  let isPlain = text.unicodeScalars.allSatisfy { scalar in
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: false
    default: true
    }
  }
  guard !isBlank, isPlain, text.unicodeScalars.count <= 200 else {
    throw ValidationError("\(option) 应为 1 至 200 个字符，不含控制字符")
  }
}
