import Foundation

@testable import SearchIndex

/// Reads an index as docs/SEARCH.md describes it, written apart from the script of the page.
struct IndexReader {
  private var files: [String: [UInt8]] = [:]
  private let buckets: Int
  private let parts: Int
  private let universe: Int
  private let limits: PostingList.Limits
  private let sizes = InventedRecords.settings.facets.map(\.values.count)
  /// What the search read, in order.
  final class Trace { var names: [String] = [] }
  let trace = Trace()

  init(
    _ files: [SearchFile], universe: Int, _ limits: PostingList.Limits = PostingList.Limits()
  ) throws {
    self.limits = limits
    for file in files { self.files[file.path] = file.bytes }
    self.universe = universe
    let start = String(decoding: self.files["search/f/start.js"] ?? [], as: UTF8.self)
    func number(_ key: String) throws -> Int {
      guard let found = start.range(of: key + ":"),
        let value = Int(start[found.upperBound...].prefix { $0.isNumber })
      else { throw NotReadable(what: key) }
      return value
    }
    buckets = try number("buckets")
    parts = try number("parts")
  }

  struct NotReadable: Error { let what: String }

  /// What a search came to.
  struct Hits: Equatable {
    var count: Int
    /// All of them, ascending.
    var ordinals: [Int]
    /// The newest twenty, as the first page shows them, read without the rest.
    var newest: [Int]
    /// How many of them have which values, where the index says so.
    var counts: Counts?
    /// How many have each combination of values that occurs, where the index says so.
    var table: [[Int]: Int]?
  }

  indirect enum Node {
    case leaf([Int], Counts?)
    case inner([(label: [UInt16], node: Node)], Counts?)

    var hits: Hits {
      switch self {
      case .leaf(_, let counts), .inner(_, let counts): IndexReader.hits(ordinals, counts)
      }
    }

    var ordinals: [Int] {
      switch self {
      case .leaf(let list, _): list
      case .inner(let children, _): Array(Set(children.flatMap(\.node.ordinals))).sorted()
      }
    }
  }

  private enum Body {
    case tree(Node)
    case list(Hits, files: Int)
  }

  private struct Entry {
    let path: [UInt16]
    let body: Body
  }

  /// The words and bits of a shard.
  private func shard(_ name: String) throws -> (words: [[UInt16]], bits: BitReader) {
    trace.names.append(name)
    guard let bytes = files["search/\(name).js"] else { throw NotReadable(what: name) }
    let text = String(decoding: bytes, as: UTF8.self)
    let head = "mingdaiShard(\"\(name)\",\""
    guard text.hasPrefix(head), text.hasSuffix("\");\n") else { throw NotReadable(what: name) }
    // No bits hold a quotation mark, so the last two mark them off.
    let body = text.dropFirst(head.count).dropLast(4)
    guard let comma = body.range(of: "\",\"", options: .backwards) else {
      throw NotReadable(what: name)
    }
    let words = body[..<comma.lowerBound].replacing("\\\"", with: "\"")
      .replacing("\\\\", with: "\\")
    return (
      words.split(separator: "|", omittingEmptySubsequences: false).map { Array($0.utf16) },
      BitReader(Array(body[comma.upperBound...].utf8))
    )
  }

  /// The entries of a shard by key.
  private func entries(_ name: String, family: String?) throws -> [[UInt16]: Entry] {
    var (words, bits) = try shard(name)
    var next = 0
    var result: [[UInt16]: Entry] = [:]
    func tree() throws -> Node {
      if bits.bit() == 0 {
        let count = bits.gamma()
        let counts = counts(of: count, &bits)
        return .leaf(bits.rice(count, from: 0, shift: shift(count)), counts)
      }
      let counts = bits.bit() == 0 ? nil : counts(of: bits.gamma(), &bits)
      var children: [(label: [UInt16], node: Node)] = []
      for _ in 0..<bits.gamma() {
        let label = words[next]
        next += 1
        children.append((label, try tree()))
      }
      return .inner(children, counts)
    }
    while next < words.count - 1 {
      let path = words[next]
      next += 1
      let key = Array(path.prefix(bits.gamma()))
      if bits.bit() == 0 {
        result[key] = Entry(path: path, body: .tree(try tree()))
      } else {
        let part = name.split(separator: "/")[0]
        let place = family ?? "\(part)/\(IndexReader.family(of: key))"
        result[key] = Entry(path: path, body: try list(&bits, place, family, key))
      }
      bits.align()
    }
    return result
  }

  private func list(
    _ bits: inout BitReader, _ place: String, _ family: String?, _ key: [UInt16]
  ) throws -> Body {
    let count = bits.gamma()
    let shift = shift(count)
    let counts = counts(of: count, &bits)
    var hits = Hits(count: count, ordinals: [], newest: [], counts: counts)
    if count * (shift + 2) <= limits.inlineBits {
      hits.ordinals = bits.rice(count, from: 0, shift: shift)
      hits.newest = hits.ordinals.suffix(20).reversed()
    } else {
      hits.newest = bits.run(min(count, 20), shift: shift).reversed()
      let number = bits.gamma()
      hits.ordinals = try long("\(place)-l\(number)", count)
      if count > limits.fewRecords { hits.table = try table("\(place)-l\(number)-t", count) }
    }
    return .list(hits, files: family == nil && key.count > 1 ? bits.gamma() - 1 : 0)
  }

  /// A list in files of its own.
  func long(_ name: String, _ count: Int) throws -> [Int] {
    let shift = shift(count)
    var size = 1
    while size * 2 * (shift + 2) <= limits.fileBits { size *= 2 }
    return try stride(from: 0, to: count, by: size).flatMap { start in
      var file = try shard("\(name)-\(start / size)").bits
      return file.run(min(size, count - start), shift: shift)
    }
  }

  private func shift(_ count: Int, of universe: Int? = nil) -> Int {
    var shift = 0
    while (count << (shift + 1)) * 10 <= (universe ?? self.universe) * 7 { shift += 1 }
    return shift
  }

  private static func family(of text: [UInt16]) -> String {
    func hex(_ unit: UInt16) -> String {
      let digits = String(unit, radix: 16)
      return String(repeating: "0", count: 4 - digits.count) + digits
    }
    return text.count == 1 ? "u/\(hex(text[0]))" : "x/\(hex(text[0]))/\(hex(text[1]))"
  }

  /// Searches for folded text; `verify` says whether a record's own text holds it.
  func search(_ text: [UInt16], verify: (Int) -> Bool) throws -> Hits {
    var key = Array(text.prefix(2))
    let bucket = Int(gramHash(key)) & (buckets - 1)
    let part = "p\(bucket * parts / buckets)"
    var entry = try entries("\(part)/b/\(bucket >> 8)/\(bucket)", family: nil)[key]
    var known = 0
    var spread = 0
    while let found = entry {
      let rest = text[known...]
      if found.path.starts(with: rest) {
        switch found.body {
        case .list(let hits, _): return hits
        case .tree(let node): return node.hits
        }
      }
      guard rest.starts(with: found.path) else { break }
      let at = known + found.path.count
      switch found.body {
      case .tree(let node): return try below(node, text[at...], verify)
      case .list(_, let files):
        if known == 0 { spread = files }
        guard spread > 0 else { return Self.hits([]) }
        key = Array(text[2...at])
        let family = "\(part)/\(Self.family(of: text))"
        entry = try entries("\(family)-\(Int(gramHash(key)) % spread)", family: family)[key]
        known = 2
      }
    }
    return Self.hits([])
  }

  private func below(
    _ node: Node, _ rest: ArraySlice<UInt16>, _ verify: (Int) -> Bool
  ) throws -> Hits {
    switch node {
    case .leaf(let list, _): return Self.hits(list.filter(verify))
    case .inner(let children, _):
      for (label, child) in children {
        if label.starts(with: rest) { return child.hits }
        if rest.starts(with: label) { return try below(child, rest.dropFirst(label.count), verify) }
      }
      return Self.hits([])
    }
  }

  private static func hits(_ ordinals: [Int], _ counts: Counts? = nil) -> Hits {
    Hits(
      count: ordinals.count, ordinals: ordinals, newest: ordinals.suffix(20).reversed(),
      counts: counts)
  }

  /// Of the records of a list: how many have each value of each facet, and each two values of two
  /// facets.
  struct Counts: Equatable {
    var one: [[Int]]
    /// By the two facets, `[0, 1]`, and then by the value of each.
    var two: [[Int]: [[Int]]]
  }

  private func counts(of count: Int, _ bits: inout BitReader) -> Counts? {
    guard count > 64 else { return nil }
    let width = Int.bitWidth - count.leadingZeroBitCount
    let one = sizes.map { size in
      let others = (1..<size).map { _ in bits.take(width) }
      return [count - others.reduce(0, +)] + others
    }
    var two: [[Int]: [[Int]]] = [:]
    for a in sizes.indices {
      for b in sizes.indices where b > a {
        var cells = [[Int]](repeating: [Int](repeating: 0, count: sizes[b]), count: sizes[a])
        for i in 1..<sizes[a] {
          for j in 1..<sizes[b] where one[a][i] > 0 && one[b][j] > 0 {
            cells[i][j] = bits.near(one[a][i] * one[b][j] / count)
          }
          cells[i][0] = one[a][i] - cells[i].reduce(0, +)
        }
        for j in 0..<sizes[b] {
          cells[0][j] = one[b][j] - cells.reduce(0) { $0 + $1[j] }
        }
        two[[a, b]] = cells
      }
    }
    return Counts(one: one, two: two)
  }

  /// A table: how many records have each combination of values.
  func table(_ name: String, _ count: Int) throws -> [[Int]: Int] {
    var bits = try shard(name).bits
    let kinds = bits.gamma()
    let places = bits.rice(kinds, from: 0, shift: shift(kinds, of: sizes.reduce(1, *)))
    var table: [[Int]: Int] = [:]
    for place in places {
      var (rest, values) = (place, [Int]())
      for size in sizes.reversed() {
        values.insert(rest % size, at: 0)
        rest /= size
      }
      table[values] = bits.near(count / kinds)
    }
    return table
  }

  /// The counts of all records.
  func all(_ count: Int) throws -> Counts? {
    var bits = try shard("f/all").bits
    return counts(of: count, &bits)
  }
}

/// Bits of six to a character.
struct BitReader {
  private let text: [UInt8]
  private var at = 0
  private var held = 0
  private var left = 0

  init(_ text: [UInt8]) { self.text = text }

  mutating func bit() -> Int {
    if left == 0 {
      held = SextetWriter.alphabet.firstIndex(of: text[at]) ?? 0
      at += 1
      left = 6
    }
    left -= 1
    return held >> left & 1
  }

  mutating func take(_ bits: Int) -> Int { (0..<bits).reduce(0) { value, _ in value * 2 + bit() } }

  mutating func unary() -> Int {
    var count = 0
    while bit() == 0 { count += 1 }
    return count
  }

  mutating func gamma() -> Int {
    let length = unary()
    return 1 << length + take(length)
  }

  mutating func near(_ guess: Int) -> Int {
    let shift = Int.bitWidth - guess.leadingZeroBitCount
    return (gamma() - 1) << shift + take(shift)
  }

  mutating func rice(_ count: Int, from floor: Int, shift: Int) -> [Int] {
    var next = floor
    return (0..<count).map { _ in
      let value = next + unary() << shift + take(shift)
      next = value + 1
      return value
    }
  }

  mutating func run(_ count: Int, shift: Int) -> [Int] {
    let first = take(30)
    return [first] + rice(count - 1, from: first + 1, shift: shift)
  }

  mutating func align() { left = 0 }
}
