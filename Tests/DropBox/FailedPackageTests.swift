import DropBox
import Foundation
import Glibc
import Testing

/// Packages that were taken and could not be received, and how much a delivery brought.
@Suite struct FailedPackageTests {
  @Test func failuresAreKeptAndTheOthersGoOn() throws {
    let tray = try Tray()
    let first = try tray.taken("ABCD-000000001")
    let second = try tray.taken("ABCD-000000002")
    let failed = try first.failedAgain()
    #expect(failed.failures == 1 && failed.deliveryId == first.deliveryId && failed.id == first.id)
    #expect(tray.exists(failed.path) && !tray.exists(first.path))
    // As another process finds it.
    #expect(try tray.bank.leftovers() == [failed, second])
    #expect(try tray.bank.leftover(except: []) == failed)
    #expect(try tray.bank.leftover(except: [first.deliveryId]) == second)
    #expect(try tray.bank.leftover(except: [first.deliveryId, second.deliveryId]) == nil)
    let twice = try failed.failedAgain()
    #expect(try tray.bank.leftover(except: []) == twice && twice.failures == 2)
    try twice.discard()
    #expect(try tray.bank.leftovers() == [second])
    #expect(try fault { _ = try twice.failedAgain() }.errno == ENOENT)
  }

  @Test func intoQuarantineWhole() throws {
    let tray = try Tray()
    let package = try tray.taken("ABCD-000000001", ["manifest.sig": "s", "a.json": "1"])
    let path = try package.failedAgain().quarantine()
    #expect(
      path.hasPrefix(tray.bank.quarantine + "/") && path.hasSuffix("~\(package.deliveryId)~1"))
    #expect(try tray.names(path) == ["a.json", "manifest.sig"])
    #expect(try tray.bank.leftovers() == [])
    #expect(try tray.bank.quarantined(on: "20260402") == 0, "the ledger counts it")
  }

  /// A fault at any call of remembering leaves the package among the leftovers, once.
  @Test func aFaultAnywhereLosesNothing() throws {
    for step in 0..<8 {
      let tray = try Tray()
      let package = try tray.taken("ABCD-000000001")
      let breaking = Breaking(at: step)
      Disk.$interference.withValue({ breaking.answer($0, $1) }) {
        do throws(DropBoxFault) {
          _ = try package.failedAgain().quarantine()
        } catch {
          #expect(error.errno == EIO)
        }
      }
      let inQuarantine = FileManager.default.subpaths(atPath: tray.bank.quarantine)?
        .filter { $0.hasSuffix("/manifest.sig") }.count
      #expect(try tray.bank.leftovers().count + (inQuarantine ?? 0) == 1, "step \(step)")
    }
  }

  @Test func namesThatAreNone() throws {
    let tray = try Tray()
    for name in [
      "ABCD-000000001~0123456789abcdef~0", "ABCD-000000001~0123456789abcdef~100",
      "ABCD-000000001~0123456789abcdef~", "ABCD-000000001~0123456789abcdef~1~1",
      "ABCD-000000001~0123456789abcde", "ABCD-1~0123456789abcdef", "ABCD-000000001",
    ] {
      #expect(mkdir(tray.bank.work + "/" + name, 0o700) == 0)
    }
    #expect(try tray.bank.leftovers() == [])
  }

  // MARK: Measuring

  @Test func everythingIsCounted() throws {
    let tray = try Tray()
    let package = try tray.taken { path in
      try tray.write(path + "/manifest.json", "12345")
      #expect(mkdir(path + "/sub", 0o755) == 0)
      try tray.write(path + "/sub/hidden", "1234567890")
      #expect(symlink("/etc/passwd", path + "/link") == 0)
      #expect(mkfifo(path + "/pipe", 0o644) == 0)
    }
    let size = try package.measure()
    #expect(size.bytes == 1 + 5 + 10)
    #expect(size.files == 6)
  }

  /// A file may say that it is as large as it likes, and folders may be nested as deep.
  @Test func whatCannotBeCounted() throws {
    let tray = try Tray()
    let sparse = try tray.taken { path in
      for name in ["a", "b"] {
        let file = creat(path + "/" + name, 0o600)
        // The most that the file system of the test allows.
        var size: off_t = 1 << 62
        while ftruncate(file, size) != 0, size > 0 { size /= 2 }
        close(file)
      }
    }
    #expect(try sparse.measure().bytes == 4 << 40)
    let deep = try tray.taken("ABCD-000000002") { path in
      try FileManager.default.createDirectory(
        atPath: path + "/" + String(repeating: "d/", count: 40), withIntermediateDirectories: true)
    }
    #expect(try deep.measure().files == 1 + 32 + ExchangeLimits.files)
  }
}
