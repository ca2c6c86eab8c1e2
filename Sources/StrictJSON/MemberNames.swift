/// The member names of the objects that are open, as a stack of bytes.
///
/// Names are compared as unescaped UTF-8 bytes (RFC 7493 §2.3), first by a fingerprint. A record
/// has a few dozen members, and looking through them one by one is the quickest; an object of many
/// members gets a set of its fingerprints, so that the time does not grow with the square.
struct MemberNames {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var fingerprints: [UInt64] = []
  private var crowd: Set<Key> = []

  /// From so many members on, an object's fingerprints are in `crowd`.
  private static let few = 64

  /// A fingerprint in the object whose names start at `base`.
  private struct Key: Hashable {
    let base: Int
    let fingerprint: UInt64
  }

  var count: Int { ends.count }

  /// Whether the names differ from each other.
  static func areUnique(_ list: some Sequence<String>) -> Bool {
    var names = MemberNames()
    return list.allSatisfy { name in
      var name = name
      return name.withUTF8 { names.add($0, since: 0) }
    }
  }

  /// Adds a name; false when one of the names from `base` on is the same.
  mutating func add(_ name: UnsafeBufferPointer<UInt8>, since base: Int) -> Bool {
    let fingerprint = Self.fingerprint(name)
    let mayBeKnown = count - base < Self.few || isInCrowd(fingerprint, base)
    let isNew = !(mayBeKnown && contains(name, fingerprint, since: base))
    // A duplicate is kept too: it belongs into the pointer of the error.
    bytes.append(contentsOf: name)
    ends.append(bytes.count)
    fingerprints.append(fingerprint)
    return isNew
  }

  /// Forgets all names from `base` on, which are those of one object.
  mutating func drop(to base: Int) {
    if count - base > Self.few {
      for fingerprint in fingerprints[base...] {
        crowd.remove(Key(base: base, fingerprint: fingerprint))
      }
    }
    bytes.removeLast(bytes.count - start(base))
    ends.removeLast(ends.count - base)
    fingerprints.removeLast(fingerprints.count - base)
  }

  subscript(index: Int) -> ArraySlice<UInt8> {
    bytes[start(index)..<ends[index]]
  }

  private func start(_ index: Int) -> Int {
    index == 0 ? 0 : ends[index - 1]
  }

  private func contains(
    _ name: UnsafeBufferPointer<UInt8>, _ fingerprint: UInt64, since base: Int
  ) -> Bool {
    fingerprints.withUnsafeBufferPointer { known in
      for index in base..<known.count
      where known[index] == fingerprint && self[index].elementsEqual(name) {
        return true
      }
      return false
    }
  }

  /// Puts a fingerprint into the crowd; true when it was there before.
  private mutating func isInCrowd(_ fingerprint: UInt64, _ base: Int) -> Bool {
    if count - base == Self.few {
      for known in fingerprints[base...] { crowd.insert(Key(base: base, fingerprint: known)) }
    }
    return !crowd.insert(Key(base: base, fingerprint: fingerprint)).inserted
  }

  /// The first and the last eight bytes and the length, mixed.
  @inline(__always)
  private static func fingerprint(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let count = name.count
    var head: UInt64 = 0
    var tail: UInt64 = 0
    if count >= 8 {
      let raw = UnsafeRawBufferPointer(name)
      head = raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
      tail = raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    } else {
      for byte in name { head = head << 8 | UInt64(byte) }
    }
    return (head &* 0x9E37_79B9_7F4A_7C15) ^ (tail &* 0xC2B2_AE3D_27D4_EB4F) &+ UInt64(count)
  }
}
