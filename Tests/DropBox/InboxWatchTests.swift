import DropBox
import Foundation
import Glibc
import Testing

/// What the watch tells of inboxes, with the kernel's own inotify.
@Suite struct InboxWatchTests {
  /// Generous: what is waited for comes at once, or the test fails.
  private let patience = 30_000

  private func watching(
    _ tray: Tray
  ) throws -> (watch: InboxWatch, stop: StopRequest) {
    let stop = try StopRequest()
    let watch = try InboxWatch(stop: stop)
    try watch.follow(tray.bank.inbox)
    #expect(try watch.wait(milliseconds: 0).isEmpty)
    return (watch, stop)
  }

  @Test func everyWayOfArriving() throws {
    let tray = try Tray()
    let (watch, _) = try watching(tray)
    let inbox = tray.bank.inbox
    let upload = try tray.put("ABCD-000000001.part", ["manifest.sig": "s"])
    #expect(try watch.wait(milliseconds: patience).inboxes == [inbox], "made")
    #expect(rename(upload, inbox + "/ABCD-000000001") == 0)
    #expect(try watch.wait(milliseconds: patience).inboxes == [inbox], "renamed")
    let outside = tray.folder + "/ABCD-000000002"
    #expect(mkdir(outside, 0o755) == 0 && rename(outside, inbox + "/ABCD-000000002") == 0)
    #expect(try watch.wait(milliseconds: patience).inboxes == [inbox], "moved in")
    try tray.write(inbox + "/rubbish", "x")
    #expect(try watch.wait(milliseconds: patience).inboxes == [inbox], "a file")
    // What we do there ourselves, and what happens inside a folder, wakes nobody.
    let entry = try #require(try tray.bank.look(now: tray.now).ready.first)
    guard case .taken = try tray.bank.take(entry) else { throw Tray.NotTaken() }
    try tray.write(inbox + "/ABCD-000000002/manifest.sig", "s")
    #expect(try watch.wait(milliseconds: 0).isEmpty)
  }

  @Test func aBurstComesAsOne() throws {
    let tray = try Tray()
    let (watch, _) = try watching(tray)
    for number in 1...500 { #expect(mkdir(tray.bank.inbox + "/x\(number)", 0o755) == 0) }
    let changes = try watch.wait(milliseconds: patience)
    #expect(changes.inboxes == [tray.bank.inbox] && !changes.isOverflow)
    #expect(try watch.wait(milliseconds: 0).isEmpty)
  }

  @Test func manyInboxesAreToldApart() throws {
    let (one, other) = (try Tray(), try Tray())
    let (watch, _) = try watching(one)
    try watch.follow(other.bank.inbox)
    try other.put("ABCD-000000001", [:])
    var changes = try watch.wait(milliseconds: patience)
    #expect(changes.inboxes == [other.bank.inbox])
    try one.put("ABCD-000000001", [:])
    changes.formUnion(try watch.wait(milliseconds: patience))
    #expect(changes.inboxes == [one.bank.inbox, other.bank.inbox])
  }

  /// The system forgets what is too much, and says so.
  @Test func moreThanTheSystemRemembers() throws {
    let limit = "/proc/sys/fs/inotify/max_queued_events"
    let text = try String(contentsOfFile: limit, encoding: .utf8)
    let most = try #require(Int(text.filter(\.isNumber)))
    guard most <= 50_000 else {
      print("inbox watch: \(most) events are remembered; overflow is not tried")
      return
    }
    // In memory where there is a place for it: a disk takes half a minute.
    let isThere = FileManager.default.isWritableFile(atPath: "/dev/shm")
    let tray = try isThere ? Tray(at: "/dev/shm/dropbox-\(UUID().uuidString)") : Tray()
    let (watch, _) = try watching(tray)
    // Two things happen in each turn, so that no two in a row are the same.
    var made = 0
    for number in 0...(most / 2 + 100) {
      let isMade = mkdir(tray.bank.inbox + "/x", 0o755) == 0
      let isMoved = rename(tray.bank.inbox + "/x", tray.bank.inbox + "/y\(number)") == 0
      made += isMade && isMoved ? 1 : 0
    }
    #expect(made == most / 2 + 101)
    #expect(try watch.wait(milliseconds: patience).isOverflow)
    #expect(try watch.wait(milliseconds: 0).isEmpty)
    try tray.put("ABCD-000000001", [:])
    #expect(try watch.wait(milliseconds: patience).inboxes == [tray.bank.inbox])
  }

  @Test func aReplacedInbox() throws {
    let tray = try Tray()
    let (watch, _) = try watching(tray)
    let (inbox, aside) = (tray.bank.inbox, tray.folder + "/aside")
    #expect(rename(inbox, aside) == 0)
    #expect(try watch.wait(milliseconds: patience).inboxes == [inbox])
    #expect(try fault { try watch.follow(inbox) }.errno == ENOENT)
    #expect(mkdir(inbox, 0o755) == 0)
    try watch.follow(inbox)
    #expect(mkdir(aside + "/x", 0o755) == 0)
    #expect(try watch.wait(milliseconds: 0).isEmpty, "the old folder is nobody's any more")
    #expect(mkdir(inbox + "/x", 0o755) == 0)
    #expect(try watch.wait(milliseconds: patience).inboxes == [inbox])
    // Removed and made again.
    #expect(rmdir(inbox + "/x") == 0 && rmdir(inbox) == 0 && mkdir(inbox, 0o755) == 0)
    #expect(try watch.wait(milliseconds: patience).inboxes == [inbox])
    try watch.follow(inbox)
    try watch.follow(inbox)
    #expect(mkdir(inbox + "/y", 0o755) == 0)
    #expect(try watch.wait(milliseconds: patience).inboxes == [inbox])
  }

  /// The folder above was exchanged, of which the inbox itself tells nothing: following again
  /// finds the new one.
  @Test func aReplacedBank() throws {
    let tray = try Tray()
    let (watch, _) = try watching(tray)
    #expect(rename(tray.bank.root, tray.folder + "/aside") == 0)
    try tray.bank.create()
    try watch.follow(tray.bank.inbox)
    #expect(mkdir(tray.folder + "/aside/inbox/x", 0o755) == 0)
    #expect(try watch.wait(milliseconds: 0).isEmpty)
    #expect(mkdir(tray.bank.inbox + "/x", 0o755) == 0)
    #expect(try watch.wait(milliseconds: patience).inboxes == [tray.bank.inbox])
  }

  @Test func onlyFoldersAreWatched() throws {
    let tray = try Tray()
    let (watch, _) = try watching(tray)
    let path = tray.folder + "/file"
    try tray.write(path, "x")
    #expect(try fault { try watch.follow(path) }.errno == ENOTDIR)
    #expect(symlink(tray.bank.inbox, tray.folder + "/link") == 0)
    #expect(try fault { try watch.follow(tray.folder + "/link") }.errno == ENOTDIR)
  }

  @Test func aStopEndsEveryWait() throws {
    let tray = try Tray()
    let (watch, stop) = try watching(tray)
    #expect(!stop.isMade)
    let asking = Thread {
      usleep(50_000)
      stop.make()
    }
    asking.start()
    // Without the stop this would take ten days.
    #expect(try watch.wait(milliseconds: 864_000_000).isEmpty)
    #expect(stop.isMade)
    stop.make()
    try stop.wait(milliseconds: 864_000_000)
    // What arrived before is still told.
    try tray.put("ABCD-000000001", [:])
    #expect(try watch.wait(milliseconds: patience).inboxes == [tray.bank.inbox])
  }

  @Test func faultsAreNamed() throws {
    let tray = try Tray()
    let stop = try StopRequest()
    let full = try Disk.$interference.withValue({ _, _ in EMFILE }) {
      try fault { _ = try InboxWatch(stop: stop) }
    }
    #expect(full.errno == EMFILE && full.path == "inotify")
    let watch = try InboxWatch(stop: stop)
    try Disk.$interference.withValue({ _, _ in ENOSPC }) {
      let fault = try fault { try watch.follow(tray.bank.inbox) }
      #expect(fault.errno == ENOSPC && fault.path == tray.bank.inbox)
      #expect(try DropBoxTests.fault { _ = try watch.wait(milliseconds: 0) }.path == "poll")
    }
  }
}
