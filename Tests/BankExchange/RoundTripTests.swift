import BankExchange
import LoanBook
import Quantities
import Sealing
import StrictJSON
import TestKit
import Testing

/// What is written is read back the same.
@Suite struct RoundTripTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func records(seed: UInt64) throws {
    var facts = RandomFacts(seed: seed)
    for _ in 0..<100 {
      let made = facts.record()
      let record = try #require(made, "seed \(seed)")
      let written = RecordEncoder.encode(record)
      let node = try JSONNode.parse(written.text(), limits: .exchange)
      let decoded = RecordDecoder.decode(node, index: 0)
      #expect(decoded.findings == [], "seed \(seed)")
      #expect(decoded.record == record, "seed \(seed)")
      // The digest by which a record is known again does not depend on white space.
      #expect(node.canonical() == written.canonical(), "seed \(seed)")
    }
  }

  private func opened(_ draft: PackageDraft, _ key: PrivateKey) throws -> OpenedPackage {
    let sealed = try draft.sealed(with: key)
    let opening = Sealing.open(
      manifest: sealed.manifest, signature: sealed.signature, keys: [key.publicKey])
    guard case .opened(let package) = opening else { throw NotOpened() }
    return package
  }
  private struct NotOpened: Error {}

  private func draft(
    _ type: MessageType, files: [ListedFile] = [], _ content: PackageDraft.Content
  ) throws -> PackageDraft {
    PackageDraft(
      messageType: type, packageId: "ABCD-000000007", sender: try #require(PartyCode("ABCD")),
      receiver: try #require(PartyCode("ZEZHOU")),
      createdAt: try #require(Instant("2026-04-02T09:00:00+08:00")), files: files,
      content: content)
  }

  @Test(arguments: Suite.allCases)
  func manifestOfABatch(suite: Suite) throws {
    let key = try PrivateKey.generate(suite)
    let file = try ListedFile(
      name: "records.json", role: .records, bytes: Array("{}".utf8),
      algorithm: suite.digestAlgorithm)
    let control = BatchControl(recordCount: 12, totalAmount: Fen(123_456))
    let reading = ManifestDecoder.decode(
      try opened(draft(.batch, files: [file], .batch(control)), key))
    #expect(reading.findings == [])
    #expect(reading.format == "mingdai/1" && reading.messageType == "BATCH")
    #expect(reading.packageId == "ABCD-000000007" && reading.sender == "ABCD")
    #expect(reading.receiver == "ZEZHOU" && reading.createdAt == "2026-04-02T09:00:00+08:00")
    #expect(reading.keyId == key.publicKey.keyId)
    #expect(reading.signatureAlgorithm == suite.rawValue)
    #expect(reading.digestAlgorithm == suite.digestAlgorithm.rawValue)
    #expect(reading.files == [file] && reading.control == control && reading.receipt == nil)
  }

  @Test(arguments: [MessageType.application, .letter, .settlement, .keyAnnounce])
  func manifestOfOthers(type: MessageType) throws {
    let key = try PrivateKey.generate(.p256)
    let reading = ManifestDecoder.decode(try opened(draft(type, .other), key))
    #expect(reading.findings == [] && reading.messageType == type.rawValue)
  }

  private func receipt(verdicts: Int, codes: Int = 1) throws -> Receipt {
    let finding = Finding(
      .fileDigest, "摘要不符，请重新生成。", file: "records.json", pointer: nil)
    let records = (0..<verdicts).map { index in
      RecordVerdict(
        index: index * 3, recordId: index % 2 == 0 ? RecordId("R-\(index)") : nil,
        version: index % 3 == 0 ? nil : index, status: index % 5 == 0 ? .accepted : .rejected,
        codes: [Finding](
          repeating: Finding(
            .field, "应为\"对象\"。", file: "records.json", pointer: "/records/\(index * 3)/amount"),
          count: codes))
    }
    return Receipt(
      packageId: "ABCD-000000001", manifestDigest: String(repeating: "a0", count: 32),
      stage: .business, status: .partial,
      receivedAt: try #require(Instant("2026-04-02T09:00:00+08:00")),
      ledgerHead: String(repeating: "0f", count: 32), accepted: 3, refused: verdicts,
      codes: [finding], records: records)
  }

  @Test(arguments: [0, 1, 2, 1000])
  func receipts(verdicts: Int) throws {
    let key = try PrivateKey.generate(.sm2)
    let receipt = try receipt(verdicts: verdicts)
    let reading = ManifestDecoder.decode(try opened(draft(.receipt, .receipt(receipt)), key))
    #expect(reading.findings == [] && reading.receipt == receipt)
  }

  @Test func receiptWithoutManifestOrLedger() throws {
    var receipt = try receipt(verdicts: 0)
    (receipt.manifestDigest, receipt.ledgerHead) = (nil, nil)
    (receipt.stage, receipt.status) = (.technical, .rejected)
    let key = try PrivateKey.generate(.p256)
    let reading = ManifestDecoder.decode(try opened(draft(.receipt, .receipt(receipt)), key))
    #expect(reading.findings == [] && reading.receipt == receipt)
  }

  /// Above 1 000 records, or with more findings than a manifest can hold, they stand elsewhere.
  @Test(arguments: [(1000, 1, true), (1001, 1, false), (1000, 5, true), (10, 501, false)])
  func recordsThatDoNotFit(verdicts: Int, codes: Int, fits: Bool) throws {
    let receipt = try receipt(verdicts: verdicts, codes: codes)
    #expect(receipt.recordsFitManifest == fits)
    let written = JSONValue.object(receipt.members)
    #expect((written["receipt"]?["records"] == .array([])) == !fits)
    #expect(written.text().count < 4 << 20)
  }

  /// The members of a receipt are those of EXCHANGE §4, none other.
  @Test func membersOfAReceipt() throws {
    let written = JSONValue.object(try receipt(verdicts: 1).members)
    func names(_ value: JSONValue?) -> [String] {
      guard case .object(let members) = value else { return [] }
      return members.map(\.name)
    }
    #expect(names(written) == ["inReplyTo", "receipt"])
    #expect(names(written["inReplyTo"]) == ["packageId", "manifestDigest"])
    let receipt = written["receipt"]
    #expect(
      names(receipt) == [
        "stage", "status", "receivedAt", "ledgerHead", "accepted", "refused", "codes", "records",
      ])
    guard case .array(let codes) = receipt?["codes"], case .array(let records) = receipt?["records"]
    else {
      Issue.record("no arrays")
      return
    }
    #expect(names(codes.first) == ["code", "severity", "message", "file"])
    #expect(names(records.first) == ["recordId", "version", "status", "codes"])
    #expect(records.first?["version"] == .null)
  }

  @Test func everyCodeOnceAndInOrder() throws {
    var receipt = try receipt(verdicts: 3)
    receipt.codes.append(Finding(.counterGap, "…"))
    #expect(receipt.allCodes == [.counterGap, .fileDigest, .field])
  }
}
