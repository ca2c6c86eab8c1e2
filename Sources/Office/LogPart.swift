import PublicSite
import Sealing
import TransparencyLog

/// The site's folder `log`: the log as tiles, its signed head and its keys. DISCLOSURE §3.
///
/// A folder of tiles is shared with the release before as long as no tile was added to it; a tile
/// never changes.
struct LogPart: SitePart {
  /// The keys that sign, and which log it is.
  let keys: LogKeys
  /// The key that signs now.
  let key: LogKey
  /// How many entries it has; nil for as many as the site's records know.
  let size: Int64?
  /// The sizes of all checkpoints that went out, ascending.
  let checkpoints: [Int64]

  var step: PublishSite.Step { .data }

  private enum Form { case hashes, script, entries }
  private struct Place {
    let name: String
    let tile: Tile
    let form: Form
  }

  func buckets(of site: SiteContents) throws -> [PartBucket] {
    let size = size ?? site.logSize
    let tiles = buckets(
      LogLayout.fullTiles(size: size)
        + LogLayout.partialTiles(size: size, checkpoints: checkpoints))
    return [
      PartBucket(path: "log", stamp: nil) { files in
        let head = try log(files).head(size: size)
        let note = try Checkpoint(origin: keys.origin, head: head).signed(by: key)
        for file in LogLayout.checkpointFiles(note) + [try keys.file()] {
          // Hashes, signatures and keys are no text that could name anybody.
          files.add(
            String(file.path.dropFirst("log/".count)), file.bytes,
            readAs: Array(keys.origin.utf8))
        }
      }
    ] + tiles
  }

  /// One bucket for each folder.
  private func buckets(_ tiles: [Tile]) -> [PartBucket] {
    var places: [String: [Place]] = [:]
    func place(_ path: String, _ tile: Tile, _ form: Form) {
      // `log/tile/0/x001/234.p/5`: the file 234.p/5 of the folder log/tile/0/x001.
      let parts = path.split(separator: "/")
      let depth = parts.count - (tile.isFull ? 1 : 2)
      places[parts[..<depth].joined(separator: "/"), default: []].append(
        Place(name: parts[depth...].joined(separator: "/"), tile: tile, form: form))
    }
    for tile in tiles {
      place(tile.path, tile, .hashes)
      place(tile.scriptPath, tile, .script)
      if tile.level == 0 { place(tile.entriesPath, tile, .entries) }
    }
    return places.sorted { $0.key < $1.key }.map { path, places in
      PartBucket(path: path, stamp: stamp(places.map(\.name))) { files in
        let log = try log(files)
        for place in places {
          try files.add(place.name, stamp: stamp([path, place.name])) {
            try Self.content(of: place, log)
          }
        }
      }
    }
  }

  private func stamp(_ names: [String]) -> Stamp {
    Stamp.of { builder in
      builder.add(keys.origin)
      for name in names { builder.add(name) }
    }
  }

  /// A file, and what the leak scan reads of it: hashes are none of anybody's words.
  private static func content(
    of place: Place, _ log: LedgerLog
  ) throws -> (bytes: [UInt8], readAs: [UInt8]) {
    switch place.form {
    case .hashes: return (place.tile.file(try log.hashes(of: place.tile)).bytes, [])
    case .script: return (place.tile.script(try log.hashes(of: place.tile)).bytes, [])
    case .entries:
      let leaves = try log.leaves(of: place.tile)
      return (place.tile.bundle(leaves).bytes, leaves.flatMap(Self.withoutCommitment))
    }
  }

  /// An entry behind its commitment, which stands first: `{"commitment":"64 digits",…`.
  private static func withoutCommitment(_ leaf: [UInt8]) -> [UInt8] {
    Array(leaf.dropFirst("{\"commitment\":\"".utf8.count + 64)) + [0x0A]
  }

  private func log(_ files: PartFiles) throws -> LedgerLog {
    guard let source = files.source as? any LogSource else {
      preconditionFailure("the log's part is built from the ledger")
    }
    return LedgerLog(session: source.session)
  }
}
