import Sealing

/// The right edge of a growing tree: the tiles that are not full yet, at most 255 hashes a level.
struct TreeEdge {
  private(set) var size: Int64 = 0
  /// The hashes of the open tile of each level, from level 0 up.
  private(set) var open: [[TreeHash]] = [[]]

  /// A tree without leaves.
  init() {}

  /// The edge of a log of a size, from the hashes of its partial tiles.
  init(size: Int64, hashes: (Tile) throws -> [TreeHash]) rethrows {
    self.size = size
    for tile in Tile.partial(size: size) {
      while open.count <= tile.level { open.append([]) }
      open[tile.level] = try hashes(tile)
    }
  }

  /// Adds a leaf; `full` gets each tile that this completes, from level 0 up.
  mutating func append(
    _ leaf: TreeHash, full: (Tile, [TreeHash]) throws -> Void
  ) throws {
    size += 1
    var hash = leaf
    var level = 0
    while true {
      if level == open.count { open.append([]) }
      open[level].append(hash)
      guard open[level].count == Tile.fullWidth else { return }
      let hashes = open[level]
      open[level] = []
      try full(Tile(level: level, index: size >> Int64(8 * (level + 1)) - 1), hashes)
      hash = try TreeHash.perfect(hashes[...])
      level += 1
    }
  }

  /// The root of the tree as it is. RFC 6962 §2.1: the largest perfect tree stands left.
  func root() throws(SealingFault) -> TreeHash {
    var root: TreeHash?
    for hashes in open {
      var end = hashes.count
      while end > 0 {
        let start = end & (end - 1)
        let perfect = try TreeHash.perfect(hashes[start..<end])
        root = if let right = root { try TreeHash.node(perfect, right) } else { perfect }
        end = start
      }
    }
    return if let root { root } else { try TreeHash.empty() }
  }
}
