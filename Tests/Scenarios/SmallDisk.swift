import Foundation
import TestKit
import Testing

/// A disk of a few MiB in memory that can be filled, emptied and made read-only. Root only.
final class SmallDisk {
  let folder: ScratchFolder

  /// Whether this machine lets us mount one; where it does not, one printed line says so.
  static let isPossible: Bool = {
    let possible = (try? SmallDisk(mebibytes: 1)) != nil
    if !possible { print("small disk: mounting is not permitted; disk-full tests do not run") }
    return possible
  }()

  init(mebibytes: Int) throws {
    folder = try ScratchFolder("disk")
    try SmallDisk.call("mount", ["-t", "tmpfs", "-o", "size=\(mebibytes)m", "tmpfs", folder.path])
  }

  deinit {
    // Lazily, should a child still hold it.
    _ = try? Command.run("umount", ["-l", folder.path])
  }

  /// Fills what is free but `left` KiB.
  func fill(leaving left: Int) throws {
    let statistics = try FileManager.default.attributesOfFileSystem(forPath: folder.path)
    let free = (statistics[.systemFreeSize] as? NSNumber)?.intValue ?? 0
    try folder.write("ballast", [UInt8](repeating: 0, count: max(0, free - left << 10)))
  }

  /// Cut before it is removed: a child that another test started at the wrong moment may hold it
  /// open, and its blocks with it.
  func free() throws {
    guard truncate(folder.path("ballast"), 0) == 0 else {
      throw CommandFailed(what: "truncate", message: String(cString: strerror(errno)))
    }
    try FileManager.default.removeItem(at: folder.url("ballast"))
  }

  func setReadOnly(_ readOnly: Bool) throws {
    try SmallDisk.call("mount", ["-o", readOnly ? "remount,ro" : "remount,rw", folder.path])
  }

  private static func call(_ program: String, _ arguments: [String]) throws {
    let outcome = try Command.run(program, arguments)
    guard outcome.status == 0 else {
      throw CommandFailed(what: "\(program) \(arguments)", message: outcome.message)
    }
  }
}
