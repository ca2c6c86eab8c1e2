/// Finds the characters and pairs of one part of the buckets in the text, and writes that part.
///
/// A part has some three million places at most, so that memory stays small however long the text.
struct GramPass {
  /// Characters of text for each bucket, about: its file has some 3 kB.
  static let unitsInBucket = 1_500

  private let text: GramText
  private let buckets: Int
  private let name: String
  private let range: Range<Int>
  private var table = GramTable()
  /// Places as found, each with its gram.
  private var found: [(gram: UInt32, place: GramTree.Place)] = []

  /// The number of buckets of a text, a power of two like the number of parts.
  static func buckets(of text: GramText, _ parts: Int) -> Int {
    var count = parts
    while count * unitsInBucket < text.units.count { count *= 2 }
    return count
  }

  init(text: GramText, part: Int, of parts: Int) {
    self.text = text
    buckets = GramPass.buckets(of: text, parts)
    let size = buckets / parts
    range = part * size..<(part + 1) * size
    name = "p\(part)"
    found.reserveCapacity(2 * text.units.count * size / buckets)
    find()
  }

  /// Writes the buckets of the part.
  func write<E>(_ sink: (SearchFile) throws(E) -> Void) throws(E) {
    var tree = GramTree(
      units: text.units, lists: PostingList(universe: text.universe), part: name)
    let (places, starts) = sorted()
    let grams = table.keys.indices.map { (bucket: bucket(table.keys[$0]), id: $0) }
      .sorted { ($0.bucket, table.keys[$0.id]) < ($1.bucket, table.keys[$1.id]) }
    var next = 0
    for bucket in range {
      var words: [UInt16] = []
      var bits: [UInt8] = []
      while next < grams.count, grams[next].bucket == bucket {
        let id = grams[next].id
        let own = Array(places[starts[id]..<starts[id + 1]])
        let entry = tree.entry(of: table.keys[id], own)
        words += entry.words
        bits += entry.bits
        next += 1
        for file in tree.takeFiles() { try sink(file) }
      }
      let place = SearchFile.numbered("\(name)/b", bucket)
      try sink(.shard(place, words: words, bits: bits))
    }
  }

  private func bucket(_ key: UInt32) -> Int {
    let second = UInt16(truncatingIfNeeded: key)
    let first = UInt16(key >> 16)
    let hash = first == 0 ? gramHash(CollectionOfOne(second)) : gramHash(first, second)
    return Int(hash) & (buckets - 1)
  }

  private mutating func find() {
    let units = text.units
    let mask = UInt32(buckets - 1)
    let (low, high) = (UInt32(range.lowerBound), UInt32(range.upperBound))
    let single = (0...0xFFFF).map { gramHash(CollectionOfOne(UInt16($0))) & mask }
    for index in text.ordinals.indices {
      let ordinal = text.ordinals[index]
      for position in text.range(index) {
        let unit = units[position]
        if unit == SearchFold.end { continue }
        let place = GramTree.Place(position: UInt32(position), ordinal: ordinal)
        let bucket = single[Int(unit)]
        if bucket >= low, bucket < high, unit != SearchFold.start {
          found.append((table.id(of: UInt32(unit)), place))
        }
        let after = units[position + 1]
        if after == SearchFold.end { continue }
        let pair = gramHash(unit, after) & mask
        if pair >= low, pair < high {
          found.append((table.id(of: UInt32(unit) << 16 | UInt32(after)), place))
        }
      }
    }
  }

  /// The places by gram, and where each gram's begin.
  private func sorted() -> (places: [GramTree.Place], starts: [Int]) {
    var starts = [Int](repeating: 0, count: table.keys.count + 1)
    for (gram, _) in found { starts[Int(gram) + 1] += 1 }
    for gram in table.keys.indices { starts[gram + 1] += starts[gram] }
    var next = starts
    var places = [GramTree.Place](
      repeating: GramTree.Place(position: 0, ordinal: 0), count: found.count)
    for (gram, place) in found {
      places[next[Int(gram)]] = place
      next[Int(gram)] += 1
    }
    return (places, starts)
  }
}

/// Numbers grams in the order in which they are met.
private struct GramTable {
  private(set) var keys: [UInt32] = []
  /// Open addressing: the gram's number and one, or 0.
  private var slots = [UInt32](repeating: 0, count: 1 << 16)

  @inline(__always)
  mutating func id(of key: UInt32) -> UInt32 {
    var slot = Int(key &* 0x9E37_79B1 >> 7) & (slots.count - 1)
    while slots[slot] != 0 {
      if keys[Int(slots[slot]) - 1] == key { return slots[slot] - 1 }
      slot = (slot + 1) & (slots.count - 1)
    }
    keys.append(key)
    slots[slot] = UInt32(keys.count)
    if keys.count * 2 > slots.count { grow() }
    return UInt32(keys.count - 1)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 4)
    for (number, key) in keys.enumerated() {
      var slot = Int(key &* 0x9E37_79B1 >> 7) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }
}
