/// How lists of records are written: ascending ordinals in Rice's code, cut into files when long.
struct PostingList {
  /// Where lists are cut. The start file tells them, so that a test may have long lists of few
  /// records.
  struct Limits: Sendable {
    /// A list up to so many bits stands beside its gram; a longer one in files of its own.
    var inlineBits = 6_000
    /// About the bits of one file of a long list.
    var fileBits = 32_768
    /// Two values of facets have a list of their own when each has a list of more files.
    var fewFiles = 4
    /// A list in files of its own of more records has a table of its combinations of values.
    var fewRecords = 1_024
  }

  /// A long list shows so many of its newest records beside its gram: the first page of hits.
  static let newest = 20

  /// One more than the highest ordinal.
  let universe: Int
  var limits = Limits()

  /// The parameter of Rice's code for so many records: near log2 of 0.7 times the mean gap.
  func shift(_ count: Int) -> Int {
    let gap = universe * 7 / (10 * max(count, 1))
    return gap < 2 ? 0 : Int.bitWidth - 1 - gap.leadingZeroBitCount
  }

  /// The bits that a list of so many records takes at least.
  func leastBits(_ count: Int) -> Int { count * (shift(count) + 1) }

  /// Whether the list stands beside its gram.
  func isInline(_ count: Int) -> Bool {
    count * (shift(count) + 2) <= limits.inlineBits
  }

  /// The records in one file of a long list, a power of two.
  func chunk(_ count: Int) -> Int {
    var size = 1
    while size * 2 * (shift(count) + 2) <= limits.fileBits { size *= 2 }
    return size
  }

  /// Whether a list is so long that lists of two values are worth having.
  func isCrossed(_ count: Int) -> Bool { count > limits.fewFiles * chunk(count) }

  /// Whether a list has a table.
  func hasTable(_ count: Int) -> Bool { !isInline(count) && count > limits.fewRecords }

  /// Writes the count, the counts of facets, and either all records or the newest ones.
  func write(_ ordinals: [UInt32], _ counts: FacetCounts, to writer: inout SextetWriter) {
    let shift = shift(ordinals.count)
    writer.gamma(ordinals.count)
    counts.write(ordinals, to: &writer)
    if isInline(ordinals.count) {
      writer.rice(ordinals, from: 0, shift: shift)
    } else {
      let newest = ordinals.suffix(PostingList.newest)
      writer.put(newest[newest.startIndex], bits: 30)
      writer.rice(newest.dropFirst(), from: newest[newest.startIndex] + 1, shift: shift)
    }
  }

  /// The files of a long list, `NAME-0`, `NAME-1`, …, the oldest records first.
  func files(_ ordinals: [UInt32], name: String) -> [SearchFile] {
    let shift = shift(ordinals.count)
    let size = chunk(ordinals.count)
    return stride(from: 0, to: ordinals.count, by: size).map { start in
      let part = ordinals[start..<min(start + size, ordinals.count)]
      var writer = SextetWriter()
      writer.put(part[start], bits: 30)
      writer.rice(part.dropFirst(), from: part[start] + 1, shift: shift)
      return .shard("\(name)-\(start / size)", words: [], bits: writer.finish())
    }
  }
}
