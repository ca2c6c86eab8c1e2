import Foundation
import TestKit

/// What a bank got back for one case, without what differs from run to run: digests, key ids and
/// the bank's code are masked, times and the ledger's head left out.
struct CorpusAnswer {
  /// Every code that occurs in the receipts.
  let codes: Set<String>
  /// The status of each receipt, in order.
  let statuses: [String]
  /// Entries that went to quarantine.
  let quarantined: Int
  /// Whether `openssl` verified every receipt.
  let isVerified: Bool
  /// JSON, to be compared with the expectation.
  let text: String

  /// Reads a bank's folders after the last delivery.
  init(_ one: CorpusCase, _ bank: BankDesk, folders: String) throws {
    let outbox = folders + "/outbox"
    let names = FileManager.default.names(outbox).filter { !$0.hasPrefix(".") }
    var receipts: [Any] = []
    var codes: Set<String> = []
    var statuses: [String] = []
    var isVerified = true
    for name in names {
      let place = outbox + "/" + name
      if try !bank.verifies(place, keys: folders + "/keys") { isVerified = false }
      let manifest = try Self.object(place + "/manifest.json")
      let receipt = manifest["receipt"] as? [String: Any] ?? [:]
      let records = receipt["records"] as? [[String: Any]] ?? []
      let findings =
        (receipt["codes"] as? [[String: Any]] ?? [])
        + records.flatMap { $0["codes"] as? [[String: Any]] ?? [] }
      codes.formUnion(findings.compactMap { $0["code"] as? String })
      statuses.append(receipt["status"] as? String ?? "")
      var told: [String: Any] = manifest["inReplyTo"] as? [String: Any] ?? [:]
      for member in ["stage", "status", "accepted", "refused", "codes"] {
        told[member] = receipt[member]
      }
      told["records"] = records
      if let apart = try Self.apart(place) {
        codes.formUnion(apart.codes)
        told["findings.json"] = apart.count
      }
      receipts.append(told)
    }
    let cells = FileManager.default.names(folders + "/quarantine")
    quarantined = cells.count
    self.codes = codes
    self.statuses = statuses
    self.isVerified = isVerified
    text = try Self.text(
      [
        "receipts": receipts, "quarantined": cells.count,
        "left": FileManager.default.names(folders + "/inbox"),
      ], masking: one.bank)
  }

  /// The findings on records that did not fit into the manifest.
  private static func apart(_ place: String) throws -> (count: Int, codes: Set<String>)? {
    let path = place + "/findings.json"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let records = try object(path)["records"] as? [[String: Any]] ?? []
    let findings = records.flatMap { $0["codes"] as? [[String: Any]] ?? [] }
    return (records.count, Set(findings.compactMap { $0["code"] as? String }))
  }

  private static func object(_ path: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  private static func text(_ value: [String: Any], masking bank: String) throws -> String {
    let data = try JSONSerialization.data(
      withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
      .replacing(/\b[0-9a-f]{64}\b/, with: "DIGEST")
      .replacing(bank, with: "BANK") + "\n"
  }
}
