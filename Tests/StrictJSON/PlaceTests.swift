import StrictJSON
import TestKit
import Testing

/// Where errors stand: line and column (in bytes), offset, and JSON pointer.
@Suite struct PlaceTests {
  struct Row: Sendable {
    let text: String
    let kind: JSONError.Kind
    let line: Int
    let column: Int
    let pointer: String
  }

  static let rows = [
    Row(text: "", kind: .unexpectedEnd, line: 1, column: 1, pointer: ""),
    Row(text: " \n\t", kind: .unexpectedEnd, line: 2, column: 2, pointer: ""),
    Row(text: "{} x", kind: .trailingContent, line: 1, column: 4, pointer: ""),
    Row(text: "{}\n{}", kind: .trailingContent, line: 2, column: 1, pointer: ""),
    Row(text: "[1,2,]", kind: .expectedValue, line: 1, column: 6, pointer: "/2"),
    Row(text: "[1 2]", kind: .expectedCommaOrEnd, line: 1, column: 4, pointer: "/0"),
    Row(text: "[1}", kind: .expectedCommaOrEnd, line: 1, column: 3, pointer: "/0"),
    Row(text: "[", kind: .unexpectedEnd, line: 1, column: 2, pointer: "/0"),
    Row(text: "[[],[", kind: .unexpectedEnd, line: 1, column: 6, pointer: "/1/0"),
    Row(text: "{\"a\" 1}", kind: .expectedColon, line: 1, column: 6, pointer: "/a"),
    Row(text: "{\"a\":1,}", kind: .expectedName, line: 1, column: 8, pointer: ""),
    Row(
      text: "{\"a\":[{\"b\":tru}]}", kind: .expectedValue, line: 1, column: 15, pointer: "/a/0/b"),
    Row(
      text: "{\n \"a\": 1,\n \"a\": 2}", kind: .duplicateMember, line: 3, column: 2, pointer: "/a"),
    Row(text: "{\"名\":\"\\ud800\"}", kind: .loneSurrogate, line: 1, column: 9, pointer: "/名"),
    Row(
      text: "{\"a/b\":{\"m~n\":}}", kind: .expectedValue, line: 1, column: 15, pointer: "/a~1b/m~0n"
    ),
    Row(text: "[\"中\u{1}\"]", kind: .controlCharacter, line: 1, column: 6, pointer: "/0"),
    Row(text: "[\"\\x\"]", kind: .invalidEscape, line: 1, column: 4, pointer: "/0"),
    Row(text: "[\"\\u12G4\"]", kind: .invalidEscape, line: 1, column: 7, pointer: "/0"),
    Row(text: "[0, 01]", kind: .invalidNumber, line: 1, column: 6, pointer: "/1"),
    Row(text: "[-]", kind: .invalidNumber, line: 1, column: 3, pointer: "/0"),
    Row(text: "[1.]", kind: .invalidNumber, line: 1, column: 4, pointer: "/0"),
    Row(text: "[1e+]", kind: .invalidNumber, line: 1, column: 5, pointer: "/0"),
    Row(text: "\u{FEFF}{}", kind: .byteOrderMark, line: 1, column: 1, pointer: ""),
    Row(text: "\u{FF10}", kind: .expectedValue, line: 1, column: 1, pointer: ""),
    Row(text: "{\"\u{FFFE}\":1}", kind: .noncharacter, line: 1, column: 3, pointer: ""),
    Row(text: "[\"a\", \"\\uFDD0\"]", kind: .noncharacter, line: 1, column: 8, pointer: "/1"),
    Row(
      text: "{\"a\":1,\"b\":[null,{\"c\":1,\"c\":1}]}", kind: .duplicateMember, line: 1, column: 25,
      pointer: "/b/1/c"),
    // The same bytes after unescaping are the same name; canonically equivalent text is not.
    Row(text: "{\"a\":1,\"\\u0061\":2}", kind: .duplicateMember, line: 1, column: 8, pointer: "/a"),
  ]

  @Test(arguments: rows) func errorsNameTheirPlace(_ row: Row) throws {
    let error = try #require(refusal(utf8(row.text)), "read: \(row.text)")
    #expect(error.kind == row.kind, "\(row.text)")
    #expect(error.position.line == row.line, "\(row.text)")
    #expect(error.position.column == row.column, "\(row.text)")
    #expect(error.pointer == row.pointer, "\(row.text)")
  }

  @Test func offsetsCountBytesOfTheDocument() throws {
    let error = try #require(refusal(utf8("[\n\"中文\",\n x]")))
    #expect(error.position == JSONPosition(line: 3, column: 2, offset: 13))
    #expect(
      "\(error)" == "a value is expected at line 3, column 2 (pointer \"/1\")")
  }

  @Test func everyKindHasItsOwnSentence() {
    let sentences = Set(JSONError.Kind.allCases.map(\.sentence))
    #expect(sentences.count == JSONError.Kind.allCases.count)
  }

  @Test func nodesKnowWhereTheyStand() throws {
    let node = try JSONNode.parse(
      utf8("{\"a\": 1,\n  \"b\": [true,\n null]}"), limits: .exchange)
    guard case .object(let fields) = node.content,
      case .array(let elements) = fields[1].node.content
    else {
      Issue.record("an object with an array is expected")
      return
    }
    #expect(fields[1].namePosition == JSONPosition(line: 2, column: 3, offset: 11))
    #expect(fields[1].node.position == JSONPosition(line: 2, column: 8, offset: 16))
    #expect(elements[1].position == JSONPosition(line: 3, column: 2, offset: 24))
    #expect(node["a"]?.value == 1)
    #expect(node["c"] == nil)
  }

  @Test func pointersFollowTheEvents() throws {
    let lines = transcript(
      limits: .exchange, pieces(of: utf8("{\"a\":[1,{\"b\":\"x\"}],\"c\":{}}"), size: 3))
    #expect(
      lines == [
        "beginObject 1:1@0 ",
        "name(\"a\") 1:2@1 /a",
        "beginArray 1:6@5 /a",
        "number(StrictJSON.JSONNumber(literal: \"1\")) 1:7@6 /a/0",
        "beginObject 1:9@8 /a/1",
        "name(\"b\") 1:10@9 /a/1/b",
        "string(\"x\") 1:14@13 /a/1/b",
        "endObject 1:17@16 /a/1",
        "endArray 1:18@17 /a",
        "name(\"c\") 1:20@19 /c",
        "beginObject 1:24@23 /c",
        "endObject 1:25@24 /c",
        "endObject 1:26@25 ",
        "end 1:27@26 ",
      ])
  }
}
