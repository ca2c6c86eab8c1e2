// Text forms of the quantities. Left out of the WebAssembly build, where text is the page's work.
#if !hasFeature(Embedded)

  extension Fen: CustomStringConvertible {
    /// Yuan with two decimals, as on the wire: `200000.00`. SUBSIDY §1.
    public var description: String {
      Digits.point(value.magnitude, decimals: 2, isNegative: value < 0)
    }

    /// Reads yuan with exactly two decimals, `^(0|[1-9][0-9]{0,12})\.[0-9]{2}$`; nil otherwise.
    /// EXCHANGE §3.
    public init?(_ text: some StringProtocol) {
      guard let value = Digits.fixedPoint(text, whole: 13, decimals: 2) else { return nil }
      self.init(value)
    }
  }

  extension Rate: CustomStringConvertible {
    /// Percent with four decimals, as on the wire: `3.6500`. SUBSIDY §1.
    public var description: String {
      Digits.point(UInt64(ppm.magnitude), decimals: 4, isNegative: ppm < 0)
    }

    /// Reads percent with exactly four decimals, `^(0|[1-9][0-9]?)\.[0-9]{4}$`; nil otherwise.
    /// EXCHANGE §3.
    public init?(_ text: some StringProtocol) {
      guard let value = Digits.fixedPoint(text, whole: 2, decimals: 4) else { return nil }
      self.init(ppm: Int32(value))
    }
  }

  extension Day: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    public var description: String {
      let (year, month, day) = civil
      guard (0...9999).contains(year) else {
        return Digits.padded(year, 4) + "-" + Digits.padded(month, 2) + "-" + Digits.padded(day, 2)
      }
      return String(unsafeUninitializedCapacity: 10) { text in
        Digits.write(UInt64(year), to: text, ending: 4)
        text[4] = 0x2D
        Digits.write(UInt64(month), to: text, from: 5, ending: 7)
        text[7] = 0x2D
        Digits.write(UInt64(day), to: text, from: 8, ending: 10)
        return 10
      }
    }

    /// Reads `YYYY-MM-DD`; nil when it is not a real day. EXCHANGE §3.
    public init?(_ text: some StringProtocol) {
      var text = String(text)
      let day = text.withUTF8 { bytes -> Day? in
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
          let year = Digits.number(bytes[0..<4]), let month = Digits.number(bytes[5..<7]),
          let day = Digits.number(bytes[8..<10])
        else { return nil }
        return Day(year: year, month: month, day: day)
      }
      guard let day else { return nil }
      self = day
    }
  }

  extension Quarter: CustomStringConvertible {
    /// `2026Q1`.
    public var description: String { Digits.padded(year, 4) + "Q" + String(number) }

    /// Reads `2026Q1`; nil otherwise. EXCHANGE §3.
    public init?(_ text: some StringProtocol) {
      let bytes = Array(text.utf8)
      guard bytes.count == 6, bytes[4] == 0x51, let year = Digits.number(bytes[0..<4]),
        let number = Digits.number(bytes[5..<6])
      else { return nil }
      self.init(year: year, number: number)
    }
  }

  extension Fraction: CustomStringConvertible {
    /// `2/3`, or `1` when whole.
    public var description: String {
      denominator == 1 ? String(numerator) : "\(numerator)/\(denominator)"
    }
  }

  extension Instant: CustomStringConvertible {
    /// RFC 3339 at UTC+08:00: `2026-04-02T09:00:00+08:00`.
    public var description: String {
      let local = seconds + Instant.chinaOffset
      let ofDay = Int(local - Int64(day.number) * 86_400)
      return day.description + "T" + Digits.padded(ofDay / 3600, 2) + ":"
        + Digits.padded(ofDay / 60 % 60, 2) + ":" + Digits.padded(ofDay % 60, 2) + "+08:00"
    }

    /// Reads RFC 3339 with `Z` or an offset; a fraction of a second is dropped; nil otherwise.
    public init?(_ text: some StringProtocol) {
      let bytes = Array(text.utf8)
      guard bytes.count >= 20, bytes[10] == 0x54 || bytes[10] == 0x74,
        bytes[13] == 0x3A, bytes[16] == 0x3A,
        let day = Day(String(decoding: bytes[0..<10], as: UTF8.self)),
        let hour = Digits.number(bytes[11..<13]), hour < 24,
        let minute = Digits.number(bytes[14..<16]), minute < 60,
        let second = Digits.number(bytes[17..<19]), second < 60
      else { return nil }
      var rest = bytes[19...]
      if rest.first == 0x2E {
        rest = rest.dropFirst()
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty else { return nil }
        rest = rest.dropFirst(digits.count)
      }
      guard let offset = Instant.offset(Array(rest)) else { return nil }
      let ofDay = Int64(hour * 3600 + minute * 60 + second)
      let instant = Instant(seconds: Int64(day.number) * 86_400 + ofDay - offset)
      // Its own text must be readable again: at UTC+08:00 it lies within the same years.
      guard (1...9999).contains(instant.day.civil.year) else { return nil }
      self = instant
    }

    /// Seconds of `Z`, `+08:00` or `-05:30`; nil otherwise.
    private static func offset(_ bytes: [UInt8]) -> Int64? {
      if bytes == [0x5A] || bytes == [0x7A] { return 0 }
      guard bytes.count == 6, bytes[0] == 0x2B || bytes[0] == 0x2D, bytes[3] == 0x3A,
        let hours = Digits.number(bytes[1..<3]), hours < 24,
        let minutes = Digits.number(bytes[4..<6]), minutes < 60
      else { return nil }
      return Int64(hours * 3600 + minutes * 60) * (bytes[0] == 0x2D ? -1 : 1)
    }
  }

  /// Decimal digits read byte by byte: only ASCII digits count, never full-width ones.
  enum Digits {
    static func number(_ bytes: some Collection<UInt8>) -> Int? {
      var value = 0
      for byte in bytes {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return bytes.isEmpty ? nil : value
    }

    static func padded(_ value: Int, _ width: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    /// An integer of the smallest unit as a number with a point before its last `decimals` digits.
    static func point(_ size: UInt64, decimals: Int, isNegative: Bool) -> String {
      let sign = isNegative ? 1 : 0
      var places = 1
      var rest = size
      while rest >= 10 {
        places += 1
        rest /= 10
      }
      let count = sign + max(places, decimals + 1) + 1
      let unit = (0..<decimals).reduce(1 as UInt64) { unit, _ in unit * 10 }
      return String(unsafeUninitializedCapacity: count) { text in
        if isNegative { text[0] = 0x2D }
        let point = count - decimals - 1
        write(size / unit, to: text, from: sign, ending: point)
        text[point] = 0x2E
        write(size % unit, to: text, from: point + 1, ending: count)
        return count
      }
    }

    /// Writes a number into places of a text, zeros before it.
    static func write(
      _ value: UInt64, to text: UnsafeMutableBufferPointer<UInt8>, from start: Int = 0,
      ending end: Int
    ) {
      var rest = value
      for place in (start..<end).reversed() {
        text[place] = 0x30 + UInt8(rest % 10)
        rest /= 10
      }
    }

    /// A number without leading zeros, of at most `whole` digits before and exactly `decimals`
    /// after the point, as an integer of the smallest unit.
    static func fixedPoint(
      _ text: some StringProtocol, whole: Int, decimals: Int
    ) -> Int64? {
      // Over the bytes in place: a batch holds millions of these.
      var text = String(text)
      return text.withUTF8 { bytes in
        let point = bytes.count - decimals - 1
        guard point >= 1, point <= whole, bytes[point] == 0x2E, bytes[0] != 0x30 || point == 1
        else { return nil }
        var value: Int64 = 0
        for index in bytes.indices where index != point {
          guard (0x30...0x39).contains(bytes[index]) else { return nil }
          value = value * 10 + Int64(bytes[index] - 0x30)
        }
        return value
      }
    }
  }

#endif
