import BankExchange
import DropBox
import Intake
import Quantities
import Sealing

/// What a bank can know of the bureau's side of RECEIPT and KEY_ANNOUNCE: the packages that it got
/// and the keys that it registered or announced. The findings are the bureau's, word for word;
/// what they rest on beside that is told as not known. EXCHANGE §4, §5.
struct BureauMemory {
  /// The manifests of the bureau's packages that were shown, by package.
  private var received: [String: [UInt8]] = [:]
  /// The bank's keys that the bureau has approved.
  private let registered: [PublicKey]
  /// Keys announced in earlier packages and not yet approved, as far as the bank knows.
  private var waiting: [PublicKey] = []

  init(registered: [PublicKey]) { self.registered = registered }

  /// A verdict on the content of a package: what is wrong, and what was not known.
  struct Verdict {
    var findings: [Finding] = []
    var notKnown: [String] = []
  }

  /// Remembers a package of the bureau.
  mutating func receive(_ packageId: String, manifest: [UInt8]) {
    received[packageId] = manifest
  }

  /// Remembers a key that was announced.
  mutating func announce(_ key: PublicKey) {
    if !registered.contains(key) { waiting.append(key) }
  }

  /// Whether the bureau sent what a receipt answers, to this bank and with that digest (R704).
  func judge(_ reply: Receipt, from system: String, _ algorithm: DigestAlgorithm) throws -> Verdict
  {
    guard PackageId(reply.packageId)?.sender == system else {
      return Verdict(findings: [.notSentToThisBank])
    }
    let manifest = received[reply.packageId]
    let digest = try manifest.map { try Digest.of($0, algorithm).hex }
    guard let stated = reply.manifestDigest, digest == nil || digest == stated else {
      return Verdict(findings: [.otherManifest(algorithm)])
    }
    guard manifest == nil else { return Verdict() }
    return Verdict(notKnown: [
      "没有给出所答复的 \(reply.packageId)，未核对人社局是否向本行发过它、摘要是否一致；可用 --received 给出。"
    ])
  }

  /// Whether an announced key is new and the only one that waits (R705).
  func judge(_ key: PublicKey) -> Verdict {
    if registered.contains(key) || waiting.contains(key) {
      return Verdict(findings: [.keyIsKnown])
    }
    if !waiting.isEmpty { return Verdict(findings: [.anotherKeyWaits]) }
    return Verdict(notKnown: ["这把公钥是否在别处登记过、本行是否另有一把公钥等待批准，只有人社局知道。"])
  }
}
