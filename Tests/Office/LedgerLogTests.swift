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

  private func publish(_ range: Range<Int>) throws {
    try ledger.write { session in
      for position in range {
        try session.publish(
          PublicationEntry(
            position: Int64(position), kind: .record, subject: "ZEZHOU-2026-\(100_000 + position)",
            revision: 1, day: day, change: .first, reason: "",
            commitment: try Digest.of(Array("\(position)".utf8), .sha256).bytes, secret: nil,
            archivedIn: "none"))
      }
      try LedgerLog(session: session).grow()
      // Again, as after a crash: nothing is added twice.
      try LedgerLog(session: session).grow()
    }
  }

  @Test("roots and tiles of any size are those of the log written from its beginning")
  func roots() throws {
    // More than a tile of tiles, in steps that end within a tile, at its end and behind it.
    var size = 0
    for next in [1, 255, 256, 300, 66_000] {
      try publish(size..<next)
      size = next
    }
    let heads = try ledger.read { session in
      #expect(try session.logTileCount(level: 0) == 257)
      #expect(try session.logTileCount(level: 1) == 1)
      #expect(try session.logTileCount(level: 2) == 0)
      let log = LedgerLog(session: session)
      var files: [String: [UInt8]] = [:]
      var writer = LogWriter(size: Int64(size), checkpoints: [300])
      for leaf in try log.leaves(0..<Int64(size)) {
        try writer.append(leaf) { files[$0.path] = $0.bytes }
      }
      #expect(try writer.finish() == log.head(size: Int64(size)))
      let tiles =
        LogLayout.fullTiles(size: Int64(size))
        + LogLayout.partialTiles(size: Int64(size), checkpoints: [300])
      for tile in tiles {
        let isSame = try files[tile.path] == tile.file(log.hashes(of: tile)).bytes
        #expect(isSame, "\(tile.path)")
      }
      return try [0, 1, 255, 256, 300, 65_536].map { try log.head(size: $0) }
    }
    for head in heads {
      let leaves = try ledger.read { try LedgerLog(session: $0).leaves(0..<head.size) }
      var writer = LogWriter(size: head.size, checkpoints: [])
      for leaf in leaves { try writer.append(leaf) { _ in } }
      #expect(try writer.finish() == head)
    }
  }

  @Test("entries that are missing are a fault")
  func missing() throws {
    try publish(0..<3)
    _ = try ledger.read { session in
      #expect(throws: LogFault.self) { try LedgerLog(session: session).leaves(1..<4) }
    }
  }

  @Test("checkpoints are kept in their order")
  func heads() throws {
    try publish(0..<3)
    let now = try #require(Instant("2026-04-02T09:00:00+08:00"))
    let entries = [2, 3].map {
      LogHeadEntry(
        size: $0, origin: "a/b", root: [UInt8](repeating: 1, count: 32), checkpoint: "note\n",
        publishedAt: now)
    }
    try ledger.write { session in for entry in entries.reversed() { try session.addLogHead(entry) }
    }
    try ledger.read { session in
      #expect(try session.logHeads() == entries)
      #expect(try session.lastLogHead() == entries[1])
    }
    #expect(LogHeadEntry(entries[0].json, at: now) == entries[0])
  }
}
