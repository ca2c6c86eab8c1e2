import Foundation
import TestKit
import Testing

/// What rests on another bank's data goes to the bureau, and never into a bank's receipt.
/// EXCHANGE §3.
@Suite struct NoteFindingsTests {
  private static let now = "2026-04-02T09:00:00+08:00"

  @Test func onePersonAtTwoBanks() throws {
    let office = try OfficeDesk()
    try office.make(now: Self.now)
    let banks = [try BankDesk("AABANK", .sm2), try BankDesk("BBBANK", .p256)]
    for (index, bank) in banks.enumerated() {
      try office.register(bank, now: Self.now)
      var note = BadInputTests.note(7)
      note.noteNo = "N-\(index)"
      let other = BadInputTests.note(20 + index)
      try bank.send(
        BadInputTests.parcel(1, [note.disbursement("R-1"), other.disbursement("R-2")]),
        to: office.inbox(bank))
    }
    _ = try office.receive(now: Self.now)
    for bank in banks { #expect(try office.receipts(bank).flatMap(codes) == []) }
    let found = try office.json(
      ["note", "findings", "--quarter", "2026Q1"], now: Self.now, status: 1)["findings"].elements
    #expect(
      found.map { "\($0["noteNo"].text ?? "") \($0["kind"].text ?? "")" } == [
        "N-0 OVERLAP", "N-1 MORE_USES", "N-1 OVERLAP",
      ])
    let text = try office.run(["note", "findings", "--quarter", "2026Q1"], now: Self.now)
    #expect(text.status == 1 && text.text.contains("第 2 次"))
    #expect(!text.text.contains(Synthetic.residentID(107)))
    let before = try office.json(["note", "findings", "--quarter", "2025Q1"], now: Self.now)
    #expect(before["findings"] == .list([]))
  }
}
