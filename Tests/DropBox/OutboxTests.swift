import DropBox
import Foundation
import Glibc
import Testing

@Suite struct OutboxTests {
  let tray: Tray
  let id: PackageId
  let files: [OutgoingFile]

  init() throws {
    tray = try Tray()
    id = try #require(PackageId("COUNTY01-000000001"))
    let big = tray.folder + "/big"
    try tray.write(big, String(repeating: "b", count: 300_000))
    files = [
      OutgoingFile("manifest.json", .bytes(Array("{}".utf8))),
      OutgoingFile("manifest.sig", .bytes([1, 2, 3])),
      OutgoingFile("letter.pdf", .file(path: big)),
    ]
  }

  private var path: String { tray.bank.outbox + "/\(id)" }

  @Test func aPackageAppearsWhole() throws {
    let before = umask(0o077)
    defer { umask(before) }
    try tray.bank.publish(id, files)
    #expect(try tray.names(tray.bank.outbox) == ["\(id)"])
    #expect(try tray.names(path) == ["letter.pdf", "manifest.json", "manifest.sig"])
    #expect(try tray.text(path + "/letter.pdf").count == 300_000)
    var raw = stat()
    #expect(stat(path, &raw) == 0 && raw.st_mode & 0o777 == 0o755)
    #expect(stat(path + "/letter.pdf", &raw) == 0 && raw.st_mode & 0o777 == 0o644)
    #expect(try tray.bank.published() == [id])
  }

  @Test func theSameAgainChangesNothingAndOtherContentIsAFault() throws {
    try tray.bank.publish(id, files)
    var before = stat()
    #expect(stat(path, &before) == 0)
    try tray.bank.publish(id, files.reversed())
    var after = stat()
    #expect(stat(path, &after) == 0)
    #expect(before.st_ino == after.st_ino)
    let other = [
      [],
      Array(files.dropLast()),
      files + [OutgoingFile("more.json", .bytes([]))],
      Array(files.dropFirst()) + [OutgoingFile("manifest.json", .bytes(Array("[]".utf8)))],
      Array(files.dropFirst()) + [OutgoingFile("manifest.json", .bytes(Array("{} ".utf8)))],
      Array(files.dropLast()) + [OutgoingFile("letter.pdf", .bytes([UInt8(ascii: "b")]))],
    ]
    for files in other {
      let fault = try fault { try tray.bank.publish(id, files) }
      #expect(fault.cause == .differs)
      #expect(fault.path == path)
    }
  }

  /// After a fault at any call the bank sees all or nothing, and publishing again succeeds.
  @Test func aFaultAnywhereLeavesAllOrNothing() throws {
    var reached = 0
    for step in 0... {
      let tray = try Tray()
      let breaking = Breaking(at: step, with: ENOSPC)
      Disk.$interference.withValue({ breaking.answer($0, $1) }) {
        do throws(DropBoxFault) {
          try tray.bank.publish(id, files)
        } catch {
          #expect(error.errno == ENOSPC)
        }
      }
      // Fewer calls than this: all places were tried.
      guard breaking.reached else { break }
      reached += 1
      let seen = try tray.names(tray.bank.outbox).filter { !$0.hasPrefix(".") }
      for name in seen { #expect(try tray.names(tray.bank.outbox + "/" + name).count == 3) }
      try tray.bank.publish(id, files)
      #expect(try tray.names(tray.bank.outbox) == ["\(id)"], "step \(step)")
    }
    #expect(reached > 15)
  }

  @Test func aPackageIsWithdrawn() throws {
    try tray.bank.publish(id, files)
    try tray.bank.withdraw(id)
    #expect(try tray.names(tray.bank.outbox) == [])
    try tray.bank.withdraw(id)
    try tray.bank.publish(id, files)
    #expect(try tray.bank.published() == [id])
  }

  @Test func aLinkInTheWayIsNotFollowed() throws {
    #expect(symlink(tray.folder, path) == 0)
    let fault = try fault { try tray.bank.publish(id, files) }
    #expect(fault.errno == ENOTDIR || fault.errno == ELOOP)
    #expect(!tray.exists(tray.folder + "/manifest.json"))
  }
}
