/// The files of a bucket: stamp, digest, size and name of each, and the digit runs in them.
///
/// Kept beside the bucket and never served. The bucket's name is the digest of what does not depend
/// on how it was built: digests, sizes, names.
struct BucketManifest: Sendable {
  struct Entry: Hashable, Sendable {
    /// Nil for what is always made.
    let stamp: Stamp?
    let digest: String
    let size: Int
  }

  private(set) var entries: [String: Entry] = [:]
  /// Digit runs of seven and more in the files: a secret that becomes known later is looked for
  /// here. Those of files that went may still be among them.
  var runs: Set<String> = []

  init() {}

  /// Reads a manifest; nil when it is damaged.
  init?(reading bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 4)
      switch words.first {
      case "file":
        guard words.count == 5, words[2].utf8.count == 64, let size = Int(words[3]) else {
          return nil
        }
        entries[String(words[4])] = Entry(
          stamp: Stamp(words[1]), digest: String(words[2]), size: size)
      case "runs": runs = Set(line.dropFirst(5).split(separator: " ").map(String.init))
      default: return nil
      }
    }
  }

  /// Adds a file; false when its name is taken.
  mutating func add(_ name: String, _ entry: Entry) -> Bool {
    entries.updateValue(entry, forKey: name) == nil
  }

  /// Bytes of all files.
  var size: Int { entries.values.reduce(0) { $0 + $1.size } }

  /// The manifest as text.
  var bytes: [UInt8] {
    var text = ""
    for (name, entry) in sorted {
      text += "file \(entry.stamp?.description ?? "-") \(entry.digest) \(entry.size) \(name)\n"
    }
    if !runs.isEmpty { text += "runs \(runs.sorted().joined(separator: " "))\n" }
    return Array(text.utf8)
  }

  /// What the bucket is named by.
  var content: [UInt8] {
    var text = ""
    for (name, entry) in sorted { text += "\(entry.digest) \(entry.size) \(name)\n" }
    return Array(text.utf8)
  }

  private var sorted: [(key: String, value: Entry)] { entries.sorted { $0.key < $1.key } }
}
