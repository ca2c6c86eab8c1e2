import Sealing

/// A walk over all entries of a published log: the tree is built again and compared with what is
/// published. Memory: 32 bytes an entry, and the newest revision of every record.
struct LogWalk {
  /// The newest entry of a record or run.
  struct Newest {
    let index: Int64
    let record: String
    let revision: Int
    let kind: LogEntry.Kind
  }

  /// The root over as many entries as the checker's checkpoint has; nil when the log is shorter.
  private(set) var earlierRoot: TreeHash?
  /// Newest revisions by what they are revisions of.
  private(set) var newest: [String: Newest] = [:]
  /// What does not agree.
  private(set) var findings: [SiteFinding] = []
  /// The root over all entries; nil when some are missing.
  private(set) var root: TreeHash?

  private let size: Int64
  private let earlier: Int64?
  private let read: ReadFile
  private var leaves: [UInt8] = []
  private var edge = TreeEdge()

  /// Walks over a log of a size. `step` is told how many entries were read.
  init(
    size: Int64, earlier: Int64?, read: @escaping ReadFile, step: (Int64) -> Void
  ) throws {
    self.size = size
    self.earlier = earlier
    self.read = read
    if earlier == 0 { earlierRoot = try TreeHash.empty() }
    var start: Int64 = 0
    while start < size {
      guard try walk(Tile.holding(start, level: 0, size: size)) else { return }
      start += Int64(Tile.fullWidth)
      step(min(start, size))
    }
    for tile in Tile.partial(size: size) where tile.level > 0 {
      try compare(tile, edge.open[tile.level])
    }
    root = try edge.root()
  }

  /// The hash of the leaf at a place.
  func leaf(_ index: Int64) -> TreeHash? {
    let start = Int(index) * TreeHash.byteCount
    guard index >= 0, start + TreeHash.byteCount <= leaves.count else { return nil }
    return TreeHash(bytes: leaves[start..<(start + TreeHash.byteCount)])
  }

  /// The entry at a place, read again.
  func entry(_ index: Int64) throws -> LogEntry? {
    guard (0..<size).contains(index) else { return nil }
    let tile = Tile.holding(index & ~255, level: 0, size: size)
    guard let bytes = try bundle(tile) else { return nil }
    return LogEntry(leafData: bytes[Int(index & 255)])
  }

  /// Takes the entries and hashes of one tile; false when they are not there.
  private mutating func walk(_ tile: Tile) throws -> Bool {
    let first = tile.index << 8
    guard let entries = try bundle(tile) else {
      findings.append(
        SiteFinding(
          .file, tile.entriesPath,
          "日志第 \(first + 1) 至 \(first + Int64(tile.width)) 条缺失或不完整，日志被截短"))
      return false
    }
    let hashes: [TreeHash]
    do {
      hashes = try LogTiles.hashes(of: tile, read: read)
    } catch is LogFault {
      findings.append(
        SiteFinding(
          .file, tile.path,
          "日志第 \(first + 1) 至 \(first + Int64(tile.width)) 条的散列缺失或长度不对"))
      return false
    }
    for (place, leafData) in entries.enumerated() {
      try take(leafData, hashes[place], at: first + Int64(place), in: tile)
    }
    return true
  }

  private mutating func take(
    _ leafData: [UInt8], _ hash: TreeHash, at index: Int64, in tile: Tile
  ) throws {
    let entry = LogEntry(leafData: leafData)
    if try TreeHash.leaf(leafData) != hash {
      findings.append(
        SiteFinding(
          .entry, tile.entriesPath, record: entry?.record,
          "日志第 \(index + 1) 条与日志树中的散列不符"))
    } else if entry == nil {
      findings.append(SiteFinding(.entry, tile.entriesPath, "日志第 \(index + 1) 条不是本系统的条目"))
    }
    if let entry { remember(entry, index, tile) }
    leaves.append(contentsOf: hash.bytes)
    var complete: [(Tile, [TreeHash])] = []
    try edge.append(hash) { complete.append(($0, $1)) }
    for (tile, hashes) in complete where tile.level > 0 { try compare(tile, hashes) }
    if edge.size == earlier { earlierRoot = try edge.root() }
  }

  private mutating func remember(_ entry: LogEntry, _ index: Int64, _ tile: Tile) {
    let before = newest[entry.subject]
    if entry.revision != (before?.revision ?? 0) + 1 {
      findings.append(
        SiteFinding(
          .entry, tile.entriesPath, record: entry.record,
          "日志第 \(index + 1) 条是第 \(entry.revision) 版，前面却是第 \(before?.revision ?? 0) 版"))
    }
    newest[entry.subject] = Newest(
      index: index, record: entry.record, revision: entry.revision, kind: entry.kind)
  }

  /// Compares a tile of a higher level with the hashes it must hold.
  private mutating func compare(_ tile: Tile, _ hashes: [TreeHash]) throws {
    do {
      guard try LogTiles.hashes(of: tile, read: read) == hashes else {
        findings.append(SiteFinding(.file, tile.path, "散列与下一层的不符"))
        return
      }
    } catch is LogFault {
      findings.append(SiteFinding(.file, tile.path, "散列缺失或长度不对"))
    }
  }

  /// The entries of a tile of level 0; where a partial bundle is gone, the full one holds them too.
  private func bundle(_ tile: Tile) throws -> [[UInt8]]? {
    if let bytes = try read(tile.entriesPath) {
      let entries = EntryBundle.entries(bytes)
      return entries?.count == tile.width ? entries : nil
    }
    guard !tile.isFull,
      let entries = try read(Tile(level: 0, index: tile.index).entriesPath)
        .flatMap(EntryBundle.entries), entries.count >= tile.width
    else { return nil }
    return Array(entries.prefix(tile.width))
  }
}

extension LogEntry {
  /// What an entry is a revision of: records, notices and runs number themselves apart.
  var subject: String { "\(kind.rawValue)/\(record)" }
}
