/// A number kept as its literal text: nothing is rounded, nothing becomes a binary fraction.
///
/// Two numbers are equal when their literals are: `1` and `1.0` differ, as they do on the wire.
public struct JSONNumber: Hashable, Sendable {
  /// The literal as it stands in the document.
  public let literal: String

  /// The number of an integer.
  public init(_ integer: Int64) {
    literal = String(integer)
  }

  /// A literal that the scanner has checked against the grammar of RFC 8259 §6.
  init(checked literal: String) {
    self.literal = literal
  }

  /// The value of a literal without point or exponent that fits 64 bits, else nil.
  ///
  /// `-0` gives nil: it is not an integer that any field of ours may hold.
  public var integer: Int64? {
    var rest = literal.utf8[...]
    let negative = rest.first == Byte.minus
    if negative { rest = rest.dropFirst() }
    if rest.isEmpty || (negative && rest.first == Byte.zero) { return nil }
    var magnitude: Int64 = 0
    for byte in rest {
      guard Byte.isDigit(byte) else { return nil }
      // The sum is built on the negative side, which holds Int64.min too.
      let (shifted, over) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, under) = shifted.subtractingReportingOverflow(Int64(byte - Byte.zero))
      if over || under { return nil }
      magnitude = sum
    }
    if negative { return magnitude }
    return magnitude == .min ? nil : -magnitude
  }
}
