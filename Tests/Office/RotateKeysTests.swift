import Foundation
import LoanBook
import Ledger
import Quantities
import Sealing
import TestKit
import Testing

@testable import Office

/// The system's own keys: rotation with an announcement by the old key, receipts issued again.
/// EXCHANGE §5, §4.
@Suite struct RotateKeysTests {
  private func rotate(_ desk: MessageDesk, _ suite: Suite) throws -> KeyRotation {
    try desk.office.rotateKey(suite, approvers: ["李批", "张准"], by: desk.actor, now: desk.now)
  }

  private func keyFiles(_ desk: MessageDesk, _ bank: BankDesk) throws -> [String] {
    FileManager.default.names(desk.tray("keys", of: bank))
  }

  /// Whether `openssl` verifies a package with one file of the bank's `keys/`.
  private func verifies(
    _ desk: MessageDesk, _ bank: BankDesk, _ name: String, with key: SystemKey
  ) throws -> Bool {
    let file = URL(fileURLWithPath: key.publicKeyFile).lastPathComponent
    let sm2 = key.suite == "SM2-SM3"
    let outcome = try Command.run(
      "openssl",
      ["dgst", sm2 ? "-sm3" : "-sha256", "-verify", desk.tray("keys", of: bank) + "/" + file]
        + (sm2 ? ["-sigopt", "distid:1234567812345678"] : [])
        + ["-signature", "manifest.sig", "manifest.json"],
      in: URL(fileURLWithPath: desk.tray("outbox", of: bank) + "/" + name))
    return outcome.text.contains("Verified OK")
  }

  @Test(arguments: [Suite.sm2, .p256])
  func theOldKeyAnnouncesTheNewOne(suite: Suite) throws {
    let bankSuite: BankSuite = suite == .sm2 ? .sm2 : .p256
    let desk = try MessageDesk(bankSuite)
    let other = try BankDesk("BBBANK", .p256)
    try desk.register(other)
    _ = try desk.deliver(try desk.batch(1))
    let rotation = try rotate(desk, suite)
    #expect(rotation.announcements.map(\.bank) == ["AABANK", "BBBANK"])
    #expect(rotation.old.keyId != rotation.new.keyId && rotation.old.suite == suite.rawValue)
    for (bank, announcement) in zip([desk.bank, other], rotation.announcements) {
      #expect(try verifies(desk, bank, announcement.packageId, with: rotation.old))
      let manifest = try desk.manifest(announcement.packageId, of: bank)
      #expect(manifest["messageType"].text == "KEY_ANNOUNCE")
      #expect(manifest["keyId"].text == rotation.old.keyId)
      #expect(manifest["files"][0]["role"].text == "KEY")
      let outbox = desk.tray("outbox", of: bank)
      let path = outbox + "/\(announcement.packageId)/key.pem"
      let key = try PublicKey(pem: try String(contentsOfFile: path, encoding: .utf8))
      #expect(key.keyId == rotation.new.keyId)
      #expect(try keyFiles(desk, bank).count == 3)
    }
    // From now on the new key signs, and the old receipts can still be verified.
    #expect(try desk.answer(try desk.batch(2)) == "PARTIAL R701 ZEZHOU-000000003")
    #expect(try verifies(desk, desk.bank, "ZEZHOU-000000003", with: rotation.new))
    #expect(try verifies(desk, desk.bank, "ZEZHOU-000000001", with: rotation.old))
    try desk.checksOut()
  }

  @Test func thirtyDaysOfOverlap() throws {
    let desk = try MessageDesk()
    let rotation = try rotate(desk, .p256)
    #expect(rotation.readableUntil - desk.now == 30 * 86_400)
    let bank = try desk.office.ledger.read { try #require(try $0.bank(desk.code(desk.bank))) }
    func letter() throws -> [String] {
      let keys = try desk.office.systemKeys(now: desk.now)
      #expect(keys.current.count == 3)
      return keys.past.map(\.key.keyId)
    }
    desk.now = rotation.readableUntil + -1
    try desk.office.tidyTrays(of: bank, now: desk.now)
    #expect(try keyFiles(desk, desk.bank).count == 3)
    #expect(try letter() == [rotation.old.keyId])
    desk.now = rotation.readableUntil
    for _ in 0..<2 { try desk.office.tidyTrays(of: bank, now: desk.now) }
    let left = try keyFiles(desk, desk.bank)
    #expect(left.count == 2 && !left.contains { $0.contains(rotation.old.keyId.prefix(16)) })
    #expect(try letter() == [])
  }

  @Test(arguments: [[], ["李批"], ["李批", "李批"], ["李批", "张准", "王审"]])
  func twoPeopleApprove(approvers: [String]) throws {
    let desk = try MessageDesk()
    let before = try desk.office.keys().p256.publicKey
    #expect(throws: OfficeRefusal.self) {
      try desk.office.rotateKey(.p256, approvers: approvers, by: desk.actor, now: desk.now)
    }
    #expect(try desk.office.keys().p256.publicKey == before)
    #expect(desk.outbox == [])
  }

  @Test func rotatingAgain() throws {
    let desk = try MessageDesk()
    let first = try rotate(desk, .sm2)
    let second = try rotate(desk, .sm2)
    #expect(second.old.keyId == first.new.keyId)
    #expect(try keyFiles(desk, desk.bank).count == 4)
    let past = try desk.office.systemKeys(now: desk.now).past.map(\.key.keyId)
    #expect(past == [second.old.keyId, first.old.keyId])
  }

  /// After a crash behind the transaction the same call finishes what was begun: the announced key,
  /// no other, and no second announcement.
  @Test func anInterruptedRotationIsFinished() throws {
    let desk = try MessageDesk()
    let keys = desk.office.folder + "/keys/"
    let bankKeys = desk.tray("keys")
    let before = try String(contentsOfFile: keys + "signing-p256.pem", encoding: .utf8)
    let first = try rotate(desk, .p256)
    let announced = try String(contentsOfFile: keys + "signing-p256.pem", encoding: .utf8)
    #expect(announced != before)
    // As it stood between the transaction and its last steps.
    for signing in [before, announced] {
      try Data(announced.utf8).write(to: URL(fileURLWithPath: keys + "next-p256.pem"))
      try Data(signing.utf8).write(to: URL(fileURLWithPath: keys + "signing-p256.pem"))
      let file = URL(fileURLWithPath: first.new.publicKeyFile).lastPathComponent
      try FileManager.default.removeItem(atPath: bankKeys + "/" + file)
      let again = try rotate(desk, .p256)
      #expect(again.announcements == [])
      #expect(again.old.keyId == first.old.keyId && again.new.keyId == first.new.keyId)
      #expect(try desk.office.keys().p256.publicKey.keyId == first.new.keyId)
      #expect(try keyFiles(desk, desk.bank).contains(file))
      #expect(!FileManager.default.fileExists(atPath: keys + "next-p256.pem"))
    }
    #expect(desk.outbox == ["ZEZHOU-000000001"])
  }

  /// A key that was made but never announced is used by the next rotation.
  @Test func aKeyMadeBeforeTheCrashIsUsed() throws {
    let desk = try MessageDesk()
    let left = try PrivateKey.generate(.sm2)
    try Data(left.pem().utf8).write(
      to: URL(fileURLWithPath: desk.office.folder + "/keys/next-sm2.pem"))
    let rotation = try rotate(desk, .sm2)
    #expect(rotation.new.keyId == left.publicKey.keyId && rotation.announcements.count == 1)
  }

  @Test(arguments: BankSuite.allCases)
  func aReceiptIsIssuedAgain(suite: BankSuite) throws {
    let desk = try MessageDesk(suite)
    let noise = try desk.batch(1)
    let signature = noise.appendingPathComponent("manifest.sig")
    let right = try Data(contentsOf: signature)
    try Data([1]).write(to: signature)
    _ = try desk.deliver(noise)
    try right.write(to: signature)
    _ = try desk.deliver(noise)
    _ = try desk.deliver(noise)  // A duplicate, whose receipt is not the one that counts.
    let rotation = try rotate(desk, suite == .sm2 ? .sm2 : .p256)
    let again = try desk.office.reissueReceipt(
      for: "AABANK-000000001", of: desk.code(desk.bank), by: desk.actor, now: desk.now + 60)
    #expect(again.original == "ZEZHOU-000000002" && again.receipt == "ZEZHOU-000000005")
    let (first, second) = (try desk.manifest(again.original), try desk.manifest(again.receipt))
    for member in ["inReplyTo", "receipt", "files", "sender", "receiver", "messageType"] {
      #expect(first[member] == second[member], "\(member)")
    }
    #expect(second["packageId"].text == again.receipt)
    #expect(second["createdAt"].text == "2030-01-02T09:01:00+08:00")
    #expect(try verifies(desk, desk.bank, again.receipt, with: rotation.new))
    let listed = try desk.office.outgoingPackages(to: nil, remindAfterDays: 7, now: desk.now)
    #expect(
      listed.map(\.answers) == [
        "AABANK-000000001", "AABANK-000000001", "AABANK-000000001", nil, "AABANK-000000001",
      ])
    #expect(listed.compactMap(\.reissueOf) == ["ZEZHOU-000000002"])
    #expect(listed.allSatisfy { !$0.isUnanswered })
    try desk.checksOut()
  }

  @Test func nothingToIssueAgain() throws {
    let desk = try MessageDesk()
    for name in ["AABANK-000000001", "ZEZHOU-000000001", "nonsense"] {
      #expect(throws: OfficeRefusal.self) {
        try desk.office.reissueReceipt(
          for: name, of: desk.code(desk.bank), by: desk.actor, now: desk.now)
      }
    }
    #expect(desk.outbox == [])
  }
}
