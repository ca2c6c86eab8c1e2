/// The office cannot do what was asked, and nothing was changed: where, what is wrong, how to
/// mend it. COMMAND "Errors". All three are Chinese sentences for people.
public struct OfficeRefusal: Error, Hashable, Sendable {
  /// What kind of remedy it needs.
  public enum Kind: Hashable, Sendable {
    /// The call is wrong: another argument or folder is needed (exit code 64).
    case usage
    /// The state of the office forbids it for now (exit code 1).
    case state
    /// The environment failed (exit code 70).
    case fault
  }

  /// What kind of remedy it needs.
  public let kind: Kind
  /// Where: a file, a bank, a run.
  public let place: String
  /// What is wrong.
  public let problem: String
  /// How to mend it.
  public let remedy: String

  /// States a refusal.
  public init(_ kind: Kind, _ place: String, _ problem: String, _ remedy: String) {
    self.kind = kind
    self.place = place
    self.problem = problem
    self.remedy = remedy
  }
}
