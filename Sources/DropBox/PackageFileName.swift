/// The name of a listed file of a package: `^[a-z0-9][a-z0-9._-]{0,99}$` with one of eight
/// extensions. EXCHANGE §1; anything else is P106.
public struct PackageFileName: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The name.
  public let text: String

  /// Reads a name; nil when it does not follow the grammar.
  ///
  /// `manifest.json` is refused too: a manifest cannot list itself.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard (1...100).contains(bytes.count), Self.isLowerOrDigit(bytes[0]),
      bytes.allSatisfy({ Self.isLowerOrDigit($0) || Self.marks.contains($0) }),
      text != Self.manifest,
      let dot = bytes.lastIndex(of: UInt8(ascii: ".")),
      Self.extensions.contains(String(decoding: bytes[(dot + 1)...], as: UTF8.self))
    else { return nil }
    self.text = text
  }

  /// The name.
  public var description: String { text }

  /// What stands behind the last point.
  public var fileExtension: String {
    String(
      decoding: text.utf8.reversed().prefix { $0 != UInt8(ascii: ".") }.reversed(), as: UTF8.self)
  }

  /// By bytes.
  public static func < (a: PackageFileName, b: PackageFileName) -> Bool { a.text < b.text }

  /// The extensions that a listed file may have.
  public static let extensions: Set<String> = [
    "json", "csv", "pem", "pdf", "jpg", "jpeg", "png", "ofd",
  ]
  /// The name of the manifest.
  public static let manifest = "manifest.json"
  /// The name of its signature.
  public static let signature = "manifest.sig"

  private static let marks = Set("._-".utf8)

  private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
