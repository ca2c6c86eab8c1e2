import BankExchange
import DropBox
import Foundation
import LoanBook
import Quantities
import Sealing
import TestKit
import Testing

@testable import BankKit

/// The bank's own check beside the office on receipts and announced keys drawn from a seed, with
/// every package of the bureau shown to the check: both must say the same, word for word.
@Suite struct MessageTwinTests {
  /// What the bank does next.
  private enum Step: CaseIterable {
    case batch, receipt, receiptWithOtherDigest, receiptWithoutDigest, receiptForAnotherSystem
    case receiptWithRecords, newKey, ownKey, waitingKey, noKey, again
  }

  @Test(arguments: [UInt64(21), 22, 23], Suite.allCases)
  func kitAndServerSayTheSame(_ seed: UInt64, _ suite: Suite) throws {
    let scratch = try ScratchFolder("twin")
    let pair = try BankKeyPair.make(suite, in: scratch.path("keys"))
    let desk = try bankDesk(scratch, pair)
    let bureau = try Bureau(scratch, knows: pair.publicKey)
    let check = try Bureau.precheck([pair.publicKey])
    var random = SeededRandom(seed: seed)
    var outbox: [String] = []
    let next = try PrivateKey.generate(.p256).publicKey
    var last = ""
    var codes: Set<FindingCode> = []
    // The first announced key waits from then on.
    var steps = [Step.batch, .waitingKey, .receipt, .newKey]
    steps += (0..<20).map { _ in Step.allCases.randomElement(using: &random) ?? .batch }
    for (index, step) in steps.enumerated() {
      let ours = outbox.randomElement(using: &random)
      if step != .again {
        last = try package(step, desk, scratch, index, ours, next).path
      }
      let delivery = try bureau.deliver(last)
      let own = try check.answer(last).receipt
      let place = "seed \(seed), step \(index) \(step)"
      try #require(own.status.rawValue == delivery.status, "\(place): \(own)")
      // An accepted receipt of the bank, and the same again, is not answered.
      guard !delivery.receipt.hasSuffix("/outbox/") else { continue }
      let receipt = try bureau.receipt(delivery.receipt)
      if receipt.status != .duplicate { try #require(words(own) == words(receipt), "\(place)") }
      codes.formUnion(receipt.allCodes)
      outbox.append(delivery.receipt)
      try check.show(received: delivery.receipt)
    }
    #expect(codes.isSuperset(of: [.unknownReference, .stateForbids]), "seed \(seed): \(codes)")
  }

  private func package(
    _ step: Step, _ desk: SealingDesk, _ scratch: ScratchFolder, _ index: Int, _ ours: String?,
    _ next: PublicKey
  ) throws -> SealedPackage {
    let name = ours.map { URL(fileURLWithPath: $0).lastPathComponent } ?? "TESTBUREAU-000000001"
    let manifest = try ours.map { try PackageHead.manifest(of: $0) } ?? []
    let digest = try Digest.of(manifest, desk.key.suite.digestAlgorithm).hex
    let zeros = String(repeating: "0", count: 64)
    let records = Array("{\"records\": []}".utf8)
    switch step {
    case .batch, .again:
      let folder = scratch.path("batch\(index)")
      try fill(folder, [loan(index + 1)])
      return try desk.seal(folder, to: Bureau.code).package
    case .receipt: return try receipt(desk, name, digest)
    case .receiptWithOtherDigest: return try receipt(desk, name, zeros)
    case .receiptWithoutDigest: return try receipt(desk, name, nil)
    case .receiptForAnotherSystem: return try receipt(desk, "X" + name, digest)
    case .receiptWithRecords:
      return try receipt(desk, name, digest, ("records.json", .records, records))
    case .newKey: return try announce(desk, try PrivateKey.generate(.sm2).publicKey.pem)
    case .ownKey: return try announce(desk, desk.key.publicKey.pem)
    case .waitingKey: return try announce(desk, next.pem)
    case .noKey: return try announce(desk, "-----BEGIN PUBLIC KEY-----\n")
    }
  }

  private func receipt(
    _ desk: SealingDesk, _ name: String, _ digest: String?,
    _ file: (String, FileRole, [UInt8])? = nil
  ) throws -> SealedPackage {
    let receipt = Receipt(
      packageId: name, manifestDigest: digest, stage: .business, status: .accepted,
      receivedAt: Bureau.now)
    return try desk.package(.receipt, to: Bureau.code, .receipt(receipt)) { part in
      try file.map { [try listed($0.0, $0.1, $0.2, desk, in: part)] } ?? []
    }
  }

  private func announce(_ desk: SealingDesk, _ pem: String) throws -> SealedPackage {
    try desk.package(.keyAnnounce, to: Bureau.code, .other) { part in
      [try listed("key.pem", .key, Array(pem.utf8), desk, in: part)]
    }
  }

  private func listed(
    _ name: String, _ role: FileRole, _ bytes: [UInt8], _ desk: SealingDesk, in part: String
  ) throws -> ListedFile {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(part)/\(name)"))
    return try ListedFile(
      name: name, role: role, bytes: bytes, algorithm: desk.key.suite.digestAlgorithm)
  }
}
