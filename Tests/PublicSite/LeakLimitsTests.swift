import Disclosure
import PublicSite
import SyntheticCounty
import TestKit
import Testing

/// What cannot be read to its end is a hit; what only looks like a secret is none.
@Suite("The limits of the leak scan")
struct LeakLimitsTests {
  private let scan = LeakScan(
    secrets: PlantForms.secrets, identity: SyntheticCounty(count: 0).input().identity,
    office: "ZEZHOU")

  private func kinds(_ bytes: [UInt8], file: String = "x") -> [Leak.Kind] {
    scan.hits(in: bytes, file: file).map(\.kind)
  }

  private func kinds(_ text: String) -> [Leak.Kind] { kinds(Array(text.utf8)) }

  @Test("a text that is packed or encoded once too often", arguments: [true, false])
  func depth(isPacked: Bool) {
    var bytes = Array("清白的一句话，什么也没有说。".utf8)
    for depth in 1...10 {
      bytes = isPacked ? PlantForms.gzip(bytes) : Array(PlantForms.base64(bytes).utf8)
      #expect(kinds(bytes) == (depth > 8 ? [.unreadable] : []), "depth \(depth)")
    }
  }

  @Test("escapes within escapes without end")
  func escapes() {
    #expect(kinds("%2525252531") == [])
    #expect(kinds("%" + String(repeating: "25", count: 12) + "31") == [.unreadable])
  }

  @Test("a file that unpacks to more than is read")
  func bomb() {
    let bomb = PlantForms.gzip([UInt8](repeating: 0x20, count: 80 << 20))
    #expect(bomb.count < 100_000)
    #expect(kinds(bomb) == [.unreadable])
    #expect(kinds("a=\(PlantForms.base64(bomb))") == [.unreadable])
  }

  @Test("a damaged packed file; base64 that only looks packed")
  func damage() {
    let whole = PlantForms.gzip((0..<4000).map { UInt8(truncatingIfNeeded: 0x30 + $0 % 50) })
    #expect(kinds(whole) == [])
    #expect(kinds(Array(whole.dropLast(9))) == [.unreadable])
    #expect(kinds("H4sIAAAAAAAAAAzzzzzzzzzzzzzzzzzz") == [])
    // What can be unpacked of it before the damage is read.
    let secret = PlantForms.gzip(Array("\(PlantForms.identity) 等人".utf8))
    #expect(kinds(PlantForms.base64(secret.dropLast(8))) == [.identityNumber])
  }

  @Test("bytes that are no text, a picture excepted")
  func binary() {
    #expect(kinds([0x50, 0x4B, 3, 4, 0xFF, 0xFE, 0, 0]) == [.unreadable])
    #expect(kinds(PlantForms.identity.utf8.flatMap { [$0, 0] }).contains(.unreadable))
    #expect(kinds([0xD5, 0xC5, 0xC8, 0xFD]) == [.unreadable])
    #expect(kinds([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0xFF]) == [])
  }

  @Test("what stands after a packed part is read too")
  func after() {
    let packed = PlantForms.gzip(Array("无".utf8))
    #expect(kinds(packed + packed) == [])
    #expect(kinds(packed + Array(PlantForms.phone.utf8)) == [.phone])
    #expect(kinds(packed + PlantForms.gzip(Array(PlantForms.name.utf8))) == [.name])
  }

  @Test("a path that tells something is not told")
  func path() {
    let leaks = scan.hits(in: [], file: "data/\(PlantForms.name)/\(PlantForms.phone).csv")
    #expect(leaks.map(\.file) == ["****/***/***********.csv", "****/***/***********.csv"])
    #expect(Set(leaks.map(\.kind)) == [.name, .phone])
    #expect(kinds([], file: "record/2026/0001xx/ZEZHOU-2026-000123.html") == [])
    #expect(kinds([], file: "town/140525106000/1/p1.html") == [])
  }

  @Test("a number that only looks like a record's hides nothing")
  func recordNumbers() {
    let scan = LeakScan(
      secrets: Secrets(phones: ["13900001237", "20260001234"]),
      identity: SyntheticCounty(count: 0).input().identity, office: "ZEZHOU")
    func count(_ text: String) -> Int { scan.hits(in: Array(text.utf8), file: "x").count }
    #expect(count("ZEZHOU-2026-000123") == 0)
    #expect(count("ZEZHOU-1390-0001237") == 1)
    #expect(count("ZEZHOU-2026-0001234") == 1)
    #expect(count("ZEZHOU-2026-000123 4") == 0)
  }

  @Test("words and paths are no base64, seeded", arguments: 1...3 as ClosedRange<UInt64>)
  func noise(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let noise = (0..<50_000).map { place in
      place % 80 == 79 ? 0x0A : digits[Int.random(in: 0..<64, using: &random)]
    }
    #expect(kinds(noise) == [], "seed \(seed)")
    #expect(kinds("eJzzzz" + String(decoding: noise, as: UTF8.self)) == [], "seed \(seed)")
  }

  @Test(
    "traces outlive their text form, and tell what was read",
    arguments: 1...3 as ClosedRange<UInt64>)
  func traces(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let page =
      String(
        (0..<2000).map { _ in
          Character(Unicode.Scalar(0x4E00 + UInt32.random(in: 0..<3000, using: &random)) ?? "一")
        }) + " 12345678901 1405251985"
    let traces = scan.findings(in: Array(page.utf8), file: "x").traces
    let again = try #require(LeakTraces(reading: Array((traces.lines + "file\n").utf8)))
    let isSame = again == traces
    #expect(isSame, "seed \(seed)")
    #expect(LeakTraces(reading: Array("runs \n".utf8)) == nil)
    #expect(LeakTraces(reading: Array("runs \npairs !\n".utf8)) == nil)
    func tells(_ secrets: Secrets) -> Bool {
      LeakScan(
        secrets: secrets, identity: SyntheticCounty(count: 0).input().identity, office: "ZEZHOU"
      ).tells(again)
    }
    for _ in 0..<50 {
      let start = Int.random(in: 0..<1990, using: &random)
      let name = String(page.dropFirst(start).prefix(Int.random(in: 2...5, using: &random)))
      #expect(tells(Secrets(maskedNames: [name])), "seed \(seed): \(name)")
    }
    #expect(tells(Secrets(phones: ["12345678901"])))
    // What cannot be told from pairs is looked for everywhere.
    #expect(tells(Secrets(maskedNames: ["Greta Lindqvist"])))
    let strangers = (0..<300).map { number in
      String(
        [0x6000, 0x7000 + number, 0x6001].compactMap { Unicode.Scalar($0).map(Character.init) })
    }
    #expect(!tells(Secrets(phones: ["98765432109"], maskedNames: Set(strangers))))
  }
}
