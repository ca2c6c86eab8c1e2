import Markup
import TestKit
import Testing

/// What a code says is read back from printed pages in the tests of the browser.
@Suite("QR codes")
struct QRCodeTests {
  private func drawn(_ code: QRCode) -> [String] {
    code.rows.map { row in
      (0..<code.size).map { row >> UInt64($0) & 1 == 1 ? "#" : "." }.joined()
    }
  }

  @Test("a code stands as readers look for it: three marks, light between them")
  func marks() throws {
    let code = try #require(QRCode("明贷"))
    let wanted = [
      "#######.", "#.....#.", "#.###.#.", "#.###.#.", "#.###.#.", "#.....#.", "#######.",
      "........",
    ]
    let drawn = drawn(code)
    let rows = Array(drawn[..<8])
    #expect(code.size == 21)
    #expect(rows.map { String($0.prefix(8)) } == wanted)
    #expect(rows.map { String($0.reversed().prefix(8)) } == wanted)
    #expect(drawn.reversed()[..<8].map { String($0.prefix(8)) } == wanted)
  }

  @Test(
    "each version is taken up to what it holds",
    arguments: [
      (1, 21), (14, 21), (15, 25), (26, 25), (42, 29), (62, 33), (63, 37), (84, 37), (106, 41),
      (107, 45), (122, 45), (152, 49), (153, 53), (180, 53),
    ])
  func versions(length: Int, size: Int) throws {
    let code = try #require(QRCode(String(repeating: "a", count: length)))
    #expect(code.size == size)
    #expect(code.rows.count == size)
    #expect(code.rows.allSatisfy { $0 >> UInt64(size) == 0 })
  }

  @Test("a text that is too long has no code")
  func most() {
    #expect(QRCode(String(repeating: "a", count: QRCode.most)) != nil)
    #expect(QRCode(String(repeating: "a", count: QRCode.most + 1)) == nil)
    #expect(QRCode("") == nil)
  }
}
