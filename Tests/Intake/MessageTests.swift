import BankExchange
import LoanBook
import Quantities
import Sealing
import StrictJSON
import Testing

@testable import Intake

/// RECEIPT and KEY_ANNOUNCE at the technical checks: a door that takes batches alone refuses them;
/// one that takes them lets only the files of the type pass. EXCHANGE §2, §5.
@Suite struct MessageTests {
  private func typed(
    _ type: String, _ desk: PackageDesk, _ key: PrivateKey,
    files: [(name: String, role: String, bytes: [UInt8])]
  ) throws -> JSONValue {
    let manifest = try desk.manifest(key.publicKey, files: files)
    guard case .object(let members) = manifest else { return .null }
    var kept = members.filter { $0.name != "control" && $0.name != "messageType" }
    kept.append(JSONMember("messageType", .string(type)))
    if type == "RECEIPT" {
      kept +=
        Receipt(
          packageId: "ZEZHOU-000000001", manifestDigest: nil, stage: .business, status: .accepted,
          receivedAt: desk.now
        ).members
    }
    return .object(kept)
  }

  @Test(arguments: [
    ("RECEIPT", "", ""), ("RECEIPT", "findings.csv", "ATTACHMENT"),
    ("KEY_ANNOUNCE", "key.pem", "KEY"),
  ])
  func theDoor(type: String, file: String, role: String) throws {
    let desk = try PackageDesk()
    let key = try desk.key()
    let next = try PrivateKey.generate(.sm2).publicKey
    let files = file.isEmpty ? [] : [(name: file, role: role, bytes: Array(next.pem.utf8))]
    let manifest = try typed(type, desk, key, files: files)
    func put() throws {
      try desk.put(
        manifest, key,
        files: Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.bytes) }))
    }
    try put()
    #expect(try desk.answer() == "M307 /messageType")
    desk.messageTypes = [.batch, .receipt, .keyAnnounce]
    try put()
    guard case .passed(let passed) = try desk.examine().outcome else {
      Issue.record("not passed")
      return
    }
    #expect(passed.messageType.rawValue == type)
    if case .keyAnnounce(let read) = passed.content { #expect(read == next) }
  }

  @Test(
    arguments: [
      ("RECEIPT", [("records.json", "RECORDS")], "M302 /files"),
      ("RECEIPT", [("key.pem", "KEY")], "M302 /files"),
      ("RECEIPT", [("a.csv", "ATTACHMENT"), ("a.csv", "ATTACHMENT")], "M302 /files"),
      ("KEY_ANNOUNCE", [], "M302 /files"),
      ("KEY_ANNOUNCE", [("key.pem", "ATTACHMENT")], "M302 /files"),
      ("KEY_ANNOUNCE", [("key.pem", "KEY"), ("key.pem", "KEY")], "M302 /files\nM302 /files"),
      ("KEY_ANNOUNCE", [("next.pem", "KEY")], "M302 /files"),
      // Of a type that nobody sends only M307 is told.
      ("SETTLEMENT", [("key.pem", "KEY")], "M307 /messageType"),
    ] as [(String, [(String, String)], String)])
  func theFilesOfAType(type: String, files: [(String, String)], answer: String) throws {
    let desk = try PackageDesk()
    desk.messageTypes = [.batch, .receipt, .keyAnnounce]
    let key = try desk.key()
    let listed = files.map { (name: $0.0, role: $0.1, bytes: Array("x".utf8)) }
    try desk.put(try typed(type, desk, key, files: listed), key, files: [:])
    #expect(try desk.answer() == answer)
  }
}
