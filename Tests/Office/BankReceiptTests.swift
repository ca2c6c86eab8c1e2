import BankExchange
import Foundation
import LoanBook
import Ledger
import Quantities
import Sealing
import StrictJSON
import TestKit
import Testing

@testable import Office

/// The bank's own RECEIPT for a package of ours. EXCHANGE §4.
@Suite struct BankReceiptTests {
  private static let letter = Array(#"{"borrower": "张示例"}"#.utf8)

  /// Sends a package with personal data, of which there is none in the program yet.
  private func send(_ type: String, _ desk: MessageDesk) throws -> (name: String, digest: String) {
    let bank = try desk.office.ledger.write { session in
      let bank = try #require(try session.bank(desk.code(desk.bank)))
      let key = try desk.office.keys().key(for: desk.bank.suite == .sm2 ? .sm2 : .p256)
      let letter = try ListedFile(
        name: "letter.json", role: .attachment, bytes: Self.letter,
        algorithm: key.suite.digestAlgorithm)
      let package = try desk.office.send(
        try #require(MessageType(rawValue: type)), [(listed: letter, bytes: Self.letter)], to: bank,
        signedBy: key, at: desk.now, in: session)
      try desk.office.journal.add(
        Journal.Entry(command: "test", content: [:], sent: [package]), in: session,
        by: desk.actor, at: desk.now)
      return bank
    }
    try desk.office.publishOutbox(of: bank)
    let name = try #require(desk.outbox.last)
    let folder = desk.tray("outbox") + "/" + name
    let digest = try desk.bank.digest("manifest.json", in: URL(fileURLWithPath: folder))
    return (name, digest)
  }

  private func reply(
    _ desk: MessageDesk, _ number: Int, to name: String, _ digest: String?,
    status: String = "ACCEPTED", files: [(name: String, role: String, bytes: [UInt8])] = []
  ) throws -> URL {
    try desk.seal(
      number, "RECEIPT",
      """
      "inReplyTo": {"packageId": "\(name)",
        "manifestDigest": \(digest.map { "\"\($0)\"" } ?? "null")},
      "receipt": {"stage": "BUSINESS", "status": "\(status)", "receivedAt": "\(desk.now)",
        "accepted": 1, "refused": 0, "codes": [], "records": []}
      """, files: files)
  }

  private func outgoing(_ desk: MessageDesk, _ name: String) throws -> OutgoingPackage {
    try #require(
      try desk.office.outgoingPackages(to: nil, remindAfterDays: 7, now: desk.now)
        .first { $0.packageId == name })
  }

  @Test(arguments: ["APPLICATION", "LETTER", "SETTLEMENT"], BankSuite.allCases)
  func personalDataLeavesTheOutbox(type: String, suite: BankSuite) throws {
    let desk = try MessageDesk(suite)
    let sent = try send(type, desk)
    #expect(try outgoing(desk, sent.name).isUnanswered)
    // Accepted and not answered: an answer is not answered.
    #expect(try desk.answer(try reply(desk, 1, to: sent.name, sent.digest)) == "ACCEPTED")
    #expect(desk.outbox == [])
    let known = try outgoing(desk, sent.name)
    #expect(!known.isUnanswered && known.reply?.status == "ACCEPTED")
    #expect(known.reply?.packageId == "AABANK-000000001")
    try desk.checksOut()
  }

  @Test func aReceiptOfOursStays() throws {
    let desk = try MessageDesk()
    _ = try desk.deliver(try desk.batch(1))
    let folder = desk.tray("outbox") + "/ZEZHOU-000000001"
    let digest = try desk.bank.digest("manifest.json", in: URL(fileURLWithPath: folder))
    let ack = try reply(desk, 2, to: "ZEZHOU-000000001", digest)
    #expect(try desk.answer(ack) == "ACCEPTED")
    #expect(desk.outbox == ["ZEZHOU-000000001"])
    // The same again is known, and again not answered.
    #expect(try desk.answer(ack) == "DUPLICATE D401")
    #expect(desk.outbox == ["ZEZHOU-000000001"])
  }

  /// A bank that could not take the package finds it still there.
  @Test func whatTheBankRefusesStays() throws {
    let desk = try MessageDesk()
    let sent = try send("LETTER", desk)
    #expect(
      try desk.answer(try reply(desk, 1, to: sent.name, sent.digest, status: "REJECTED"))
        == "ACCEPTED")
    #expect(desk.outbox == [sent.name])
    #expect(try outgoing(desk, sent.name).reply?.status == "REJECTED")
    #expect(
      try desk.answer(try reply(desk, 2, to: sent.name, sent.digest, status: "PARTIAL"))
        == "ACCEPTED")
    #expect(desk.outbox == [])
    #expect(try outgoing(desk, sent.name).reply?.packageId == "AABANK-000000002")
  }

  /// A crash after the package left and before the transaction ended: the delivery comes again, and
  /// nothing is put back.
  @Test func aCrashInBetween() throws {
    let desk = try MessageDesk()
    let sent = try send("LETTER", desk)
    try FileManager.default.removeItem(atPath: desk.tray("outbox") + "/" + sent.name)
    #expect(try desk.answer(try reply(desk, 1, to: sent.name, sent.digest)) == "ACCEPTED")
    _ = try desk.office.receive(by: desk.actor, now: desk.now)
    #expect(desk.outbox == [])
    #expect(try outgoing(desk, sent.name).reply?.status == "ACCEPTED")
  }

  /// Nothing is consumed, the refusal is answered, and what waits in the outbox stays.
  @Test func refusals() throws {
    let desk = try MessageDesk()
    let other = try BankDesk("BBBANK", .p256)
    try desk.register(other)
    let sent = try send("LETTER", desk)
    let wrong = String(repeating: "0", count: 64)
    for (index, (name, digest)) in [
      (sent.name, wrong), (sent.name, nil), ("ZEZHOU-000000099", sent.digest),
      ("AABANK-000000001", sent.digest), ("nonsense", sent.digest),
    ].enumerated() {
      let receipt = "ZEZHOU-00000000\(index + 2)"
      #expect(
        try desk.answer(try reply(desk, 1, to: name, digest)) == "REJECTED R704 \(receipt)",
        "\(name)")
      let answer = try desk.manifest(receipt)["receipt"]
      #expect(answer["stage"].text == "TECHNICAL")
      #expect(answer["codes"][0]["message"].text?.contains("nonsense") == false)
    }
    let key = ("key.pem", "KEY", try desk.bank.folder.bytes("pub.pem"))
    #expect(
      try desk.answer(try reply(desk, 1, to: sent.name, sent.digest, files: [key]))
        == "REJECTED M302 ZEZHOU-000000007")
    #expect(
      try desk.answer(try desk.seal(1, "RECEIPT")) == "REJECTED M302 ZEZHOU-000000008")
    #expect(desk.outbox.contains(sent.name))
    #expect(try outgoing(desk, sent.name).isUnanswered)
    // The number was not used up.
    let table = ("findings.csv", "ATTACHMENT", Array("a,b\n".utf8))
    #expect(
      try desk.answer(try reply(desk, 1, to: sent.name, sent.digest, files: [table])) == "ACCEPTED")
    #expect(!desk.outbox.contains(sent.name))
    try desk.checksOut()
  }

  /// The digest is by the bank's own algorithm: that of the other suite is another package's.
  @Test func theDigestIsOfTheBanksSuite() throws {
    let desk = try MessageDesk(.sm2)
    let sent = try send("LETTER", desk)
    let folder = desk.tray("outbox") + "/" + sent.name
    let other = try BankDesk("BBBANK", .p256)
    let sha = try other.digest("manifest.json", in: URL(fileURLWithPath: folder))
    #expect(
      try desk.answer(try reply(desk, 1, to: sent.name, sha)) == "REJECTED R704 ZEZHOU-000000002")
  }

  @Test func remindersAndNinetyDays() throws {
    let desk = try MessageDesk()
    let sent = try send("SETTLEMENT", desk)
    let bank = try desk.office.ledger.read { try #require(try $0.bank(desk.code(desk.bank))) }
    desk.now = desk.now + 7 * 86_400
    #expect(try !outgoing(desk, sent.name).isOverdue)
    desk.now = desk.now + 1
    #expect(try outgoing(desk, sent.name).isOverdue)
    try desk.office.tidyTrays(of: bank, now: desk.now)
    #expect(desk.outbox == [sent.name])
    desk.now = desk.now + 83 * 86_400
    try desk.office.tidyTrays(of: bank, now: desk.now)
    #expect(desk.outbox == [])
    #expect(try outgoing(desk, sent.name).isOverdue, "it is still owed")
  }
}
