import StrictJSON
import Testing

/// UTF-8, names, numbers and limits, case by case.
@Suite struct StrictnessTests {
  static let badUTF8: [[UInt8]] = [
    [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x22], [0xE0, 0x80, 0x80],
    [0xE0, 0x9F, 0xBF], [0xE4, 0xB8], [0xE4, 0xB8, 0x41], [0xE4, 0x41, 0xAD],
    [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
    [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE],
    [0xFF], [0xF0, 0x9F, 0x98], [0xEF, 0xBF],
  ]

  @Test(arguments: badUTF8) func badUTF8IsRefusedInValuesAndNames(_ bad: [UInt8]) {
    #expect(verdict(utf8("[\"a") + bad + utf8("b\"]")) == .invalidUTF8)
    #expect(verdict(utf8("{\"") + bad + utf8("\":1}")) == .invalidUTF8)
    #expect(verdict(utf8("[\"\\n") + bad + utf8("\"]")) == .invalidUTF8)
    #expect(verdict(utf8("[") + bad + utf8("]")) == .expectedValue)
  }

  @Test func everyScalarIsReadRawAndEscapedUnlessForbidden() throws {
    for value in UInt32(0)...0x10FFFF {
      // Every border and a stride between them; all of the small ones.
      guard
        value < 0x900 || value % 251 == 0 || value & 0xFFFF >= 0xFFF0
          || (0xFDC8...0xFDF8).contains(value) || (0xD7F0...0xE010).contains(value)
      else { continue }
      let forbidden = value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value)
      let escape = escaped(value)
      guard let scalar = Unicode.Scalar(value) else {
        #expect(verdict(utf8("\"\(escape)\"")) == .loneSurrogate, "\(value)")
        continue
      }
      let text = String(Character(scalar))
      let byEscape = try? JSONNode.parse(utf8("\"\(escape)\""), limits: .exchange).value
      #expect(byEscape == (forbidden ? nil : .string(text)), "\(value)")
      #expect(JSONValue.canCarry(text) == !forbidden, "\(value)")
      if value < 0x20 || value == 0x22 || value == 0x5C { continue }
      let raw = try? JSONNode.parse(utf8("\"\(text)\""), limits: .exchange).value
      #expect(raw == (forbidden ? nil : .string(text)), "\(value)")
    }
  }

  private func escaped(_ value: UInt32) -> String {
    func unit(_ unit: UInt32) -> String {
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    if value < 0x10000 { return unit(value) }
    return unit(0xD800 + (value - 0x10000) >> 10) + unit(0xDC00 + (value - 0x10000) & 0x3FF)
  }

  @Test func surrogatesComeInPairs() {
    let rows: [(String, JSONError.Kind?)] = [
      ("\\ud800\\udc00", nil), ("\\udbff\\udffd", nil), ("\\uDBFF\\uDFFD", nil),
      ("\\ud800\\udbff", .loneSurrogate), ("\\ud800\\ue000", .loneSurrogate),
      ("\\ud800\\ud800", .loneSurrogate), ("\\udc00\\ud800", .loneSurrogate),
      ("\\ud800\\n", .loneSurrogate), ("\\ud800", .loneSurrogate),
      ("\\ud800\\udc0", .invalidEscape), ("\\ud7ff\\ue000", nil),
    ]
    for (text, kind) in rows {
      #expect(verdict(utf8("\"\(text)\"")) == kind, "\(text)")
      #expect(verdict(utf8("{\"\(text)\":1}")) == kind, "\(text) as a name")
    }
  }

  @Test func controlCharactersMustBeEscaped() {
    for byte in UInt8(0)..<0x20 {
      #expect(verdict(utf8("[\"a") + [byte] + utf8("\"]")) == .controlCharacter)
      #expect(verdict(utf8("[\"abcdefghijkl") + [byte] + utf8("\"]")) == .controlCharacter)
    }
  }

  @Test func duplicatesAreFoundAtAnyDepthAndDistance() throws {
    let names = (0..<1000).map { "\"n\($0)-\(String(repeating: "x", count: $0 % 30))\":0" }
    let all = names.joined(separator: ",")
    #expect(verdict(utf8("{\(all)}")) == nil)
    for index in [0, 1, 500, 999] {
      #expect(verdict(utf8("{\(all),\(names[index])}")) == .duplicateMember)
      #expect(
        verdict(utf8("[[{\"k\":{\(all),\"z\":{\"n0-\":1},\(names[index])}}]]")) == .duplicateMember)
    }
    // The same name in other objects is no duplicate.
    #expect(verdict(utf8("{\"a\":{\"a\":{\"a\":[{\"a\":1},{\"a\":1}]}},\"b\":{\"a\":1}}")) == nil)
    // Canonically equivalent, other bytes: Swift's == would call these equal.
    let (composed, decomposed) = ("\u{E9}", "e\u{301}")
    #expect(composed == decomposed)
    let node = try JSONNode.parse(
      utf8("{\"\(composed)\":1,\"\(decomposed)\":2}"), limits: .exchange)
    #expect(node[composed]?.value == 1)
    #expect(node[decomposed]?.value == 2)
    #expect(node.value[decomposed] == 2)
    #expect(JSONValue.string(composed) != .string(decomposed))
    #expect(JSONMember(composed, 1) != JSONMember(decomposed, 1))
  }

  @Test func treesHaveALimitAndEventsHaveNone() throws {
    var limits = JSONLimits(depth: 4, stringBytes: 16)
    limits.treeBytes = 10
    let text = utf8("{\"a\":[[1,2,3],[1,2,3,4,5,6,7,8,9]]}")
    let error = try #require(refusal(text, limits: limits))
    #expect(error.kind == .tooManyMembers)
    #expect(error.position.offset == 11)
    #expect(error.pointer == "/a/0/2")
    #expect(verdictBySkipping(text, limits: limits) == nil)
    // Each element is a tree of its own.
    let reader = JSONReader(bytes: text, limits: limits)
    for expected in [.beginObject, .name("a"), .beginArray] as [JSONEvent] {
      #expect(try reader.next() == expected)
    }
    #expect(try reader.readElement()?.value == [1, 2, 3])
    let second = #expect(throws: JSONError.self) { try reader.readElement() }
    #expect(second?.kind == .tooManyMembers)
    #expect(second?.pointer == "/a/1/5")
  }

  @Test func objectsOfManyMembersAreCheckedQuickly() throws {
    let limits = JSONLimits(depth: 3, stringBytes: 16, members: 5_002)
    // Names that agree in length and in the first and last eight bytes share a fingerprint.
    let alike = (0..<100).map { number in
      let digits = String(number)
      return "00000000\(String(repeating: "0", count: 5 - digits.count))\(digits)00000000"
    }
    let many = (0..<5_000).map(String.init)
    for names in [alike, many] {
      var members = names.map { JSONMember($0, 0) }
      members.insert(JSONMember("inner", .object(members)), at: 100)
      let bytes = JSONValue.object(members).text(indent: 0)
      #expect(try JSONNode.parse(bytes, limits: limits).value == .object(members))
      var written: [UInt8] = []
      var writer = JSONWriter(indent: 0) { written += $0 }
      try writer.value(.object(members))
      try writer.finish()
      #expect(written == bytes)
      for index in [0, 63, 64, 65, names.count - 1] {
        let again = bytes.dropLast(3) + utf8(",\"\(names[index])\":0}")
        #expect(verdict(Array(again), limits: limits) == .duplicateMember, "\(index)")
      }
    }
  }

  @Test func numbersKeepTheirLiteral() throws {
    let rows: [(String, Int64?)] = [
      ("0", 0), ("-0", nil), ("7", 7), ("-1", -1), ("1.0", nil), ("1e2", nil), ("0.10", nil),
      ("9223372036854775807", .max), ("9223372036854775808", nil),
      ("-9223372036854775808", .min), ("-9223372036854775809", nil),
      ("99999999999999999999", nil), ("12E-3", nil), ("-0.0", nil),
    ]
    for (literal, integer) in rows {
      let node = try JSONNode.parse(utf8(literal), limits: .exchange)
      guard case .number(let number) = node.content else {
        Issue.record("\(literal) is no number")
        continue
      }
      #expect(number.literal == literal)
      #expect(number.integer == integer, "\(literal)")
    }
    for integer in [Int64.min, -1, 0, 1, .max] {
      #expect(JSONNumber(integer).integer == integer)
    }
  }

  @Test func limitsRefuseTheFirstThingBeyondThem() {
    let limits = JSONLimits(
      depth: 3, stringBytes: 6, nameBytes: 4, numberBytes: 5, members: 2)
    let rows: [(String, JSONError.Kind?)] = [
      ("[[[]]]", nil), ("[[[[]]]]", .tooDeep), ("{\"a\":[{}]}", nil),
      ("{\"a\":[{\"b\":{}}]}", .tooDeep),
      ("\"123456\"", nil), ("\"1234567\"", .stringTooLong),
      ("\"中文\"", nil), ("\"中文a\"", .stringTooLong),
      ("\"\\u4e2d\\u6587\"", nil), ("\"\\u4e2d\\u6587\\n\"", .stringTooLong),
      ("{\"1234\":1}", nil), ("{\"12345\":1}", .stringTooLong),
      ("12345", nil), ("123456", .numberTooLong), ("[-1.5e9]", .numberTooLong),
      ("{\"a\":1,\"b\":2}", nil), ("{\"a\":1,\"b\":2,\"c\":3}", .tooManyMembers),
      ("[1,2,3,4]", nil),
    ]
    for (text, kind) in rows {
      #expect(verdict(utf8(text), limits: limits) == kind, "\(text)")
      #expect(verdictBySkipping(utf8(text), limits: limits) == kind, "\(text) skipped")
    }
    #expect(verdict(Array(repeating: UInt8(ascii: "9"), count: 400)) == .numberTooLong)
  }
}
