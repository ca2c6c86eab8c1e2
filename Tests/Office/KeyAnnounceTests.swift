import Foundation
import LoanBook
import Sealing
import Quantities
import TestKit
import Testing

@testable import Office

/// A bank announces its next key, signed by the old one; two people approve it. EXCHANGE §5.
@Suite struct KeyAnnounceTests {
  private func announce(_ desk: MessageDesk, _ number: Int, _ pem: [UInt8]) throws -> URL {
    try desk.seal(number, "KEY_ANNOUNCE", files: [("key.pem", "KEY", pem)])
  }

  private func openssl(_ desk: MessageDesk, _ arguments: [String]) throws {
    try #require(try Command.run("openssl", arguments, in: desk.bank.folder.url).status == 0)
  }

  @Test(arguments: BankSuite.allCases)
  func theNewKeyWaitsForApproval(suite: BankSuite) throws {
    let desk = try MessageDesk()
    let next = try BankDesk("AABANK", suite)
    let pem = try next.folder.bytes("pub.pem")
    let package = try announce(desk, 1, pem)
    #expect(try desk.answer(package) == "ACCEPTED ZEZHOU-000000001")
    let receipt = try desk.manifest("ZEZHOU-000000001")["receipt"]
    #expect(receipt["stage"].text == "BUSINESS" && receipt["accepted"].int == 0)
    #expect(try desk.keyStates() == ["PENDING", "ACTIVE"])
    #expect(try desk.answer(package) == "DUPLICATE D401 ZEZHOU-000000002")
    // Until it is approved it signs nothing.
    let early = try next.seal(Parcel(2, desk.now.description, []))
    #expect(try desk.answer(early) == "REJECTED S201 ZEZHOU-000000003")
    _ = try desk.office.approveKey(
      next.keyId, of: desk.code(desk.bank), approvers: ["李批", "张准"], overlapDays: 30,
      by: desk.actor, now: desk.now)
    #expect(try desk.keyStates() == ["ACTIVE", "ACTIVE"])
    #expect(try desk.answer(early) == "ACCEPTED ZEZHOU-000000004")
    // Both count for 30 days, then the old one is over.
    desk.now = desk.now + (30 * 86_400 - 1)
    #expect(try desk.answer(try desk.batch(3)) == "PARTIAL R701 ZEZHOU-000000005")
    desk.now = desk.now + 1
    #expect(try desk.answer(try desk.batch(4)) == "REJECTED S202 ZEZHOU-000000006")
    #expect(
      try desk.answer(try next.seal(Parcel(4, desk.now.description, [])))
        == "ACCEPTED ZEZHOU-000000007")
    try desk.checksOut()
  }

  /// Without an overlap the old key keeps its own end.
  @Test func approvingEndsNothingByItself() throws {
    let desk = try MessageDesk()
    let next = try BankDesk("AABANK", .sm2)
    _ = try desk.deliver(try announce(desk, 1, try next.folder.bytes("pub.pem")))
    let before = try desk.office.banks()[0].keys.first { $0.state == "ACTIVE" }
    let after = try desk.office.approveKey(
      next.keyId, of: desk.code(desk.bank), approvers: ["李批", "张准"], by: desk.actor,
      now: desk.now
    ).keys.first { $0.keyId == before?.keyId }
    #expect(before != nil && after?.to == before?.to && after?.state == "ACTIVE")
  }

  /// Only an active key announces.
  @Test func aPastKeyAnnouncesNothing() throws {
    let desk = try MessageDesk()
    let next = try BankDesk("AABANK", .sm2)
    _ = try desk.office.endKey(
      desk.bank.keyId, of: desk.code(desk.bank), as: .retire, by: desk.actor, now: desk.now)
    #expect(
      try desk.answer(try announce(desk, 1, try next.folder.bytes("pub.pem")))
        == "REJECTED S202 ZEZHOU-000000001")
    #expect(try desk.keyStates() == ["RETIRED"])
  }

  @Test func refusedKeys() throws {
    let desk = try MessageDesk()
    let other = try BankDesk("BBBANK", .sm2)
    try desk.register(other)
    try openssl(desk, ["genpkey", "-algorithm", "RSA", "-out", "rsa.key"])
    try openssl(desk, ["pkey", "-in", "rsa.key", "-pubout", "-out", "rsa.pem"])
    try openssl(
      desk,
      [
        "ecparam", "-name", "prime256v1", "-param_enc", "explicit", "-genkey", "-noout", "-out",
        "explicit.key",
      ])
    try openssl(desk, ["pkey", "-in", "explicit.key", "-pubout", "-out", "explicit.pem"])
    let own = try desk.office.keys().sm2.publicKey.pem
    var number = 0
    for (code, pem) in [
      ("R701", try desk.bank.folder.bytes("rsa.pem")),
      ("R701", try desk.bank.folder.bytes("explicit.pem")),
      ("R701", try desk.bank.folder.bytes("key.pem")),
      ("R701", try desk.bank.folder.bytes("cert.pem")),
      ("R701", try other.folder.bytes("pub.pem") + Array(repeating: 0x0A, count: 5000)),
      ("F503", Array("no key".utf8)),
      ("R705", try desk.bank.folder.bytes("pub.pem")), ("R705", try other.folder.bytes("pub.pem")),
      ("R705", Array(own.utf8)),
    ] {
      number += 1
      #expect(
        try desk.answer(try announce(desk, 1, pem)) == "REJECTED \(code) ZEZHOU-00000000\(number)")
    }
    // Another bank's key and the bank's own are told in the same words.
    let words = try (7...8).map {
      try desk.manifest("ZEZHOU-00000000\($0)")["receipt"]["codes"][0]["message"].text
    }
    #expect(words[0] != nil && words[0] == words[1])
    #expect(try desk.keyStates() == ["ACTIVE"])
    try desk.checksOut()
  }

  /// The wrong file was taken: our own key is nobody else's.
  @Test(arguments: [Suite.sm2, .p256])
  func ourOwnKeyIsNoBanks(suite: Suite) throws {
    let desk = try MessageDesk()
    let own = try desk.office.keys().key(for: suite).publicKey
    #expect(throws: OfficeRefusal.self) {
      try desk.office.addKey(
        own, certificate: nil, to: desk.code(desk.bank), approvers: [], by: desk.actor,
        now: desk.now)
    }
    #expect(try desk.keyStates() == ["ACTIVE"])
  }

  @Test func refusedListings() throws {
    let desk = try MessageDesk()
    let pem = try BankDesk("AABANK", .sm2).folder.bytes("pub.pem")
    for (number, files) in [
      [], [("key.pem", "KEY", pem), ("more.pem", "KEY", pem)], [("other.pem", "KEY", pem)],
      [("key.pem", "ATTACHMENT", pem)],
    ].enumerated() {
      let package = try desk.seal(1, "KEY_ANNOUNCE", files: files)
      #expect(try desk.answer(package) == "REJECTED M302 ZEZHOU-00000000\(number + 1)")
    }
    #expect(
      try desk.answer(
        try desk.seal(
          1, "KEY_ANNOUNCE", #""control": {"recordCount": 0, "totalAmount": "0.00"}"#,
          files: [("key.pem", "KEY", pem)])) == "REJECTED M302 ZEZHOU-000000005")
    #expect(try desk.keyStates() == ["ACTIVE"])
  }

  /// One key at a time waits.
  @Test func oneKeyWaitsAtATime() throws {
    let desk = try MessageDesk()
    let keys = try (1...2).map { _ in try BankDesk("AABANK", .p256) }
    #expect(
      try desk.answer(try announce(desk, 1, try keys[0].folder.bytes("pub.pem")))
        == "ACCEPTED ZEZHOU-000000001")
    let second = try announce(desk, 2, try keys[1].folder.bytes("pub.pem"))
    #expect(try desk.answer(second) == "REJECTED R705 ZEZHOU-000000002")
    _ = try desk.office.endKey(
      keys[0].keyId, of: desk.code(desk.bank), as: .retire, by: desk.actor, now: desk.now)
    #expect(try desk.answer(second) == "ACCEPTED ZEZHOU-000000003")
  }
}
