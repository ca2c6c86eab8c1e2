import BankExchange
import Sealing
import StrictJSON
import Testing

/// M301 and M302: a manifest has exactly the members of EXCHANGE §2.
@Suite struct ManifestTests {
  private static let digest = String(repeating: "ab", count: 32)
  static let batch: JSONValue = [
    "format": "mingdai/1", "messageType": "BATCH", "packageId": "ABCD-000000001",
    "sender": "ABCD", "receiver": "ZEZHOU", "createdAt": "2026-04-02T09:00:00+08:00",
    "keyId": "k", "signatureAlgorithm": "SM2-SM3", "digestAlgorithm": "SM3",
    "files": [
      ["name": "records.json", "role": "RECORDS", "size": 10, "digest": .string(digest)]
    ],
    "control": ["recordCount": 1, "totalAmount": "1.00"],
  ]

  private func read(_ bytes: [UInt8]) throws -> ManifestReading {
    let key = try PrivateKey.generate(.p256)
    let opening = Sealing.open(
      manifest: bytes, signature: try key.sign(bytes), keys: [key.publicKey])
    guard case .opened(let package) = opening else { throw NotOpened() }
    return ManifestDecoder.decode(package)
  }
  private struct NotOpened: Error {}

  private func pointers(_ value: JSONValue) throws -> [String?] {
    let findings = try read(value.text()).findings
    #expect(findings.allSatisfy { $0.code == .members && $0.file == "manifest.json" })
    return findings.map(\.pointer)
  }

  @Test func everyMemberIsNeededAndHasItsType() throws {
    #expect(try pointers(ManifestTests.batch) == [])
    for path in ManifestTests.batch.paths {
      let pointer = "/" + path.joined(separator: "/")
      #expect(try pointers(ManifestTests.batch.setting(path, nil)) == [pointer])
      for wrong in [true, .null] as [JSONValue] {
        #expect(try pointers(ManifestTests.batch.setting(path, wrong)) == [pointer])
      }
    }
  }

  @Test(arguments: ["name", "role", "size", "digest"])
  func everyMemberOfAFileToo(member: String) throws {
    let file: JSONValue = [
      "name": "a.pdf", "role": "ATTACHMENT", "size": 1, "digest": .string(Self.digest),
    ]
    let listed = ManifestTests.batch.setting(
      ["files"], .array([file, file.setting([member], nil), file.setting([member], false)]))
    #expect(try pointers(listed) == ["/files/1/\(member)", "/files/2/\(member)"])
    let reading = try read(listed.text())
    #expect(reading.files?.count == 1)
  }

  @Test func nothingElseBelongs() throws {
    #expect(try pointers(ManifestTests.batch.setting(["remark"], "x")) == [""])
    #expect(try pointers(ManifestTests.batch.setting(["receipt"], [:])) == [""])
    #expect(try pointers(ManifestTests.batch.setting(["control", "remark"], 1)) == ["/control"])
  }

  /// With an unknown type nobody can say whether `control` belongs: that is M307 alone.
  @Test(arguments: ["LOAN", "batch"])
  func unknownType(type: String) throws {
    let value = ManifestTests.batch.setting(["messageType"], .string(type))
    #expect(try pointers(value) == [])
  }

  /// Too large a size is a size all the same: P105, not M302.
  @Test func sizes() throws {
    for (size, isRight) in [(0, true), (5 << 30, true), (-1, false)] as [(Int64, Bool)] {
      let value = ManifestTests.batch.setting(
        ["files"],
        [
          [
            "name": "records.json", "role": "RECORDS", "size": .integer(size),
            "digest": .string(Self.digest),
          ]
        ])
      #expect(try pointers(value) == (isRight ? [] : ["/files/0/size"]))
    }
  }

  @Test(arguments: [
    ("", "第 1 行第 1 列：文件不完整，请重新生成并完整上传。"),
    ("\u{FEFF}{}", "第 1 行第 1 列：文件以 BOM 开头，请另存为不带 BOM 的 UTF-8。"),
    ("{\"format\": 1,\n \"format\": 2}", "第 2 行第 2 列：同一对象中成员名重复，请只保留一个。"),
    ("{\"format\": 1,}", "第 1 行第 14 列：此处应为双引号括起的成员名，末尾不能有多余的逗号。"),
    ("{} {}", "第 1 行第 4 列：JSON 结束之后还有内容，请删去。"),
  ])
  func notStrictJSON(text: String, message: String) throws {
    let reading = try read(Array(text.utf8))
    #expect(reading.findings.map(\.code) == [.manifestNotStrictJSON])
    #expect(reading.findings.map(\.message) == [message])
    #expect(reading.files == nil && reading.format == nil)
  }

  @Test(arguments: ["[]", "null", "\"x\""])
  func noObject(text: String) throws {
    let reading = try read(Array(text.utf8))
    #expect(reading.findings.map(\.message) == ["第 1 行第 1 列：应为 JSON 对象 { … }。"])
    #expect(reading.findings.map(\.code) == [.members])
  }
}
