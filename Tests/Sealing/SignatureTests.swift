import Foundation
import Sealing
import TestKit
import Testing

@Suite struct SignatureTests {
  static let signOptions: [Suite: String] = [
    .sm2: "-sm3 -sigopt distid:1234567812345678", .p256: "-sha256",
  ]

  /// The very commands of EXCHANGE §2.
  @Test(arguments: Suite.allCases)
  func whatTheCommandSignsVerifies(suite: Suite) throws {
    let openssl = try OpenSSLCommand()
    let options = try #require(Self.signOptions[suite])
    let key = try PrivateKey.generate(suite)
    try openssl.write("bank.key", key.pem())
    for message in ["", "{}", String(repeating: "明贷", count: 100_000)] {
      try openssl.write("manifest.json", message)
      try openssl.run("dgst \(options) -sign bank.key -out manifest.sig manifest.json")
      let opening = Sealing.open(
        manifest: Array(message.utf8), signature: try openssl.bytes("manifest.sig"),
        keys: [key.publicKey])
      guard case .opened(let package) = opening else {
        Issue.record("\(opening)")
        continue
      }
      #expect(package.manifest == Array(message.utf8))
      #expect(package.key == key.publicKey)
    }
  }

  @Test(arguments: Suite.allCases)
  func theCommandVerifiesWhatWeSign(suite: Suite) throws {
    let openssl = try OpenSSLCommand()
    let options = try #require(Self.signOptions[suite])
    let key = try PrivateKey.generate(suite)
    try openssl.write("our.pem", key.publicKey.pem)
    for length in [0, 1, 63, 64, 65, 100_000] {
      let message = [UInt8](repeating: 0x61, count: length)
      try openssl.write("manifest.json", message)
      try openssl.write("manifest.sig", key.sign(message))
      let line = "dgst \(options) -verify our.pem -signature manifest.sig manifest.json"
      try openssl.run(line)
      try openssl.write("manifest.json", message + [0])
      #expect(try openssl.attempt(line).status != 0)
    }
  }

  @Test func theLogKeyAgreesWithTheCommand() throws {
    let openssl = try OpenSSLCommand()
    let key = try LogKey.generate()
    try openssl.write("head", "tree head")
    try openssl.write("log.pem", key.publicKey.pem)
    try openssl.write("head.sig", key.sign(Array("tree head".utf8)))
    try openssl.run("pkeyutl -verify -pubin -inkey log.pem -rawin -in head -sigfile head.sig")
  }

  /// A key among four, at any place, is found; and it is the one that verified that is named.
  @Test func everyKeyIsTried() throws {
    let keys = try [Suite.sm2, .p256, .p256, .sm2].map { try PrivateKey.generate($0) }
    let manifest = Array("{}".utf8)
    for key in keys {
      let opening = Sealing.open(
        manifest: manifest, signature: try key.sign(manifest), keys: keys.map(\.publicKey))
      guard case .opened(let package) = opening else {
        Issue.record("\(opening)")
        continue
      }
      #expect(package.key == key.publicKey)
    }
    let stranger = try PrivateKey.generate(.sm2).sign(manifest)
    let opening = Sealing.open(
      manifest: manifest, signature: stranger, keys: keys.map(\.publicKey))
    guard case .refused(.unknown) = opening else {
      Issue.record("\(opening)")
      return
    }
  }

  @Test(arguments: Suite.allCases)
  func anAlteredByteNeverVerifies(suite: Suite) throws {
    let seed: UInt64 = 4_711
    var random = SeededRandom(seed: seed)
    let key = try PrivateKey.generate(suite)
    let message = (0..<200).map { _ in UInt8.random(in: 0...255, using: &random) }
    let signature = try key.sign(message)
    #expect(key.publicKey.verify(signature: signature, message: message))
    // Every bit of the signature, then random changes of the message.
    for bit in 0..<signature.count * 8 {
      var altered = signature
      altered[bit / 8] ^= 1 << (bit % 8)
      #expect(!key.publicKey.verify(signature: altered, message: message), "bit \(bit)")
    }
    for round in 0..<100 {
      var altered = message
      altered[Int.random(in: 0..<200, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
      #expect(
        !key.publicKey.verify(signature: signature, message: altered),
        "seed \(seed), round \(round)")
    }
    #expect(!key.publicKey.verify(signature: signature, message: message.dropLast()))
    #expect(!key.publicKey.verify(signature: [], message: message))
  }

  /// The same r and s in other bytes: the library would take some of them.
  @Test(arguments: Suite.allCases)
  func onlyOneEncodingOfASignatureIsAccepted(suite: Suite) throws {
    let key = try PrivateKey.generate(suite)
    let message = Array("{}".utf8)
    let der = try key.sign(message)
    let body = Array(der[2...])
    let rCount = Int(body[1])
    let r = Array(body[2..<2 + rCount])
    let s = Array(body[(4 + rCount)...])
    func sequence(_ r: [UInt8], _ s: [UInt8], tail: [UInt8] = []) -> [UInt8] {
      let inner = [0x02, UInt8(r.count)] + r + [0x02, UInt8(s.count)] + s + tail
      return [0x30, UInt8(inner.count)] + inner
    }
    #expect(sequence(r, s) == der)
    #expect(key.publicKey.verify(signature: sequence(r, s), message: message))
    let others: [(String, [UInt8])] = [
      ("long length", [0x30, 0x81, UInt8(body.count)] + body),
      ("indefinite length", [0x30, 0x80] + body + [0, 0]),
      ("leading zero in r", sequence([0] + r, s)),
      ("leading zero in s", sequence(r, [0] + s)),
      ("behind s", sequence(r, s, tail: [0x05, 0x00])),
      ("behind all", der + [0]),
      ("line feed behind all", der + [0x0A]),
      ("s missing", [0x30, UInt8(2 + rCount), 0x02, UInt8(rCount)] + r),
      ("set", [0x31] + der.dropFirst()),
      ("r zero", sequence([0], s)),
      ("s zero", sequence(r, [0])),
      ("swapped", sequence(s, r)),
      ("r negative", sequence([0xFF] + r, s)),
      ("r = -1", sequence([0xFF], s)),
    ]
    for (name, bytes) in others {
      #expect(!key.publicKey.verify(signature: bytes, message: message), "\(name)")
    }
  }
}
