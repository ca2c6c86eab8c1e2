/// A point in time in whole seconds since 1970-01-01T00:00:00Z. Read from a clock by the command
/// and the console only; everything below them takes it as an argument.
public struct Instant: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public var seconds: Int64

  /// Makes the instant `seconds` after 1970-01-01T00:00:00Z.
  public init(seconds: Int64) { self.seconds = seconds }

  /// The earlier instant comes first.
  public static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }
  /// The instant `seconds` later.
  public static func + (a: Instant, seconds: Int64) -> Instant {
    Instant(seconds: a.seconds + seconds)
  }
  /// Seconds from `b` to `a`.
  public static func - (a: Instant, b: Instant) -> Int64 { a.seconds - b.seconds }

  /// China Standard Time is UTC+08:00 all year.
  static let chinaOffset: Int64 = 8 * 3600

  /// The civil day of the instant at UTC+08:00. SUBSIDY §2.
  public var day: Day {
    let local = seconds + Instant.chinaOffset
    return Day(number: Int32(local >= 0 ? local / 86_400 : (local - 86_399) / 86_400))
  }

  /// Midnight at UTC+08:00 with which `day` begins.
  public init(startOf day: Day) {
    seconds = Int64(day.number) * 86_400 - Instant.chinaOffset
  }
}
