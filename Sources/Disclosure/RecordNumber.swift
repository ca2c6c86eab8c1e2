/// A public record's number, `ZEZHOU-2026-000123`: office code, year of publication, running
/// number.
///
/// Derived from nothing personal. DISCLOSURE §1.
public struct RecordNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The office's code: capital letters and digits.
  public let office: String
  /// The year of publication.
  public let year: Int
  /// The running number within the year, from 1.
  public let serial: Int

  /// Makes a number; nil when the code is not 2…16 letters `A-Z` or digits, the year not
  /// 1901…9998 or the serial not 1…99 999 999.
  public init?(office: String, year: Int, serial: Int) {
    guard (2...16).contains(office.utf8.count),
      office.utf8.allSatisfy({ (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }),
      (1901...9998).contains(year), (1...99_999_999).contains(serial)
    else { return nil }
    self.office = office
    self.year = year
    self.serial = serial
  }

  /// Reads `ZEZHOU-2026-000123`; nil for anything else, a number padded otherwise included.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = Int(parts[1]), let serial = Int(parts[2]) else {
      return nil
    }
    self.init(office: String(parts[0]), year: year, serial: serial)
    guard description == text else { return nil }
  }

  /// `ZEZHOU-2026-000123`; six digits at least.
  public var description: String {
    let digits = serial < 1_000_000 ? 6 : serial < 10_000_000 ? 7 : 8
    var office = office
    return office.withUTF8 { office in
      let end = office.count + 6 + digits
      return String(unsafeUninitializedCapacity: end) { text in
        _ = text.update(fromContentsOf: office)
        func write(_ number: Int, after start: Int, _ digits: Int) {
          text[start] = UInt8(ascii: "-")
          var rest = number
          for place in (start + 1...start + digits).reversed() {
            text[place] = 0x30 + UInt8(rest % 10)
            rest /= 10
          }
        }
        write(year, after: office.count, 4)
        write(serial, after: office.count + 5, digits)
        return end
      }
    }
  }

  /// By year, then by number.
  public static func < (a: RecordNumber, b: RecordNumber) -> Bool {
    (a.year, a.serial, a.office) < (b.year, b.serial, b.office)
  }
}
