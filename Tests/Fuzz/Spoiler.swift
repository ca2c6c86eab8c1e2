import TestKit

/// Makes inputs out of known ones: bits flipped, pieces cut out, doubled, exchanged between
/// inputs, and words put in that mean something to the readers.
struct Spoiler {
  let seeds: [[UInt8]]

  private static let words: [[UInt8]] = [
    "\"", "{", "}", "[", "]", ",", ":", "\\", "\\u0000", "\\ud800", "\\ufffe", "0", "-", ".", "e9",
    "1e400", "-0", "null", "true", "\"\"", "{}", "[]", "CANCEL", "AMEND", "REPAYMENT", "CLAIM",
    "\"version\": 2", "9223372036854775808", "２", "é", "e\u{301}", "\u{202E}", "\u{FEFF}",
  ].map { Array($0.utf8) }
  private static let noise: [[UInt8]] = [
    [0], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBF, 0xBF],
    [0xE4, 0xB8], [0x1E], Array(repeating: 0x5B, count: 40),
  ]

  /// One input: a seed, spoilt one to four times.
  func input(_ random: inout SeededRandom) -> [UInt8] {
    var bytes = seeds.randomElement(using: &random) ?? []
    for _ in 0...Int.random(in: 0...3, using: &random) { spoil(&bytes, &random) }
    return bytes
  }

  private func spoil(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    let end = min(bytes.count, place + Int.random(in: 0...24, using: &random))
    switch Int.random(in: 0..<7, using: &random) {
    case 0:
      if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random) }
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 3: bytes.insert(contentsOf: Self.words.randomElement(using: &random) ?? [], at: place)
    case 4:
      bytes.replaceSubrange(place..<end, with: Self.words.randomElement(using: &random) ?? [])
    case 5: bytes.insert(contentsOf: Self.noise.randomElement(using: &random) ?? [], at: place)
    default:
      let other = seeds.randomElement(using: &random) ?? []
      let from = Int.random(in: 0...other.count, using: &random)
      bytes.replaceSubrange(place..., with: other[from...])
    }
  }
}
