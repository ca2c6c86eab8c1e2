import Foundation
import TestKit
import Testing

/// `receipt`, `keys` and `bank key approve` as an official calls them: exit codes, JSON and text.
@Suite struct MessageCommandTests {
  static let now = "2026-04-02T09:00:00+08:00"

  private func opened() throws -> (office: OfficeDesk, bank: BankDesk) {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", .p256)
    try office.make(now: Self.now)
    try office.register(bank, now: Self.now)
    try bank.send(BadInputTests.parcel(1), to: office.inbox(bank))
    _ = try office.receive(now: Self.now)
    return (office, bank)
  }

  @Test func receiptsAreListedAndIssuedAgain() throws {
    let (office, bank) = try opened()
    let again = try office.json(
      ["receipt", "reissue", "AABANK", bank.packageId(1), "--by", "王建"], now: Self.now)
    #expect(again.names == ["bank", "packageId", "original", "receipt"])
    let receipt = try office.receipt(try #require(again["receipt"].text), bank)
    #expect(receipt["inReplyTo"]["packageId"].text == bank.packageId(1))
    #expect(receipt["receipt"]["status"].text == "ACCEPTED")
    let listed = try office.json(["receipt", "list"])["packages"].elements
    #expect(
      listed.map { $0["packageId"].text } == ["ZEZHOU-000000001", "ZEZHOU-000000002"])
    #expect(
      listed[0].names == [
        "bank", "packageId", "messageType", "createdAt", "answers", "reissueOf", "reply",
        "unanswered", "reminder",
      ])
    #expect(listed.allSatisfy { $0["answers"].text == bank.packageId(1) })
    #expect(listed[0]["reissueOf"] == .null && listed[1]["reissueOf"].text == "ZEZHOU-000000001")
    #expect(try office.json(["receipt", "list", "--unanswered"])["packages"] == .list([]))
    let text = try office.run(["receipt", "list", "--bank", "AABANK"])
    #expect(text.status == 0 && text.text.contains("补发自") && text.text.contains("回执"))
    for (arguments, status) in [
      (["receipt", "reissue", "AABANK", bank.packageId(9)], Int32(64)),
      (["receipt", "reissue", "CCBANK", bank.packageId(1)], 64),
      (["receipt", "list", "--remind-after", "400"], 64),
    ] {
      #expect(try office.run(arguments, now: Self.now).status == status, "\(arguments)")
    }
    try office.checksOut()
  }

  @Test func keysAreRotated() throws {
    let (office, bank) = try opened()
    #expect(
      try office.run(["keys", "rotate", "--suite", "p256", "--approve", "李批"], now: Self.now)
        .status == 64)
    let rotation = try office.json(
      ["keys", "rotate", "--suite", "p256", "--approve", "李批", "--approve", "张准"],
      now: Self.now)
    #expect(rotation["suite"].text == "ECDSA-P256-SHA256")
    #expect(rotation["readableUntil"].text == "2026-05-02T09:00:00+08:00")
    #expect(rotation["announcements"][0]["packageId"].text == "ZEZHOU-000000002")
    #expect(FileManager.default.names(office.keys(bank)).count == 3)
    let letter = try office.json(["keys", "letter"], now: Self.now)
    #expect(letter["keys"].elements.count == 3)
    #expect(letter["keys"][1]["keyId"] == rotation["new"]["keyId"])
    #expect(letter["past"][0]["keyId"] == rotation["old"]["keyId"])
    let text = try office.run(["keys", "letter"], now: Self.now).text
    #expect(text.contains("公 钥 指 纹 函") && text.contains("旧公钥，公布至 2026-05-02"))
    let after = try office.json(["keys", "letter"], now: "2026-05-02T09:00:00+08:00")
    #expect(after["past"] == .list([]))
    try office.checksOut()
  }

  @Test func anOverlapIsGiven() throws {
    let (office, bank) = try opened()
    let next = try BankDesk("AABANK", .sm2)
    try office.json(
      ["bank", "key", "add", "AABANK", "--public-key", next.publicKey], now: Self.now)
    let approve = [
      "bank", "key", "approve", "AABANK", String(next.keyId.prefix(16)), "--approve", "李批",
      "--approve", "张准", "--overlap-days",
    ]
    #expect(try office.run(approve + ["0"], now: Self.now).status == 64)
    let keys = try office.json(approve + ["30"], now: Self.now)["keys"].elements
    #expect(keys.map { $0["state"].text } == ["ACTIVE", "ACTIVE"])
    let old = keys.first { $0["keyId"].text == bank.keyId }
    #expect(old?["to"].text == "2026-05-02T09:00:00+08:00")
  }
}
