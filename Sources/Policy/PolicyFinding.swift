/// What is wrong with a policy file: where, what, and what to do. Read by the operator.
public struct PolicyFinding: Hashable, Sendable, CustomStringConvertible {
  /// What kind of fault it is; stable, for programs and tests.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The file is not strict JSON.
    case notJSON
    /// The file is not a table: not UTF-8, an open quotation mark, another header, cells missing.
    case notTable
    /// A value of another type than expected.
    case wrongType
    /// A member that is not known.
    case unknownMember
    /// A member that must be there.
    case missingMember
    /// A value that breaks its grammar or range.
    case badValue
    /// Days between two regimes belong to none.
    case gap
    /// Days belong to two regimes.
    case overlap
    /// Dates that must ascend do not.
    case notAscending
    /// The shares of the payers do not sum to 100.
    case sharingNot100
    /// The same identifier twice.
    case duplicate
    /// `open` names a member that does not exist.
    case unknownOpenMember
    /// An override changes what only the state sets.
    case reservedMember
    /// The days of an override lie outside its regime.
    case outsideRegime
    /// Two members contradict each other.
    case contradiction
    /// A table or list without content.
    case empty
  }

  /// The name of the file.
  public let file: PolicyFileName
  /// The line, from 1.
  public let line: Int
  /// The column in bytes, from 1; nil in tables.
  public let column: Int?
  /// The JSON pointer; nil in tables.
  public let pointer: String?
  /// What kind of fault it is.
  public let code: Code
  /// A Chinese sentence: what is wrong.
  public let message: String
  /// A Chinese sentence: what to do.
  public let remedy: String

  /// Place, sentence and remedy in one line.
  public var description: String {
    var place = "\(file.rawValue) 第 \(line) 行"
    if let column { place += "第 \(column) 列" }
    if let pointer, !pointer.isEmpty { place += "（\(pointer)）" }
    return "\(place)：\(message)。\(remedy)。"
  }
}

/// The policy files cannot be used. Holds every finding, never only the first.
public struct PolicyRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The findings, in the order of files and lines; never empty.
  public let findings: [PolicyFinding]

  /// One finding a line.
  public var description: String { findings.map(\.description).joined(separator: "\n") }
}
