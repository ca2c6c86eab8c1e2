import StrictJSON
import TestKit
import Testing

/// Seeded properties. The seed stands in every message.
@Suite struct PropertyTests {
  static let limits = JSONLimits(depth: 64, stringBytes: 4096)

  @Test(arguments: [1, 20_260_301, 0xDEAD_BEEF] as [UInt64])
  func whatIsWrittenIsReadBack(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<400 {
      let value = randomValue(&random, depth: 0)
      let canonical = value.canonical()
      let node = try JSONNode.parse(canonical, limits: Self.limits)
      // Canonical form is a fixed point, and the tree's is the value's.
      #expect(node.canonical() == canonical, "seed \(seed)")
      #expect(node.value.canonical() == canonical, "seed \(seed)")
      // Order of members apart, nothing is lost.
      let pretty = try JSONNode.parse(value.text(), limits: Self.limits)
      #expect(pretty.value == value, "seed \(seed)")
      #expect(pretty.canonical() == canonical, "seed \(seed)")
      let shuffled = shuffledMembers(value, &random)
      #expect(shuffled.canonical() == canonical, "seed \(seed)")
      var written: [UInt8] = []
      var writer = JSONWriter(indent: 3) { written += $0 }
      try writer.value(value)
      try writer.finish()
      #expect(written == value.text(indent: 3), "seed \(seed)")
    }
  }

  @Test(arguments: [7, 42] as [UInt64])
  func sortingAgreesWithTheUTF16View(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<3000 {
      let names = Set((0..<2).map { _ in randomText(&random, longest: 3) }.map { utf8($0) })
        .map { String(decoding: $0, as: UTF8.self) }
      let value = JSONValue.object(names.map { JSONMember($0, .null) })
      let expected = JSONValue.object(
        names.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }.map { JSONMember($0, .null) })
      let read = try? JSONNode.parse(value.canonical(), limits: Self.limits).value
      #expect(read == expected, "seed \(seed): \(names)")
    }
  }

  @Test(arguments: [3, 1_000_003] as [UInt64])
  func mutatedDocumentsNeverCrashAndAcceptedOnesAreStable(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let corpus =
      ChunkTests.corpus.map(utf8)
      + (0..<20).map { _ in
        randomValue(&random, depth: 0).text()
      }
    var accepted = 0
    for round in 0..<6000 {
      var bytes = corpus[Int.random(in: 0..<corpus.count, using: &random)]
      for _ in 0..<Int.random(in: 1...3, using: &random) { mutate(&bytes, &random) }
      let whole = transcript(limits: Self.limits, pieces(of: bytes, size: .max))
      let size = Int.random(in: 1...9, using: &random)
      #expect(
        transcript(limits: Self.limits, pieces(of: bytes, size: size)) == whole,
        "seed \(seed), round \(round)")
      let error = refusal(bytes, limits: Self.limits)
      #expect(error.map { "\($0)" } ?? whole.last == whole.last, "seed \(seed), round \(round)")
      #expect(
        verdictBySkipping(bytes, limits: Self.limits) == error?.kind,
        "seed \(seed), round \(round)")
      if error != nil { continue }
      accepted += 1
      let node = try JSONNode.parse(bytes, limits: Self.limits)
      let again = try JSONNode.parse(node.value.text(), limits: Self.limits)
      #expect(again.value == node.value, "seed \(seed), round \(round)")
      #expect(again.canonical() == node.canonical(), "seed \(seed), round \(round)")
    }
    #expect(accepted > 300, "seed \(seed): only \(accepted) mutants were accepted")
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
    let interesting = Array("\"\\{}[],:0-.eEu \n\u{0}tfn".utf8) + [0x80, 0xC2, 0xE4, 0xED, 0xFF]
    let place = Int.random(in: 0...bytes.count, using: &random)
    let byte = interesting.randomElement(using: &random) ?? 0
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes.insert(byte, at: place)
    case 1 where place < bytes.count: bytes.remove(at: place)
    case 2 where place < bytes.count: bytes[place] = byte
    case 3 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    default:
      let end = Int.random(in: place...bytes.count, using: &random)
      bytes.insert(contentsOf: Array(bytes[place..<min(end, place + 40)]), at: place)
    }
  }

  private func randomValue(_ random: inout SeededRandom, depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth < 5 ? 8 : 5), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2:
      let shift = UInt64.random(in: 0..<64, using: &random)
      return .integer(Int64(bitPattern: random.next()) >> Int64(shift))
    case 3, 4: return .string(randomText(&random, longest: 40))
    case 5:
      return .array(
        (0..<Int.random(in: 0...5, using: &random)).map { _ in
          randomValue(&random, depth: depth + 1)
        })
    default:
      var members: [JSONMember] = []
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        let name = randomText(&random, longest: 20)
        if members.contains(where: { utf8($0.name) == utf8(name) }) { continue }
        members.append(JSONMember(name, randomValue(&random, depth: depth + 1)))
      }
      return .object(members)
    }
  }

  private func randomText(_ random: inout SeededRandom, longest: Int) -> String {
    let ranges: [ClosedRange<UInt32>] = [
      0x00...0x7F, 0x20...0x7E, 0x20...0x7E, 0x80...0x7FF, 0x4E00...0x9FFF, 0xE000...0xFDCF,
      0xFDF0...0xFFFD, 0x10000...0x1FFFD, 0x100000...0x10FFFD,
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...longest, using: &random) {
      let range = ranges[Int.random(in: 0..<ranges.count, using: &random)]
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private func shuffledMembers(_ value: JSONValue, _ random: inout SeededRandom) -> JSONValue {
    switch value {
    case .array(let elements):
      return .array(elements.map { shuffledMembers($0, &random) })
    case .object(let members):
      let shuffled = members.shuffled(using: &random)
      return .object(
        shuffled.map { JSONMember($0.name, shuffledMembers($0.value, &random)) })
    default:
      return value
    }
  }
}
