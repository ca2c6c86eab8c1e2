import OpenData

/// The files of changes: what was published, month by month, as CSV and JSON Lines. They say which
/// record and which revision and nothing of what it said, so they are written once: only the last
/// of the open month is made again, and the others are taken over by their places in the log.
/// DISCLOSURE §4.
struct ChangeFiles {
  let months: [LogMonth]

  /// Takes over or makes them.
  ///
  /// - Returns: what is to be said of them, the oldest first.
  func write(_ files: inout PartFiles) throws -> [DataFileFacts] {
    var facts: [DataFileFacts] = []
    for (file, places) in months.flatMap(\.files) {
      let name = String(file.path.dropFirst("data/".count))
      let stamp = Stamp.of { builder in
        builder.add(file.path)
        builder.add(UInt64(places.lowerBound))
        builder.add(UInt64(places.upperBound))
      }
      if let taken = files.take(name, stamp: stamp) {
        facts.append(DataFileFacts(file: file, bytes: taken.bytes, sha256: taken.sha256))
        continue
      }
      var bytes = file.start
      try files.source.forEachRevision(at: places) { change in
        bytes += file.form == .csv ? change.row : change.line
      }
      facts.append(
        DataFileFacts(file: file, bytes: bytes.count, sha256: files.digest(bytes)))
      files.add(name, stamp: stamp) { [bytes] in bytes }
    }
    return facts
  }
}
