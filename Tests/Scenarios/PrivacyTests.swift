import Foundation
import TestKit
import Testing

/// Personal numbers planted where they do not belong: nothing of them is ever repeated in what is
/// printed, in a receipt, in the journal or on the site.
@Suite struct PrivacyTests {
  static let now = "2026-04-02T09:00:00+08:00"

  @Test func plantedNumbers() throws {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", .p256)
    try office.make(now: Self.now)
    try office.register(bank, now: Self.now)
    let planted = (0..<8).map { Synthetic.residentID(5000 + $0) }
    let good = BadInputTests.note(1)
    let records = [
      good.disbursement("R-1"),
      // As the name of a member, and as a value of the wrong type or grammar.
      BadInputTests.note(2).disbursement("R-2")
        .replacing("\"version\": 1", "\"version\": 1, \"\(planted[0])\": \"\(planted[1])\""),
      BadInputTests.note(3).disbursement("R-3").replacing("140525100000", planted[2]),
      BadInputTests.note(4).disbursement("R-4").replacing("QUARTER_20", planted[3]),
      BadInputTests.note(5).disbursement("R-5").replacing(
        "\"useOrdinal\": 1", "\"useOrdinal\": \(planted[4].prefix(17))"),
    ]
    var parcel = Parcel(1, Self.now, records)
    // A number that is no JSON number is a fault of the whole file; so it stays digits here.
    parcel.attachments = []
    try bank.send(parcel, to: office.inbox(bank))
    // As the name of a package, of a file, and as a message type.
    try FileManager.default.createDirectory(
      atPath: office.inbox(bank) + "/" + planted[5], withIntermediateDirectories: false)
    let named = try bank.seal(BadInputTests.parcel(2))
    try Data("x".utf8).write(to: named.appending(path: planted[6].lowercased() + ".csv"))
    try bank.upload(named, to: office.inbox(bank))
    let typed = try bank.seal(BadInputTests.parcel(3)) {
      $0.replacingOccurrences(of: "\"BATCH\"", with: "\"\(planted[7])\"")
    }
    try bank.upload(typed, to: office.inbox(bank))
    // Not even in text form, with everything else that prints.
    let taken = try office.run(["receive"], now: Self.now)
    #expect(taken.status == 1)
    #expect(taken.text.contains("部分接收"))
    _ = try office.run(["note", "list"])
    _ = try office.run(["note", "show", "AABANK", "N-1"])
    try office.json(["note", "show", "AABANK", "N-1"])
    _ = try office.run(["settle", "run", "2026Q1"], now: Self.now)
    _ = try office.run(["settle", "show", "2026Q1", "--format", "json"], now: Self.now)
    _ = try office.run(["settle", "explain", "AABANK", "N-1", "2026Q1"], now: Self.now)
    let published = try office.json(["publish"], now: Self.now)
    #expect(published["leaks"] == .list([]))
    let receipts = try office.receipts(bank)
    #expect(receipts.count == 3)
    #expect(receipts[0]["receipt"]["refused"].int == 4)
    try Privacy(planted + [good.idNumber, Synthetic.phone(good.person)]).holds(in: office)
  }

  /// A number in free text that the site would show: the release does not go live.
  @Test func aNumberInAProjectNameStopsTheSite() throws {
    let office = try OfficeDesk()
    let bank = try BankDesk("AABANK", .p256)
    try office.make(now: Self.now)
    try office.register(bank, now: Self.now)
    try bank.send(BadInputTests.parcel(1), to: office.inbox(bank))
    _ = try office.receive(now: Self.now)
    let site = try #require(try office.json(["publish"], now: Self.now)["site"].text)
    let live = try FileManager.default.destinationOfSymbolicLink(atPath: site)
    let leaky = BadInputTests.note(2).disbursement("R-2")
      .replacing("示例项目N-2", "示例 \(Synthetic.residentID(7777)) 项目")
    try bank.send(BadInputTests.parcel(2, [leaky]), to: office.inbox(bank))
    _ = try office.receive(now: Self.now)
    let stopped = try office.json(["publish"], now: Self.now, status: 1)
    #expect(!stopped["leaks"].elements.isEmpty)
    #expect(
      stopped["leaks"].elements.allSatisfy { $0.names.isSuperset(of: ["file", "offset", "kind"]) })
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: site) == live)
    try Privacy([Synthetic.residentID(7777)]).holds(in: office)
  }
}
