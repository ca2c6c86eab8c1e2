/// An amount of money in fen (1 yuan = 100 fen), exact. SUBSIDY §1.
///
/// Sums trap on overflow: 2^63 fen is a hundred thousand times the country's yearly product, so
/// an overflow is a bug, never data.
public struct Fen: Hashable, Comparable, Sendable {
  /// The amount in fen.
  public var value: Int64

  /// Makes an amount of `value` fen.
  public init(_ value: Int64) { self.value = value }

  /// No money.
  public static let zero = Fen(0)

  /// Whole yuan, for constants: `Fen.yuan(300_000)`.
  public static func yuan(_ yuan: Int64) -> Fen { Fen(yuan * 100) }

  /// The smaller amount comes first.
  public static func < (a: Fen, b: Fen) -> Bool { a.value < b.value }
  /// The sum of two amounts.
  public static func + (a: Fen, b: Fen) -> Fen { Fen(a.value + b.value) }
  /// The difference of two amounts.
  public static func - (a: Fen, b: Fen) -> Fen { Fen(a.value - b.value) }
  /// The amount with its sign turned.
  public static prefix func - (a: Fen) -> Fen { Fen(-a.value) }
  /// Adds an amount in place.
  public static func += (a: inout Fen, b: Fen) { a.value += b.value }
  /// Subtracts an amount in place.
  public static func -= (a: inout Fen, b: Fen) { a.value -= b.value }

  /// The size of the amount without its sign.
  public var magnitude: Fen { Fen(value < 0 ? -value : value) }
}
