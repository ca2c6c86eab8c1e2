import BankExchange
import BankKit
import Foundation
import Intake
import LoanBook
import Office
import Quantities
import Sealing
import StrictJSON
import TestKit
import Testing

/// The other side: an office with one bank registered, on a scratch disk.
struct Bureau {
  static let now = instant("2026-04-02T09:00:00+08:00")
  static let code = party("TESTBUREAU")
  static let bank = party("TESTBANK")

  let office: Office
  let path: String

  init(_ scratch: ScratchFolder, knows key: PublicKey) throws {
    path = scratch.path("office")
    let actor = Actor(name: "王建", systemUser: "test")
    office = try Office.create(
      path, settings: OfficeSettings(code: Self.code, county: "140525", name: "示例局"),
      by: actor, now: Self.now
    ).office
    _ = try office.addBank(
      Self.bank, name: "示例银行", key: key, certificate: nil, approvers: ["李批", "张准"], by: actor,
      now: Self.now)
  }

  /// Puts a copy of a package into the inbox, takes it, and gives the receipt's folder. A folder
  /// without signature was uploaded two hours ago.
  func deliver(_ package: String) throws -> (status: String, receipt: String) {
    let name = URL(fileURLWithPath: package).lastPathComponent
    let place = "\(path)/banks/\(Self.bank)/inbox/\(name)"
    try FileManager.default.copyItem(atPath: package, toPath: place)
    let taken = try office.receive(
      by: Actor(name: "王建", systemUser: "test"), now: Self.now
    ).packages
    let answer = try #require(taken.count == 1 ? taken.first : nil, "\(name): \(taken)")
    return (answer.status, "\(path)/banks/\(Self.bank)/outbox/\(answer.receipt)")
  }

  /// The bureau's public keys, as the bank finds them.
  func keys() throws -> [PublicKey] { try keyFiles().map(KeyFile.publicKey) }

  /// The files with the bureau's public keys.
  func keyFiles() -> [String] {
    let folder = "\(path)/banks/\(Self.bank)/keys"
    return FileManager.default.names(folder).map { folder + "/" + $0 }
  }

  /// The receipt of a delivery, opened as a bank opens it.
  func receipt(_ folder: String) throws -> Receipt {
    let mail = try OpenMail(keys: keys()).open(folder)
    #expect(mail.findings.isEmpty, "\(folder): \(mail.findings)")
    return try #require(mail.reading?.receipt)
  }

  /// The bank's own check with the same knowledge.
  static func precheck(_ keys: [PublicKey]) throws -> Precheck {
    try Precheck(
      IntakeContext(
        system: code, bank: bank, keys: keys.map { KeyStanding(key: $0, isActive: true) },
        now: now, policy: KitPolicy.read(), upperAge: 60))
  }
}

/// What a receipt says, byte for byte, but for what only the bureau knows: the head of its ledger.
func words(_ receipt: Receipt) -> [String] {
  let findings = receipt.codes.map { String(decoding: $0.json.text(), as: UTF8.self) }
  let records = String(decoding: receipt.recordsJSON.text(), as: UTF8.self)
  let head = "\(receipt.stage) \(receipt.status) \(receipt.accepted) \(receipt.refused)"
  return [head, receipt.manifestDigest ?? "none"] + findings + [records]
}

func instant(_ text: String) -> Instant {
  guard let instant = Instant(text) else { preconditionFailure("\(text) is no instant") }
  return instant
}

func party(_ text: String) -> PartyCode {
  guard let code = PartyCode(text) else { preconditionFailure("\(text) is no code") }
  return code
}

/// A bank's folder to be sealed: records as text, attachments.
func fill(
  _ folder: String, _ records: [RecordText], _ attachments: [(String, [UInt8])] = []
) throws {
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  let text = "{\"records\": [\(records.map(\.json).joined(separator: ",\n"))]}"
  try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/records.json"))
  for (name, bytes) in attachments {
    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
  }
}

/// A lawful loan.
func loan(_ index: Int) -> RecordText {
  NoteText(
    "JJ-\(index)", amount: 10_000_000 + index, rate: "4.0000", lpr: "3.0000", on: "2025-06-10",
    due: "2028-06-10", person: index
  ).disbursement("FK-\(index)")
}
