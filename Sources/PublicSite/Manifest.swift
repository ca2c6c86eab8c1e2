/// The files of a release with size and SHA-256, kept beside it and never served.
///
/// One line for each file, in the order of paths: digest, size, path.
struct Manifest {
  struct Entry: Hashable {
    let digest: String
    let size: Int
  }

  private(set) var entries: [String: Entry] = [:]

  init() {}

  /// Reads a manifest; a line that is none makes the whole unusable, and every file is new.
  init(reading bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 2)
      guard parts.count == 3, parts[0].utf8.count == 64, let size = Int(parts[1]) else {
        entries = [:]
        return
      }
      entries[String(parts[2])] = Entry(digest: String(parts[0]), size: size)
    }
  }

  /// Adds a file; false when its path is taken.
  mutating func add(_ path: String, _ entry: Entry) -> Bool {
    entries.updateValue(entry, forKey: path) == nil
  }

  /// The manifest as text.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for (path, entry) in entries.sorted(by: { $0.key < $1.key }) {
      bytes.append(contentsOf: "\(entry.digest) \(entry.size) \(path)\n".utf8)
    }
    return bytes
  }
}
