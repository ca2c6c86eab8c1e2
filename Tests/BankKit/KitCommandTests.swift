import BankKit
import Foundation
import TestKit
import Testing

/// `mingdai kit` as a bank types it: COMMAND's exit codes, JSON alone on standard output.
@Suite struct KitCommandTests {
  static let now = ["--now", "2026-04-02T09:00:00+08:00"]
  let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder("kit") }

  private func kit(_ arguments: [String]) throws -> Outcome {
    try Command.run(Command.mingdai, ["kit"] + arguments, in: scratch.url)
  }

  private func json(_ arguments: [String], status: Int32 = 0) throws -> JSONTree {
    let outcome = try kit(arguments + ["--format", "json"])
    try #require(outcome.status == status, "\(arguments): \(outcome.text)\(outcome.message)")
    return try JSONTree(outcome.output)
  }

  @Test(arguments: ["sm2", "p256"])
  func aBankWorksThroughADay(_ suite: String) throws {
    let keys = try json(["keygen", "--suite", suite, "--out", "keys"])
    #expect(keys.names == ["keyId", "suite", "publicKeyFile", "privateKeyFile"])
    #expect(try kit(["keygen", "--suite", suite, "--out", "keys"]).status == 64)
    try fill(scratch.path("batch"), [loan(1), loan(2)])
    let seal = [
      "seal", "batch", "--key", "keys/private-\(suite).pem", "--bank", "TESTBANK", "--receiver",
      "TESTBUREAU", "--out", "out",
    ]
    let sealed = try json(seal + Self.now)
    #expect(sealed["packageId"].text == "TESTBANK-000000001")
    #expect(sealed["totalAmount"].text == "200000.03" && sealed["recordCount"].text == "2")
    let check = [
      "check", "out/TESTBANK-000000001", "--receiver", "TESTBUREAU", "--public-key",
      "keys/public-\(suite).pem",
    ]
    let receipt = try json(check + Self.now)
    #expect(receipt["receipt"]["status"].text == "ACCEPTED")
    // For another system, and long ago: findings, told in text as well.
    let late = try kit(check + ["--now", "2026-06-02T09:00:00+08:00"])
    #expect(late.status == 1 && late.text.contains("M306"), "\(late.text)")
    #expect(
      try json(check + ["--bank", "OTHERBANK"] + Self.now, status: 1)["receipt"]["codes"][0]["code"]
        .text == "P101")
    // The next batch is the same: the earlier package has to be known.
    #expect(try json(seal + Self.now)["packageId"].text == "TESTBANK-000000002")
    let second = ["check", "out/TESTBANK-000000002"] + check.dropFirst(2) + Self.now
    #expect(try json(second, status: 1)["receipt"]["codes"][0]["code"].text == "W404")
    let known = try json(second + ["--known", "out/TESTBANK-000000001"])
    #expect(known["receipt"]["accepted"].text == "2")
  }

  @Test func tablesAreSealedOrTheirFaultsTold() throws {
    #expect(try json(["template", "--out", "tables"])["files"].elements.count == 11)
    _ = try json(["keygen", "--out", "keys"])
    let seal = [
      "seal", "tables", "--key", "keys/private-sm2.pem", "--bank", "TESTBANK", "--receiver",
      "TESTBUREAU", "--out", "out",
    ]
    let table = try scratch.bytes("tables/逾期.csv")
    try scratch.write("tables/逾期.csv", table + Array("YQ-1,,,,JJ-1,昨天\r\n".utf8))
    let refused = try json(seal, status: 1)
    #expect(refused["findings"][0]["place"].text == "逾期.csv 第 3 行“逾期起始日”")
    let told = try kit(seal)
    #expect(told.status == 1 && told.text.contains("逾期.csv 第 3 行"))
    try scratch.write("tables/逾期.csv", table + Array("YQ-1,,,,JJ-1,2026/1/5\r\n".utf8))
    #expect(try json(seal)["recordCount"].text == "1")
  }

  @Test func packsAndFilesAreWritten() throws {
    let pack = try json(["conformance", "--out", "pack"] + Self.now)
    #expect((Int(pack["cases"].text ?? "") ?? 0) > 40)
    #expect(try kit(["conformance", "--out", "pack"]).status == 64)
    let files = try json(["files", "--out", "files"])["files"].elements.compactMap(\.text)
    #expect(FileManager.default.names(scratch.path("files")) == files.sorted())
    let opened = try json([
      "open", "pack/receipts/02/TESTBUREAU-000000002", "--public-key", "pack/keys/bureau-sm2.pem",
    ])
    #expect(opened["verified"] == .bool(true))
    #expect(opened["manifest"]["receipt"]["status"].text == "PARTIAL")
    let forged = try json(
      [
        "open", "pack/receipts/05/TESTBUREAU-000000005", "--public-key",
        "pack/keys/bureau-sm2.pem",
      ], status: 1)
    #expect(forged["verified"] == .bool(false) && forged["manifest"] == .null)
  }

  @Test func aPackageOfTheBureauIsAnswered() throws {
    _ = try json(["conformance", "--out", "pack"] + Self.now)
    func reply(_ place: String, _ more: [String], status: Int32 = 0) throws -> JSONTree {
      try json(
        [
          "reply", "pack/replies/\(place)", "--public-key", "pack/keys/bureau-sm2.pem", "--key",
          "pack/keys/private-sm2.pem", "--bank", "TESTBANK", "--out", "out",
        ] + more + Self.now, status: status)
    }
    let accepted = try reply("01/TESTBUREAU-000000001", ["--accept"])
    #expect(accepted["packageId"].text == "TESTBANK-000000001")
    #expect(accepted["inReplyTo"]["packageId"].text == "TESTBUREAU-000000001")
    #expect(accepted["receipt"]["status"].text == "ACCEPTED")
    let check = [
      "check", "out/TESTBANK-000000001", "--receiver", "TESTBUREAU", "--public-key",
      "pack/keys/public-sm2.pem",
    ]
    let blind = try json(check + Self.now)
    #expect(blind["receipt"]["status"].text == "ACCEPTED" && blind["notKnown"].elements.count == 1)
    #expect(try kit(check + Self.now).text.contains("未能核对："))
    let shown = check + ["--received", "pack/replies/01/TESTBUREAU-000000001"] + Self.now
    #expect(try json(shown)["notKnown"].elements.isEmpty)
    let refused = try reply(
      "02/TESTBUREAU-000000002",
      ["--reject", "--code", "R701", "--reason", "指纹不符", "--number", "9"])
    #expect(refused["packageId"].text == "TESTBANK-000000009")
    #expect(refused["receipt"]["codes"][0]["message"].text == "指纹不符")
    // Damaged: what was found is told, and no number used.
    let damaged = try reply("03/TESTBUREAU-000000003", ["--accept"], status: 1)
    #expect(damaged["findings"].elements.count == 1)
    #expect(
      try reply("03/TESTBUREAU-000000003", ["--reject"])["packageId"].text == "TESTBANK-000000010")
    let opened = try json([
      "open", "pack/replies/02/TESTBUREAU-000000002", "--public-key", "pack/keys/bureau-sm2.pem",
    ])
    #expect(opened["announcedKey"]["suite"].text == "SM2-SM3")
    for wrong in [
      [], ["--accept", "--reject"], ["--reject"], ["--accept", "--code", "F501", "--reason", "坏"],
      ["--reject", "--code", "F501"], ["--reject", "--code", "F509", "--reason", "坏"],
      ["--reject", "--code", "W404", "--reason", "空号"],
      ["--reject", "--code", "F501", "--reason", "a\u{202E}b"],
    ] {
      let outcome = try kit(
        [
          "reply", "pack/replies/01/TESTBUREAU-000000001", "--public-key",
          "pack/keys/bureau-sm2.pem", "--key", "pack/keys/private-sm2.pem", "--bank", "TESTBANK",
          "--out", "out",
        ] + wrong)
      #expect(outcome.status == 64, "\(wrong): \(outcome)")
      #expect(outcome.message.contains("办法："), "\(outcome.message)")
    }
  }

  @Test func aNextKeyIsAnnounced() throws {
    let old = try json(["keygen", "--out", "keys"])
    let next = try json(["keygen", "--suite", "p256", "--out", "next"])
    func announce(_ file: String) -> [String] {
      [
        "announce", file, "--key", "keys/private-sm2.pem", "--bank", "TESTBANK", "--receiver",
        "TESTBUREAU", "--out", "out",
      ] + Self.now
    }
    let package = try json(announce("next/public-p256.pem"))
    #expect(package.names == ["packageId", "path", "files", "keyId", "suite"])
    #expect(package["keyId"] == next["keyId"] && package["files"][0].text == "key.pem")
    let check = [
      "check", "out/TESTBANK-000000001", "--receiver", "TESTBUREAU", "--public-key",
      "keys/public-sm2.pem",
    ]
    #expect(try json(check + Self.now)["notKnown"].elements.count == 1)
    let letter = try kit(announce("next/public-p256.pem"))
    #expect(letter.text.contains(Fingerprint.grouped(next["keyId"].text ?? "")), "\(letter.text)")
    #expect(letter.text.contains("keys/counter-TESTBANK-TESTBUREAU"))
    // Another waits already, as the bank knows from what it sent.
    let second = ["check", "out/TESTBANK-000000002"] + check.dropFirst(2)
    let known = ["--known", "out/TESTBANK-000000001"] + Self.now
    #expect(try json(second + known, status: 1)["receipt"]["codes"][0]["code"].text == "R705")
    for wrong in ["keys/public-sm2.pem", "next/private-p256.pem", "none.pem"] {
      #expect(try kit(announce(wrong)).status == 64, "\(wrong)")
    }
    #expect(old["keyId"] != next["keyId"])
    #expect(FileManager.default.names(scratch.path("out")).count == 2)
  }

  @Test func wrongUsageIsToldWithARemedy() throws {
    for arguments in [
      [
        "seal", "nowhere", "--key", "none.pem", "--bank", "TESTBANK", "--receiver", "TESTBUREAU",
        "--out", "x",
      ],
      ["open", "nowhere", "--public-key", "none.pem"],
      ["keygen", "--suite", "rsa", "--out", "x"],
      ["check", "nowhere/TESTBANK-000000001", "--receiver", "TESTBUREAU"],
    ] {
      let outcome = try kit(arguments)
      #expect(outcome.status == 64, "\(arguments): \(outcome)")
      #expect(outcome.message.contains("办法："), "\(outcome.message)")
    }
  }
}
