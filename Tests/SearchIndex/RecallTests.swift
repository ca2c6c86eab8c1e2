import TestKit
import Testing

@testable import SearchIndex

/// Every substring of a sample is looked for in the index and in the texts themselves.
@Suite("The search finds")
struct RecallTests {
  @Test(
    "every record that holds a text, each once, and the newest first",
    arguments: [
      (40, 0, 40, PostingList.Limits()), (1_000, 5, 10, InventedRecords.tight),
      (3_000, 7, 15, PostingList.Limits()), (20_000, 0, 1, PostingList.Limits()),
    ])
  func everything(
    count: Int, gap: Int, sample: Int, limits: PostingList.Limits
  ) throws {
    let seed: UInt64 = 5
    let records = InventedRecords(count: count, seed: seed, gap: gap).records
    let files = InventedRecords.files(records, limits)
    let reader = try IndexReader(files, universe: (records.last?.ordinal ?? 0) + 1, limits)
    let texts = records.map { ($0.ordinal, InventedRecords.text($0)) }
    let byOrdinal = Dictionary(uniqueKeysWithValues: texts.map { ($0.0, $0.1) })
    let facets = Dictionary(uniqueKeysWithValues: records.map { ($0.ordinal, $0.facets) })
    var tried: Set<[UInt16]> = []
    var counted = 0
    var tables = 0
    for index in stride(from: 0, to: records.count, by: max(1, records.count / sample)) {
      for part in texts[index].1.split(whereSeparator: {
        $0 >= SearchFold.start && $0 <= SearchFold.end
      }) {
        for length in 1...part.count {
          for start in part.startIndex...(part.endIndex - length) {
            tried.insert(Array(part[start..<start + length]))
          }
        }
      }
      tried.insert([SearchFold.start] + SearchFold.units(records[index].name) + [SearchFold.end])
    }
    for missing in ["缺", "果缺", "水果缺", "泽州县缺", "店店店店店店店店"] {
      tried.insert(SearchFold.units(missing))
    }
    for text in tried {
      let wanted = texts.filter { contains($0.1, text) }.map(\.0)
      let found = try reader.search(text) { contains(byOrdinal[$0] ?? [], text) }
      let word = String(decoding: text, as: UTF16.self)
      #expect(found.count == wanted.count, "\(word), seed \(seed)")
      #expect(found.ordinals == wanted, "\(word), seed \(seed)")
      #expect(found.newest == wanted.suffix(20).reversed(), "\(word), seed \(seed)")
      if let counts = found.counts {
        counted += 1
        #expect(counts == self.counts(wanted.compactMap { facets[$0] }), "\(word), seed \(seed)")
      } else {
        #expect(found.count <= FacetCounts.mostUncounted, "\(word), seed \(seed)")
      }
      if let table = found.table {
        tables += 1
        let right = Dictionary(grouping: wanted.compactMap { facets[$0] }) { $0 }
        #expect(table == right.mapValues(\.count), "\(word), seed \(seed)")
      }
    }
    #expect(tried.count > 20)
    #expect(limits.inlineBits >= 2 * count || tables > 5, "\(tables) tables")
    #expect(count < 100 || counted > 5, "\(counted) with counts")
  }

  @Test("by filters: every list of one value and of two, the counts of all, and their table")
  func filters() throws {
    let records = InventedRecords(count: 1_200, seed: 6, gap: 13).records
    let limits = InventedRecords.tight
    let files = InventedRecords.files(records, limits)
    let reader = try IndexReader(files, universe: 1_200, limits)
    let right = counts(records.map(\.facets))
    #expect(try reader.all(records.count) == right)
    let table = Dictionary(grouping: records.map(\.facets)) { $0 }.mapValues(\.count)
    #expect(try reader.table("f/all-t", records.count) == table)
    var lists = 0
    for (a, row) in right.one.enumerated() {
      for (i, count) in row.enumerated() where count > 0 {
        let wanted = records.filter { $0.facets[a] == i }.map(\.ordinal)
        #expect(try reader.long("f/\(a)-\(i)", count) == wanted)
        for b in right.one.indices where b > a {
          for j in right.one[b].indices where right.two[[a, b]]?[i][j] ?? 0 > 0 {
            let both = records.filter { $0.facets[a] == i && $0.facets[b] == j }.map(\.ordinal)
            #expect(try reader.long("f/\(a)-\(i)/\(b)-\(j)", both.count) == both)
            lists += 1
          }
        }
      }
    }
    #expect(lists > 10)
    let few = InventedRecords.files(records).map(\.path)
    #expect(!few.contains { $0.hasPrefix("search/f/0-0/") }, "a small county has no such lists")
  }

  /// The counts of records with these values.
  private func counts(_ records: [[Int]]) -> IndexReader.Counts {
    let sizes = InventedRecords.settings.facets.map(\.values.count)
    var two: [[Int]: [[Int]]] = [:]
    for a in sizes.indices {
      for b in sizes.indices where b > a {
        two[[a, b]] = (0..<sizes[a]).map { i in
          (0..<sizes[b]).map { j in records.count { $0[a] == i && $0[b] == j } }
        }
      }
    }
    return IndexReader.Counts(
      one: sizes.indices.map { a in
        (0..<sizes[a]).map { i in records.count { $0[a] == i } }
      }, two: two)
  }

  @Test("in few files: at most one for each character of the text")
  func files() throws {
    let records = InventedRecords(count: 3_000, seed: 9).records
    let reader = try IndexReader(InventedRecords.files(records), universe: 3_000)
    _ = try reader.search(SearchFold.units("泽州县水果店养")) { _ in true }
    let shards = reader.trace.names.filter { !$0.contains("-l") }
    #expect(shards.count > 1 && shards.count <= 7, "\(shards)")
  }

  private func contains(_ text: [UInt16], _ wanted: [UInt16]) -> Bool {
    guard wanted.count <= text.count else { return false }
    return (0...text.count - wanted.count).contains { start in
      text[start] == wanted[0] && text[start..<start + wanted.count].elementsEqual(wanted)
    }
  }
}
