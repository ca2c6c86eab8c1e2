/// What must never be seen on the site, for the leak scan.
///
/// DISCLOSURE §1.
///
/// Never printed: its text forms give counts only.
public struct Secrets: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// Identity numbers of persons.
  public var identityNumbers: Set<String>
  /// Telephone numbers.
  public var phones: Set<String>
  /// Bank accounts.
  public var accounts: Set<String>
  /// Full names of the persons who are shown masked.
  public var maskedNames: Set<String>
  /// Full names that a named official has looked at and let pass, because the word on the site is
  /// not the person (a place, a trade, a public name).
  public var reviewedNames: Set<String>

  /// Numbers of all three sorts that were collected before.
  public var numbers = NumberIndex()

  /// Makes the set of secrets.
  public init(
    identityNumbers: Set<String> = [], phones: Set<String> = [], accounts: Set<String> = [],
    maskedNames: Set<String> = [], reviewedNames: Set<String> = []
  ) {
    self.identityNumbers = identityNumbers
    self.phones = phones
    self.accounts = accounts
    self.maskedNames = maskedNames
    self.reviewedNames = reviewedNames
  }

  /// Counts, never content.
  public var description: String {
    "Secrets(\(identityNumbers.count) identity numbers, \(phones.count) phones, "
      + "\(accounts.count) accounts, \(maskedNames.count) names, \(numbers.count) windows)"
  }

  /// Counts, never content.
  public var debugDescription: String { description }

  /// Nothing: a mirror would show the content.
  public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
