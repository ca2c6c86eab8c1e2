import DropBox
import Foundation
import Glibc
import Sealing
import Testing

@Suite struct ArchiveTests {
  let tray: Tray
  let digest: Digest

  init() throws {
    tray = try Tray()
    digest = try Digest.of(Array("{}".utf8), .sm3)
  }

  private func staged(_ files: [String: String]) throws -> StagingArea {
    let area = try tray.archive.stage()
    for (name, text) in files { try area.write(name, Array(text.utf8)) }
    return area
  }

  @Test func whatIsKeptCanBeRead() throws {
    #expect(try !tray.archive.contains(digest))
    #expect(try tray.archive.names(digest) == [])
    let path = try tray.archive.keep(try staged(["manifest.json": "{}", "a.pdf": "x"]), digest)
    #expect(path == "\(tray.archive.root)/packages/\(digest.hex.prefix(2))/\(digest.hex)")
    #expect(path == tray.archive.path(of: digest))
    #expect(try tray.archive.contains(digest))
    #expect(try tray.archive.names(digest) == ["a.pdf", "manifest.json"])
    #expect(
      try tray.archive.read("manifest.json", of: digest, limit: 2) == Array("{}".utf8))
    #expect(try tray.archive.read("b.pdf", of: digest, limit: 2) == nil)
    #expect(
      try fault { _ = try tray.archive.read("manifest.json", of: digest, limit: 1) }.errno == EFBIG)
    #expect(try tray.names(tray.archive.root + "/staging") == [])
  }

  @Test func keepingAgainAddsWhatWasMissingAndChangesNothing() throws {
    try tray.archive.keep(try staged(["manifest.json": "{}"]), digest)
    try tray.archive.keep(try staged(["manifest.json": "{}", "a.pdf": "x"]), digest)
    try tray.archive.keep(try staged(["_receipt.json": "r"]), digest)
    #expect(try tray.archive.names(digest) == ["_receipt.json", "a.pdf", "manifest.json"])
    let other = try staged(["a.pdf": "y"])
    #expect(try fault { try tray.archive.keep(other, digest) }.cause == .differs)
    #expect(try tray.archive.read("a.pdf", of: digest, limit: 9) == Array("x".utf8))
    #expect(tray.exists(other.path), "the other copy is still there to be looked at")
  }

  /// After a fault at any call, keeping again gives the whole package.
  @Test func aFaultAnywhereInKeepingIsMadeGoodByKeepingAgain() throws {
    var steps = 0
    for step in 0... {
      let tray = try Tray()
      let before = steps
      for names in [["manifest.json"], ["a.pdf", "manifest.json"]] {
        let breaking = Breaking(at: step)
        let area = try tray.archive.stage()
        for name in names { try area.write(name, Array(name.utf8)) }
        Disk.$interference.withValue({ breaking.answer($0, $1) }) {
          do throws(DropBoxFault) {
            try tray.archive.keep(area, digest)
          } catch {
            #expect(error.errno == EIO)
          }
        }
        if breaking.reached { steps += 1 }
      }
      let again = try tray.archive.stage()
      for name in ["a.pdf", "manifest.json"] { try again.write(name, Array(name.utf8)) }
      try tray.archive.keep(again, digest)
      #expect(try tray.archive.names(digest) == ["a.pdf", "manifest.json"], "step \(step)")
      try tray.archive.clearStaging()
      #expect(try tray.names(tray.archive.root + "/staging") == [])
      // Both keepings have fewer calls than this: all places were tried.
      if steps == before { break }
    }
    #expect(steps > 20)
  }

  @Test func aStagedNameIsWrittenOnce() throws {
    let area = try staged(["a.pdf": "x"])
    #expect(try fault { try area.write("a.pdf", []) }.errno == EEXIST)
    try area.remove("a.pdf")
    try area.write("a.pdf", [])
    try area.discard()
    #expect(!tray.exists(area.path))
    try area.discard()
  }
}
