/// The folded text of all records, one after another.
struct GramText {
  /// Fields of all records, each ended by ``SearchFold/end``, names begun by ``SearchFold/start``.
  private(set) var units: [UInt16] = []
  /// Where each record's text begins.
  private(set) var starts: [UInt32] = []
  private(set) var ordinals: [UInt32] = []

  /// First characters of names that are masked.
  private(set) var surnames: Set<UInt16> = []

  /// One more than the highest ordinal.
  var universe: Int { ordinals.last.map { Int($0) + 1 } ?? 0 }

  /// What the records can be filtered by.
  private(set) var counts: FacetCounts

  init(counts: FacetCounts) { self.counts = counts }

  mutating func add(_ record: SearchRecord) {
    counts.add(record.facets, at: record.ordinal)
    starts.append(UInt32(units.count))
    ordinals.append(UInt32(record.ordinal))
    units.append(SearchFold.start)
    SearchFold.append(record.name, to: &units)
    if record.name.utf8.contains(UInt8(ascii: "*")) {
      surnames.insert(units[Int(starts[starts.count - 1]) + 1])
    }
    units.append(SearchFold.end)
    for text in record.texts where !text.isEmpty {
      SearchFold.append(text, to: &units)
      units.append(SearchFold.end)
    }
  }

  /// The positions of record number `index`.
  func range(_ index: Int) -> Range<Int> {
    Int(starts[index])..<(index + 1 < starts.count ? Int(starts[index + 1]) : units.count)
  }
}
