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
    /// Where what the leak scan passes over stands: random bytes of the log, or all of a file whose
    /// readable form is another.
    var quiet: [Range<Int>] = []

    /// What the leak scan looks at when the file is read again.
    func scanned(_ bytes: [UInt8]) -> [UInt8] { bytes.silenced(at: quiet) }
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
      let words = line.split(separator: " ", maxSplits: 5)
      switch words.first {
      case "file":
        guard words.count == 6, words[2].utf8.count == 64, let size = Int(words[3]),
          let quiet = Self.ranges(words[4], within: size)
        else { return nil }
        entries[String(words[5])] = Entry(
          stamp: Stamp(words[1]), digest: String(words[2]), size: size, quiet: quiet)
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
      let quiet = entry.quiet.map { "\($0.lowerBound)+\($0.count)" }.joined(separator: ",")
      text += "file \(entry.stamp?.description ?? "-") \(entry.digest) \(entry.size) "
      text += "\(quiet.isEmpty ? "-" : quiet) \(name)\n"
    }
    return Array(text.utf8)
  }

  /// Reads `120+32,400+32`, or `-` for none; nil when it is something else.
  private static func ranges(_ text: Substring, within size: Int) -> [Range<Int>]? {
    if text == "-" { return [] }
    var ranges: [Range<Int>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let numbers = part.split(separator: "+").compactMap { Int($0) }
      guard numbers.count == 2, numbers[0] >= 0, numbers[1] > 0, numbers[1] <= size,
        numbers[0] <= size - numbers[1]
      else { return nil }
      ranges.append(numbers[0]..<numbers[0] + numbers[1])
    }
    return ranges
  }

  /// What the bucket is named by.
  var content: [UInt8] {
    var text = ""
    for (name, entry) in sorted { text += "\(entry.digest) \(entry.size) \(name)\n" }
    return Array(text.utf8)
  }

  private var sorted: [(key: String, value: Entry)] { entries.sorted { $0.key < $1.key } }
}
