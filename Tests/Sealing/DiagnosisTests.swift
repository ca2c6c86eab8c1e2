import Foundation
import Sealing
import Testing

/// Each mistake as the command makes it. The diagnosis names it; nothing is ever accepted.
@Suite struct DiagnosisTests {
  static let gm = "-sigopt distid:1234567812345678"
  static let manifest = #"{"format":"mingdai/1"}"#

  struct Mistake: Sendable, CustomTestStringConvertible {
    let suite: Suite
    let commands: [String]
    let diagnosis: SignatureDiagnosis
    var testDescription: String { "\(suite.fileTag) \(diagnosis): \(commands)" }

    init(_ suite: Suite, _ diagnosis: SignatureDiagnosis, _ commands: String...) {
      self.suite = suite
      self.commands = commands
      self.diagnosis = diagnosis
    }
  }

  static let mistakes = [
    Mistake(.sm2, .noDistid, "dgst -sm3 -sign k -out s m"),
    Mistake(
      .sm2, .overDigest, "dgst -sm3 -binary -out d m", "dgst -sm3 -sign k \(gm) -out s d"),
    Mistake(.sm2, .overDigest, "dgst -sm3 -binary -out d m", "dgst -sm3 -sign k -out s d"),
    Mistake(
      .sm2, .overDigest, "dgst -sm3 -binary -out d m", "pkeyutl -sign -inkey k -in d -out s"),
    Mistake(
      .p256, .overDigest, "dgst -sha256 -binary -out d m", "dgst -sha256 -sign k -out s d"),
    Mistake(
      .sm2, .base64Text, "dgst -sm3 -sign k \(gm) -out d m", "base64 -in d -out s"),
    Mistake(
      .p256, .base64Text, "dgst -sha256 -sign k -out d m", "base64 -A -in d -out s"),
    Mistake(.sm2, .base64Text, "dgst -sm3 -sign k -out d m", "base64 -in d -out s"),
    Mistake(.p256, .hexText, "dgst -sha256 -sign k -hex -out s m"),
    Mistake(.sm2, .hexText, "dgst -sm3 -sign k \(gm) -hex -out s m"),
    Mistake(.p256, .unknown, "dgst -sha384 -sign k -out s m"),
    Mistake(
      .p256, .unknown, "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out x",
      "dgst -sha256 -sign x -out s m"),
    Mistake(
      .p256, .notDER, "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out x",
      "dgst -sha256 -sign x -out s m"),
  ]

  @Test(arguments: mistakes) func mistakesOfTheCommand(mistake: Mistake) throws {
    let openssl = try OpenSSLCommand()
    let key = try PrivateKey.generate(mistake.suite)
    try openssl.write("k", key.pem())
    try openssl.write("m", Self.manifest)
    for command in mistake.commands { try openssl.run(command) }
    try expect(mistake.diagnosis, try openssl.bytes("s"), key)
  }

  @Test(arguments: Suite.allCases) func mistakesOfForm(suite: Suite) throws {
    let key = try PrivateKey.generate(suite)
    let message = Array(Self.manifest.utf8)
    let der = try key.sign(message)
    let raw = try rawForm(der)
    let base64 = Data(raw).base64EncodedString()
    let hexDigest = Array(try Digest.of(message, suite.digestAlgorithm).hex.utf8)
    try expect(.rawRS, raw, key)
    try expect(.trailingBytes, der + [0x0A], key)
    try expect(.trailingBytes, der + [0x0D, 0x0A], key)
    try expect(.base64Text, Array(base64.utf8), key)
    try expect(.hexText, Array(Hex.encode(raw).uppercased().utf8), key)
    try expect(.hexText, Array((Hex.encode(der) + "\n").utf8), key)
    try expect(.overDigest, try key.sign(hexDigest), key)
    try expect(.overDigest, try key.sign(hexDigest + [0x0A]), key)
    // Only shaped like a mistake: undoing it does not make it verify.
    try expect(.notDER, [UInt8](repeating: 0x11, count: 64), key)
    try expect(.notDER, Array("not a signature".utf8), key)
    try expect(.notDER, [], key)
    try expect(.notDER, [UInt8](repeating: 0x30, count: 1_024), key)
    try expect(.unknown, try key.sign(message + [0x0A]), key)
  }

  @Test func withoutKeys() throws {
    let key = try PrivateKey.generate(.sm2)
    let message = Array(Self.manifest.utf8)
    let opening = Sealing.open(manifest: message, signature: try key.sign(message), keys: [])
    guard case .refused(.noKey) = opening else {
      Issue.record("\(opening)")
      return
    }
  }

  private func expect(
    _ diagnosis: SignatureDiagnosis, _ signature: [UInt8], _ key: PrivateKey,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    // A second key, tried first, must not hide what the right one tells.
    let other = try PrivateKey.generate(.p256).publicKey
    let opening = Sealing.open(
      manifest: Array(Self.manifest.utf8), signature: signature, keys: [other, key.publicKey])
    guard case .refused(let found) = opening else {
      Issue.record("accepted", sourceLocation: sourceLocation)
      return
    }
    #expect(found == diagnosis, sourceLocation: sourceLocation)
  }

  /// r‖s of a DER signature.
  private func rawForm(_ der: [UInt8]) throws -> [UInt8] {
    let rCount = Int(der[3])
    let numbers = [der[4..<4 + rCount], der[(6 + rCount)...]]
    return numbers.flatMap { number in
      let digits = number.drop { $0 == 0 }
      return [UInt8](repeating: 0, count: 32 - digits.count) + digits
    }
  }
}
