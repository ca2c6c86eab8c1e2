/// Finds the characters and pairs of a range of the buckets in the text, and writes those buckets.
///
/// A range has some three million places at most, so that memory stays small however long the text.
struct GramPass {
  /// Characters of text for each bucket, about: its file has some 3 kB.
  static let unitsInBucket = 1_500

  private let text: GramText
  private let limits: PostingList.Limits
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

  /// Finds what leads to a range of buckets, all of one part, `p3`.
  init(
    text: GramText, limits: PostingList.Limits, range: Range<Int>, of buckets: Int, part: String
  ) {
    self.text = text
    self.limits = limits
    self.buckets = buckets
    self.range = range
    name = part
    found.reserveCapacity(2 * text.units.count * range.count / buckets)
    find()
  }

  /// The files of the buckets.
  var files: [SearchFile] {
    var files: [SearchFile] = []
    var tree = GramTree(text, limits, part: name)
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
        files += tree.takeFiles()
      }
      let place = SearchFile.numbered("\(name)/b", bucket)
      files.append(.shard(place, words: words, bits: bits))
    }
    return files
  }

  private func bucket(_ key: UInt32) -> Int {
    let second = UInt16(truncatingIfNeeded: key)
    let first = UInt16(key >> 16)
    let hash = first == 0 ? gramHash(CollectionOfOne(second)) : gramHash(first, second)
    return Int(hash) & (buckets - 1)
  }

  private mutating func find() {
    let mask = UInt32(buckets - 1)
    let (low, size) = (UInt32(range.lowerBound), UInt32(range.count))
    // Of every character: whether its bucket is one of these. Below `low` the difference is large.
    let single = (0...0xFFFF).map { unit in
      unit != Int(SearchFold.start)
        && gramHash(CollectionOfOne(UInt16(unit))) & mask &- low < size
    }
    text.units.withUnsafeBufferPointer { units in
      for index in text.ordinals.indices {
        let ordinal = text.ordinals[index]
        for position in text.range(index) {
          let unit = units[position]
          if unit == SearchFold.end { continue }
          let place = GramTree.Place(position: UInt32(position), ordinal: ordinal)
          if single[Int(unit)] { found.append((table.id(of: UInt32(unit)), place)) }
          let after = units[position + 1]
          if after != SearchFold.end, gramHash(unit, after) & mask &- low < size {
            found.append((table.id(of: UInt32(unit) << 16 | UInt32(after)), place))
          }
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
