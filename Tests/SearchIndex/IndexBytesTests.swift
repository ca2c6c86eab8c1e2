import TestKit
import Testing

@testable import SearchIndex

/// What the bytes of an index depend on, and what they can hold.
@Suite("The files of the search")
struct IndexBytesTests {
  @Test("the same records give the same bytes, and every path once")
  func same() {
    let records = InventedRecords(count: 3_000, seed: 2, gap: 11).records
    let first = InventedRecords.files(records)
    let again = InventedRecords.files(records)
    #expect(first.map(\.path) == again.map(\.path))
    #expect(first.map(\.bytes) == again.map(\.bytes))
    #expect(Set(first.map(\.path)).count == first.count)
  }

  @Test("a part has its own folder")
  func folders() {
    var index = SearchIndex(InventedRecords.settings)
    for record in InventedRecords(count: 500, seed: 2).records { index.add(record) }
    for file in index.files(part: 0, piece: 1) { #expect(file.path.hasPrefix("search/p0/")) }
    index.writeFrame { #expect($0.path.hasPrefix("search/f/")) }
    #expect(SearchIndex.parts(records: 65_536) == 1)
    #expect(SearchIndex.parts(records: 65_537) == 2)
    #expect(SearchIndex.parts(records: 1_000_000) == 16)
  }

  @Test("cards say what stands in the record, and nothing of one that is missing")
  func cards() {
    let record = SearchRecord(
      ordinal: 4_098, year: 2026, serial: 3, name: "张*\"英", texts: ["a\\b\n", ""],
      shown: ["5 万元"], facets: [1, 2])
    let file = SearchCards.file(512, [record])
    #expect(file.path == "search/c/16/512.js")
    #expect(
      String(decoding: file.bytes, as: UTF8.self)
        == """
        mingdaiShard("c/16/512",[0,
        0,
        ["张*\\"英","a\\\\b ","","5 万元",1,2],
        ]);

        """)
    #expect(SearchCards.number(of: 4_098) == 512)
    #expect(SearchCards.folder(of: 4_098) == 16)
  }

  @Test("bits are written without digit, x and vowel, so that no leak can be read into them")
  func alphabet() {
    let text = String(decoding: SextetWriter.alphabet, as: UTF8.self)
    #expect(Set(text).count == 64)
    #expect(!text.contains { $0.isNumber || "aeiouyxAEIOUYX\"\\<&%'".contains($0) })
  }

  @Test("every word of a shard is a piece of one text: nothing new can be read in it")
  func words() {
    let records = InventedRecords(count: 400, seed: 4).records
    let texts = records.map { String(decoding: InventedRecords.text($0), as: UTF16.self) }
    let all = texts.joined(separator: "|").replacing("\\", with: "\\\\").replacing(
      "\"", with: "\\\"")
    var words: Set<Substring> = []
    for file in InventedRecords.files(records) where file.path.contains("/p") {
      let quoted = String(decoding: file.bytes, as: UTF8.self).split(
        separator: "\",\"", omittingEmptySubsequences: false)
      #expect(quoted.count == 3)
      words.formUnion(quoted[1].split(separator: "|"))
    }
    #expect(words.count > 100)
    for word in words { #expect(all.contains(word), "\(word)") }
  }

  @Test("lists of any density and length read back")
  func lists() {
    var random = SeededRandom(seed: 3)
    for universe in [1, 20, 70_000, 500_000_000] {
      for share in [1, 3, 50, 4_000] {
        var values: Set<UInt32> = [UInt32(universe - 1)]
        for _ in 0..<min(40_000, universe / share) {
          values.insert(UInt32(Int.random(in: 0..<universe, using: &random)))
        }
        let list = PostingList(universe: universe)
        let sorted = values.sorted()
        var writer = SextetWriter()
        writer.rice(sorted, from: 0, shift: list.shift(sorted.count))
        var bits = BitReader(writer.finish())
        let read = bits.rice(sorted.count, from: 0, shift: list.shift(sorted.count))
        #expect(read == sorted.map(Int.init), "universe \(universe), 1 in \(share), seed 3")
      }
    }
  }

  @Test("places of a year begin anew at a folder and outlast a withdrawal")
  func ordinals() {
    let before = SearchOrdinals(highest: [(2026, 10), (2024, 5_000), (2025, 4_096)])
    let after = SearchOrdinals(highest: [(2024, 4_999), (2025, 4_096), (2026, 11)])
    #expect(before.ordinal(year: 2024, serial: 1) == 0)
    #expect(before.ordinal(year: 2025, serial: 1) == 8_192)
    #expect(before.ordinal(year: 2026, serial: 7) == 12_294)
    #expect(after.ordinal(year: 2026, serial: 7) == 12_294)
  }

  @Test(
    "text is folded",
    arguments: [
      ("ＡＢｃ１２３", "abc123"), ("　张　三  李四 ", "张 三 李四"), ("阿依古丽•买买提", "阿依古丽·买买提"),
      ("ÉCOLE Ж", "école ж"), ("（个体）", "(个体)"), ("a|b⟨c⟩", "a¦b<c>"), ("—－", "--"), ("", ""),
      ("3\u{200B}S", "3s"), ("Ⅳ", "ⅳ"),
    ])
  func fold(text: String, folded: String) {
    #expect(String(decoding: SearchFold.units(text), as: UTF16.self) == folded)
  }
}
