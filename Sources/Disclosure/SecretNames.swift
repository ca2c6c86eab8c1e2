/// Full names that must not be seen, found by their last two characters.
///
/// DISCLOSURE §1.
struct SecretNames: Sendable {
  /// Where the characters of a name lie, from the last to the first.
  private struct Name: Sendable {
    let end: UInt64
    let start: UInt32
    let count: UInt8
    /// Markup is full of letters: a single Latin word is looked for in text only.
    let isWord: Bool
  }

  /// Whether a name is written in Latin letters.
  private(set) var hasLatin = false
  private var wording: Set<[UInt32]> = []
  /// The names by their last two characters.
  private var names: [Name] = []
  private var letters: [UInt32] = []
  /// One bit for each pair of characters, by its hash, that may end a name.
  private var ends: [UInt64] = Array(repeating: 0, count: 1 << 14)

  init(_ secrets: Secrets) {
    names.reserveCapacity(secrets.maskedNames.count)
    letters.reserveCapacity(secrets.maskedNames.count * 3)
    for name in secrets.maskedNames where !secrets.reviewedNames.contains(name) {
      if addHan(name) { continue }
      for form in SecretNames.forms(of: name) { add(form, isOneWord: !name.contains(" ")) }
    }
    names.sort { $0.end < $1.end }
  }

  /// Adds a name that is all Han characters in general use, as most are; false for another.
  private mutating func addHan(_ name: String) -> Bool {
    let start = letters.count
    for scalar in name.unicodeScalars.reversed().prefix(SecretNames.longest) {
      letters.append(scalar.value)
    }
    let isHan =
      name.unicodeScalars.allSatisfy { Folding.unfolded.contains($0.value) }
      && letters.count - start >= 2
    if isHan { add(from: start, isWord: false) } else { letters.removeSubrange(start...) }
    return isHan
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
    let start = letters.count
    letters += name.reversed().prefix(SecretNames.longest)
    add(from: start, isWord: isLatin && (isOneWord || name.count < 6))
  }

  /// Longer names are found by their last sixteen characters.
  private static let longest = 16

  /// Adds the name whose characters were put last.
  private mutating func add(from start: Int, isWord: Bool) {
    hasLatin = hasLatin || letters[start...].contains { $0 < 0x80 }
    let (last, before) = (letters[start], letters[start + 1])
    names.append(
      Name(
        end: SecretNames.key(last, before), start: UInt32(start),
        count: UInt8(letters.count - start), isWord: isWord))
    let bit = SecretNames.bit(PairSet.hash(before, last))
    ends[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  /// The characters of a name, from the last to the first.
  private func backwards(_ name: Name) -> ArraySlice<UInt32> {
    letters[Int(name.start)..<Int(name.start) + Int(name.count)]
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

  /// Whether some name may stand in a text in which these pairs of characters beyond ASCII stand
  /// side by side; of a name with others too nobody can say.
  func mayStand(in text: PairSet) -> Bool {
    names.contains { name in
      let name = backwards(name)
      return name.contains { $0 < 0x80 }
        || zip(name.dropFirst(), name).allSatisfy {
          text.contains(PairSet.number(PairSet.hash($0, $1)))
        }
    }
  }

  /// The secret names with which the last characters end, each backwards and with the two
  /// characters before it; `back(0)` is the last one. Empty when there is none but in the site's
  /// own wording.
  func ends(isPlain: Bool, back: (Int) -> UInt32) -> [[UInt32]] {
    let end = SecretNames.key(back(0), back(1))
    var (low, high) = (0, names.count)
    while low < high {
      let middle = (low + high) / 2
      if names[middle].end < end { low = middle + 1 } else { high = middle }
    }
    var found: [[UInt32]] = []
    while low < names.count, names[low].end == end {
      let name = names[low]
      low += 1
      let letters = backwards(name)
      guard isPlain || !name.isWord,
        letters.indices.allSatisfy({ back($0 - letters.startIndex) == letters[$0] })
      else { continue }
      let context = letters + [back(letters.count), back(letters.count + 1)]
      if !wording.contains(Array(context)) { found.append(Array(context)) }
    }
    return found
  }

  /// Lets pass what stands in the site's own wording: 何一 in 任何一笔 is nobody.
  mutating func permit(_ found: [UInt32]) { wording.insert(found) }
}
