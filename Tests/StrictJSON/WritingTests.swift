import StrictJSON
import TestKit
import Testing

/// What is written: canonical, for people, and as a stream.
@Suite struct WritingTests {
  private func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  @Test func membersAreSortedByUTF16() {
    // RFC 8785 §3.2.3: the example's names, in the order it prescribes.
    let sorted = ["\r", "1", "\u{80}", "\u{F6}", "\u{20AC}", "\u{1F600}", "\u{FB33}"]
    let value = JSONValue.object(sorted.reversed().map { JSONMember($0, 0) })
    let expected = sorted.map { $0 == "\r" ? "\"\\r\":0" : "\"\($0)\":0" }.joined(separator: ",")
    #expect(text(value.canonical()) == "{\(expected)}")
  }

  @Test func escapesAreTheFewest() {
    var all = ""
    for value in UInt8(0)..<0x80 { all.unicodeScalars.append(Unicode.Scalar(value)) }
    all += "/é中\u{2028}😀"
    let expected =
      "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r"
      + "\\u000e\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019"
      + "\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f !\\\"#$%&'()*+,-./0123456789:;<=>?@"
      + "ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\u{7F}/é中\u{2028}😀\""
    #expect(text(JSONValue.string(all).canonical()) == expected)
  }

  static let sample: JSONValue = [
    "b": [1, -2, "x", true, .null, [], [:]],
    "a": ["名": "值", "n": .integer(9_007_199_254_740_993)],
  ]

  @Test func canonicalAndPrettyForms() {
    #expect(
      text(Self.sample.canonical())
        == "{\"a\":{\"n\":9007199254740993,\"名\":\"值\"},\"b\":[1,-2,\"x\",true,null,[],{}]}")
    #expect(
      text(Self.sample.text()) == """
        {
          "b": [
            1,
            -2,
            "x",
            true,
            null,
            [],
            {}
          ],
          "a": {
            "名": "值",
            "n": 9007199254740993
          }
        }

        """)
    #expect(text(JSONValue.null.text()) == "null\n")
  }

  @Test func theWriterWritesWhatTheValueSays() throws {
    for indent in [nil, 2, 4] as [Int?] {
      var written: [UInt8] = []
      var writer = JSONWriter(indent: indent) { written += $0 }
      try writer.beginObject()
      try writer.name("b")
      try writer.beginArray()
      try writer.integer(1)
      try writer.integer(-2)
      try writer.string("x")
      try writer.bool(true)
      try writer.null()
      try writer.value([])
      try writer.beginObject()
      try writer.endObject()
      try writer.endArray()
      try writer.name("a")
      try writer.value(["名": "值", "n": .integer(9_007_199_254_740_993)])
      try writer.endObject()
      try writer.finish()
      if let indent { #expect(written == Self.sample.text(indent: indent)) }
      #expect(try JSONNode.parse(written, limits: .exchange).value == Self.sample)
      if indent == nil { #expect(!written.contains(UInt8(ascii: " "))) }
    }
  }

  @Test func theWriterHoldsOneChunk() throws {
    var sizes: [Int] = []
    var writer = JSONWriter { sizes.append($0.count) }
    try writer.beginArray()
    for number in Int64(0)..<100_000 { try writer.integer(number) }
    try writer.endArray()
    try writer.finish()
    #expect(sizes.count == 9)
    #expect(sizes.reduce(0, +) == 588_891)
    #expect(sizes.allSatisfy { $0 < 66_000 })
  }

  struct Full: Error, Equatable {}

  @Test func whatTheSinkThrowsComesOut() throws {
    var writer = JSONWriter { _ in throw Full() }
    try writer.string("x")
    #expect(throws: Full()) { try writer.finish() }
  }
}
