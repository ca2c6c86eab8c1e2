import DropBox
import Foundation
import Glibc
import LoanBook
import Quantities
import TestKit
import Testing

@testable import Office

/// A bank's day: what is beyond it waits, and nothing of it is touched. EXCHANGE §1.
@Suite struct QuotaTests {
  /// The desk's office with another quota, as after an edit of `mingdai.json`.
  private func office(
    _ desk: MessageDesk, _ edit: (inout QuotaSettings) -> Void
  ) throws -> Office {
    var settings = desk.office.settings
    edit(&settings.quota)
    try Data(settings.bytes).write(
      to: URL(fileURLWithPath: desk.office.folder + "/mingdai.json"))
    return try Office.open(desk.office.folder)
  }

  private func receive(_ office: Office, _ desk: MessageDesk) throws -> Reception {
    let reception = try office.receive(by: desk.actor, now: desk.now)
    #expect(reception.faults.isEmpty)
    return reception
  }

  private func upload(_ package: URL, _ desk: MessageDesk) throws {
    try desk.bank.upload(package, to: desk.tray("inbox"))
  }

  private func numbers(_ reception: Reception) -> [String] {
    reception.packages.map { String($0.packageId.suffix(1)) }
  }

  @Test func aDayOfPackages() throws {
    let desk = try MessageDesk()
    let office = try office(desk) { $0.everybody.packages = 3 }
    for number in 1...5 { try upload(try desk.batch(number), desk) }
    let first = try receive(office, desk)
    #expect(numbers(first) == ["1", "2", "3"])
    let midnight = try #require(Instant("2030-01-03T00:00:00+08:00"))
    let left = WaitingPackages(
      bank: "AABANK", packages: 2, malformed: 0, quota: .packagesPerDay, limit: 3,
      until: midnight)
    #expect(first.waiting == [left])
    desk.now = midnight + -1
    let second = try receive(office, desk)
    #expect(second.packages.isEmpty && second.waiting == [left])
    #expect(FileManager.default.names(desk.tray("inbox")).count == 2)
    #expect(FileManager.default.names(desk.tray("work")) == [])
    desk.now = midnight
    let third = try receive(office, desk)
    #expect(numbers(third) == ["4", "5"] && third.waiting.isEmpty)
    #expect(desk.outbox.count == 5)
    try desk.checksOut()
  }

  /// Noise, refusals and duplicates are deliveries like any other; nothing that waits, no word.
  @Test func everyDeliveryCounts() throws {
    let desk = try MessageDesk()
    let office = try office(desk) { $0.everybody.packages = 5 }
    let noise = try desk.batch(1)
    try Data([0x30]).write(to: noise.appendingPathComponent("manifest.sig"))
    for _ in 0..<2 {
      try upload(noise, desk)
      #expect(try receive(office, desk).waiting.isEmpty)
    }
    let batch = try desk.batch(1)
    for status in ["PARTIAL", "DUPLICATE"] {
      try upload(batch, desk)
      #expect(try receive(office, desk).packages.map(\.status) == [status])
    }
    try upload(try desk.seal(2, "LOAN"), desk)
    #expect(try receive(office, desk).packages.map(\.status) == ["REJECTED"])
    #expect(try receive(office, desk).waiting.isEmpty, "used up, and nothing waits")
    try upload(try desk.batch(2), desk)
    #expect(try receive(office, desk).waiting.map(\.packages) == [1])
  }

  /// The package that goes over the quota is received whole.
  @Test(arguments: [(QuotaMember.bytesPerDay, 1, 1), (.filesPerDay, 4, 2), (.filesPerDay, 3, 1)])
  func bytesAndFiles(_ member: QuotaMember, _ limit: Int, _ taken: Int) throws {
    let desk = try MessageDesk()
    let office = try office(desk) { $0.everybody[keyPath: member.place] = limit }
    for number in 1...3 { try upload(try desk.batch(number), desk) }
    for _ in 0..<2 {
      let reception = try receive(office, desk)
      #expect(reception.waiting.map(\.quota) == [member])
      #expect(reception.waiting.map(\.packages) == [3 - desk.outbox.count])
      #expect(desk.outbox.count == taken)
    }
  }

  /// Malformed entries get no receipt and no row, but they count as files.
  @Test func rubbishCounts() throws {
    let desk = try MessageDesk()
    let office = try office(desk) { $0.everybody.files = 40 }
    for index in 0..<100 {
      #expect(mkdir(desk.tray("inbox") + "/rubbish-\(index)", 0o755) == 0)
    }
    let first = try receive(office, desk)
    #expect(first.quarantined == 64, "32 a turn, and the turn that goes over is finished")
    #expect(first.waiting.map(\.quota) == [.filesPerDay])
    #expect(first.waiting.map(\.malformed) == [36] && first.waiting.map(\.packages) == [0])
    try upload(try desk.batch(1), desk)
    let second = try receive(office, desk)
    #expect(second.packages.isEmpty && second.quarantined == 0)
    #expect(second.waiting.map(\.packages) == [1])
    desk.now = desk.now + 86_400
    let third = try receive(office, desk)
    #expect(numbers(third) == ["1"] && third.quarantined == 36 && third.waiting.isEmpty)
  }

  @Test func aQuotaOfOnesOwn() throws {
    let desk = try MessageDesk()
    let other = try BankDesk("BBBANK", .p256)
    try desk.register(other)
    let code = try desk.code(desk.bank)
    let office = try office(desk) { quota in
      quota.everybody.packages = 2
      quota.banks[code] = DayQuota()
      quota.banks[code]?.packages = 1
    }
    for number in 1...3 {
      try upload(try desk.batch(number), desk)
      let folder = "\(desk.tray("inbox", of: other))/BBBANK-00000000\(number)"
      #expect(mkdir(folder, 0o755) == 0)
    }
    let reception = try receive(office, desk)
    #expect(reception.packages.filter { $0.bank == "AABANK" }.count == 1)
    #expect(reception.packages.filter { $0.bank == "BBBANK" }.count == 2)
    #expect(reception.waiting.map(\.packages).sorted() == [1, 2])
  }

  /// The watcher tells it once, however often it looks, and goes on after midnight.
  @Test func aWatcherGoesOnAfterMidnight() throws {
    let desk = try MessageDesk()
    let office = try office(desk) { $0.everybody.packages = 1 }
    for number in 1...2 { try upload(try desk.batch(number), desk) }
    let stop = try StopRequest()
    var told: [String] = []
    var looks = 0
    try office.watchInboxes(
      pollSeconds: 1, stop: stop, by: desk.actor,
      now: {
        looks += told.last == "waiting" ? 1 : 0
        if looks == 3 { desk.now = Instant(startOf: desk.now.day + 1) }
        return desk.now
      },
      tell: { news in
        switch news {
        case .received(let package):
          told.append(package.packageId)
          if package.packageId.hasSuffix("2") { stop.make() }
        case .waiting: told.append("waiting")
        default: break
        }
      })
    #expect(told == ["AABANK-000000001", "waiting", "AABANK-000000002"])
  }
}
