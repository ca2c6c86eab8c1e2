import DropBox
import Foundation
import Glibc
import Testing

@Suite struct FaultTests {
  @Test func aFaultNamesOperationPathAndCause() throws {
    let fault = try fault { _ = try BankFolders(root: "/nowhere/ABCD").look(now: 0) }
    #expect(fault.errno == ENOENT)
    #expect(
      fault.description == "open /nowhere/ABCD/inbox: No such file or directory (errno 2)")
  }

  @Test func twoProcessesDoNotHoldOneLock() throws {
    let tray = try Tray()
    let path = tray.folder + "/office.lock"
    // The other process takes the lock, says so, and holds it until its input ends.
    let other = Process()
    other.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    other.arguments = ["flock", path, "sh", "-c", "echo $PPID > \(path); echo held; read line"]
    let input = Pipe()
    let output = Pipe()
    other.standardInput = input
    other.standardOutput = output
    try other.run()
    #expect(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) == "held\n")
    let fault = try fault { _ = try FileLock(path: path) }
    #expect(fault.cause == .held(by: other.processIdentifier))
    #expect(
      fault.description == "lock \(path): held by process \(other.processIdentifier)")
    #expect(try self.fault(path, wait: 60).path == path)
    try input.fileHandleForWriting.close()
    other.waitUntilExit()
    let mine = try FileLock(path: path)
    #expect(try tray.text(mine.path) == "\(getpid())\n")
  }

  private func fault(_ path: String, wait: Int) throws -> DropBoxFault {
    try DropBoxTests.fault { _ = try FileLock(path: path, waitMilliseconds: wait) }
  }

  @Test func aLockEndsWithItsHolder() throws {
    let tray = try Tray()
    let path = tray.folder + "/office.lock"
    do {
      let first = try FileLock(path: path)
      let fault = try fault { _ = try FileLock(path: first.path) }
      #expect(fault.cause == .held(by: getpid()))
    }
    _ = try FileLock(path: path)
    // A link in the lock's place is not followed.
    unlink(path)
    #expect(symlink(tray.folder + "/elsewhere", path) == 0)
    #expect(try fault { _ = try FileLock(path: path) }.errno == ELOOP)
  }

  @Test func aSingleFileIsThereWholeOrNotAtAll() throws {
    let before = umask(0o077)
    defer { umask(before) }
    var reached = 0
    for step in 0... {
      let tray = try Tray()
      let path = tray.bank.keys + "/COUNTY01-sm2-0123456789abcdef.pem"
      let breaking = Breaking(at: step)
      Disk.$interference.withValue({ breaking.answer($0, $1) }) {
        do throws(DropBoxFault) {
          try DurableFile.create([1, 2, 3], at: path, mode: 0o644)
        } catch {
          #expect(error.errno == EIO)
        }
      }
      // Fewer calls than this: all places were tried.
      guard breaking.reached else { break }
      reached += 1
      if tray.exists(path) { #expect(try tray.text(path) == "\u{1}\u{2}\u{3}") }
      try DurableFile.create([1, 2, 3], at: path, mode: 0o644)
      #expect(try tray.names(tray.bank.keys) == ["COUNTY01-sm2-0123456789abcdef.pem"])
      var raw = stat()
      #expect(stat(path, &raw) == 0 && raw.st_mode & 0o777 == 0o644 && raw.st_nlink == 1)
      for other in [[1, 2], [1, 2, 4], [1, 2, 3, 4]] as [[UInt8]] {
        #expect(
          try fault { try DurableFile.create(other, at: path, mode: 0o644) }.cause == .differs)
      }
    }
    #expect(reached > 5)
  }

  @Test func aReplacedFileIsTheOldOrTheNewOne() throws {
    var reached = 0
    for step in 0... {
      let tray = try Tray()
      let path = tray.folder + "/mingdai.json"
      try DurableFile.write(Array("old".utf8), to: path)
      let breaking = Breaking(at: step)
      Disk.$interference.withValue({ breaking.answer($0, $1) }) {
        do throws(DropBoxFault) {
          try DurableFile.write(Array("new".utf8), to: path)
        } catch {
          #expect(error.errno == EIO)
        }
      }
      guard breaking.reached else { break }
      reached += 1
      #expect(["old", "new"].contains(try tray.text(path)), "step \(step)")
      try DurableFile.write(Array("newer".utf8), to: path)
      #expect(try DurableFile.read(path, limit: 5) == Array("newer".utf8))
      #expect(try fault { _ = try DurableFile.read(path, limit: 4) }.errno == EFBIG)
      #expect(try tray.names(tray.folder) == ["archive", "banks", "mingdai.json"])
    }
    #expect(reached > 5)
    #expect(try DurableFile.read("/nowhere/mingdai.json", limit: 1) == nil)
  }

  /// A disk of 1 MiB, really full.
  @Test func aFullDisk() throws {
    guard let mount = try Mount("size=1m") else { return }
    let tray = try Tray(at: mount.path + "/office")
    let id = try #require(PackageId("COUNTY01-000000001"))
    let big = OutgoingFile("letter.pdf", .bytes([UInt8](repeating: 7, count: 2 << 20)))
    let fault = try fault { try tray.bank.publish(id, [big]) }
    #expect(fault.errno == ENOSPC)
    #expect(fault.operation == "write")
    #expect(try tray.names(tray.bank.outbox) == [], "what was written is cleared away")
    let area = try tray.archive.stage()
    #expect(
      try self.fault { try area.write("a.pdf", [UInt8](repeating: 7, count: 2 << 20)) }.errno
        == ENOSPC)
    try tray.archive.clearStaging()
    try tray.bank.publish(id, [OutgoingFile("letter.pdf", .bytes([7]))])
    #expect(try tray.bank.published() == [id])
  }

  private func fault(_ body: () throws -> Void) throws -> DropBoxFault {
    try DropBoxTests.fault(body)
  }

  @Test func aReadOnlyDisk() throws {
    guard let mount = try Mount("size=1m") else { return }
    let tray = try Tray(at: mount.path + "/office")
    try tray.put("ABCD-000000001", ["manifest.sig": "s"])
    let entry = try #require(try tray.bank.look(now: tray.now).ready.first)
    try mount.remount("ro")
    #expect(try fault { _ = try tray.bank.take(entry) }.errno == EROFS)
    #expect(try fault { _ = try tray.archive.stage() }.errno == EROFS)
    #expect(try tray.bank.look(now: tray.now).ready == [entry], "looking still works")
    try mount.remount("rw")
    guard case .taken = try tray.bank.take(entry) else {
      Issue.record("not taken")
      return
    }
  }
}

/// A small disk in memory; none where the tests may not mount, which one printed line says.
final class Mount {
  let path = FileManager.default.temporaryDirectory.path + "/disk-\(UUID().uuidString)"

  init?(_ options: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard mount("tmpfs", path, "tmpfs", 0, options) == 0 else {
      print("dropbox: no permission to mount a small disk, its test is skipped")
      return nil
    }
  }

  func remount(_ mode: String) throws {
    let flags = UInt(MS_REMOUNT) | (mode == "ro" ? UInt(MS_RDONLY) : 0)
    try #require(mount("tmpfs", path, "tmpfs", flags, nil) == 0)
  }

  deinit {
    umount2(path, Int32(MNT_DETACH))
    rmdir(path)
  }
}
