import Foundation
import Ledger
import LoanBook
import Quantities
import StrictJSON
import TestKit
import Testing

@testable import Office

/// The chain of entries, and what a crash between entry and transaction leaves.
@Suite struct JournalTests {
  private let actor = Actor(name: "王建", systemUser: "root")
  private let now = Instant(seconds: 1_775_091_600)

  private func opened() throws -> (office: Office, scratch: ScratchFolder) {
    let scratch = try ScratchFolder("journal")
    let settings = OfficeSettings(
      code: try #require(PartyCode("ZEZHOU")), county: "140525", name: "泽州县某局", isDemo: true)
    let (office, _) = try Office.create(
      scratch.path("office"), settings: settings, by: actor, now: now)
    return (office, scratch)
  }

  private func add(_ command: String, to office: Office, undo: Bool = false) throws {
    struct Undone: Error {}
    do {
      try office.ledger.write { session in
        try office.journal.add(
          Journal.Entry(command: command, content: [:]), in: session, by: actor,
          at: now)
        if undo { throw Undone() }
      }
    } catch is Undone {}
  }

  private func damage(_ office: Office) throws -> String? {
    try office.journal.damage(head: office.ledger.read { try $0.journalHead() })
  }

  @Test func entriesHangTogether() throws {
    let (office, scratch) = try opened()
    for command in ["one", "two", "three"] { try add(command, to: office) }
    #expect(try damage(office) == nil)
    let text = String(
      decoding: try scratch.bytes("office/archive/journal/000000003.json"), as: UTF8.self)
    try scratch.write(
      "office/archive/journal/000000003.json", text.replacingOccurrences(of: "two", with: "owt"))
    #expect(try damage(office)?.contains("第 4 条") == true)
  }

  /// An entry whose transaction did not end was never acknowledged: it is put aside, once.
  @Test func anUnacknowledgedEntryIsPutAside() throws {
    let (office, scratch) = try opened()
    try add("lost", to: office, undo: true)
    try office.locked(at: now, afterRuns: true) { _ in }
    let folder = scratch.path("office/archive/journal")
    #expect(
      FileManager.default.names(folder) == ["000000001.json", "000000002.json.unacknowledged"])
    try add("kept", to: office)
    #expect(try damage(office) == nil)
  }

  /// The instant of a command is that of the last entry at least; ten minutes are carried along.
  @Test func theClockNeverRunsBackwards() throws {
    let (office, scratch) = try opened()
    for (behind, instant) in [(0, now), (1, now), (600, now), (-5, now + 5)] as [(Int64, Instant)] {
      #expect(try office.locked(at: now + -behind, afterRuns: true) { $0 } == instant)
    }
    // Far behind, with no run that counted anything: the time is taken as it is given.
    #expect(try office.locked(at: now + -601, afterRuns: true) { $0 } == now + -601)
    try FileManager.default.removeItem(
      atPath: scratch.path("office/archive/journal/000000001.json"))
    #expect(throws: OfficeRefusal.self) { try office.locked(at: now, afterRuns: true) { $0 } }
  }

  @Test func aJournalLongerThanItsLedgerIsNeverWrittenOver() throws {
    let (office, scratch) = try opened()
    for number in ["2", "3"] {
      try scratch.write("office/archive/journal/00000000\(number).json", "{}")
    }
    #expect(throws: OfficeRefusal.self) { try office.locked(at: now, afterRuns: true) { _ in } }
    #expect(try damage(office) != nil)
  }
}
