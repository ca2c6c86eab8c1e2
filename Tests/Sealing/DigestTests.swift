import Foundation
import Sealing
import TestKit
import Testing

@Suite struct DigestTests {
  @Test(arguments: [
    // GB/T 32905 annex A; FIPS 180-4 examples.
    (
      "abc", DigestAlgorithm.sm3, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    ),
    (
      "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd", .sm3,
      "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    ),
    ("", .sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", .sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", .sha256,
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func knownAnswers(message: String, algorithm: DigestAlgorithm, hex: String) throws {
    let digest = try Digest.of(Array(message.utf8), algorithm)
    #expect(digest.hex == hex)
    #expect(digest == Digest(algorithm, hex: hex))
  }

  @Test func aMillionLettersA() throws {
    let stream = try DigestStream(.sha256)
    for _ in 0..<1_000 { stream.update([UInt8](repeating: UInt8(ascii: "a"), count: 1_000)) }
    let digest = try stream.finish()
    #expect(digest.hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func everyCaseOfTheSM3Vectors() throws {
    guard let folder = Vectors.folder() else { return }
    let text = try String(contentsOf: folder.appendingPathComponent("sm/sm3.vec"), encoding: .utf8)
    var message: [UInt8]?
    var count = 0
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "=", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      if parts.first == "In" { message = Hex.decode(parts[1].lowercased()) }
      guard parts.first == "Out" else { continue }
      let input = try #require(message, "Out without a good In")
      message = nil
      #expect(try Digest.of(input, .sm3).hex == parts[1].lowercased(), "\(line)")
      count += 1
    }
    #expect(count == 139)
  }

  @Test(arguments: DigestAlgorithm.allCases)
  func anySplitGivesTheSameDigest(algorithm: DigestAlgorithm) throws {
    let seed: UInt64 = 20_260_901
    var random = SeededRandom(seed: seed)
    for round in 0..<200 {
      let bytes = (0..<Int.random(in: 0...700, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      let stream = try DigestStream(algorithm)
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 0...min(130, rest.count), using: &random)
        stream.update(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      #expect(
        try stream.finish() == Digest.of(bytes, algorithm), "seed \(seed), round \(round)")
    }
  }

  @Test func onlyLowerHexOf32BytesIsADigest() {
    let good = String(repeating: "0a", count: 32)
    #expect(Digest(.sm3, hex: good)?.hex == good)
    for bad in [
      good.uppercased(), String(good.dropLast()), good + "0a", " " + good.dropFirst(), "",
    ] {
      #expect(Digest(.sm3, hex: bad) == nil, "\(bad)")
    }
    #expect(Digest(.sm3, hex: good) != Digest(.sha256, hex: good))
  }

  @Test func randomBytesDiffer() throws {
    let first = try randomBytes(32)
    #expect(first.count == 32)
    #expect(try randomBytes(32) != first)
    #expect(try randomBytes(0) == [])
  }
}
