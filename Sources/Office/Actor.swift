/// Who does something, for the audit trail. COMMAND: `--by`.
public struct Actor: Hashable, Sendable {
  /// The name given, by default the login name.
  public let name: String
  /// The operating-system user.
  public let systemUser: String

  /// Names who acts.
  public init(name: String, systemUser: String) {
    self.name = name
    self.systemUser = systemUser
  }
}
