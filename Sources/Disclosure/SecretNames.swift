/// Full names that must not be seen, found by their last two characters.
///
/// DISCLOSURE §1.
struct SecretNames: Sendable {
  private struct Name: Sendable {
    /// The characters from the last to the first.
    let backwards: [UInt32]
    /// Markup is full of letters: a single Latin word is looked for in text only.
    let isWord: Bool
  }

  /// Whether a name is written in Latin letters.
  private(set) var hasLatin = false
  private var wording: Set<[UInt32]> = []
  private var byEnd: [UInt64: [Name]] = [:]
  /// One bit for each pair of characters, by its hash, that may end a name.
  private var ends: [UInt64] = Array(repeating: 0, count: 1 << 14)
  /// The names' pairs of characters beyond ASCII; empty when a name has others too.
  private var pairs: [[UInt32]] = []

  init(_ secrets: Secrets) {
    for name in secrets.maskedNames.subtracting(secrets.reviewedNames) {
      for form in SecretNames.forms(of: name) { add(form, isOneWord: !name.contains(" ")) }
    }
  }

  /// The forms in which a name is compared: small letters, no blanks, one kind of dot; and
  /// without its dots. None when it is too short to be looked for: shorter than two characters, or
  /// so many Latin letters.
  static func forms(of name: String, shortest: Int = 4) -> [[UInt32]] {
    let folded = name.unicodeScalars.compactMap { scalar -> UInt32? in
      let word = Folding.word(scalar.value)
      return word & Folding.blank != 0 ? nil : word & Folding.letter
    }
    let bare = folded.filter { $0 != 0xB7 }
    guard bare.count >= (bare.allSatisfy { $0 < 0x80 } ? shortest : 2) else { return [] }
    return bare == folded ? [folded] : [folded, bare]
  }

  private mutating func add(_ name: [UInt32], isOneWord: Bool) {
    let isLatin = name.allSatisfy { $0 < 0x80 || $0 == 0xB7 }
    // Longer names are found by their last sixteen characters.
    let backwards = Array(name.reversed().prefix(16))
    hasLatin = hasLatin || backwards.contains { $0 < 0x80 }
    byEnd[SecretNames.key(backwards[0], backwards[1]), default: []].append(
      Name(backwards: backwards, isWord: isLatin && (isOneWord || name.count < 6)))
    let bit = SecretNames.bit(PairSet.hash(backwards[1], backwards[0]))
    ends[bit >> 6] |= 1 << UInt64(bit & 63)
    pairs.append(
      name.contains { $0 < 0x80 }
        ? [] : zip(name, name.dropFirst()).map { PairSet.number(PairSet.hash($0, $1)) })
  }

  private static func key(_ last: UInt32, _ before: UInt32) -> UInt64 {
    UInt64(last) << 32 | UInt64(before)
  }

  @inline(__always)
  private static func bit(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 44) }

  /// Whether some name may end with this pair of characters, given by its hash.
  @inline(__always)
  func mayEnd(with pair: UInt64) -> Bool {
    let bit = SecretNames.bit(pair)
    return ends[bit >> 6] >> UInt64(bit & 63) & 1 == 1
  }

  /// Whether some name may stand in a text in which these pairs stand side by side.
  func mayStand(in text: PairSet) -> Bool {
    pairs.contains { $0.allSatisfy(text.contains) }
  }

  /// The secret names with which the last characters end, each backwards and with the two
  /// characters before it; `back(0)` is the last one. Empty when there is none but in the site's
  /// own wording.
  func ends(isPlain: Bool, back: (Int) -> UInt32) -> [[UInt32]] {
    guard let names = byEnd[SecretNames.key(back(0), back(1))] else { return [] }
    return names.compactMap { name in
      guard isPlain || !name.isWord,
        name.backwards.enumerated().allSatisfy({ back($0.offset) == $0.element })
      else { return nil }
      let length = name.backwards.count
      let found = name.backwards + [back(length), back(length + 1)]
      return wording.contains(found) ? nil : found
    }
  }

  /// Lets pass what stands in the site's own wording: 何一 in 任何一笔 is nobody.
  mutating func permit(_ found: [UInt32]) { wording.insert(found) }
}
