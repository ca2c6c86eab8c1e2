import Disclosure

/// The files of a bucket: stamp, digest, size and name of each, and the traces in them.
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
  /// What is kept of the files: a secret that becomes known later is looked for here. Traces of
  /// files that went may still be among them.
  var traces = LeakTraces()

  init() {}

  /// Reads a manifest; nil when it is damaged.
  init?(reading bytes: [UInt8]) {
    guard let traces = LeakTraces(reading: bytes) else { return nil }
    self.traces = traces
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst(2) {
      let words = line.split(separator: " ", maxSplits: 4)
      switch words.first {
      case "file":
        guard words.count == 5, words[2].utf8.count == 64, let size = Int(words[3]) else {
          return nil
        }
        entries[String(words[4])] = Entry(
          stamp: Stamp(words[1]), digest: String(words[2]), size: size)
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
    var text = traces.lines
    for (name, entry) in sorted {
      text += "file \(entry.stamp?.description ?? "-") \(entry.digest) \(entry.size) \(name)\n"
    }
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
