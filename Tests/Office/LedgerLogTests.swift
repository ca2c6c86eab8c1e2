import Ledger
import Quantities
import Sealing
import TestKit
import Testing
import TransparencyLog

@testable import Office

/// The transparency log as the ledger holds it, against the log written from its entries.
@Suite struct LedgerLogTests {
  private let folder: ScratchFolder
  private let ledger: Ledger
  private let day: Day

  init() throws {
    folder = try ScratchFolder("log")
    ledger = try Ledger.create(at: folder.path("ledger.sqlite"))
    day = try #require(Day("2026-04-02"))
  }

  /// `known`: the hashes of so many of the newest entries are at hand.
  private func publish(_ range: Range<Int>, known: Int) throws {
    try ledger.write { session in
      for position in range {
        try session.publish(
          PublicationEntry(
            position: Int64(position), kind: .record, subject: "ZEZHOU-2026-\(100_000 + position)",
            revision: 1, day: day, change: .first, reason: "",
            commitment: try Digest.of(Array("\(position)".utf8), .sha256).bytes, secret: nil,
            archivedIn: "none"))
      }
      let end = Int64(range.upperBound)
      let log = LedgerLog(session: session)
      try log.grow(
        newest: log.leaves((end - Int64(known))..<end).map { try TreeHash.leaf($0) })
      // Again, as after a crash: nothing is added twice.
      try LedgerLog(session: session).grow()
    }
  }

  @Test("roots and tiles of any size are those of the log written from its beginning")
  func roots() throws {
    // More than a tile of tiles, in steps that end within a tile, at its end and behind it.
    var size = 0
    for (next, known) in [
      (1, 1), (255, 0), (256, 1), (300, 44), (900, 600), (1100, 90), (66_000, 0),
    ] {
      try publish(size..<next, known: known)
      size = next
    }
    let whole = Int64(size)
    let counts = try ledger.read { session in
      try (0...2).map { try session.logTileCount(level: $0) }
    }
    #expect(counts == [257, 1, 0])
    let leaves = try ledger.read { try LedgerLog(session: $0).leaves(0..<whole) }
    var files: [String: [UInt8]] = [:]
    var writer = LogWriter(size: whole, checkpoints: [300])
    for leaf in leaves { try writer.append(leaf) { files[$0.path] = $0.bytes } }
    let head = try writer.finish()
    let tiles =
      LogLayout.fullTiles(size: whole) + LogLayout.partialTiles(size: whole, checkpoints: [300])
    for tile in tiles {
      let bytes = try ledger.read { tile.file(try LedgerLog(session: $0).hashes(of: tile)).bytes }
      let isSame = files[tile.path] == bytes
      #expect(isSame, "\(tile.path)")
    }
    let heads = try ledger.read { session in
      try [0, 1, 255, 256, 300, 65_536, whole].map {
        try LedgerLog(session: session).head(size: $0)
      }
    }
    #expect(heads.last == head)
    for head in heads {
      var writer = LogWriter(size: head.size, checkpoints: [])
      for leaf in leaves.prefix(Int(head.size)) { try writer.append(leaf) { _ in } }
      #expect(try writer.finish() == head)
    }
  }

  @Test("entries that are missing are a fault")
  func missing() throws {
    try publish(0..<3, known: 0)
    #expect(throws: LogFault.self) {
      try ledger.read { try LedgerLog(session: $0).leaves(1..<4) }
    }
  }

  @Test("checkpoints are kept in their order")
  func heads() throws {
    try publish(0..<3, known: 0)
    let now = try #require(Instant("2026-04-02T09:00:00+08:00"))
    let entries = [2, 3].map {
      LogHeadEntry(
        size: $0, origin: "a/b", root: [UInt8](repeating: 1, count: 32), checkpoint: "note\n",
        publishedAt: now)
    }
    try ledger.write { session in for entry in entries.reversed() { try session.addLogHead(entry) }
    }
    let (kept, last) = try ledger.read { (try $0.logHeads(), try $0.lastLogHead()) }
    #expect(kept == entries)
    #expect(last == entries[1])
    #expect(LogHeadEntry(entries[0].json, at: now) == entries[0])
  }
}
