import DropBox
import Foundation
import Glibc
import TestKit
import Testing

/// Inboxes with more in them than one look finds.
@Suite struct CrowdedInboxTests {
  /// The lowest come first, whatever order the system lists them in, and nothing is lost or found
  /// twice over the looks.
  @Test func looksGoOnWhereTheLastOneEnded() throws {
    let seed: UInt64 = 20_261_124
    var random = SeededRandom(seed: seed)
    let tray = try Tray()
    let numbers = (1...230).map { $0 * 3 }.shuffled(using: &random)
    for number in numbers {
      try tray.put("ABCD-\(String(number + 1_000_000_000).dropFirst())", ["manifest.sig": "s"])
    }
    var taken: [Int] = []
    var looks = 0
    while true {
      let listing = try tray.bank.look(now: tray.now, limit: 50)
      looks += 1
      #expect(listing.ready.count <= 50)
      #expect(listing.ready.count + listing.beyond == 230 - taken.count, "seed \(seed)")
      #expect(listing.isPartial == (230 - taken.count > 50))
      for entry in listing.ready {
        guard case .taken = try tray.bank.take(entry) else { throw Tray.NotTaken() }
        taken.append(entry.id.number)
      }
      if !listing.isPartial { break }
    }
    #expect(taken == numbers.sorted(), "seed \(seed)")
    #expect(looks == 5)
  }

  @Test func malformedEntriesAreFoundInPieces() throws {
    let tray = try Tray()
    for index in 0..<25 { try tray.put("rubbish-\(index)", [:]) }
    try tray.put("ABCD-000000001", ["manifest.sig": "s"])
    var quarantined = 0
    var counts: [Int] = []
    while true {
      let listing = try tray.bank.look(now: tray.now, limit: 10)
      #expect(listing.ready.map(\.id.number) == [1], "rubbish hides no package")
      counts.append(listing.malformed.count)
      for entry in listing.malformed {
        quarantined += try tray.bank.quarantine(entry, day: "20260402") ? 1 : 0
      }
      if !listing.isPartial { break }
    }
    #expect(counts == [10, 10, 5])
    #expect(quarantined == 25)
    #expect(try tray.bank.quarantined(on: "20260402") == 25)
  }

  /// Folders that only wait must not make whoever looks again and again look for ever.
  @Test func nothingToTakeIsNotPartial() throws {
    let tray = try Tray()
    for number in 1...9 { try tray.put("ABCD-00000000\(number)", [:]) }
    let listing = try tray.bank.look(now: tray.now, limit: 4)
    #expect(listing.ready.isEmpty && listing.waiting == 4 && listing.beyond == 5)
    #expect(!listing.isPartial)
  }

  /// What is read of an entry that is not found: its name, and nothing else.
  @Test func twentyThousandEntries() throws {
    let tray = try Tray()
    for number in 1...20_000 {
      let name = "ABCD-\(String(number + 1_000_000_000).dropFirst())"
      #expect(mkdir(tray.bank.inbox + "/" + name, 0o755) == 0)
    }
    let calls = Counter()
    let listing = try Disk.$interference.withValue({ operation, _ in
      calls.count(operation)
      return nil
    }) { try tray.bank.look(now: Int64(time(nil)) + 7_200) }
    #expect(listing.ready.count == ExchangeLimits.inboxEntries)
    #expect(listing.ready.last?.id.number == 10_000)
    #expect(listing.beyond == 10_000 && listing.isPartial)
    // The inbox itself, and of each package its state, its folder and the signature's state.
    #expect(calls[.open] == 1 + 10_000 && calls[.status] == 20_000 && calls[.list] == 1)
  }

  @Test func aSweepIsBoundedToo() throws {
    let tray = try Tray()
    for index in 0..<30 { try tray.put("u\(index).part", ["a": "1"], age: 8 * 86_400) }
    #expect(try tray.bank.sweep(now: tray.now) == 30)
    #expect(try tray.names(tray.bank.inbox) == [])
  }
}

/// Counts system calls.
private final class Counter: @unchecked Sendable {
  private let lock = NSLock()
  private var counts: [DiskOperation: Int] = [:]

  func count(_ operation: DiskOperation) { lock.withLock { counts[operation, default: 0] += 1 } }
  subscript(operation: DiskOperation) -> Int { lock.withLock { counts[operation] ?? 0 } }
}
