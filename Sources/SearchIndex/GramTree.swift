/// Writes all texts that begin with one pair of characters: a suffix tree, cut where so few
/// records remain that reading their cards is cheaper than more tree.
///
/// A small tree stands whole in its bucket. Of a large one the bucket holds the first node with
/// its count and newest records; its children are entries of their own, spread over the files of
/// the family, and so on until a tree is small. docs/SEARCH.md.
struct GramTree {
  /// A node with so many records or fewer is a leaf; the reader looks at their cards.
  static let mostInLeaf = 16
  /// A tree of more characters than this is cut into entries.
  static let mostInEntry = 3_000
  /// About the size of a family's files.
  static let familyFile = 5_000

  /// An occurrence: where the text stands, and in which record.
  struct Place {
    var position: UInt32
    var ordinal: UInt32
  }

  /// An entry of a shard.
  struct Entry {
    var hash: UInt32
    var words: [UInt16]
    var bits: [UInt8]
    var size: Int { words.count * 3 + bits.count }
  }

  private let units: [UInt16]
  private let lists: PostingList
  private let counts: FacetCounts
  /// The part of the index whose files these are, `p3`.
  private let part: String
  private var places: [Place] = []
  private var writer = SextetWriter()
  private var words: [UInt16] = []
  private var grouping = Grouping()
  /// The entries of the family under way, below its first.
  private var family: [Entry] = []
  private var longLists = 0
  private var name = ""
  /// Files of long lists and families, to be taken by the caller.
  private(set) var files: [SearchFile] = []

  init(_ text: GramText, _ limits: PostingList.Limits, part: String) {
    self.part = part
    units = text.units
    counts = text.counts
    lists = PostingList(universe: text.universe, limits: limits)
  }

  mutating func takeFiles() -> [SearchFile] {
    defer { files = [] }
    return files
  }

  /// The bucket's entry of a gram that occurs at these places, in order of position.
  ///
  /// A gram is one unit or, as high and low half, two.
  mutating func entry(of gram: UInt32, _ places: [Place]) -> Entry {
    self.places = places
    family = []
    longLists = 0
    let last = UInt16(truncatingIfNeeded: gram)
    let whole = 0..<places.count
    guard gram >> 16 > 0 else {
      name = "\(part)/u/\(SearchFile.hex(last))"
      return large(Entry(hash: 0, words: [last, SearchFold.bar], bits: []), 1, distinct(whole))
    }
    let first = UInt16(gram >> 16)
    name = "\(part)/x/\(SearchFile.hex(first))/\(SearchFile.hex(last))"
    return entry([first, last], whole, known: 0)
  }

  /// The entry of a path that all places in the range begin with.
  ///
  /// `known` units of it are told by the family.
  private mutating func entry(_ path: [UInt16], _ range: Range<Int>, known: Int) -> Entry {
    let ordinals = distinct(range)
    var key = Array(path[known...])
    let hash = gramHash(key)
    let keyLength = key.count
    if ordinals.count > GramTree.mostInLeaf { extend(&key, range, from: path.count) }
    let depth = known + key.count
    if lists.leastBits(ordinals.count) < GramTree.mostInEntry * 6 {
      writer.gamma(keyLength)
      writer.put(0, bits: 1)
      words = key + [SearchFold.bar]
      let before = Array(places[range])
      let fits = tree(range, ordinals, depth, isWhole: key.last == SearchFold.end)
      let bits = writer.finish()
      if fits { return Entry(hash: hash, words: words, bits: bits) }
      places.replaceSubrange(range, with: before)
    }
    if key.last != SearchFold.end {
      let full = path[..<known] + key
      for child in grouping.groups(&places, range, units, depth) {
        family.append(entry(full + [unit(child.lowerBound, depth)], child, known: 2))
      }
    }
    return large(
      Entry(hash: hash, words: key + [SearchFold.bar], bits: []), keyLength, ordinals,
      isFirst: known == 0)
  }

  /// The entry of a tree too large to stand in it.
  private mutating func large(
    _ entry: Entry, _ keyLength: Int, _ ordinals: [UInt32], isFirst: Bool = false
  ) -> Entry {
    var entry = entry
    writer.gamma(keyLength)
    writer.put(1, bits: 1)
    lists.write(ordinals, counts, to: &writer)
    if !lists.isInline(ordinals.count) {
      longLists += 1
      writer.gamma(longLists)
      let own = "\(name)-l\(longLists)"
      files += lists.files(ordinals, name: own)
      if lists.hasTable(ordinals.count) {
        files.append(.shard("\(own)-t", words: [], bits: counts.table(ordinals)))
      }
    }
    if isFirst { writer.gamma(closeFamily() + 1) }
    entry.bits = writer.finish()
    return entry
  }

  /// Writes a node and all below it; false, as soon as the entry has become too large.
  private mutating func tree(
    _ range: Range<Int>, _ ordinals: [UInt32], _ depth: Int, isWhole: Bool
  ) -> Bool {
    if isWhole || ordinals.count <= GramTree.mostInLeaf {
      writer.put(0, bits: 1)
      writer.gamma(ordinals.count)
      counts.write(ordinals, to: &writer)
      writer.rice(ordinals, from: 0, shift: lists.shift(ordinals.count))
      return writer.count + words.count * 3 <= GramTree.mostInEntry
    }
    let children = grouping.groups(&places, range, units, depth)
    writer.put(1, bits: 1)
    if ordinals.count > FacetCounts.mostUncounted {
      writer.put(1, bits: 1)
      writer.gamma(ordinals.count)
      counts.write(ordinals, to: &writer)
    } else {
      writer.put(0, bits: 1)
    }
    writer.gamma(children.count)
    for child in children {
      let ordinals = distinct(child)
      let start = words.count
      words.append(unit(child.lowerBound, depth))
      if ordinals.count > GramTree.mostInLeaf { extend(&words, child, from: depth + 1) }
      let label = words.count - start
      let isWhole = words.last == SearchFold.end
      words.append(SearchFold.bar)
      guard tree(child, ordinals, depth + label, isWhole: isWhole) else { return false }
    }
    return true
  }

  /// Lengthens a label by what all places of the range have in common, to the end of their text
  /// at most.
  private func extend(_ label: inout [UInt16], _ range: Range<Int>, from depth: Int) {
    var depth = depth
    while label.last != SearchFold.end {
      let next = unit(range.lowerBound, depth)
      for place in range where unit(place, depth) != next { return }
      label.append(next)
      depth += 1
    }
  }

  /// Spreads the entries of the family over files, and gives the number of files.
  private mutating func closeFamily() -> Int {
    let size = family.reduce(0) { $0 + $1.size }
    let count = (size + GramTree.familyFile - 1) / GramTree.familyFile
    var parts = [(words: [UInt16], bits: [UInt8])](repeating: ([], []), count: count)
    for entry in family {
      let part = Int(entry.hash) % count
      parts[part].words += entry.words
      parts[part].bits += entry.bits
    }
    for (number, part) in parts.enumerated() {
      files.append(.shard("\(name)-\(number)", words: part.words, bits: part.bits))
    }
    family = []
    return count
  }

  private func distinct(_ range: Range<Int>) -> [UInt32] {
    var result: [UInt32] = []
    for place in range where places[place].ordinal != result.last {
      result.append(places[place].ordinal)
    }
    return result
  }

  @inline(__always)
  private func unit(_ place: Int, _ depth: Int) -> UInt16 {
    units[Int(places[place].position) + depth]
  }
}
