/// Files of open data that are joined from the kept rows of folders of records, section by section:
/// never held whole, never rendered or scanned a second time. DISCLOSURE §5.
struct RowJoin: Sendable {
  /// The file of each section: its name, and what it begins with.
  let files: [(name: String, head: [UInt8])]
  /// The folders of the records in the store, in their order.
  let folders: [String]

  /// Writes the files into a folder beside their place.
  func write(
    into beside: String, _ feed: @Sendable () -> any DigestFeed
  ) throws(PublishFault) -> [JoinedFile] {
    var streams: [JoinedStream] = []
    for file in files {
      let stream = try JoinedStream("\(beside)/\(file.name)", feed())
      try stream.append(file.head[...])
      streams.append(stream)
    }
    for folder in folders {
      let place = folder + "/" + KeptRows.fileName
      guard let rows = try ReleaseFolder.read(place).flatMap(KeptRows.init(reading:)) else {
        throw .damaged(place)
      }
      for (section, stream) in streams.enumerated() { try stream.append(rows.section(section)) }
    }
    var joined: [JoinedFile] = []
    for (stream, file) in zip(streams, files) { joined.append(try stream.finish(file.head)) }
    return joined
  }
}

/// A file that lies ready beside the store.
struct JoinedFile: Sendable {
  let place: String
  let size: Int
  let digest: String
  /// What it begins with; the rest is joined from what the leak scan has seen.
  let head: [UInt8]
}
