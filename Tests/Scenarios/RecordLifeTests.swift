import Foundation
import TestKit
import Testing

/// Deliveries again, records again, amended and cancelled; and what was known when.
@Suite struct RecordLifeTests {
  static let now = "2026-04-02T09:00:00+08:00"

  private func opened(_ suite: BankSuite = .p256) throws -> (office: OfficeDesk, bank: BankDesk) {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", suite)
    try office.make(now: "2026-03-01T09:00:00+08:00")
    try office.register(bank, now: "2026-03-01T09:00:00+08:00")
    return (office, bank)
  }

  @Test(arguments: BankSuite.allCases)
  func theSamePackageAgain(_ suite: BankSuite) throws {
    let (office, bank) = try opened(suite)
    let package = try bank.send(BadInputTests.parcel(1), to: office.inbox(bank))
    let first = try #require(try office.receive(now: Self.now)["packages"][0]["receipt"].text)
    let original = office.outbox(bank) + "/" + first
    let kept = try Data(contentsOf: URL(fileURLWithPath: original + "/manifest.sig"))
    try FileManager.default.removeItem(atPath: original)
    try bank.upload(package, to: office.inbox(bank))
    let again = try office.receive(now: Self.now, status: 1)["packages"][0]
    #expect(again["status"].text == "DUPLICATE")
    #expect(again["codes"] == .list([.text("D401")]))
    let receipt = try office.receipt(try #require(again["receipt"].text), bank)
    #expect(receipt["receipt"]["status"].text == "DUPLICATE")
    #expect(receipt["receipt"]["codes"][0]["message"].text?.contains(first) == true)
    #expect(try Data(contentsOf: URL(fileURLWithPath: original + "/manifest.sig")) == kept)
    #expect(try bank.verifies(original, keys: office.keys(bank)))
    #expect(try office.noteCount() == 1)
    // Other content under a consumed number.
    try bank.send(
      BadInputTests.parcel(1, [BadInputTests.note(7).disbursement("R-7")]), to: office.inbox(bank))
    let other = try office.receive(now: Self.now, status: 1)["packages"][0]
    #expect(other["codes"] == .list([.text("D402")]))
    #expect(try office.noteCount() == 1)
    try office.checksOut()
  }

  @Test func theSameRecordInALaterPackage() throws {
    let (office, bank) = try opened()
    let record = BadInputTests.note(1).disbursement("R-1")
    try bank.send(BadInputTests.parcel(1, [record]), to: office.inbox(bank))
    _ = try office.receive(now: Self.now)
    // Canonically equal, differently written.
    let spaced = RecordText(
      record.json.replacingOccurrences(of: ", ", with: " ,\n  "), disbursedFen: record.disbursedFen)
    try bank.send(BadInputTests.parcel(2, [spaced]), to: office.inbox(bank))
    let taken = try office.receive(now: Self.now)["packages"][0]
    #expect(taken["status"].text == "ACCEPTED")
    #expect(taken["accepted"].int == 1)
    // The same number and version with other content is R703, twice in one package R702.
    try bank.send(
      BadInputTests.parcel(3, [record.replacing("4.5000", "4.4000")]), to: office.inbox(bank))
    #expect(
      try office.receive(now: Self.now, status: 1)["packages"][0]["codes"]
        == .list([.text("R703")]))
    let second = BadInputTests.note(2).disbursement("R-2")
    try bank.send(BadInputTests.parcel(4, [second, second]), to: office.inbox(bank))
    let twice = try office.receive(now: Self.now, status: 1)["packages"][0]
    #expect(twice["codes"] == .list([.text("R702")]))
    #expect(twice["accepted"].int == 1)
    #expect(try office.noteCount() == 2)
    #expect(try office.json(["note", "show", "AABANK", "N-1"])["rate"].text == "4.5000")
  }

  /// A repayment of 50 000.00 on 2026-01-20 amended to 60 000.00, then cancelled: each known from
  /// its arrival. Interest by hand: 30 days at the whole, 60 at the rest, 4.5000 %, 360.
  @Test func amendedAndCancelled() throws {
    let (office, bank) = try opened()
    var note = BadInputTests.note(0)
    note.amount = 10_000_000
    let steps = [
      ("2026-03-22T09:00:00+08:00", note.repayment("P-1", on: "2026-01-20", 5_000_000)),
      (
        "2026-03-24T09:00:00+08:00",
        note.repayment("P-1", on: "2026-01-20", 6_000_000, version: 2, action: "AMEND")
      ),
      (
        "2026-03-26T09:00:00+08:00",
        note.repayment("P-1", on: "2026-01-20", 6_000_000, version: 3, action: "CANCEL")
      ),
    ]
    try bank.send(
      Parcel(1, "2026-03-21T09:00:00+08:00", [note.disbursement("R-1")]), to: office.inbox(bank))
    _ = try office.receive(now: "2026-03-21T09:00:00+08:00")
    for (index, step) in steps.enumerated() {
      try bank.send(Parcel(index + 2, step.0, [step.1]), to: office.inbox(bank))
      #expect(try office.receive(now: step.0)["packages"][0]["status"].text == "ACCEPTED")
    }
    let expected = [
      ("2026-03-21T10:00:00+08:00", "100000.00", "1125.00"),
      ("2026-03-22T10:00:00+08:00", "50000.00", "750.00"),
      ("2026-03-24T10:00:00+08:00", "40000.00", "675.00"),
      ("2026-03-26T10:00:00+08:00", "100000.00", "1125.00"),
    ]
    for (knownAt, balance, interest) in expected {
      let shown = try office.json(["note", "show", "AABANK", "N-0", "--known-at", knownAt])
      #expect(shown["balance"].text == balance, "known at \(knownAt)")
      let run = try office.json(
        ["settle", "run", "2026Q1", "--known-at", knownAt, "--preview"], now: Self.now, status: 1)
      #expect(run["state"].text == "PREVIEW")
      #expect(run["lines"][0]["interest"].text == interest, "known at \(knownAt)")
    }
    #expect(try office.json(["settle", "list"])["runs"] == .list([]))
    let early = try office.run(
      ["note", "show", "AABANK", "N-0", "--known-at", "2026-03-20T00:00:00+08:00"])
    #expect(early.status == 64)
    let stored = try office.json(
      ["settle", "run", "2026Q1", "--known-at", expected[2].0], now: Self.now, status: 1)
    #expect(stored["knownAt"].text == expected[2].0)
    #expect(stored["lines"][0]["interest"].text == "675.00")
    try office.checksOut()
  }
}
