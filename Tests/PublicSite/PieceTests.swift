import Disclosure
import Foundation
import Markup
import PublicSite
import SyntheticCounty
import TestKit
import Testing

/// What pages share is scanned once: nothing is missed by that, neither in it nor at its edges, and
/// what becomes known later is found in it too.
@Suite("What pages share")
struct PieceTests {
  private static let texts = [
    "某项目", "<p>", "</p>", "<b>", "</b>", "<td>", "<div class=\"x\">", "</div>", "<a href='",
    "<!--", "-->", "<", ">", "\"", " ", "-", "\n", "。", "|", "139", "0001", "7788", "1405", "2519",
    "85134", "57712", "穆", "清", "霁", "穆清霁", "古丽娜尔", "·", "艾山江", "Greta ", "Lindqvist",
    "&#49;", "&#x", "&lt;", "&lt;!--", "--&gt;", "%31%33", "%3C", "%3E", "\\u00", "\\", "a/b",
    "ZEZHOU-2026-", "000123", PlantForms.phone, PlantForms.base64(PlantForms.phone.utf8),
    String(PlantForms.base64(PlantForms.identity.utf8).prefix(13)),
    String(PlantForms.base64(PlantForms.identity.utf8).dropFirst(13)),
  ]

  private static func text(_ most: Int, _ random: inout SeededRandom) -> String {
    (0..<Int.random(in: 0...most, using: &random)).map { _ in
      texts[Int.random(in: texts.indices, using: &random)]
    }.joined()
  }

  @Test(
    "a piece that stands apart hides nothing, seeded", arguments: 1...8 as ClosedRange<UInt64>)
  func edges(seed: UInt64) {
    let scan = LeakScan(
      secrets: PlantForms.secrets, identity: SyntheticCounty(count: 0).input().identity,
      office: "ZEZHOU")
    var random = SeededRandom(seed: seed)
    var apart = 0
    var leaking = 0
    for _ in 0..<4000 {
      let ends = ["</div>", "<main>", "</b>", "", "明</div>"]
      let piece =
        ["<div><div>", "</main><div>明", "<main><b>", "<div>", "<div><main>明"][
          Int.random(in: 0..<5, using: &random)]
        + PieceTests.text(6, &random) + ends[Int.random(in: 0..<5, using: &random)]
      guard LeakScan.standsApart(Array(piece.utf8)) else { continue }
      apart += 1
      let (before, after) = (PieceTests.text(7, &random), PieceTests.text(7, &random))
      func find(_ text: String) -> (leaks: [Leak], traces: LeakTraces) {
        scan.findings(in: Array(text.utf8), file: "x")
      }
      let whole = find(before + piece + after)
      let rest = find(before + String(decoding: LeakScan.seam, as: UTF8.self) + after)
      let alone = find(piece)
      let kinds = Set(rest.leaks.map(\.kind) + alone.leaks.map(\.kind))
      let isFound = kinds.isSuperset(of: whole.leaks.map(\.kind))
      #expect(isFound, "seed \(seed): \(before) … \(piece) … \(after)")
      var traces = rest.traces
      traces.formUnion(alone.traces)
      var all = traces
      all.formUnion(whole.traces)
      let isTraced = all == traces
      #expect(isTraced, "seed \(seed): \(before) … \(piece) … \(after)")
      if !whole.leaks.isEmpty { leaking += 1 }
    }
    #expect(apart > 100 && leaking > 30, "seed \(seed): \(apart), \(leaking)")
  }

  @Test(
    "what could run on does not stand apart",
    arguments: [
      "", "明", "<div>", "<main><div></div>", "<div>明</div>", "<main><b>明</div>",
      "<b><div>明</div>", "<main>明<div></div>", "<main><div>明</div>1", "1<main><div>明</div>",
      "<main><div>1明</div>", "<main><div>明1</div>", "<main><div> 明</div>",
      "<main><div>明 </div>", "<main><div>明</div><b>", "<main><div>明&amp;明</div>",
      "<main><div>明%明</div>", "<main><div>明\\明</div>", "<main><div>明-->明</div>",
      "<main><div>明<!--明--></div>", "<main><div>明</div><", "<main><div>明<<b>明</div>",
      "<main><div>明>明</div>", "<main><div>１明</div>", "<main><div>明\u{200B}</div>",
    ])
  func runsOn(piece: String) {
    #expect(!LeakScan.standsApart(Array(piece.utf8)))
    #expect(LeakScan.standsApart(Array("<main><div>明1</div>明</main>".utf8)))
  }

  private typealias Change = @Sendable (inout SiteInput, String) -> Void

  /// A site whose frame says something, in each of the places where people type what stands there.
  private static let frames: [(place: String, change: Change)] = [
    ("site's name", { $0.identity.siteName += $1 }), ("bureau", { $0.identity.bureau += $1 }),
    ("office hours", { $0.identity.officeHours += $1 }),
    ("header", { $0.portal.header = PieceTests.fragment("<p>联系\($1)</p>") }),
    ("header's end", { $0.portal.header = PieceTests.fragment("<p>\($1)</p>") }),
    ("footer", { $0.portal.footer = PieceTests.fragment("<p>联系\($1)人</p>") }),
    ("footer's end, with an entity", { $0.portal.footer = PieceTests.fragment("&lt;\($1)") }),
  ]

  /// Names in what the site is called are its own wording, and let pass.
  private static let frameSecrets = frames.indices.flatMap { index in
    [PlantForms.phone, PlantForms.identity, PlantForms.name]
      .filter { index > 2 || $0 != PlantForms.name }.map { (index, $0) }
  }

  private static func fragment(_ text: String) -> Fragment? {
    do { return try Fragment(text) } catch { return nil }
  }

  @Test(
    "a secret in the frame stops the release, known before or later",
    arguments: frameSecrets)
  func frame(index: Int, text: String) throws {
    let (place, change) = PieceTests.frames[index]
    let county = SyntheticCounty(count: 3)
    let held = HeldRecords(county.records(), secrets: county.secrets)
    let site = try SiteFixture()
    var publish = site.publisher(county, held)
    change(&publish.input, text)
    let first = try publish()
    #expect(first.isLive, "\(place): \(first.leaks)")
    held.learn(PlantForms.secrets)
    let kind = try #require(PlantForms.all.first { $0.text.hasPrefix(text) }).kind
    for full in [false, true] {
      publish.full = full
      let result = try publish()
      #expect(!result.isLive)
      let isTold = result.leaks.contains { $0.kind == kind }
      #expect(isTold, "\(place), full: \(full): \(result.leaks)")
    }
    // Whatever has pages is read again: the traces of the frame are among those of its bucket.
    let scan = LeakScan(
      secrets: PlantForms.secrets, identity: SyntheticCounty(count: 0).input().identity,
      office: county.input().office)
    let store = site.folder + "/store/"
    let manifests = try FileManager.default.contentsOfDirectory(atPath: store)
      .filter { $0.hasSuffix(".manifest") }
    var buckets = 0
    for name in manifests {
      let manifest = try Data(contentsOf: URL(fileURLWithPath: store + name))
      guard String(decoding: manifest, as: UTF8.self).contains(".html\n") else { continue }
      buckets += 1
      let traces = try #require(LeakTraces(reading: Array(manifest)))
      #expect(scan.tells(traces), "\(place): \(name)")
    }
    #expect(buckets > 5)
  }
}
