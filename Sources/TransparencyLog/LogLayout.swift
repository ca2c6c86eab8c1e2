/// Which files a log of a size consists of, so that a release can be planned without writing it.
public enum LogLayout {
  /// The signed head.
  public static let checkpointPath = "log/checkpoint"
  /// The keys that sign heads.
  public static let keysPath = "log/keys.json"

  /// The files of a head: the checkpoint, and its copy for a page's script.
  public static func checkpointFiles(_ note: [UInt8]) -> [LogFile] {
    [
      LogFile(path: checkpointPath, bytes: note),
      LogFile(path: "log/checkpoint.js", bytes: LogScript.checkpoint(note)),
    ]
  }

  /// The full tiles of a log of a size, level by level.
  public static func fullTiles(size: Int64) -> [Tile] {
    (0..<8).flatMap { level in
      (0..<(Tile.count(size: size, level: level) >> 8)).map { Tile(level: level, index: $0) }
    }
  }

  /// The partial tiles that a log of a size keeps for its own and for earlier checkpoints.
  public static func partialTiles(size: Int64, checkpoints: [Int64]) -> [Tile] {
    var seen: Set<Tile> = []
    return (checkpoints.filter { $0 < size } + [size]).flatMap { Tile.partial(size: $0) }
      .filter { $0.isKept(at: size) && seen.insert($0).inserted }
  }

  /// The paths of the full tiles, their scripts and the full bundles.
  public static func full(size: Int64) -> [String] { fullTiles(size: size).flatMap(paths) }

  /// The paths of the partial tiles, their scripts and the partial bundles.
  public static func partials(size: Int64, checkpoints: [Int64]) -> [String] {
    partialTiles(size: size, checkpoints: checkpoints).flatMap(paths)
  }

  /// The files that whoever checks a log of a size needs: all tiles and all bundles.
  public static func tiles(size: Int64) -> [String] {
    (full(size: size) + partials(size: size, checkpoints: [])).filter {
      !$0.hasPrefix("log/script/")
    }
  }

  /// The paths of partial files that lie in the log of one size and no more in that of a larger
  /// one, because their full tile is there now.
  public static func gone(from old: Int64, to new: Int64, checkpoints: [Int64]) -> [String] {
    let kept = Set(partials(size: new, checkpoints: checkpoints + [old]))
    return partials(size: old, checkpoints: checkpoints.filter { $0 < old })
      .filter { !kept.contains($0) }
  }

  /// The files of a tile: hashes, script, and on level 0 the entries.
  static func paths(_ tile: Tile) -> [String] {
    [tile.path, tile.scriptPath] + (tile.level == 0 ? [tile.entriesPath] : [])
  }
}
