import TestKit
import Testing

@testable import SearchIndex

/// Every substring of a sample is looked for in the index and in the texts themselves.
@Suite("The search finds")
struct RecallTests {
  @Test(
    "every record that holds a text, each once, and the newest first",
    arguments: [(40, 0, 40), (3_000, 7, 15), (20_000, 0, 1)])
  func everything(count: Int, gap: Int, sample: Int) throws {
    let seed: UInt64 = 5
    let records = InventedRecords(count: count, seed: seed, gap: gap).records
    let files = InventedRecords.files(records)
    let reader = try IndexReader(files, universe: (records.last?.ordinal ?? 0) + 1)
    let texts = records.map { ($0.ordinal, InventedRecords.text($0)) }
    let byOrdinal = Dictionary(uniqueKeysWithValues: texts.map { ($0.0, $0.1) })
    let facets = Dictionary(uniqueKeysWithValues: records.map { ($0.ordinal, $0.facets) })
    var tried: Set<[UInt16]> = []
    var counted = 0
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
        let right = [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (1, 3)].map { facet, value in
          wanted.count { facets[$0]?[facet] == value }
        }
        #expect(counts == right, "\(word), seed \(seed)")
      } else {
        #expect(found.count <= FacetCounts.mostUncounted, "\(word), seed \(seed)")
      }
    }
    #expect(tried.count > 20)
    #expect(count < 100 || counted > 5, "\(counted) with counts")
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
