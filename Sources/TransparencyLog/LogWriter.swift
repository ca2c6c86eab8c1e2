import Sealing

/// Writes the files of the log while entries come in, one at a time. Memory: the right edge and
/// the entries of one bundle.
///
/// Same entries and checkpoints, same files: whether the log is written from its beginning or goes
/// on from an earlier size makes no difference to what lies there in the end.
public struct LogWriter {
  private let finalSize: Int64
  /// Sizes of checkpoints to come, ascending, the final size last.
  private var stops: ArraySlice<Int64>
  private var last: Int64
  private var edge: TreeEdge
  private var bundle: [UInt8]

  /// A writer that begins with the first entry.
  ///
  /// - Parameters:
  ///   - size: how many entries there will be.
  ///   - checkpoints: the sizes for which a checkpoint was ever published, ascending. Their partial
  ///     tiles stay until the full tile is there, as C2SP tlog-tiles demands.
  public init(size: Int64, checkpoints: [Int64]) {
    finalSize = size
    stops = Self.stops(checkpoints, from: 0, to: size)
    last = 0
    edge = TreeEdge()
    bundle = []
  }

  /// A writer that goes on from a published log, whose right edge it reads.
  ///
  /// - Throws: `LogFault` when the files there are not those of the head; what `read` throws.
  public init(
    from head: TreeHead, size: Int64, checkpoints: [Int64], read: ReadFile
  ) throws {
    precondition(head.size <= size, "a log never shrinks")
    finalSize = size
    stops = Self.stops(checkpoints, from: head.size, to: size)
    last = head.size
    edge = try TreeEdge(size: head.size) { try LogTiles.hashes(of: $0, read: read) }
    guard try edge.root() == head.root else { throw LogFault.otherRoot(size: head.size) }
    bundle = []
    if let tile = Tile.partial(size: head.size).first, tile.level == 0 {
      guard let bytes = try read(tile.entriesPath) else {
        throw LogFault.missing(path: tile.entriesPath)
      }
      guard EntryBundle.entries(bytes)?.count == tile.width else {
        throw LogFault.malformed(path: tile.entriesPath)
      }
      bundle = bytes
    }
  }

  private static func stops(
    _ checkpoints: [Int64], from: Int64, to: Int64
  ) -> ArraySlice<Int64> {
    // A release without a new entry has the checkpoint that the one before had.
    Set(checkpoints.filter { from < $0 && $0 < to } + (from < to ? [to] : [])).sorted()[...]
  }

  /// Adds an entry; `emit` gets the files that it completes. They are new, or have the bytes that
  /// they had.
  public mutating func append(
    _ leafData: [UInt8], emit: (LogFile) throws -> Void
  ) throws {
    precondition(edge.size < finalSize, "more entries than were announced")
    EntryBundle.append(leafData, to: &bundle)
    try edge.append(TreeHash.leaf(leafData)) { tile, hashes in
      try Self.emit(tile, hashes, tile.level == 0 ? bundle : nil, emit)
      if tile.level == 0 { bundle = [] }
    }
    if edge.size == stops.first {
      try emitEdge(emit)
      stops.removeFirst()
    }
  }

  /// The head, when all entries that were announced have come.
  public func finish() throws -> TreeHead {
    precondition(edge.size == finalSize, "fewer entries than were announced")
    return TreeHead(size: edge.size, root: try edge.root())
  }

  /// The partial tiles of a checkpoint, but for those that the last one had too and those whose
  /// full tile will be there.
  private mutating func emitEdge(_ emit: (LogFile) throws -> Void) throws {
    for tile in Tile.partial(size: edge.size)
    where tile.isKept(at: finalSize)
      && Tile.count(size: last, level: tile.level) != Tile.count(size: edge.size, level: tile.level)
    {
      try Self.emit(tile, edge.open[tile.level], tile.level == 0 ? bundle : nil, emit)
    }
    last = edge.size
  }

  private static func emit(
    _ tile: Tile, _ hashes: [TreeHash], _ bundle: [UInt8]?, _ emit: (LogFile) throws -> Void
  ) throws {
    try emit(tile.file(hashes))
    try emit(tile.script(hashes))
    if let bundle { try emit(LogFile(path: tile.entriesPath, bytes: bundle)) }
  }
}

extension Tile {
  /// The file with the tile's hashes.
  public func file(_ hashes: [TreeHash]) -> LogFile {
    precondition(hashes.count == width, "as many hashes as the tile is wide")
    return LogFile(path: path, bytes: hashes.flatMap(\.bytes))
  }

  /// The same hashes for a page's script.
  public func script(_ hashes: [TreeHash]) -> LogFile {
    LogFile(path: scriptPath, bytes: LogScript.tile(self, file(hashes).bytes))
  }

  /// The file with the tile's entries.
  public func bundle(_ entries: [[UInt8]]) -> LogFile {
    precondition(level == 0 && entries.count == width, "as many entries as the tile is wide")
    var bundle: [UInt8] = []
    for entry in entries { EntryBundle.append(entry, to: &bundle) }
    return LogFile(path: entriesPath, bytes: bundle)
  }
}

extension Tile {
  /// Whether a partial tile stays in a log of a size: its full tile is not there.
  func isKept(at size: Int64) -> Bool { Self.count(size: size, level: level) >> 8 == index }
}

/// Entry bundles: entries one after the other, each behind its length in two bytes. C2SP
/// tlog-tiles, "Log entries".
enum EntryBundle {
  static func append(_ entry: [UInt8], to bundle: inout [UInt8]) {
    precondition(entry.count < 1 << 16, "an entry is short")
    bundle.append(UInt8(entry.count >> 8))
    bundle.append(UInt8(entry.count & 255))
    bundle.append(contentsOf: entry)
  }

  /// The entries; nil when the last is cut off.
  static func entries(_ bundle: [UInt8]) -> [[UInt8]]? {
    var entries: [[UInt8]] = []
    var start = 0
    while start < bundle.count {
      guard start + 2 <= bundle.count else { return nil }
      let end = start + 2 + Int(bundle[start]) << 8 + Int(bundle[start + 1])
      guard end <= bundle.count else { return nil }
      entries.append(Array(bundle[(start + 2)..<end]))
      start = end
    }
    return entries
  }
}

/// Copies of the log's files that a page loads by script tag: a page opened from `file://` may not
/// fetch.
enum LogScript {
  static func tile(_ tile: Tile, _ bytes: [UInt8]) -> [UInt8] {
    Array("mingdaiLog.tile(\"\(tile.name)\",\"".utf8) + Base64.encode(bytes)
      + Array("\");\n".utf8)
  }

  static func checkpoint(_ note: [UInt8]) -> [UInt8] {
    Array("mingdaiLog.checkpoint(\"".utf8) + Base64.encode(note) + Array("\");\n".utf8)
  }
}
