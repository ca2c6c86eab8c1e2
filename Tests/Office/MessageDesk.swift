import Foundation
import Ledger
import LoanBook
import Quantities
import Sealing
import TestKit
import Testing

@testable import Office

/// An office with the bank AABANK, whose packages are written by hand and signed by `openssl`.
///
/// It is 2030, so that every folder made in the test is long past the hour that a missing
/// signature is waited for.
final class MessageDesk {
  let scratch: ScratchFolder
  let office: Office
  let bank: BankDesk
  let actor = Actor(name: "王建", systemUser: "root")
  var now: Instant

  init(_ suite: BankSuite = .p256) throws {
    scratch = try ScratchFolder("messages")
    now = try #require(Instant("2030-01-02T09:00:00+08:00"))
    let settings = OfficeSettings(
      code: try #require(PartyCode("ZEZHOU")), county: "140525", name: "泽州县某局", isDemo: true)
    office = try Office.create(
      scratch.path("office"), settings: settings, by: actor, now: now
    ).office
    bank = try BankDesk("AABANK", suite)
    try register(bank)
  }

  func code(_ bank: BankDesk) throws -> PartyCode { try #require(PartyCode(bank.code)) }

  func register(_ bank: BankDesk) throws {
    _ = try office.addBank(
      code(bank), name: "示例银行", key: publicKey(bank), certificate: nil,
      approvers: ["李批", "张准"], by: actor, now: now)
  }

  func publicKey(_ bank: BankDesk) throws -> PublicKey {
    try PublicKey(pem: String(decoding: bank.folder.bytes("pub.pem"), as: UTF8.self))
  }

  /// A package on the bank's own disk; `members` are those that only this type has.
  func seal(
    _ number: Int, _ type: String, _ members: String = "",
    files: [(name: String, role: String, bytes: [UInt8])] = []
  ) throws -> URL {
    let place = bank.folder.url("\(UUID().uuidString)/\(bank.packageId(number))")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    var listed: [String] = []
    for file in files {
      try Data(file.bytes).write(to: place.appendingPathComponent(file.name))
      listed.append(
        """
        {"name": "\(file.name)", "role": "\(file.role)", "size": \(file.bytes.count),
         "digest": "\(try bank.digest(file.name, in: place))"}
        """)
    }
    let manifest = """
      {"format": "mingdai/1", "messageType": "\(type)", "packageId": "\(bank.packageId(number))",
       "sender": "AABANK", "receiver": "ZEZHOU", "createdAt": "\(now)", "keyId": "\(bank.keyId)",
       "signatureAlgorithm": "\(bank.suite == .sm2 ? "SM2-SM3" : "ECDSA-P256-SHA256")",
       "digestAlgorithm": "\(bank.suite == .sm2 ? "SM3" : "SHA-256")",
       "files": [\(listed.joined(separator: ", "))]\(members.isEmpty ? "" : ", " + members)}
      """
    try Data(manifest.utf8).write(to: place.appendingPathComponent("manifest.json"))
    try bank.sign(place)
    return place
  }

  /// Uploads packages and receives everything.
  func deliver(_ packages: URL...) throws -> [ReceivedPackage] {
    for package in packages {
      try bank.upload(package, to: tray("inbox"))
    }
    let reception = try office.receive(by: actor, now: now)
    #expect(reception.faults.isEmpty)
    return reception.packages
  }

  /// One package's status, codes and receipt in a line.
  func answer(_ package: URL) throws -> String {
    let taken = try deliver(package)
    try #require(taken.count == 1)
    let words = [taken[0].status] + taken[0].codes + [taken[0].receipt]
    return words.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// A batch with one record that cannot be read.
  func batch(_ number: Int) throws -> URL {
    try seal(
      number, "BATCH", #""control": {"recordCount": 1, "totalAmount": "0.00"}"#,
      files: [("records.json", "RECORDS", Array(#"{"records": [{}]}"#.utf8))])
  }

  /// A tray of a bank.
  func tray(_ name: String, of bank: BankDesk? = nil) -> String {
    "\(office.folder)/banks/\((bank ?? self.bank).code)/\(name)"
  }

  /// The packages in the bank's outbox.
  var outbox: [String] { FileManager.default.names(tray("outbox")) }

  /// The manifest of a package in the bank's outbox.
  func manifest(_ name: String, of bank: BankDesk? = nil) throws -> JSONTree {
    let path = tray("outbox", of: bank) + "/\(name)/manifest.json"
    return try JSONTree(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
  }

  /// The bank's keys as `state` with the beginning of the key's number.
  func keyStates() throws -> [String] {
    try office.banks().first { $0.bank == "AABANK" }?.keys.map(\.state) ?? []
  }

  /// `check` must find everything well.
  func checksOut() throws {
    for check in try office.check() { #expect(check.ok, "\(check.name): \(check.detail)") }
  }
}
