import StrictJSON
import Testing

/// The reader as its callers use it.
@Suite struct ReaderTests {
  @Test func recordsAreReadOneByOne() throws {
    let text = "{\"about\":[1,{\"x\":2}],\"records\":[{\"id\":\"A\"},{\"id\":\"B\"}],\"end\":null}"
    let reader = JSONReader(bytes: utf8(text), limits: .exchange)
    var ids: [JSONValue?] = []
    var names: [String] = []
    #expect(try reader.next() == .beginObject)
    while let name = try reader.readName() {
      names.append(name)
      guard name == "records" else {
        try reader.skipValue()
        continue
      }
      #expect(try reader.next() == .beginArray)
      while let record = try reader.readElement() {
        ids.append(record["id"]?.value)
      }
    }
    #expect(try reader.next() == .end)
    #expect(try reader.next() == .end)
    #expect(names == ["about", "records", "end"])
    #expect(ids == ["A", "B"])
  }

  @Test func anArrayThatEndsHasNoFurtherElement() throws {
    for skips in [true, false] {
      let reader = JSONReader(bytes: utf8("[1]"), limits: .exchange)
      #expect(try reader.next() == .beginArray)
      #expect(try reader.readNode().value == 1)
      let error = #expect(throws: JSONError.self) {
        if skips { try reader.skipValue() } else { _ = try reader.readNode() }
      }
      #expect(error?.kind == .noElement)
      #expect(error?.position.column == 3)
    }
  }

  @Test func anErrorIsFinal() throws {
    let reader = JSONReader(bytes: utf8("[1,]"), limits: .exchange)
    _ = try reader.next()
    _ = try reader.next()
    let first = try #require(
      #expect(throws: JSONError.self) {
        try reader.next()
      })
    #expect(first.kind == .expectedValue)
    #expect(throws: first) { try reader.next() }
    #expect(throws: first) { try reader.readNode() }
    #expect(throws: first) { try reader.readName() }
    #expect(throws: first) { try reader.readElement() }
    #expect(throws: first) { try reader.skipValue() }
  }

  struct Broken: Error, Equatable {}

  @Test func whatTheSourceThrowsComesOutUnchanged() throws {
    var calls = 0
    let reader = JSONReader(limits: .exchange) { buffer in
      calls += 1
      if calls == 2 { throw Broken() }
      buffer[0] = UInt8(ascii: "[")
      return 1
    }
    #expect(try reader.next() == .beginArray)
    #expect(throws: Broken()) { try reader.next() }
    #expect(throws: Broken()) { try reader.readElement() }
    #expect(calls == 2)
  }

  @Test func depthBombsAreRefusedAtTheLimit() throws {
    for (unit, depth) in [("[", 16), ("{\"a\":", 16), ("[{\"a\":", 16)] {
      let bomb = utf8(String(repeating: unit, count: 100_000))
      let error = try #require(refusal(bomb, limits: .exchange))
      #expect(error.kind == .tooDeep)
      #expect(verdictBySkipping(bomb, limits: .exchange) == .tooDeep)
      #expect(error.pointer.split(separator: "/").count == depth)
    }
    // The deepest tree that any limit allows is read and released.
    let deepest = utf8(
      String(repeating: "[", count: 512) + String(repeating: "]", count: 512))
    #expect(verdict(deepest, limits: JSONLimits(depth: 512, stringBytes: 1)) == nil)
  }
}
