import BankExchange
import Foundation
import LoanBook
import Policy
import Quantities
import Sealing
import StrictJSON
import Testing

@testable import DemoCounty

/// Every fault does to the package what it says, and nothing else.
@Suite struct BankSimulatorTests {
  /// A delivery that has a disbursement and a repayment in it.
  private func delivery(_ fault: PackageFault?) throws -> DemoDelivery {
    let plan = DemoPlan.make(
      DemoOptions(seed: 2, notes: 30, plantsWrongPackages: false, receiver: try receiver()),
      policy: try TestPolicy.book())
    for case .deliver(let found) in plan.steps {
      let types = Set(found.records.map(\.fact.type))
      guard types.isSuperset(of: [.disbursement, .repayment]) else { continue }
      let age: Int64 = fault == .staleDate ? 40 * 86_400 : 300
      return DemoDelivery(
        bank: found.bank, number: found.number, createdAt: found.droppedAt + -age,
        droppedAt: found.droppedAt, records: found.records, fault: fault)
    }
    return try #require(nil, "the plan has such a delivery")
  }

  private func receiver() throws -> PartyCode { try #require(PartyCode("ZEZHOU")) }

  /// An inbox in a folder of its own, which goes when the test ends.
  private final class Inbox {
    let path: String
    init() throws {
      path = NSTemporaryDirectory() + "demo-inbox-" + UUID().uuidString
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
    }
    deinit {
      do { try FileManager.default.removeItem(atPath: path) } catch { print("left \(path)") }
    }
    func names() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }
    func bytes(_ name: String) throws -> [UInt8] {
      [UInt8](try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
    }
  }

  private func simulator(
    _ bank: PartyCode, _ key: PrivateKey, stranger: PrivateKey, _ inbox: Inbox
  ) throws -> BankSimulator {
    BankSimulator(
      bank: bank, receiver: try receiver(), key: key, strangerKey: stranger, inbox: inbox.path)
  }

  @Test(arguments: Suite.allCases)
  func rightPackageOpensAndHoldsItsRecords(suite: Suite) throws {
    let delivery = try delivery(nil)
    let inbox = try Inbox()
    let key = try PrivateKey.generate(suite)
    var bank = try simulator(delivery.bank, key, stranger: key, inbox)
    try bank.deliver(delivery)
    #expect(try inbox.names() == [delivery.packageId])
    let folder = delivery.packageId + "/"
    let manifest = try inbox.bytes(folder + "manifest.json")
    let opening = Sealing.open(
      manifest: manifest, signature: try inbox.bytes(folder + "manifest.sig"),
      keys: [key.publicKey])
    guard case .opened(let opened) = opening else {
      Issue.record("\(opening)")
      return
    }
    let reading = ManifestDecoder.decode(opened)
    #expect(reading.findings.isEmpty)
    #expect(reading.packageId == delivery.packageId && reading.receiver == "ZEZHOU")
    #expect(reading.createdAt == delivery.createdAt.description)
    #expect(reading.keyId == key.publicKey.keyId)
    let records = try inbox.bytes(folder + "records.json")
    let listed = try #require(reading.files?.first)
    #expect(reading.files?.count == 1 && listed.size == Int64(records.count))
    #expect(listed.digest == (try Digest.of(records, suite.digestAlgorithm).hex))
    let decoded = try Self.decode(records)
    #expect(decoded.compactMap(\.record) == delivery.records)
    let control = try #require(reading.control)
    #expect(control.recordCount == delivery.records.count)
    #expect(control.totalAmount.value == decoded.compactMap(\.controlAmount).reduce(0, +))
  }

  private static func decode(_ records: [UInt8]) throws -> [DecodedRecord] {
    let node = try JSONNode.parse(records, limits: .exchange)
    guard case .array(let elements) = try #require(node["records"]).content else { return [] }
    return elements.enumerated().map { RecordDecoder.decode($1, index: $0) }
  }

  @Test func filesBearTheTimeOfDelivery() throws {
    let delivery = try delivery(nil)
    let inbox = try Inbox()
    let key = try PrivateKey.generate(.p256)
    var bank = try simulator(delivery.bank, key, stranger: key, inbox)
    try bank.deliver(delivery)
    for name in ["", "/records.json", "/manifest.sig"] {
      let path = inbox.path + "/" + delivery.packageId + name
      let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
      #expect((date as? Date)?.timeIntervalSince1970 == Double(delivery.droppedAt.seconds))
    }
  }

  @Test func replayIsByteForByte() throws {
    let delivery = try delivery(nil)
    let inbox = try Inbox()
    let key = try PrivateKey.generate(.sm2)
    var bank = try simulator(delivery.bank, key, stranger: key, inbox)
    try bank.deliver(delivery)
    let files = ["manifest.json", "manifest.sig", "records.json"].map {
      delivery.packageId + "/" + $0
    }
    let first = try files.map(inbox.bytes)
    try FileManager.default.removeItem(atPath: inbox.path + "/" + delivery.packageId)
    try bank.deliver(
      DemoDelivery(
        bank: delivery.bank, number: delivery.number, createdAt: delivery.createdAt,
        droppedAt: delivery.droppedAt + 3600, records: delivery.records, fault: .replay))
    #expect(try files.map(inbox.bytes) == first)
  }

  @Test func anInboxThatIsNotThereIsAFault() throws {
    let delivery = try delivery(nil)
    let key = try PrivateKey.generate(.p256)
    var bank = BankSimulator(
      bank: delivery.bank, receiver: try receiver(), key: key, strangerKey: key,
      inbox: "/nowhere/inbox")
    #expect(throws: DemoFault.self) { try bank.deliver(delivery) }
  }

  /// What the bureau sees of a package with a fault, as far as the lower rooms can tell.
  private func look(_ fault: PackageFault) throws -> Set<String> {
    let delivery = try delivery(fault)
    let key = try PrivateKey.generate(.sm2)
    let stranger = try PrivateKey.generate(.sm2)
    let bank = try simulator(delivery.bank, key, stranger: stranger, try Inbox())
    let package = try bank.seal(delivery)
    func bytes(_ name: String) -> [UInt8]? { package.files.first { $0.name == name }?.bytes }
    guard let signature = bytes("manifest.sig") else { return ["no signature"] }
    let opening = Sealing.open(
      manifest: try #require(bytes("manifest.json")), signature: signature,
      keys: [key.publicKey])
    guard case .opened(let opened) = opening else { return ["not opened"] }
    let reading = ManifestDecoder.decode(opened)
    var seen = Set(reading.findings.map(\.code.rawValue))
    if reading.receiver != "ZEZHOU" { seen.insert("receiver") }
    let createdAt = try #require(reading.createdAt.flatMap { Instant($0) })
    if delivery.droppedAt - createdAt > 30 * 86_400 { seen.insert("stale") }
    let listed = try #require(reading.files?.first)
    if reading.files?.contains(where: { $0.name.contains("/") }) == true { seen.insert("path") }
    let records = try #require(bytes("records.json"))
    if listed.digest != (try Digest.of(records, .sm3).hex) { seen.insert("digest") }
    if listed.size != Int64(records.count) { seen.insert("size") }
    do {
      let decoded = try Self.decode(records)
      let total = decoded.compactMap(\.controlAmount).reduce(0, +)
      if reading.control?.totalAmount != Fen(total) { seen.insert("total") }
      let wrong = decoded.filter { $0.record == nil }
      if !wrong.isEmpty { seen.insert("\(wrong.count) record refused") }
    } catch {
      seen.insert("not strict JSON")
    }
    return seen
  }

  @Test(arguments: [
    (PackageFault.alteredRecords, "digest"), (.alteredManifest, "not opened"),
    (.foreignKey, "not opened"), (.rawSignature, "not opened"),
    (.missingSignature, "no signature"), (.duplicateMember, "not strict JSON"),
    (.floatForMoney, "1 record refused"), (.pathInFileName, "path"), (.unknownMember, "M302"),
    (.wrongTotal, "total"), (.staleDate, "stale"), (.wrongReceiver, "receiver"),
  ])
  func faultDoesWhatItSaysAndNoMore(fault: PackageFault, expected: String) throws {
    #expect(try look(fault) == [expected])
  }

  /// A documented extension brings its scan, listed as an attachment.
  @Test func attachmentsComeAlong() throws {
    let plan = try TestPlan.make()
    var scans = 0
    for case .deliver(let delivery) in plan.steps where delivery.fault == nil {
      let names = delivery.records.flatMap(\.attachments)
      guard !names.isEmpty, scans < 3 else { continue }
      let key = try PrivateKey.generate(.p256)
      let bank = try simulator(delivery.bank, key, stranger: key, try Inbox())
      let package = try bank.seal(delivery)
      #expect(
        package.files.map(\.name)
          == ["records.json"] + names + ["manifest.json", "manifest.sig"])
      #expect(package.files[1].bytes.starts(with: Array("%PDF-".utf8)))
      scans += 1
    }
    #expect(scans > 0)
  }

  @Test func rawSignatureIsRAndS() {
    // r = 0x01…(33 bytes with the sign byte), s = 5 of one byte.
    let r = [UInt8](repeating: 0xFF, count: 32)
    let der: [UInt8] = [0x30, 38, 0x02, 33, 0x00] + r + [0x02, 1, 5]
    let raw = BankSimulator.rawSignature(der)
    #expect(raw == r + [UInt8](repeating: 0, count: 31) + [5])
  }
}
