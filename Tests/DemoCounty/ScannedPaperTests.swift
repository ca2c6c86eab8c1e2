import Testing

@testable import DemoCounty

@Suite struct ScannedPaperTests {
  /// A reader finds every object by its offset in the cross-reference table, and the table by
  /// `startxref`.
  @Test func offsetsPointAtObjects() throws {
    let bytes = ScannedPaper.pdf("Record TH(1)\\2")
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex(of: "startxref"))
    let table = try #require(Int(lines[start + 1]))
    #expect(Array(bytes[table...].prefix(5)) == Array("xref\n".utf8))
    let entries = lines.filter { $0.hasSuffix(" 00000 n ") }
    #expect(entries.count == 5)
    for (index, entry) in entries.enumerated() {
      let offset = try #require(Int(entry.prefix(10)))
      let head = "\(index + 1) 0 obj\n"
      #expect(String(decoding: bytes[offset...].prefix(head.utf8.count), as: UTF8.self) == head)
    }
    #expect(String(decoding: bytes, as: UTF8.self).contains("(Record TH12) Tj"))
  }
}
