import Sealing
import TestKit
import Testing
import TransparencyLog

@Suite("The log's files")
struct WriterTests {
  @Test("paths of tiles are those of tlog-tiles")
  func paths() {
    #expect(Tile(level: 0, index: 1_234_067).path == "log/tile/0/x001/x234/067")
    #expect(Tile(level: 2, index: 0, width: 1).path == "log/tile/2/000.p/1")
    #expect(Tile(level: 0, index: 1000, width: 9).entriesPath == "log/tile/entries/x001/000.p/9")
    #expect(Tile(level: 1, index: 5).scriptPath == "log/script/1/005.js")
  }

  @Test("a log of 70 000 has the tiles that the specification names")
  func seventyThousand() {
    let full = LogLayout.full(size: 70_000).filter { $0.hasPrefix("log/tile/") }
    #expect(full.count { $0.hasPrefix("log/tile/0/") } == 273)
    #expect(full.count { $0.hasPrefix("log/tile/1/") } == 1)
    #expect(full.count { $0.hasPrefix("log/tile/entries/") } == 273)
    let partial = LogLayout.partials(size: 70_000, checkpoints: [])
      .filter { $0.hasPrefix("log/tile/") }
    #expect(
      partial == [
        "log/tile/0/273.p/112", "log/tile/entries/273.p/112", "log/tile/1/001.p/17",
        "log/tile/2/000.p/1",
      ])
    #expect(
      LogLayout.partials(size: 256, checkpoints: []).filter { $0.hasPrefix("log/tile") }
        == ["log/tile/1/000.p/1"])
  }

  /// Whatever the steps in which a log grew, it lies there as if it had been written at once, and
  /// its layout is foretold.
  @Test("growing in steps gives the files of one writing", arguments: 0..<12)
  func growing(_ round: Int) throws {
    var random = SeededRandom(seed: 700 &+ UInt64(round))
    var sizes: [Int64] = []
    while sizes.count < 6 {
      sizes.append((sizes.last ?? 0) + Int64.random(in: 0...(round < 6 ? 70 : 700), using: &random))
    }
    let note = Comment(rawValue: "sizes \(sizes)")
    let leaves = (0..<Int(sizes[5])).map { Array("entry \($0)".utf8) }
    var grown = MemorySite()
    var head = TreeHead(size: 0, root: try TreeHash.empty())
    for (place, size) in sizes.enumerated() {
      let checkpoints = Array(sizes[..<place])
      var whole = MemorySite()
      let atOnce = try write(leaves[..<Int(size)], checkpoints, from: nil, into: &whole)
      let gone = LogLayout.gone(from: head.size, to: size, checkpoints: checkpoints)
      let old = grown
      head = try write(
        leaves[Int(head.size)..<Int(size)], checkpoints, from: (head, size, old), into: &grown)
      for path in gone { #expect(grown.files.removeValue(forKey: path) != nil, note) }
      #expect(head == atOnce, note)
      let isSame = grown.files == whole.files
      #expect(isSame, note)
      let planned =
        LogLayout.full(size: size) + LogLayout.partials(size: size, checkpoints: checkpoints)
      #expect(planned.sorted() == whole.files.keys.sorted(), note)
      for (path, bytes) in old.files where !gone.contains(path) {
        let isKept = whole.files[path] == bytes
        #expect(isKept, note)
      }
    }
  }

  @Test("a right edge that is not the head's is a fault, as is one that is missing")
  func wrongEdge() throws {
    var site = MemorySite()
    let leaves = (0..<300).map { Array("entry \($0)".utf8) }
    let head = try write(leaves[...], [], from: nil, into: &site)
    let other = TreeHead(size: 300, root: try TreeHash.empty())
    #expect(throws: LogFault.otherRoot(size: 300)) {
      try LogWriter(from: other, size: 301, checkpoints: [], read: site.read)
    }
    site.files["log/tile/entries/001.p/44"] = nil
    #expect(throws: LogFault.missing(path: "log/tile/entries/001.p/44")) {
      try LogWriter(from: head, size: 301, checkpoints: [], read: site.read)
    }
    site.files["log/tile/1/000.p/1"] = [1, 2]
    #expect(throws: LogFault.malformed(path: "log/tile/1/000.p/1")) {
      try LogWriter(from: head, size: 301, checkpoints: [], read: site.read)
    }
  }

  private func write(
    _ leaves: ArraySlice<[UInt8]>, _ checkpoints: [Int64],
    from: (head: TreeHead, size: Int64, old: MemorySite)?, into site: inout MemorySite
  ) throws -> TreeHead {
    var writer =
      if let from {
        try LogWriter(
          from: from.head, size: from.size, checkpoints: checkpoints, read: from.old.read)
      } else {
        LogWriter(size: Int64(leaves.count), checkpoints: checkpoints)
      }
    for leaf in leaves { try writer.append(leaf) { site.write($0) } }
    return try writer.finish()
  }
}
