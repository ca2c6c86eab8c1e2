import DropBox
import Ledger
import LoanBook
public import Quantities

/// What stays in a bank's inbox because the bank used up its day. EXCHANGE §1. Nothing of it is
/// touched, refused or lost.
public struct WaitingPackages: Hashable, Sendable {
  /// The bank's code.
  public let bank: String
  /// Entries with a package's name that stay, as far as the last look told.
  public let packages: Int
  /// Malformed entries that stay; a crowded inbox has more.
  public let malformed: Int
  /// What is used up.
  public let quota: QuotaMember
  /// How much of it the bank has a day.
  public let limit: Int
  /// The midnight at UTC+08:00 from which it is received.
  public let until: Instant
}

extension Receiver {
  /// What stays until tomorrow, when the bank's day is used up; nil when another package may be
  /// taken. The one that goes over the quota is received whole: a single package is bounded by
  /// P105.
  func waiting(_ line: inout BankLine) throws -> WaitingPackages? {
    let today = now.day
    let tomorrow = Instant(startOf: today + 1)
    let use = try office.ledger.read {
      try $0.quotaUse(of: bank, from: Instant(startOf: today), until: tomorrow)
    }
    let quarantined = try line.quarantined(on: today) { try folders.quarantined(on: $0) }
    // A package that failed is not in the ledger yet.
    let counts: [QuotaMember: Int] = [
      .packagesPerDay: use.packages + line.failed.count, .bytesPerDay: Int(use.bytes),
      .filesPerDay: use.files + quarantined,
    ]
    let quota = office.settings.quota.of(bank.code)
    for member in QuotaMember.allCases {
      let limit = quota[keyPath: member.place]
      guard let count = counts[member], count >= limit else { continue }
      return WaitingPackages(
        bank: bank.code.text, packages: line.packagesLeft, malformed: line.malformedLeft,
        quota: member, limit: limit, until: tomorrow)
    }
    return nil
  }
}
