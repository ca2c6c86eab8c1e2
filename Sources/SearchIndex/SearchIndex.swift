/// Makes all files of the search but the cards.
///
/// The same records give the same bytes, in whatever build. docs/SEARCH.md tells the format.
public struct SearchIndex {
  private let settings: SearchSettings
  private var text: GramText
  private var runs: [NumberRun] = []
  private var texts = 0
  private var parts: Int { SearchIndex.parts(records: text.ordinals.count) }
  /// Memory for the places of so many records is small.
  private static let recordsInPart = 65_536

  /// Begins an index.
  public init(_ settings: SearchSettings) {
    self.settings = settings
    text = GramText(counts: FacetCounts(sizes: settings.facets.map(\.values.count)))
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

  /// The number of parts of an index of so many records; each part is written by itself, on any
  /// thread.
  public static func parts(records: Int) -> Int {
    var parts = 1
    while parts * recordsInPart < records { parts *= 2 }
    return parts
  }

  /// Hands over the files of a part, all in the folder `search/pN`.
  public func write<E>(part: Int, _ sink: (SearchFile) throws(E) -> Void) throws(E) {
    let buckets = GramPass.buckets(of: text, parts)
    let size = buckets / parts
    let range = part * size..<(part + 1) * size
    let pass = GramPass(text: text, range: range, of: buckets, part: "p\(part)")
    for file in pass.files { try sink(file) }
  }

  /// Hands over the lists of the facets and the start file, all in the folder `search/f`.
  public func writeFrame<E>(_ sink: (SearchFile) throws(E) -> Void) throws(E) {
    let lists = PostingList(universe: text.universe)
    var counts: [[Int]] = []
    for facet in settings.facets.indices {
      var members = [[UInt32]](repeating: [], count: settings.facets[facet].values.count)
      for ordinal in text.ordinals { members[text.counts.value(facet, ordinal)].append(ordinal) }
      for (value, ordinals) in members.enumerated() where !ordinals.isEmpty {
        for file in lists.files(ordinals, name: "f/\(facet)-\(value)") { try sink(file) }
      }
      counts.append(members.map(\.count))
    }
    let start = SearchStart(
      settings: settings, runs: runs, buckets: GramPass.buckets(of: text, parts), parts: parts,
      counts: counts, texts: texts,
      surnames: text.surnames.sorted())
    try sink(start.file)
  }
}
