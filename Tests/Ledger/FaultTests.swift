import Foundation
import GRDB
import LoanBook
import Quantities
import TestKit
import Testing

@testable import Ledger

/// What the environment does to a ledger: a fault that says why, and nothing half-done.
@Suite struct FaultTests {
  private struct Stop: Error {}

  @Test func whatThrowsIsUndone() throws {
    let fixture = try LedgerFixture()
    let before = try dump(fixture.ledger)
    #expect(throws: Stop.self) {
      try fixture.ledger.write { session throws in
        try fixture.keep(try Made.disbursement(), "D1", at: 10, in: session)
        try fixture.keep(try Made.repayment(5, on: "2025-01-01"), "E1", at: 10, in: session)
        throw Stop()
      }
    }
    #expect(try dump(fixture.ledger) == before)
    try fixture.keep(try Made.disbursement(), "D1")
    #expect(try fixture.note()?.events.isEmpty == true)
  }

  @Test func aMissingFileIsNotMade() throws {
    let folder = try ScratchFolder("ledger")
    let path = folder.path("none.sqlite")
    let fault = #expect(throws: LedgerFault.self) { _ = try Ledger.open(at: path) }
    #expect(fault?.reason == .missing && fault?.path == path)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func aFileThatIsNoDatabaseIsDamaged() throws {
    let folder = try ScratchFolder("ledger")
    try folder.write("x.sqlite", String(repeating: "not a database ", count: 99))
    let fault = #expect(throws: LedgerFault.self) {
      _ = try Ledger.open(at: folder.path("x.sqlite"))
    }
    #expect(fault?.reason == .damaged)
  }

  @Test func aChangedValueIsDamage() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement(), "D1")
    try fixture.execute("UPDATE person SET id_number = '99999919800101001Y'")
    let fault = #expect(throws: LedgerFault.self) { _ = try fixture.note() }
    #expect(fault?.reason == .damaged)
    #expect(fault?.cause.contains("person.id_number") == true)
  }

  /// EXCHANGE and STYLE: no fault shows a value, only the names of columns.
  @Test func personalDataIsNeverInAFault() throws {
    let fixture = try LedgerFixture()
    try fixture.keep(try Made.disbursement(), "D1")
    let number = try Made.person(1).text.revealed
    let phone = "13800000001"
    let attempts = [
      "INSERT INTO person (id_number) VALUES ('\(number)')",
      "UPDATE person SET id = 'x\(number)'",
      "UPDATE disbursement SET phone = '\(phone)', amount = 'x\(number)'",
      "UPDATE disbursement SET known_until = 'x\(phone)'",
      "UPDATE person SET id_number = '\(number) damaged'",
    ]
    var faults: [LedgerFault] = []
    for sql in attempts {
      do {
        try fixture.execute(sql)
        _ = try fixture.note()
      } catch let fault as LedgerFault { faults.append(fault) }
    }
    #expect(faults.count == attempts.count)
    for fault in faults {
      for text in ["\(fault)", String(reflecting: fault), fault.cause] {
        #expect(!text.contains(number) && !text.contains(phone), "\(text)")
      }
    }
  }

  // MARK: Two writers

  @Test func aWriterWaitsForTheOther() throws {
    let fixture = try LedgerFixture()
    let second = try Ledger.open(at: fixture.path)
    let first = fixture.ledger
    let (started, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    Thread.detachNewThread {
      // The outcome shows in the bank that is or is not there.
      try? first.write { session in
        started.signal()
        Thread.sleep(forTimeInterval: 0.2)
        _ = try session.addBank(
          code: #require(PartyCode("FIRST")), name: "一", at: Instant(seconds: 1))
      }
      done.signal()
    }
    started.wait()
    // Readers see the state before and do not wait.
    #expect(try second.read { try $0.banks().count } == 2)
    let seen = try second.write { session in
      _ = try session.addBank(
        code: #require(PartyCode("SECOND")), name: "二", at: Instant(seconds: 1))
      return try session.banks().map(\.code.text)
    }
    done.wait()
    #expect(seen == ["DANHE", "FIRST", "SECOND", "TAIHANG"])
  }

  @Test func aWriterThatWaitsTooLongIsTold() throws {
    let fixture = try LedgerFixture()
    let second = try Ledger.open(at: fixture.path, operation: "open ledger", wait: 0.05)
    let before = try dump(fixture.ledger)
    try fixture.ledger.write { _ in
      let fault = #expect(throws: LedgerFault.self) {
        try second.write { try $0.setJournalHead(count: 1, digest: "x") }
      }
      #expect(fault?.reason == .locked)
    }
    #expect(try dump(second) == before)
  }

  // MARK: Disks

  @Test func aFullDiskKeepsWhatWas() throws {
    try Disk.with(size: "2m") { disk in
      let ledger = try Ledger.create(at: disk + "/ledger.sqlite")
      let before = try dump(ledger)
      let fault = #expect(throws: LedgerFault.self) {
        try ledger.write { session in
          for index in 0..<5_000 {
            try session.keepPolicy(
              digest: "d\(index)", files: [("f", [UInt8](repeating: 7, count: 4_000))],
              at: Instant(seconds: 1))
          }
        }
      }
      #expect(fault?.reason == .diskFull)
      #expect(try dump(ledger) == before)
      #expect(try ledger.damage() == [])
      // What fits is still taken.
      try ledger.write { try $0.setJournalHead(count: 1, digest: "x") }
      #expect(try ledger.read { try $0.journalHead()?.count } == 1)
    }
  }

  @Test func aReadOnlyDiskIsToldAndKeepsWhatWas() throws {
    try Disk.with(size: "8m") { disk in
      let path = disk + "/ledger.sqlite"
      let before = try {
        let ledger = try Ledger.create(at: path)
        try ledger.write { try $0.setJournalHead(count: 1, digest: "x") }
        return try dump(ledger)
      }()
      try Disk.remount(disk, "ro")
      let fault = #expect(throws: LedgerFault.self) {
        let ledger = try Ledger.open(at: path)
        try ledger.write { try $0.setJournalHead(count: 2, digest: "y") }
      }
      #expect(fault?.reason == .readOnly, "\(fault?.cause ?? "")")
      try Disk.remount(disk, "rw")
      let ledger = try Ledger.open(at: path)
      #expect(try dump(ledger) == before)
      try ledger.write { try $0.setJournalHead(count: 2, digest: "y") }
    }
  }

  /// Every row of every table as text.
  private func dump(_ ledger: Ledger) throws -> [String] {
    try ledger.read { session in
      let tables = try String.fetchAll(
        session.db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      return try tables.flatMap { table in
        try Row.fetchAll(session.db, sql: "SELECT * FROM \(table)").map { "\(table) \($0)" }
      }
    }
  }
}

/// A small disk of a test's own; without the right to mount one, the test says so and is over.
private enum Disk {
  static func with(size: String, _ body: (String) throws -> Void) throws {
    let folder = try ScratchFolder("disk")
    guard try mount(["-t", "tmpfs", "-o", "size=\(size)", "tmpfs", folder.path]) else {
      print("ledger: no right to mount a small disk; full and read-only disks are not tested")
      return
    }
    defer { _ = try? run("/bin/umount", ["-l", folder.path]) }
    try body(folder.path)
  }

  static func remount(_ disk: String, _ how: String) throws {
    #expect(try mount(["-o", "remount,\(how)", disk]))
  }

  private static func mount(_ arguments: [String]) throws -> Bool {
    try run("/bin/mount", arguments)
  }

  private static func run(_ command: String, _ arguments: [String]) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
