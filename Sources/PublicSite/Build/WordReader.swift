/// Reads a text of lines and words as bytes, from its beginning: manifests are read with every
/// build, and those of a large site are megabytes.
struct WordReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { place == bytes.count }

  /// What stands before the next of these bytes, which is passed over; nil when it comes no more.
  private mutating func text(before end: UInt8) -> Range<Int>? {
    var next = place
    while next < bytes.count, bytes[next] != end {
      // A word ends with its line at the latest.
      if bytes[next] == UInt8(ascii: "\n") { return nil }
      next += 1
    }
    guard next < bytes.count else { return nil }
    defer { place = next + 1 }
    return place..<next
  }

  /// The next word of the line, behind which a blank stands.
  mutating func word() -> ArraySlice<UInt8>? {
    text(before: UInt8(ascii: " ")).map { bytes[$0] }
  }

  /// The rest of the line.
  mutating func rest() -> ArraySlice<UInt8>? {
    text(before: UInt8(ascii: "\n")).map { bytes[$0] }
  }

  /// Passes over a word and the blank behind it, if it stands here.
  mutating func takes(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard place + count < bytes.count, bytes[place + count] == UInt8(ascii: " ") else {
      return false
    }
    for index in 0..<count where bytes[place + index] != word.utf8Start[index] { return false }
    place += count + 1
    return true
  }

  /// The next word as a number from 0 on.
  mutating func number() -> Int? { word().flatMap(WordReader.number) }

  /// Digits as a number; nil when they are none, or more than fifteen.
  static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard (1...15).contains(digits.count) else { return nil }
    var number = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      number = number * 10 + Int(digit - 0x30)
    }
    return number
  }
}
