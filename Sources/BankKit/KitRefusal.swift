/// One thing that the kit cannot go on with, for the people at the bank: where, what is wrong, how
/// to mend it. The layout is that of COMMAND.
public struct KitFinding: Hashable, Sendable {
  /// A file, with row and column where it is a table.
  public var place: String
  /// What is wrong.
  public var problem: String
  /// How to mend it.
  public var remedy: String

  /// States a finding.
  public init(_ place: String, _ problem: String, _ remedy: String) {
    self.place = place
    self.problem = problem
    self.remedy = remedy
  }
}

/// Why the kit did not do what it was asked to; everything that was found at once. Nothing was
/// made, and no number was used.
public struct KitRefusal: Error, Hashable, Sendable {
  /// At least one.
  public let findings: [KitFinding]
  /// Whether the kit was called wrongly; else something is wrong with what it was given to work on.
  public let isUsage: Bool

  /// Refuses what it was given for what was found in it.
  public init(_ findings: [KitFinding]) {
    self.findings = findings
    isUsage = false
  }

  /// Refuses a call: a path, key or number that will not do.
  public init(_ place: String, _ problem: String, _ remedy: String) {
    findings = [KitFinding(place, problem, remedy)]
    isUsage = true
  }
}
