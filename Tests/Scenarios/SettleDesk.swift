import Foundation
import TestKit
import Testing

/// An office with one bank and notes of 300 000.00 at 4.5000 %, half of it subsidised: a day is
/// 37.50 of interest and 18.75 of subsidy. Quarters are settled, reviewed and approved.
struct SettleDesk {
  static let opened = "2026-03-21T09:00:00+08:00"
  /// The days on which the quarters are settled.
  static let days = [
    "2026Q1": "2026-03-23T09:00:00+08:00", "2026Q2": "2026-06-23T09:00:00+08:00",
    "2026Q3": "2026-09-23T09:00:00+08:00",
  ]

  let office: OfficeDesk
  let bank: BankDesk
  let counter = Counter()

  final class Counter {
    var value = 0
  }

  init(isDemo: Bool = true) throws {
    office = try OfficeDesk()
    bank = try BankDesk("AABANK", .p256)
    try office.make(now: Self.opened, isDemo: isDemo)
    try office.register(bank, now: Self.opened)
  }

  static func note(_ index: Int) -> NoteText {
    NoteText(
      "N-\(index)", amount: 30_000_000, rate: "4.5000", lpr: "3.4500", on: "2024-03-01",
      due: "2027-03-01", person: index)
  }

  /// The bank's claim for a note and quarter of so many days, as the rule gives it.
  static func claim(_ record: String, _ index: Int, _ period: String, days: Int) -> RecordText {
    note(index).claim(
      record, period, days: days, interest: yuan(days * 3750), subsidy: yuan(days * 1875))
  }

  func deliver(_ records: [RecordText], now: String) throws {
    counter.value += 1
    try bank.send(Parcel(counter.value, now, records), to: office.inbox(bank))
    let taken = try office.receive(now: now)["packages"][0]
    #expect(taken["status"].text == "ACCEPTED", "\(taken)")
  }

  /// Settles a quarter: 1 when somebody must look.
  @discardableResult
  func run(_ period: String, now: String? = nil, status: Int32 = 0) throws -> JSONTree {
    try office.json(
      ["settle", "run", period, "--by", "王建"], now: now ?? Self.days[period], status: status)
  }

  func approve(_ period: String, now: String? = nil) throws {
    let now = now ?? Self.days[period]
    try office.json(["settle", "review", period, "--by", "李审"], now: now)
    try office.json(["settle", "approve", period, "--by", "赵批"], now: now)
  }

  /// The lines of a stored run or of a preview, as they were printed.
  func linesText(_ arguments: [String], now: String) throws -> String {
    let outcome = try office.run(arguments + ["--format", "json"], now: now)
    let lines = outcome.text.range(of: "\"lines\"")
    return try String(outcome.text[#require(lines).lowerBound...])
  }

  /// The ledger made anew from journal and archive is the same row for row.
  func rebuildsTheSame() throws {
    let compared = try office.run(["rebuild", "--compare"])
    #expect(compared.status == 0, "\(compared.text)\(compared.message)")
  }
}

/// The lines of a kind.
func lines(_ run: JSONTree, _ kind: String) -> [JSONTree] {
  run["lines"].elements.filter { $0["kind"].text == kind }
}
