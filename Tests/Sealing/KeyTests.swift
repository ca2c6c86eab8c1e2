import Foundation
import Sealing
import Testing

@Suite struct KeyTests {
  @Test(arguments: Suite.allCases)
  func aNewKeyComesBackFromItsText(suite: Suite) throws {
    let key = try PrivateKey.generate(suite)
    #expect(key.suite == suite)
    #expect(try PrivateKey(pem: key.pem()).publicKey == key.publicKey)
    #expect(try PublicKey(pem: key.publicKey.pem) == key.publicKey)
    #expect(try PublicKey(spki: key.publicKey.spki) == key.publicKey)
    #expect(
      key.publicKey.keyId == (try Digest.of(key.publicKey.spki, suite.digestAlgorithm).hex))
    #expect(try PrivateKey.generate(suite).publicKey != key.publicKey)
  }

  @Test func aNewLogKeyComesBackFromItsText() throws {
    let key = try LogKey.generate()
    #expect(try LogKey(pem: key.pem()).publicKey == key.publicKey)
    #expect(throws: KeyRefusal.otherAlgorithm) {
      try LogKey(pem: PrivateKey.generate(.p256).pem())
    }
    #expect(throws: KeyRefusal.ed25519) { try PublicKey(pem: key.publicKey.pem) }
    #expect(throws: KeyRefusal.ed25519) { try PrivateKey(pem: key.pem()) }
  }

  /// Keys as the command makes them, each with the reason why it is refused.
  @Test(arguments: [
    ("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out k", KeyRefusal.rsa),
    ("genpkey -algorithm ED25519 -out k", .ed25519),
    ("genpkey -algorithm X25519 -out k", .otherAlgorithm),
    ("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out k", .otherCurve),
    ("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out k", .otherCurve),
    (
      "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit"
        + " -out k",
      .explicitParameters
    ),
  ])
  func keysOfOtherKinds(command: String, refusal: KeyRefusal) throws {
    let openssl = try OpenSSLCommand()
    try openssl.run(command)
    try openssl.run("pkey -in k -pubout -out p")
    #expect(throws: refusal) { try PublicKey(pem: openssl.text("p")) }
    #expect(throws: refusal) { try PrivateKey(pem: openssl.text("k")) }
    #expect(throws: KeyRefusal.privateKey) { try PublicKey(pem: openssl.text("k")) }
  }

  @Test func aCompressedPointIsRefused() throws {
    let openssl = try OpenSSLCommand()
    try openssl.write("k", PrivateKey.generate(.p256).pem())
    try openssl.run("ec -in k -pubout -conv_form compressed -out p")
    #expect(throws: KeyRefusal.notUncompressed) { try PublicKey(pem: openssl.text("p")) }
    try openssl.run("ec -in k -pubout -conv_form hybrid -out p")
    #expect(throws: KeyRefusal.notUncompressed) { try PublicKey(pem: openssl.text("p")) }
  }

  @Test(arguments: Suite.allCases)
  func bytesThatAreNoPoint(suite: Suite) throws {
    let spki = try PrivateKey.generate(suite).publicKey.spki
    var moved = spki
    moved[90] ^= 1
    #expect(throws: KeyRefusal.invalidPoint) { try PublicKey(spki: moved) }
    let zero = spki.prefix(27) + [UInt8](repeating: 0, count: 64)
    #expect(throws: KeyRefusal.invalidPoint) { try PublicKey(spki: Array(zero)) }
    #expect(throws: KeyRefusal.trailingBytes) { try PublicKey(spki: spki + [0]) }
    #expect(throws: KeyRefusal.malformed) { try PublicKey(spki: spki.dropLast()) }
    #expect(throws: KeyRefusal.malformed) { try PublicKey(spki: []) }
  }

  @Test func encryptedKeysAreRefusedWithoutAsking() throws {
    let openssl = try OpenSSLCommand()
    try openssl.write("k", PrivateKey.generate(.p256).pem())
    try openssl.run("pkcs8 -topk8 -in k -passout pass:secret -out new")
    try openssl.run("ec -in k -aes128 -passout pass:secret -out old")
    #expect(throws: KeyRefusal.encrypted) { try PrivateKey(pem: openssl.text("new")) }
    #expect(throws: KeyRefusal.encrypted) { try PublicKey(pem: openssl.text("new")) }
    #expect(throws: KeyRefusal.wrongBlock) { try PrivateKey(pem: openssl.text("old")) }
    #expect(throws: KeyRefusal.privateKey) { try PublicKey(pem: openssl.text("old")) }
    let headed = try openssl.text("old").replacingOccurrences(of: "EC PRIVATE", with: "PUBLIC")
    #expect(throws: KeyRefusal.encrypted) { try PublicKey(pem: headed) }
  }

  @Test func theTextAroundAndInsideABlock() throws {
    let key = try PrivateKey.generate(.sm2).publicKey
    let pem = key.pem
    // Line ends of other systems and empty lines around do no harm.
    #expect(try PublicKey(pem: pem.replacingOccurrences(of: "\n", with: "\r\n")) == key)
    #expect(try PublicKey(pem: "\n" + pem + "\n \n") == key)
    #expect(throws: KeyRefusal.surroundingText) { try PublicKey(pem: "our key\n" + pem) }
    #expect(throws: KeyRefusal.surroundingText) { try PublicKey(pem: pem + pem) }
    #expect(throws: KeyRefusal.surroundingText) { try PublicKey(pem: pem + "x") }
    #expect(throws: KeyRefusal.notPEM) { try PublicKey(pem: "") }
    #expect(throws: KeyRefusal.notPEM) { try PublicKey(pem: "\u{feff}not a key") }
    #expect(throws: KeyRefusal.notPEM) {
      try PublicKey(pem: pem.replacingOccurrences(of: "-----END PUBLIC KEY-----", with: ""))
    }
    #expect(throws: KeyRefusal.notPEM) {
      try PublicKey(pem: pem.replacingOccurrences(of: "END PUBLIC", with: "END PRIVATE"))
    }
    #expect(throws: KeyRefusal.notPEM) {
      try PublicKey(pem: pem.replacingOccurrences(of: "MF", with: "M*"))
    }
    #expect(throws: KeyRefusal.wrongBlock) {
      try PublicKey(pem: pem.replacingOccurrences(of: "PUBLIC KEY", with: "CERTIFICATE"))
    }
    #expect(throws: KeyRefusal.malformed) {
      try PublicKey(
        certificatePEM: pem.replacingOccurrences(of: "PUBLIC KEY", with: "CERTIFICATE"))
    }
  }

  @Test(arguments: [
    ("genpkey -algorithm SM2 -out k", "-sm3 -sigopt distid:1234567812345678", Suite.sm2),
    ("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out k", "-sha256", .p256),
  ])
  func certificates(command: String, options: String, suite: Suite) throws {
    let openssl = try OpenSSLCommand()
    try openssl.run(command)
    try openssl.run("pkey -in k -pubout -out p")
    try openssl.run("req -x509 -new -key k \(options) -subj /CN=bank.test -days 2 -out c")
    let key = try PublicKey(certificatePEM: openssl.text("c"))
    #expect(key.suite == suite)
    #expect(try key == PublicKey(pem: openssl.text("p")))
    #expect(try key == PrivateKey(pem: openssl.text("k")).publicKey)
    #expect(try key.pem == openssl.text("p"))
    #expect(throws: KeyRefusal.wrongBlock) { try PublicKey(pem: openssl.text("c")) }
    #expect(throws: KeyRefusal.wrongBlock) { try PublicKey(certificatePEM: openssl.text("p")) }
  }

  @Test func aCertificateWithAnRSAKeyIsRefused() throws {
    let openssl = try OpenSSLCommand()
    try openssl.run("req -x509 -newkey rsa:2048 -nodes -keyout k -subj /CN=bank.test -out c")
    #expect(throws: KeyRefusal.rsa) { try PublicKey(certificatePEM: openssl.text("c")) }
  }

  @Test func halvesThatDoNotBelongTogetherAreRefused() throws {
    let openssl = try OpenSSLCommand()
    for suite in Suite.allCases {
      let one = try PrivateKey.generate(suite)
      let other = try PrivateKey.generate(suite)
      try openssl.write("k", one.pem())
      try openssl.run("pkcs8 -topk8 -nocrypt -in k -outform DER -out d")
      var der = try openssl.bytes("d")
      // PKCS#8 as the library writes it ends with the 64 bytes of the public point.
      #expect(der.suffix(64).elementsEqual(one.publicKey.spki.suffix(64)))
      der.replaceSubrange((der.count - 64)..., with: other.publicKey.spki.suffix(64))
      let pem =
        "-----BEGIN PRIVATE KEY-----\n\(Data(der).base64EncodedString())\n-----END PRIVATE KEY-----"
      #expect(throws: KeyRefusal.invalidPoint, "\(suite)") { try PrivateKey(pem: pem) }
    }
  }
}
