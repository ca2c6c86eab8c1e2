import StrictJSON
import TestKit
import Testing

/// Reading does not depend on how the bytes arrive, and holds no more than it must.
@Suite struct ChunkTests {
  static let corpus: [String] = [
    "{\"姓名\":\"欧阳娜娜\",\"项目\":\"富春江畔农家乐😀\",\"amount\":\"200000.00\"}",
    "[\"\\u4e2d\\u6587\\ud83d\\ude00\\\"\\\\\\/\\b\\f\\n\\r\\t\", -12.5e+10, 0, true, false, null]",
    " \r\n\t{ \"a\" : [ ] , \"b\" : { } , \"c\" : \"\" }\n\n",
    "[\"plain text of more than sixteen bytes\",\"é\u{800}\u{FFFD}\u{10000}\u{10FFFD}\"]",
    "[\"\\ud800\\u0041\"]", "[\"\\ud800x\"]", "[\"\\uDFFF\"]", "[\"\\uD83F\\uDFFE\"]",
    "[\"中\u{1}文\"]", "[\"a\\", "[\"中", "[tru", "[nulll]", "[-", "[1.5e", "[0123]",
    "{\"a\":1,\"a\":2}",
    "{\"\\u0061\":1,\"a\":2}", "\u{FEFF}[]", "\u{FEFF}", "[1]]", "[\u{FFFE}]", "[\"\u{FFFE}\"]",
    "[\"\(Unicode.Scalar(0xFDD0 as UInt16).map(Character.init) ?? "?")\"]", "", " ",
    "{\"a\":{\"b\":{\"c\":[[[1]]]}}}",
    "[\"1234567890123456789012345678901\"]",
    "[1234567890123456789012345]", "[\"中文中文中文中文中文中文\"]", "{\"中文中文中文中文\":1}",
    "[\"\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\"]",
  ]
  static let tight = JSONLimits(
    depth: 5, stringBytes: 30, nameBytes: 20, numberBytes: 20, members: 3)

  @Test func everyChunkSizeGivesTheSameTranscript() {
    var documents = Self.corpus.map(utf8)
    documents += StrictnessTests.badUTF8.flatMap { bad in
      [utf8("[\"a") + bad + utf8("b\"]"), utf8("[\"") + bad, utf8("{\"\\n") + bad + utf8("\":1}")]
    }
    for document in documents {
      for limits in [Self.tight, .exchange] {
        let whole = transcript(limits: limits, pieces(of: document, size: .max))
        for size in 1...17 {
          let cut = transcript(limits: limits, pieces(of: document, size: size))
          #expect(cut == whole, "chunks of \(size): \(String(decoding: document, as: UTF8.self))")
        }
      }
    }
  }

  /// In a process of its own: the peak is the process's, and other tests run beside this one.
  @Test func aHundredMegabytesAreReadInBoundedMemory() async {
    await #expect(processExitsWith: .success) {
      let record = utf8(
        "{\"recordId\":\"R-1\",\"borrower\":{\"name\":\"张某某\",\"note\":\"换行\\n与引号\\\"\"},"
          + "\"amount\":\"200000.00\",\"jobs\":3,\"flags\":[true,false,null]},\n")
      let copies = 100_000_000 / record.count + 1
      let reader = JSONReader(limits: .exchange, read: repeated(record, copies: copies))
      let before = try peakKilobytes()
      #expect(try reader.next() == .beginArray)
      for index in 0..<copies {
        // Mostly skipping, which a debug build does fastest; trees and events by turns.
        switch index % 10 {
        case 0: #expect(try reader.readElement()?["jobs"]?.value == 3)
        case 1:
          while try reader.next() != .endArray {}
          #expect(try reader.next() == .endObject)
        default: try reader.skipValue()
        }
      }
      #expect(try reader.next() == .null)
      #expect(try reader.next() == .endArray)
      #expect(try reader.next() == .end)
      #expect(reader.position.offset == Int64(record.count * copies + 6))
      #expect(reader.position.line == copies + 1)
      let growth = try peakKilobytes() - before
      #expect(growth < 4 << 10, "peak memory grew by \(growth) KiB")
    }
  }
}

/// `[`, the record so many times and `null]`, never whole in memory.
private func repeated(
  _ record: [UInt8], copies: Int
) -> (UnsafeMutableRawBufferPointer) throws -> Int {
  var rest = copies + 2
  var part: ArraySlice<UInt8> = []
  return { buffer in
    var filled = 0
    while filled < buffer.count {
      if part.isEmpty {
        if rest == 0 { break }
        part = (rest == copies + 2 ? utf8("[") : rest == 1 ? utf8("null]") : record)[...]
        rest -= 1
      }
      let taken = part.prefix(buffer.count - filled)
      UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyBytes(from: taken)
      filled += taken.count
      part = part.dropFirst(taken.count)
    }
    return filled
  }
}
