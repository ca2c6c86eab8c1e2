/// The number of a notice, `ZEZHOU-2026-G001`, or of an objection, `ZEZHOU-2026-Y001`: office code,
/// year, series and running number. Derived from nothing personal.
public struct CaseNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// What is numbered. The letter also keeps the digits from joining into a run that the leak scan
  /// would have to look at.
  public enum Series: String, Hashable, Sendable {
    /// 公示
    case notice = "G"
    /// 异议
    case objection = "Y"
  }

  /// The office's code.
  public let office: String
  /// What is numbered.
  public let series: Series
  /// The year in which it was given.
  public let year: Int
  /// The running number within the year, from 1.
  public let serial: Int

  /// Makes a number; nil when the code, the year or the serial is none that a record could have.
  public init?(office: String, series: Series, year: Int, serial: Int) {
    guard RecordNumber(office: office, year: year, serial: serial) != nil else { return nil }
    self.office = office
    self.series = series
    self.year = year
    self.serial = serial
  }

  /// Reads `ZEZHOU-2026-G001`; nil for anything else, a number padded otherwise included.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = Int(parts[1]), let serial = Int(parts[2].dropFirst()),
      let series = Series(rawValue: String(parts[2].prefix(1)))
    else { return nil }
    self.init(office: String(parts[0]), series: series, year: year, serial: serial)
    guard description == text else { return nil }
  }

  /// `ZEZHOU-2026-G001`; three digits at least.
  public var description: String {
    let digits = String(serial)
    return "\(office)-\(year)-\(series.rawValue)"
      + String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
  }

  /// By year, then by number.
  public static func < (a: CaseNumber, b: CaseNumber) -> Bool {
    (a.year, a.serial, a.series.rawValue, a.office)
      < (b.year, b.serial, b.series.rawValue, b.office)
  }
}
