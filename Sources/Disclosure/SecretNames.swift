/// Full names that must not be seen, found by their last two characters.
///
/// DISCLOSURE §1.
struct SecretNames: Sendable {
  private struct Name: Sendable {
    /// The characters from the last to the first.
    let backwards: [UInt32]
    /// Names in Latin letters are looked for in text only: markup is full of letters.
    let isLatin: Bool
  }

  /// Whether a name is written in Latin letters.
  private(set) var hasLatin = false
  private var wording: Set<[UInt32]> = []
  private var byEnd: [UInt64: [Name]] = [:]
  /// One bit for each 16-bit character that ends a name.
  private var ends: [UInt64] = Array(repeating: 0, count: 1024)

  init(_ secrets: Secrets) {
    for name in secrets.maskedNames.subtracting(secrets.reviewedNames) { add(name) }
  }

  private mutating func add(_ name: String) {
    var scalars: [UInt32] = []
    for scalar in name.unicodeScalars {
      if case .blank = Folded(scalar.value) { continue }
      scalars.append(SecretNames.fold(scalar.value))
    }
    let isLatin = scalars.allSatisfy { $0 < 0x80 }
    // Longer names are found by their last sixteen characters.
    let backwards = Array(scalars.reversed().prefix(16))
    guard backwards.count >= (isLatin ? 4 : 2) else { return }
    hasLatin = hasLatin || backwards.contains { $0 < 0x80 }
    byEnd[SecretNames.key(backwards[0], backwards[1]), default: []].append(
      Name(backwards: backwards, isLatin: isLatin))
    let low = Int(backwards[0] & 0xFFFF)
    ends[low >> 6] |= 1 << UInt64(low & 63)
  }

  private static func key(_ last: UInt32, _ before: UInt32) -> UInt64 {
    UInt64(last) << 32 | UInt64(before)
  }

  /// One form for each character: small letters, one kind of dot.
  @inline(__always)
  static func fold(_ scalar: UInt32) -> UInt32 {
    if (0x41...0x5A).contains(scalar) { return scalar + 0x20 }
    switch scalar {
    case 0x2022, 0x30FB, 0x2027, 0x2219, 0x22C5, 0xFF0E: return 0xB7
    default: return scalar
    }
  }

  /// Whether some name may end with this character.
  @inline(__always)
  func mayEnd(with scalar: UInt32) -> Bool {
    let low = Int(SecretNames.fold(scalar) & 0xFFFF)
    return ends[low >> 6] >> UInt64(low & 63) & 1 == 1
  }

  /// The secret names with which the last characters end, each backwards and with the two
  /// characters before it; `back(0)` is the last one. Empty when there is none but in the site's
  /// own wording.
  func ends(isPlain: Bool, back: (Int) -> UInt32) -> [[UInt32]] {
    guard let names = byEnd[SecretNames.key(back(0), back(1))] else { return [] }
    return names.compactMap { name in
      guard isPlain || !name.isLatin,
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
