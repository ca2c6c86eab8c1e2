import BankExchange
import Foundation
import Glibc
import LoanBook
import PlainBook
import Quantities
import Sealing
import StrictJSON
import Testing

@testable import Intake

/// Steps 1 to 4 of EXCHANGE §4 with real packages: every code, in the order and with the stops that
/// the page states.
@Suite struct TechnicalTests {
  @Test(arguments: Suite.allCases)
  func aRightPackagePasses(suite: Suite) throws {
    let desk = try PackageDesk()
    let key = try desk.key(suite)
    let paper = Array("%PDF-1.7\n".utf8)
    let manifest = try desk.manifest(
      key.publicKey,
      files: [
        ("records.json", "RECORDS", PackageDesk.records), ("contract-1.pdf", "ATTACHMENT", paper),
      ])
    try desk.put(
      manifest, key, files: ["records.json": PackageDesk.records, "contract-1.pdf": paper])
    let (outcome, staged) = try desk.examine()
    guard case .passed(let passed) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(passed.opened.key == key.publicKey && passed.messageType == .batch)
    guard case .batch(let control, let attachments) = passed.content else {
      Issue.record("\(passed.content)")
      return
    }
    #expect(attachments == ["contract-1.pdf"] && passed.remarks == [])
    #expect(control == BatchControl(recordCount: 0, totalAmount: .zero))
    #expect(passed.manifestDigest == (try Digest.of(manifest.text(), suite.digestAlgorithm)))
    #expect(staged == ["contract-1.pdf", "manifest.json", "manifest.sig", "records.json"])
  }

  @Test func step1NamesAndHead() throws {
    let desk = try PackageDesk()
    let key = try desk.key()
    let manifest = try desk.manifest(key.publicKey)
    // P101: somebody else's name; the manifest agrees with the folder.
    let other = manifest.setting(["packageId"], "WXYZ-000000001")
    try desk.put(other, key, id: "WXYZ-000000001")
    #expect(try desk.answer() == "P101")
    // P102
    try desk.put("WXYZ-000000002", [:])
    #expect(try desk.answer() == "P101\nP102 manifest.json\nP102 manifest.sig")
    try desk.put("ABCD-000000003", ["manifest.json": manifest.text()])
    #expect(try desk.answer() == "P102 manifest.sig")
    try desk.put("ABCD-000000004", ["manifest.sig": [1]])
    #expect(try desk.answer() == "P102 manifest.json")
    // P104
    try desk.put("ABCD-000000005", ["manifest.sig": [1]]) { path in
      try #require(symlink("/etc/hostname", path + "/manifest.json") == 0)
    }
    #expect(try desk.answer() == "P104 manifest.json")
    try desk.put("ABCD-000000006", ["manifest.json": manifest.text(), "x": [1]]) { path in
      try #require(link(path + "/x", path + "/manifest.sig") == 0)
    }
    #expect(try desk.answer() == "P104 manifest.sig")
    // P105
    try desk.put(
      "ABCD-000000007",
      [
        "manifest.json": [UInt8](repeating: 0x20, count: (4 << 20) + 1),
        "manifest.sig": [UInt8](repeating: 0x30, count: 1025),
      ])
    #expect(try desk.answer() == "P105 manifest.json\nP105 manifest.sig")
  }

  @Test func step2NothingIsParsedBeforeAKeyVerifies() throws {
    let desk = try PackageDesk()
    let stranger = try PrivateKey.generate(.p256)
    let noise: JSONValue = ["nonsense": true]
    try desk.put(noise, stranger)
    #expect(try desk.answer() == "S201 manifest.sig")  // No key is known at all.
    _ = try desk.key(.sm2)
    try desk.put(noise, stranger)
    #expect(try desk.answer() == "S201 manifest.sig")
    // Even what was accepted before: without the signature it is not the same package.
    let manifest = try desk.manifest(stranger.publicKey)
    desk.accepted["ABCD-000000001"] = try Digest.of(manifest.text(), .sha256).hex
    try desk.put(manifest, stranger)
    #expect(try desk.answer() == "S201 manifest.sig")
  }

  @Test func step2TheDigestOfNoiseIsThatOfTheAnsweringSuite() throws {
    let stranger = try PrivateKey.generate(.p256)
    let noise: JSONValue = ["nonsense": true]
    func digest(_ keys: [(Suite, Bool)]) throws -> Digest? {
      let desk = try PackageDesk()
      for (suite, isActive) in keys { _ = try desk.key(suite, isActive: isActive) }
      try desk.put(noise, stranger)
      guard case .rejected(let refusal) = try desk.examine().outcome else { return nil }
      #expect(refusal.opened == nil && refusal.messageType == nil)
      return refusal.manifestDigest
    }
    let sm3 = try Digest.of(noise.text(), .sm3)
    let sha = try Digest.of(noise.text(), .sha256)
    #expect(try digest([]) == sm3)
    #expect(try digest([(.p256, true)]) == sha)
    #expect(try digest([(.p256, false), (.sm2, true), (.p256, true)]) == sm3)
    #expect(try digest([(.p256, false)]) == sm3)
  }

  /// Four keys are tried; those that count are never crowded out by past ones.
  @Test func step2FourKeys() throws {
    let desk = try PackageDesk()
    for _ in 0..<4 { _ = try desk.key(isActive: false) }
    let active = try desk.key()
    let fifth = desk.keys[3]
    try desk.put(try desk.manifest(active.publicKey), active)
    #expect(try desk.answer() == "passed")
    let context = IntakeContext(
      system: desk.bank, bank: desk.bank, keys: desk.keys, now: desk.now,
      policy: try TestPolicy.book(), upperAge: 60)
    #expect(context.keys.count == 4 && context.keys[0].key == active.publicKey)
    #expect(!context.keys.contains(fifth))
  }

  /// D401 and D402 come before M306 and S202: an old package by a retired key is still known.
  @Test func step3KnownPackages() throws {
    let desk = try PackageDesk()
    let key = try desk.key(isActive: false)
    let manifest = try desk.manifest(key.publicKey).setting(
      ["createdAt"], "2020-01-01T00:00:00Z")
    try desk.put(manifest, key)
    #expect(try desk.answer() == "M306 /createdAt\nS202 /keyId".sortedByCode)
    desk.accepted["ABCD-000000001"] = try Digest.of(manifest.text(), .sha256).hex
    try desk.put(manifest, key)
    #expect(try desk.answer() == "duplicate")
    try desk.put(manifest.setting(["remark"], "x"), key)
    #expect(try desk.answer() == "D402")
    try desk.put("ABCD-000000001", try head(Array("{".utf8), key))
    #expect(try desk.answer() == "D402")
  }

  private func head(_ manifest: [UInt8], _ key: PrivateKey) throws -> [String: [UInt8]] {
    ["manifest.json": manifest, "manifest.sig": try key.sign(manifest)]
  }

  /// M301 stops: nothing else is told, though the key is past and the counter jumps.
  @Test(arguments: ["", "{", "{\"format\": 1, \"format\": 2}", "\u{FEFF}{}", "{} {}", "{'a': 1}"])
  func step4NotStrictJSON(text: String) throws {
    let desk = try PackageDesk()
    let key = try desk.key(isActive: false)
    try desk.put("ABCD-000099999", try head(Array(text.utf8), key))
    let answer = try desk.answer()
    #expect(answer.hasPrefix("M301 ") && !answer.contains("\n"))
  }

  @Test(
    arguments: [
      (["format"], "mingdai/2", "M308 /format"), (["messageType"], "RECEIPTS", "M307 /messageType"),
      (["packageId"], "ABCD-000000002", "M305 /packageId"), (["sender"], "WXYZ", "M303 /sender"),
      (["sender"], "abcd", "M303 /sender"), (["receiver"], "ZEZHOUTEST", "M304 /receiver"),
      (["createdAt"], "2026-04-02T09:10:00+08:00", "passed"),
      (["createdAt"], "2026-04-02T09:10:01+08:00", "M306 /createdAt"),
      (["createdAt"], "2026-03-03T09:00:00+08:00", "passed"),
      (["createdAt"], "2026-03-03T08:59:59+08:00", "M306 /createdAt"),
      (["createdAt"], "2026-04-02T01:00:00Z", "passed"),
      (["createdAt"], "2026-04-02 09:00:00", "M306 /createdAt"),
      (["createdAt"], "2026-04-02T09:00:00", "M306 /createdAt"),
      (["keyId"], "00", "S203 /keyId"),
      (["signatureAlgorithm"], "SM2-SM3", "S204 /signatureAlgorithm"),
      (["digestAlgorithm"], "SM3", "S204 /digestAlgorithm"),
      (["remark"], "x", "M302 "), (["control"], nil, "M302 /control"),
      (["control", "totalAmount"], "0", "M302 /control/totalAmount"),
      (["files"], nil, "M302 /files"),
    ] as [([String], String?, String)])
  func step4EachMember(path: [String], value: String?, answer: String) throws {
    let desk = try PackageDesk()
    let key = try desk.key()
    let manifest = try desk.manifest(key.publicKey)
    let spoiled =
      value.map { manifest.setting(path[...], .string($0)) } ?? manifest.without(path[0])
    try desk.put(spoiled, key)
    #expect(try desk.answer() == answer)
  }

  /// The Kelvin sign, which Swift's own equality takes for a K.
  @Test func step4NamesAreComparedByBytes() throws {
    let desk = try PackageDesk()
    let key = try desk.key()
    let manifest = try desk.manifest(key.publicKey).setting(["sender"], "BAN\u{212A}")
    try desk.put(manifest, key)
    #expect("BAN\u{212A}" == "BANK" && !"BAN\u{212A}".isExactly("BANK"))
    #expect(try desk.answer() == "M303 /sender")
  }

  @Test(arguments: [
    "../records.json", "Scan.pdf", "a b.pdf", "a/b.pdf", ".a.pdf", "a.exe", "noextension", "合同.pdf",
    "manifest.json", "manifest.sig", "a\u{0}.pdf",
  ])
  func step4FileNames(name: String) throws {
    let desk = try PackageDesk()
    let key = try desk.key()
    let manifest = try desk.manifest(
      key.publicKey,
      files: [
        ("records.json", "RECORDS", PackageDesk.records), (name, "ATTACHMENT", [1]),
      ])
    try desk.put(manifest, key)
    guard case .rejected(let refusal) = try desk.examine().outcome else {
      Issue.record("passed")
      return
    }
    #expect(refusal.findings.map(PackageDesk.words) == ["P106 /files/1/name"])
    #expect(refusal.findings[0].message.contains("\(name.utf8.count) 字节、SHA-256 摘要 "))
    #expect(name.hasPrefix("manifest") || !refusal.findings[0].message.contains(name))
  }

  @Test(
    arguments: [
      ([("records.json", "RECORDS"), ("records.json", "RECORDS")], 2),
      ([("records.json", "ATTACHMENT")], 1), ([("data.json", "RECORDS")], 1), ([], 1),
      ([("records.json", "RECORDS"), ("a.pdf", "ATTACHMENT"), ("a.pdf", "ATTACHMENT")], 1),
      ([("records.json", "RECORDS"), ("key.pem", "KEY")], 1),
    ] as [([(String, String)], Int)])
  func step4WhatABatchLists(files: [(String, String)], findings: Int) throws {
    let desk = try PackageDesk()
    let key = try desk.key()
    try desk.put(
      try desk.manifest(key.publicKey, files: files.map { ($0.0, $0.1, PackageDesk.records) }),
      key)
    let expected = [String](repeating: "M302 /files", count: findings)
    #expect(try desk.answer() == expected.joined(separator: "\n"))
  }

  @Test(arguments: [
    (1, 0, "passed"), (10_000, 0, "passed W404"), (10_001, 0, "D403"), (5, 4, "passed"),
    (6, 4, "passed W404"), (3, 4, "passed"), (10_005, 4, "D403"),
  ])
  func step4Counter(number: Int, highest: Int, answer: String) throws {
    let desk = try PackageDesk()
    let key = try desk.key()
    desk.highest = highest
    let digits = String(number)
    let id = "ABCD-" + String(repeating: "0", count: 9 - digits.count) + digits
    try desk.put(try desk.manifest(key.publicKey, id: id), key, id: id)
    #expect(try desk.answer() == answer)
  }

  @Test func step4EverythingTogether() throws {
    let desk = try PackageDesk()
    let key = try desk.key(isActive: false)
    var manifest = try desk.manifest(
      key.publicKey,
      files: [
        ("records.json", "RECORDS", PackageDesk.records), ("../x.pdf", "ATTACHMENT", [1]),
      ])
    for (name, value) in [
      ("remark", "x"), ("sender", "WXYZ"), ("receiver", "OTHER"), ("packageId", "ABCD-000000002"),
      ("createdAt", "yesterday"), ("messageType", "LOAN"), ("format", "csv"), ("keyId", "x"),
      ("signatureAlgorithm", "RSA"), ("digestAlgorithm", "MD5"),
    ] {
      manifest = manifest.setting([name], .string(value))
    }
    try desk.put(manifest, key, id: "ABCD-000010001")
    #expect(
      try desk.answer() == """
        P106 /files/1/name
        S202 /keyId
        S203 /keyId
        S204 /signatureAlgorithm
        S204 /digestAlgorithm
        M302 
        M303 /sender
        M304 /receiver
        M305 /packageId
        M306 /createdAt
        M307 /messageType
        M308 /format
        D403
        """)
  }

  /// A manifest of nothing but wrong names must not make a receipt that is itself too large.
  @Test func step4FindingsAreBounded() throws {
    let desk = try PackageDesk()
    let key = try desk.key()
    let file: JSONValue = [
      "name": "X", "role": "ATTACHMENT", "size": 1,
      "digest": .string(String(repeating: "0", count: 64)),
    ]
    let manifest = try desk.manifest(key.publicKey).setting(
      ["files"], .array([JSONValue](repeating: file, count: 6000)))
    try desk.put(manifest, key)
    guard case .rejected(let refusal) = try desk.examine().outcome else {
      Issue.record("passed")
      return
    }
    #expect(refusal.findings.count == 5001)
    #expect(refusal.findings[5000].message == "还有 1002 处问题未列出，请先改正以上各处。")
  }
}

extension String {
  /// Lines in the order of the table of codes.
  fileprivate var sortedByCode: String {
    split(separator: "\n").sorted { a, b in
      let order = FindingCode.allCases.map(\.rawValue)
      let places = [a, b].map { order.firstIndex(of: String($0.prefix(4))) ?? 0 }
      return places[0] < places[1]
    }.joined(separator: "\n")
  }
}

extension JSONValue {
  /// The same object without a member.
  fileprivate func without(_ name: String) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { $0.name != name })
  }
}
