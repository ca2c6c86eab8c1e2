/// The name of a package: the sender's code and the sender's own counter for this direction,
/// `^[A-Z0-9]{4,16}-[0-9]{9}$`. EXCHANGE §1.
public struct PackageId: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The sender's code.
  public let sender: String
  /// The sender's counter, 0 to 999 999 999.
  public let number: Int

  /// Reads a name; nil when it does not follow the grammar (P101).
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 2, (4...16).contains(parts[0].count), parts[1].count == 9,
      parts[0].allSatisfy({ Self.isUpper($0) || Self.isDigit($0) }),
      parts[1].allSatisfy(Self.isDigit)
    else { return nil }
    sender = String(decoding: parts[0], as: UTF8.self)
    number = parts[1].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// The name of a sender's package; nil when code or number are out of the grammar.
  public init?(sender: String, number: Int) {
    guard (0...999_999_999).contains(number) else { return nil }
    self.init("\(sender)-\(Self.nineDigits(number))")
  }

  /// The name as it stands in folders and manifests.
  public var description: String { "\(sender)-\(Self.nineDigits(number))" }

  /// Packages are taken in ascending number.
  public static func < (a: PackageId, b: PackageId) -> Bool {
    (a.number, a.sender) < (b.number, b.sender)
  }

  private static func nineDigits(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 9 - digits.count)) + digits
  }

  private static func isUpper(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
