import DropBox
import Foundation
import Glibc
import Testing

@Suite struct InboxTests {
  @Test func aLookSortsTheInbox() throws {
    let tray = try Tray()
    try tray.put("ABCD-000000010", ["manifest.sig": ""])
    try tray.put("ABCD-000000009", ["manifest.json": "{}", "manifest.sig": "s"])
    try tray.put("ABCD-000000011", ["manifest.json": "{}"], age: 3_601)
    try tray.put("ABCD-000000012", ["manifest.json": "{}"], age: 3_600)
    try tray.put("ABCD-000000013", [:], age: -86_400)
    try tray.put("ABCD-000000014.part", ["manifest.sig": "s"], age: 9_000)
    try tray.put(".hidden", ["manifest.sig": "s"], age: 9_000)
    try tray.put("neu", ["manifest.sig": "s"])
    try tray.put("ABCD-00000015", ["manifest.sig": "s"])
    try tray.write(tray.bank.inbox + "/ABCD-000000016", "a file")
    symlink("/etc", tray.bank.inbox + "/ABCD-000000017")
    let listing = try tray.bank.look(now: tray.now)
    #expect(listing.ready.map(\.id.number) == [9, 10, 11])
    #expect(listing.ready.map(\.hasSignature) == [true, true, false])
    #expect(listing.waiting == 2)
    #expect(listing.uploading == 1)
    #expect(
      listing.malformed.map(\.text)
        == ["ABCD-000000016", "ABCD-000000017", "ABCD-00000015", "neu"])
    #expect(try tray.names(tray.bank.inbox).count == 11, "a look changes nothing")
  }

  @Test func malformedNamesGoToQuarantineWhole() throws {
    let tray = try Tray()
    let long = String(repeating: "长", count: 85)
    try tray.put("neu", ["a": "1"])
    try tray.put(long, [:])
    symlink("/etc/passwd", tray.bank.inbox + "/ABCD-000000017")
    // A name that is no UTF-8 at all.
    #expect(
      mkdirat(AT_FDCWD, "\(tray.bank.inbox)/".utf8CString.dropLast() + [-1, -2, 0], 0o755) == 0)
    let listing = try tray.bank.look(now: tray.now)
    #expect(listing.malformed.count == 4)
    for entry in listing.malformed { #expect(try tray.bank.quarantine(entry, day: "20260402")) }
    #expect(try tray.names(tray.bank.inbox) == [])
    let cells = try tray.names(tray.bank.quarantine)
    #expect(cells.count == 4)
    #expect(cells.contains { tray.exists("\(tray.bank.quarantine)/\($0)/\(long)") })
    #expect(cells.contains { tray.exists("\(tray.bank.quarantine)/\($0)/neu/a") })
    #expect(tray.exists("/etc/passwd"))
    #expect(
      try !tray.bank.quarantine(listing.malformed[0], day: "20260402"), "gone the second time")
    #expect(try tray.names(tray.bank.quarantine).count == 4, "no empty cell stays")
    #expect(try tray.bank.quarantined(on: "20260402") == 4)
    #expect(try tray.bank.quarantined(on: "20260403") == 0)
  }

  @Test func unfinishedUploadsAreSweptAfterSevenDays() throws {
    let tray = try Tray()
    try tray.put("ABCD-000000001.part", ["a": "1"], age: 7 * 86_400 + 1)
    try tray.put("ABCD-000000002.part", ["a": "1"], age: 7 * 86_400)
    try tray.put(".old.part", [:], age: 30 * 86_400)
    try tray.write(tray.bank.inbox + "/file.part", "x")
    tray.setAge(tray.bank.inbox + "/file.part", 8 * 86_400)
    #expect(try tray.bank.sweep(now: tray.now) == 2)
    #expect(try tray.names(tray.bank.inbox) == [".old.part", "ABCD-000000002.part"])
    #expect(try tray.names(tray.bank.work) == [])
  }

  @Test func aRemovalThatWasInterruptedIsFinished() throws {
    let tray = try Tray()
    try tray.put("ABCD-000000001.part", ["a": "1", "b": "2"], age: 8 * 86_400)
    let fault = try fault {
      _ = try Disk.$interference.withValue({ operation, path in
        operation == .unlink && path.hasSuffix("/b") ? EIO : nil
      }) { try tray.bank.sweep(now: tray.now) }
    }
    #expect(fault.operation == "unlink")
    #expect(try tray.names(tray.bank.work).count == 1)
    #expect(try tray.bank.leftovers() == [], "no package")
    #expect(try tray.bank.sweep(now: tray.now) == 0)
    #expect(try tray.names(tray.bank.work) == [])
  }

  @Test func takingIsOneRename() throws {
    let tray = try Tray()
    let package = try tray.taken("ABCD-000000001", ["manifest.sig": "s", "a.json": "1"])
    #expect(try tray.names(tray.bank.inbox) == [])
    #expect(try tray.names(package.path) == ["a.json", "manifest.sig"])
    #expect(package.deliveryId.count == 16)
    // The same name again is another delivery.
    let second = try tray.taken("ABCD-000000001")
    #expect(second.deliveryId != package.deliveryId)
    #expect(
      try tray.bank.leftovers().map(\.deliveryId).sorted()
        == [package.deliveryId, second.deliveryId].sorted())
    try package.discard()
    #expect(try tray.bank.leftovers() == [second])
    try package.discard()
  }

  @Test func whatIsGoneOrReplacedAfterTheLook() throws {
    let tray = try Tray()
    let path = try tray.put("ABCD-000000001", ["manifest.sig": "s"])
    let entry = try #require(try tray.bank.look(now: tray.now).ready.first)
    try FileManager.default.removeItem(atPath: path)
    guard case .gone = try tray.bank.take(entry) else {
      Issue.record("not gone")
      return
    }
    symlink("/etc", path)
    guard case .quarantined = try tray.bank.take(entry) else {
      Issue.record("a link was taken")
      return
    }
    #expect(try tray.names(tray.bank.quarantine).count == 1)
    #expect(try tray.bank.leftovers() == [])
  }

  /// A crash at any call of taking leaves the folder in the inbox or among the leftovers.
  @Test func aFaultAnywhereInTakingLosesNothing() throws {
    for step in 0..<12 {
      let tray = try Tray()
      try tray.put("ABCD-000000001", ["manifest.sig": "s"])
      let entry = try #require(try tray.bank.look(now: tray.now).ready.first)
      let breaking = Breaking(at: step)
      Disk.$interference.withValue({ breaking.answer($0, $1) }) {
        do throws(DropBoxFault) { _ = try tray.bank.take(entry) } catch {
          #expect(error.errno == EIO)
        }
      }
      let inInbox = try tray.bank.look(now: tray.now).ready.count
      let inWork = try tray.bank.leftovers().count
      #expect(inInbox + inWork == 1, "step \(step)")
    }
  }

  @Test func hugeAndDeepFoldersAreRemoved() throws {
    let tray = try Tray()
    let package = try tray.taken { path in
      for index in 0..<10_000 { #expect(close(creat("\(path)/f\(index)", 0o600)) == 0) }
      // Deeper than a process may have open files, with a link at the bottom.
      var folder = open(path, O_RDONLY | O_DIRECTORY)
      for _ in 0..<3_000 {
        #expect(mkdirat(folder, "d", 0o755) == 0)
        let next = openat(folder, "d", O_RDONLY | O_DIRECTORY)
        close(folder)
        folder = next
      }
      #expect(symlinkat(tray.archive.root, folder, "link") == 0)
      close(folder)
    }
    #expect(try package.listing() == .tooMany)
    try package.discard()
    #expect(try tray.names(tray.bank.work) == [])
    #expect(tray.exists(tray.archive.root + "/packages"))
  }
}

/// Lets the n-th system call fail with EIO.
final class Breaking: @unchecked Sendable {
  private let step: Int
  private let number: Int32
  private let lock = NSLock()
  private var calls = 0

  init(at step: Int, with number: Int32 = EIO) {
    self.step = step
    self.number = number
  }

  var reached: Bool { lock.withLock { calls > step } }

  func answer(_ operation: DiskOperation, _ path: String) -> Int32? {
    lock.withLock {
      calls += 1
      return calls == step + 1 ? number : nil
    }
  }
}
