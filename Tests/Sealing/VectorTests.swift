import Foundation
import Sealing
import TestKit
import Testing

@Suite struct VectorTests {
  /// GB/T 32918.5-2017 annex A: the standard's key, message and signature.
  @Test func theSignatureOfTheSM2StandardVerifies() throws {
    let point =
      "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
      + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
    let prefix = "3059301306072a8648ce3d020106082a811ccf5501822d03420004"
    let key = try PublicKey(spki: #require(Hex.decode(prefix + point)))
    let r = "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    let s = "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
    let signature = try #require(Hex.decode("3046" + "022100" + r + "022100" + s))
    #expect(key.suite == .sm2)
    #expect(key.verify(signature: signature, message: Array("message digest".utf8)))
    #expect(!key.verify(signature: signature, message: Array("message digesT".utf8)))
  }

  /// The same pair from its private half: d gives P.
  @Test func thePrivateKeyOfTheSM2StandardSigns() throws {
    let d = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"
    let der = "3041020100301306072a8648ce3d020106082a811ccf5501822d042730250201010420" + d
    let base64 = Data(try #require(Hex.decode(der))).base64EncodedString(
      options: [.lineLength64Characters, .endLineWithLineFeed])
    let pem = "-----BEGIN PRIVATE KEY-----\n\(base64)\n-----END PRIVATE KEY-----\n"
    let key = try PrivateKey(pem: pem)
    #expect(Hex.encode(key.publicKey.spki).contains("09f9df311e5421a150dd7d161e4bc5c6"))
    let message = Array("message digest".utf8)
    #expect(key.publicKey.verify(signature: try key.sign(message), message: message))
  }

  private struct Wycheproof: Decodable {
    struct Group: Decodable {
      struct Key: Decodable { let uncompressed: String }
      struct Case: Decodable {
        let tcId: Int
        let comment: String
        let msg: String
        let sig: String
        let result: String
      }
      let publicKey: Key
      let publicKeyDer: String
      let publicKeyPem: String
      let tests: [Case]
    }
    let numberOfTests: Int
    let testGroups: [Group]
  }

  @Test func everyCaseOfWycheproof() throws {
    guard let folder = Vectors.folder() else { return }
    let url = folder.appendingPathComponent("wycheproof/ecdsa_secp256r1_sha256_test.json")
    let file = try JSONDecoder().decode(Wycheproof.self, from: Data(contentsOf: url))
    var count = 0
    var results: [String: Int] = [:]
    for group in file.testGroups {
      let key = try PublicKey(spki: #require(Hex.decode(group.publicKeyDer)))
      #expect(try PublicKey(pem: group.publicKeyPem) == key)
      for test in group.tests {
        let verified = key.verify(
          signature: try #require(Hex.decode(test.sig)),
          message: try #require(Hex.decode(test.msg)))
        // The file has no case marked "acceptable": each is valid or invalid.
        #expect(["valid", "invalid"].contains(test.result))
        #expect(verified == (test.result == "valid"), "\(test.tcId) \(test.comment)")
        results[test.result, default: 0] += 1
        count += 1
      }
    }
    #expect(count == file.numberOfTests)
    #expect(results.values.allSatisfy { $0 > 50 }, "\(results)")
  }

  /// RFC 8032 §7.1, tests 1 and 2.
  @Test(arguments: [
    (
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9"
        + "b46bd25bf5f0595bbe24655141438e7a100b"
    ),
    (
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f1"
        + "1d8c387b2eaeb4302aeeb00d291612bb0c00"
    ),
  ])
  func ed25519(secret: String, publicHex: String, messageHex: String, signature: String) throws {
    let der = try #require(Hex.decode("302e020100300506032b657004220420" + secret))
    let pem = """
      -----BEGIN PRIVATE KEY-----
      \(Data(der).base64EncodedString())
      -----END PRIVATE KEY-----
      """
    let key = try LogKey(pem: pem)
    let message = try #require(Hex.decode(messageHex))
    #expect(Hex.encode(key.publicKeyBytes) == publicHex)
    #expect(Hex.encode(try key.sign(message)) == signature)
    #expect(key.verify(signature: try key.sign(message), message: message))
    #expect(!key.verify(signature: try key.sign(message), message: message + [0]))
    #expect(!key.verify(signature: try key.sign(message) + [0], message: message))
  }
}
