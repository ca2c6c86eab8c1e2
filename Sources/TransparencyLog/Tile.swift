/// A tile: up to 256 consecutive hashes at a height of the tree that is a multiple of eight.
///
/// C2SP tlog-tiles, "Merkle Tree". Paths are those below the site's root.
public struct Tile: Hashable, Sendable {
  /// The height divided by eight.
  public let level: Int
  /// Which tile of its level, from 0.
  public let index: Int64
  /// How many hashes it holds: 256 in a full tile.
  public let width: Int

  /// How many hashes a full tile holds.
  public static let fullWidth = 256

  /// A tile.
  public init(level: Int, index: Int64, width: Int = fullWidth) {
    precondition((0...63).contains(level) && index >= 0 && (1...Self.fullWidth).contains(width))
    self.level = level
    self.index = index
    self.width = width
  }

  /// Whether it is full and therefore never changes.
  public var isFull: Bool { width == Self.fullWidth }

  /// The file with the hashes.
  public var path: String { "log/tile/\(name)" }

  /// The same hashes for a page's script, which cannot fetch files from `file://`.
  public var scriptPath: String { "log/script/\(name).js" }

  /// The file with the entries, for a tile of level 0.
  public var entriesPath: String { "log/tile/entries/\(number)" }

  /// `0/x001/234` or `0/x001/234.p/5`.
  var name: String { "\(level)/\(number)" }

  private var number: String {
    var rest = index
    var parts: [String] = []
    repeat {
      let digits = String(rest % 1000)
      let padded = String(repeating: "0", count: 3 - digits.utf8.count) + digits
      parts.insert(parts.isEmpty ? padded : "x" + padded, at: 0)
      rest /= 1000
    } while rest > 0
    return parts.joined(separator: "/") + (isFull ? "" : ".p/\(width)")
  }

  /// How many hashes a log of a size has at the bottom of a level's tiles.
  static func count(size: Int64, level: Int) -> Int64 {
    level >= 8 ? 0 : size >> Int64(8 * level)
  }

  /// The tile with the hash of a place in a log of a size.
  static func holding(_ place: Int64, level: Int, size: Int64) -> Tile {
    let index = place >> 8
    let width = min(Int64(fullWidth), count(size: size, level: level) - index << 8)
    return Tile(level: level, index: index, width: Int(width))
  }

  /// The partial tiles of a log of a size, from level 0 up.
  static func partial(size: Int64) -> [Tile] {
    (0..<8).compactMap { level in
      let count = count(size: size, level: level)
      return count & 255 == 0
        ? nil : Tile(level: level, index: count >> 8, width: Int(count & 255))
    }
  }
}
