import BankExchange
import Intake
import Ledger
import LoanBook
import Quantities
import StrictJSON

/// A delivery as the journal holds it: the row of the ledger, and of a consumed batch which records
/// were refused. With the archived package it is all that the ledger needs to have it again,
/// whatever the rules for judging have become by then.
struct JournalledDelivery {
  static let command = "receive"

  let bank: PartyCode
  var entry: PackageEntry
  /// The policy version that the records were judged by; nil without records.
  let policy: String?
  /// Places of refused records in the file, counted from 0, in ascending order.
  let refused: [ClosedRange<Int>]

  var json: JSONValue {
    [
      "bank": .string(bank.text), "delivery": .string(entry.delivery),
      "packageId": .string(entry.packageId), "number": .integer(Int64(entry.number)),
      "messageType": .text(entry.messageType), "manifestDigest": .text(entry.manifestDigest),
      "archivedAs": .text(entry.archivedAs), "keyId": .text(entry.keyId),
      "stage": .string(entry.stage), "status": .string(entry.status),
      "accepted": .integer(Int64(entry.accepted)), "refused": .integer(Int64(entry.refused)),
      "bytes": .integer(entry.bytes), "files": .integer(Int64(entry.files)),
      "ledgerHead": .text(entry.ledgerHead), "policy": .text(policy),
      "refusedRecords": .string(
        refused.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
          .joined(separator: " ")),
    ]
  }
}

extension JournalledDelivery {
  /// Reads it back; nil when a member is missing or not as it was written.
  init?(_ json: JSONValue, receivedAt: Instant) {
    guard let bank = json.text("bank").flatMap({ PartyCode($0) }),
      let delivery = json.text("delivery"), let packageId = json.text("packageId"),
      let stage = json.text("stage"), let status = json.text("status")
    else { return nil }
    self.bank = bank
    entry = PackageEntry(
      delivery: delivery, packageId: packageId, number: json.count("number"),
      messageType: json.text("messageType"), manifestDigest: json.text("manifestDigest"),
      archivedAs: json.text("archivedAs"), keyId: json.text("keyId"), stage: stage,
      status: status, receivedAt: receivedAt, accepted: json.count("accepted"),
      refused: json.count("refused"), bytes: Int64(json.count("bytes")),
      files: json.count("files"), ledgerHead: json.text("ledgerHead"))
    policy = json.text("policy")
    let places = (json.text("refusedRecords") ?? "").split(separator: " ")
    refused = places.compactMap { range in
      let ends = range.split(separator: "-").compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last, first <= last else { return nil }
      return first...last
    }
    guard refused.count == places.count else { return nil }
  }
}

extension RecordTally {
  /// The places of the refused records, neighbours drawn together.
  var refusedPositions: [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for verdict in verdicts where verdict.status == .rejected {
      if let last = ranges.last, last.upperBound + 1 == verdict.index {
        ranges[ranges.count - 1] = last.lowerBound...verdict.index
      } else {
        ranges.append(verdict.index...verdict.index)
      }
    }
    return ranges
  }
}

extension PassedPackage {
  var holdsRecords: Bool {
    if case .batch = content { return true }
    return false
  }
}

extension JSONValue {
  /// A text, or null.
  static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
