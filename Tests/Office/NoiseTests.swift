import Foundation
import LoanBook
import Ledger
import Quantities
import TestKit
import Testing

@testable import Office

/// Identical noise is answered once a day (UTC+08:00), taken away and counted each time.
/// EXCHANGE §4.
@Suite struct NoiseTests {
  private func spoiled(_ package: URL, _ signature: [UInt8]) throws -> URL {
    try Data(signature).write(to: package.appendingPathComponent("manifest.sig"))
    return package
  }

  private func deliveries(_ desk: MessageDesk) throws -> Int {
    try desk.office.ledger.read { try $0.packageCount() }
  }

  @Test func onceADay() throws {
    let desk = try MessageDesk()
    let noise = try spoiled(try desk.batch(1), [0x30, 0x03, 0x02, 0x01, 0x01])
    #expect(try desk.answer(noise) == "REJECTED S201 ZEZHOU-000000001")
    for _ in 0..<3 { #expect(try desk.answer(noise) == "REJECTED S201 ZEZHOU-000000001") }
    #expect(desk.outbox == ["ZEZHOU-000000001"])
    #expect(try deliveries(desk) == 4)
    #expect(
      FileManager.default.names(desk.tray("inbox")) == [])
    // The day ends at midnight, UTC+08:00.
    desk.now = try #require(Instant("2030-01-02T23:59:59+08:00"))
    #expect(try desk.answer(noise) == "REJECTED S201 ZEZHOU-000000001")
    desk.now = desk.now + 1
    #expect(try desk.answer(noise) == "REJECTED S201 ZEZHOU-000000002")
    #expect(try desk.answer(noise) == "REJECTED S201 ZEZHOU-000000002")
    #expect(desk.outbox.count == 2)
    try desk.checksOut()
  }

  /// Whatever differs is not identical: the name, the manifest, or what was found.
  @Test func whatDiffersIsAnswered() throws {
    let desk = try MessageDesk()
    let noise = try desk.batch(1)
    let signature = Array(try Data(contentsOf: noise.appendingPathComponent("manifest.sig")))
    _ = try spoiled(noise, [0x30])
    #expect(try desk.answer(noise) == "REJECTED S201 ZEZHOU-000000001")
    let other = try spoiled(try desk.batch(2), [0x30])
    #expect(try desk.answer(other) == "REJECTED S201 ZEZHOU-000000002")
    // The same manifest, but the signature is wrong in another way: another sentence.
    _ = try spoiled(noise, signature + [0x0A])
    #expect(try desk.answer(noise) == "REJECTED S201 ZEZHOU-000000003")
    _ = try spoiled(noise, [0x30])
    #expect(try desk.answer(noise) == "REJECTED S201 ZEZHOU-000000001")
    desk.now = desk.now + 60  // Another createdAt.
    #expect(
      try desk.answer(try spoiled(try desk.batch(1), [0x30])) == "REJECTED S201 ZEZHOU-000000004")
  }

  @Test func withoutManifestOrSignature() throws {
    let desk = try MessageDesk()
    let bare = try desk.batch(1)
    try FileManager.default.removeItem(at: bare.appendingPathComponent("manifest.sig"))
    #expect(try desk.answer(bare) == "REJECTED P102 ZEZHOU-000000001")
    #expect(try desk.answer(bare) == "REJECTED P102 ZEZHOU-000000001")
    try FileManager.default.removeItem(at: bare.appendingPathComponent("manifest.json"))
    #expect(try desk.answer(bare) == "REJECTED P102 ZEZHOU-000000002")
    #expect(try desk.answer(bare) == "REJECTED P102 ZEZHOU-000000002")
  }

  /// A package that a key of the bank signed is answered each time, wrong as it may be.
  @Test func aSignedPackageIsNoNoise() throws {
    let desk = try MessageDesk()
    let signed = try desk.seal(1, "LOAN")
    #expect(try desk.answer(signed) == "REJECTED M307 ZEZHOU-000000001")
    #expect(try desk.answer(signed) == "REJECTED M307 ZEZHOU-000000002")
    let batch = try desk.batch(1)
    #expect(try desk.answer(batch) == "PARTIAL R701 ZEZHOU-000000003")
    #expect(try desk.answer(batch) == "DUPLICATE D401 ZEZHOU-000000004")
    #expect(try desk.answer(batch) == "DUPLICATE D401 ZEZHOU-000000005")
  }
}
