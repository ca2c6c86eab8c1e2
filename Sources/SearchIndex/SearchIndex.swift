/// Makes all files of the search but the cards.
///
/// The same records give the same bytes, in whatever build. docs/SEARCH.md tells the format.
public struct SearchIndex: Sendable {
  private let settings: SearchSettings
  private var limits: PostingList.Limits
  private var text: GramText
  private var runs: [NumberRun] = []
  private var texts = 0
  private var parts: Int { SearchIndex.parts(records: text.ordinals.count) }
  /// Memory for the places of so many records is small.
  private static let recordsInPart = 65_536

  /// Begins an index.
  public init(_ settings: SearchSettings) { self.init(settings, PostingList.Limits()) }

  init(_ settings: SearchSettings, _ limits: PostingList.Limits) {
    self.settings = settings
    self.limits = limits
    text = GramText(counts: FacetCounts(sizes: settings.facets.map(\.values.count)))
    if !text.counts.hasTables { self.limits.fewRecords = .max >> 32 }
  }

  /// Takes a record in.
  ///
  /// Records come in ascending order of ordinal, below 2^29, all with as many texts as the first.
  public mutating func add(_ record: SearchRecord) {
    precondition(text.universe <= record.ordinal && record.ordinal < 1 << 29, "ascending")
    precondition(runs.isEmpty || record.texts.count == texts, "as many texts as the first")
    precondition(record.facets.count == settings.facets.count, "a value for each facet")
    texts = record.texts.count
    text.add(record)
    for (facet, value) in record.facets.enumerated() {
      precondition(settings.facets[facet].values.indices.contains(value), "a value of the facet")
    }
    if runs.isEmpty || !runs[runs.count - 1].take(record) { runs.append(NumberRun(record)) }
  }

  /// The number of parts of an index of so many records.
  public static func parts(records: Int) -> Int {
    var parts = 1
    while parts * recordsInPart < records { parts *= 2 }
    return parts
  }

  /// A part is made in so many pieces, each by itself, on any thread.
  public static let pieces = 4

  /// The files of a piece of a part, all in the folder `search/pN`.
  public func files(part: Int, piece: Int) -> [SearchFile] {
    let buckets = GramPass.buckets(of: text, parts * SearchIndex.pieces)
    let size = buckets / parts / SearchIndex.pieces
    let start = (part * SearchIndex.pieces + piece) * size
    return GramPass(
      text: text, limits: limits, range: start..<start + size, of: buckets, part: "p\(part)"
    ).files
  }

  /// Hands over what tells of all records, all in the folder `search/f`: the lists of the facets'
  /// values and of two of them, the counts, and the start file.
  public func writeFrame<E>(_ sink: (SearchFile) throws(E) -> Void) throws(E) {
    let lists = PostingList(universe: text.universe, limits: limits)
    var counts: [[Int]] = []
    for facet in settings.facets.indices {
      let members = members(settings.facets[facet].values.count) { text.counts.value(facet, $0) }
      for (value, ordinals) in members.enumerated() where !ordinals.isEmpty {
        for file in lists.files(ordinals, name: "f/\(facet)-\(value)") { try sink(file) }
      }
      counts.append(members.map(\.count))
    }
    for (a, b) in text.counts.pairs {
      for file in crossed(a, b, counts, lists) { try sink(file) }
    }
    if text.ordinals.count > FacetCounts.mostUncounted {
      var writer = SextetWriter()
      text.counts.write(text.ordinals, to: &writer)
      try sink(.shard("f/all", words: [], bits: writer.finish()))
      if text.ordinals.count > limits.fewRecords {
        try sink(.shard("f/all-t", words: [], bits: text.counts.table(text.ordinals)))
      }
    }
    let start = SearchStart(
      settings: settings, runs: runs,
      buckets: GramPass.buckets(of: text, parts * SearchIndex.pieces), parts: parts,
      counts: counts, texts: texts, limits: limits, surnames: text.surnames.sorted())
    try sink(start.file)
  }

  /// The lists of records that have two values, where each has a list long enough.
  private func crossed(
    _ a: Int, _ b: Int, _ counts: [[Int]], _ lists: PostingList
  ) -> [SearchFile] {
    let wide = counts[b].count
    let members = members(counts[a].count * wide) { ordinal in
      text.counts.value(a, ordinal) * wide + text.counts.value(b, ordinal)
    }
    return members.enumerated().flatMap { place, ordinals in
      let (own, other) = (place / wide, place % wide)
      guard lists.isCrossed(counts[a][own]), lists.isCrossed(counts[b][other]) else {
        return [SearchFile]()
      }
      return lists.files(ordinals, name: "f/\(a)-\(own)/\(b)-\(other)")
    }
  }

  /// The ordinals of all records, by a number of each.
  private func members(_ count: Int, by number: (UInt32) -> Int) -> [[UInt32]] {
    var members = [[UInt32]](repeating: [], count: count)
    for ordinal in text.ordinals { members[number(ordinal)].append(ordinal) }
    return members
  }
}
