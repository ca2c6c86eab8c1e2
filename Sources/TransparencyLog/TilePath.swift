extension Tile {
  /// Reads the path of a file of hashes or entries; nil when it is none.
  init?(_ path: String) {
    let parts = path.split(separator: "/")
    guard parts.count >= 4, parts[0] == "log", parts[1] == "tile",
      let level = parts[2] == "entries" ? 0 : Int(parts[2]), (0..<8).contains(level)
    else { return nil }
    var names = parts[3...]
    var width = Tile.fullWidth
    if let folder = names.dropLast().last, folder.hasSuffix(".p") {
      guard let own = names.last.flatMap({ Int($0) }), (1..<Tile.fullWidth).contains(own) else {
        return nil
      }
      width = own
      names = names.dropLast(2) + [folder.dropLast(2)]
    }
    var index: Int64 = 0
    for name in names {
      let digits = name.hasPrefix("x") ? name.dropFirst() : name
      guard digits.utf8.count == 3, let part = Int64(digits), part >= 0, index < 1 << 40 else {
        return nil
      }
      index = index * 1000 + part
    }
    self.init(level: level, index: index, width: width)
    guard [self.path, entriesPath].contains(path) else { return nil }
  }

  /// How many entries a log has at least that has this tile.
  var end: Int64 { level < 5 ? (index << 8 + Int64(width)) << Int64(8 * level) : .max }
}
