@testable import Disclosure
import Quantities
import TestKit
import Testing

/// The fast reading finds what the slow one finds, at the same places, in whatever stands there.
@Suite("The leak scan's reading, fast and slow")
struct LeakReaderTests {
  private static let identity = SiteIdentity(
    county: "县", bureau: "局", siteName: "站", domain: "d", siteCode: "", icpRecord: "",
    policeRecord: "", phone: "", address: "", demo: true)

  private static func secrets(hasLatin: Bool) -> Secrets {
    var names: Set<String> = ["张三丰", "欧阳锋", "阿卜杜拉·买买提", "何一", "记录"]
    if hasLatin { names.formUnion(["John Smith", "Label", "Bo Li", "张X", "李4四"]) }
    return Secrets(
      identityNumbers: ["140525198506123018", "14052519900101204X"],
      phones: ["13800001234", "7654321"], accounts: ["6228480402564890018"], maskedNames: names)
  }

  private static let parts = [
    "140525198506123018", "140525 19850612 3018", "13800001234", "1380000", "1234", "7654321",
    "6228480402564890018", "140525850612301", "11010519491231002X", "110105491231002",
    "12345678901234567890123456789", "张三丰", "张", "三", "丰", "欧阳", "锋", "阿卜杜拉•买买提", "何一", "任何一笔记录",
    "John", " Smith", "Label", "Bo", "Li", "4四", "X", "x", "Ⅹ", "１３８", "①④⓪", "é", "Ａ", "\u{1D7CF}",
    "\u{20000}", "\u{E0100}", "\u{F900}", "<b>", "</b>", "<td>", "</td>", "<?x", "<!--", "-->",
    "<!-->",
    "<![CDATA[", "]]>", "<!doctype html>", "<span title=\"", "\">", "<", ">", "< 3", "&amp;",
    "&amp",
    "&#49;", "&#x31;", "&#0;", "&#65;", "&nbsp;", "&lt;", "&gt", "&gt;", "&", "&#", "%31", "%",
    "\\u0031",
    "\\61 ", "\\", "\u{200B}", "　", "·", ".", "-", " ", "\n", "\r\n", "\0", "ZEZHOU-2026-000123",
    "ZEZHOU-2026-0001234", "ZEZHOU-1999-000123", "ZZEZHOU-2026-000123", "Z", "?", "/", "，", "0",
  ]

  /// A page of odds and ends, some of them damaged.
  private static func page(_ random: inout SeededRandom) -> [UInt8] {
    var page: [UInt8] = []
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      page += (parts.randomElement(using: &random) ?? "").utf8
    }
    for _ in 0..<Int.random(in: 0...3, using: &random) where !page.isEmpty {
      let place = page.indices.randomElement(using: &random) ?? 0
      if Bool.random(using: &random) {
        page.remove(at: place)
      } else {
        page[place] = UInt8.random(in: 0...255, using: &random)
      }
      if page.isEmpty { break }
    }
    return page
  }

  @Test("pages at random", arguments: 1...4 as ClosedRange<UInt64>, [false, true])
  func pages(seed: UInt64, hasLatin: Bool) {
    var random = SeededRandom(seed: seed)
    let secrets = Self.secrets(hasLatin: hasLatin)
    let scan = LeakScan(secrets: secrets, identity: Self.identity, office: "ZEZHOU")
    let slow = SlowLeakReader(secrets, office: "ZEZHOU")
    var found = 0
    for number in 0..<500 {
      let page = Self.page(&random)
      var expected = slow
      expected.read(page)
      var reader = LeakReader()
      var desk = LeakDesk(scan: scan)
      page.withUnsafeBufferPointer { reader.read($0, &desk) }
      let places = Set(
        reader.hits.map { SlowLeakReader.Place(offset: $0.offset, kind: $0.kind) })
      let text = String(decoding: page, as: UTF8.self)
      #expect(places == expected.places, "seed \(seed), page \(number): \(text)")
      let hasSameTraces = desk.traces == expected.traces
      #expect(hasSameTraces, "seed \(seed), page \(number): \(text)")
      #expect(reader.hasEscapes == expected.hasEscapes, "seed \(seed), page \(number): \(text)")
      #expect(reader.isBinary == expected.isBinary, "seed \(seed), page \(number): \(text)")
      found += places.count
    }
    // Both would agree on nothing, too.
    #expect(found > 500, "seed \(seed)")
  }

  @Test("characters that are not looked up stand for themselves")
  func unfolded() {
    for range in Folding.alsoUnfolded + [Folding.unfolded] {
      #expect(range.allSatisfy { Folding.folded($0) == $0 }, "\(range)")
    }
  }

  @Test("a record number is passed over where Latin names are looked for")
  func recordNumbers() {
    let secrets = Secrets(accounts: ["62022026000123999"], maskedNames: ["John Smith"])
    let scan = LeakScan(secrets: secrets, identity: Self.identity, office: "ZEZHOU")
    #expect(scan.hits(in: Array("ZEZHOU-2026-000123".utf8), file: "x").isEmpty)
    #expect(scan.hits(in: Array("OTHER-2026-000123".utf8), file: "x").map(\.kind) == [.account])
  }

  @Test("a run keeps its digits, however many", arguments: 1...3 as ClosedRange<UInt64>)
  func runs(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for count in 1...40 {
      var digits = (1..<count).map { _ in UInt8.random(in: 0...9, using: &random) as UInt8 }
      digits.append(UInt8.random(in: 0...10, using: &random))
      var run = DigitRun()
      for _ in 0..<(count % 23) { run.append(7) }
      run.clear()
      for digit in digits { run.append(digit) }
      #expect(run.digits == digits && run.count == count, "seed \(seed)")
      #expect(DigitRun(text: run.text.utf8) == run, "seed \(seed)")
      if count <= DigitRun.packable {
        #expect(DigitRun(packed: run.packed) == run, "seed \(seed)")
      }
    }
  }

  @Test("base64 is found wherever it begins", arguments: 1...3 as ClosedRange<UInt64>)
  func base64(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let words = [
      "MTQwNTI1MTk4NTA2MTIzMDE4", "5byg5LiJ5Liw", "H4sIAAAA", "eJz", "abc", "/", "-", "+", "_", "=",
      "\n", "\r\n", " ", ".", "张", "0123456789abcdef",
    ]
    for _ in 0..<400 {
      var content: [UInt8] = []
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        content += (words.randomElement(using: &random) ?? "").utf8
      }
      var found: [String: [UInt8]] = [:]
      content.withUnsafeBufferPointer {
        Base64.decode($0) { found["\($1) \($0.count)"] = $0 }
      }
      let expected = SlowBase64.decode(content)
      #expect(found == expected, "seed \(seed): \(String(decoding: content, as: UTF8.self))")
    }
  }
}

/// Base64 as its rules say it: runs of its digits, over lines' ends, from the beginning and behind
/// every mark.
private enum SlowBase64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func value(_ byte: UInt8) -> Int? {
    digits.firstIndex(of: byte == 0x2D ? 0x2B : byte == 0x5F ? 0x2F : byte)
  }

  static func decode(_ content: [UInt8]) -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    var index = 0
    while index < content.count {
      var end = index
      while end < content.count, value(content[end]) != nil { end += 1 }
      guard end - index >= 15 else {
        index = end + 1
        continue
      }
      while true {
        let blanks = content[end...].prefix { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        let line = content[blanks.endIndex...].prefix { value($0) != nil }
        guard blanks.contains(where: { $0 < 0x20 }), !line.isEmpty else { break }
        end = line.endIndex
      }
      for start in index..<end {
        guard start == index || content[start - 1] < 0x30 || content[start - 1] == 0x5F
        else { continue }
        let run = content[start..<end]
        let all = bytes(run)
        var state = UTF8State()
        let text = Array(all.prefix { state.takes($0) })
        if text.count >= 6 { found["\(start) \(text.count)"] = text }
        if ["H4sI", "eJ", "eN", "eA", "eF"].contains(where: { run.starts(with: $0.utf8) }) {
          found["\(start) \(all.count)"] = all
        }
      }
      index = end
    }
    return found
  }

  private static func bytes(_ run: ArraySlice<UInt8>) -> [UInt8] {
    let bits = run.compactMap(value).flatMap { six in (0..<6).map { six >> (5 - $0) & 1 } }
    return (0..<bits.count / 8).map { byte in
      bits[(byte * 8)..<(byte * 8 + 8)].reduce(0) { $0 << 1 | UInt8($1) }
    }
  }
}
