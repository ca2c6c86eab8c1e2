import Disclosure

/// The files of a bucket: stamp, digest, size and name of each.
///
/// Kept beside the bucket and never served, behind the traces of its files: a secret that becomes
/// known later is looked for there. Traces of files that went may still be among them. The bucket's
/// name is the digest of what does not depend on how it was built: digests, sizes, names.
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

  init() {}

  /// Reads a manifest; nil when it is damaged. The traces are passed over: few of those who ask for
  /// the files need them.
  init?(reading bytes: [UInt8]) {
    var reader = WordReader(bytes)
    guard reader.takes("runs"), reader.rest() != nil, reader.takes("pairs"), reader.rest() != nil
    else { return nil }
    while !reader.isAtEnd {
      guard reader.takes("file"), let stamp = reader.word(), let digest = reader.word(),
        digest.count == 64, let size = reader.number(),
        let quiet = reader.word().flatMap({ Self.ranges($0, within: size) }),
        let name = reader.rest(), !name.isEmpty
      else { return nil }
      entries[String(decoding: name, as: UTF8.self)] = Entry(
        stamp: Stamp(stamp), digest: String(decoding: digest, as: UTF8.self), size: size,
        quiet: quiet)
    }
  }

  /// Adds a file; false when its name is taken.
  mutating func add(_ name: String, _ entry: Entry) -> Bool {
    entries.updateValue(entry, forKey: name) == nil
  }

  /// Bytes of all files.
  var size: Int { entries.values.reduce(0) { $0 + $1.size } }

  /// The manifest as text, behind the traces.
  func bytes(_ traces: LeakTraces) -> [UInt8] {
    var text = traces.lines
    for (name, entry) in sorted {
      let quiet = entry.quiet.map { "\($0.lowerBound)+\($0.count)" }.joined(separator: ",")
      text += "file \(entry.stamp?.description ?? "-") \(entry.digest) \(entry.size) "
      text += "\(quiet.isEmpty ? "-" : quiet) \(name)\n"
    }
    return Array(text.utf8)
  }

  /// Reads `120+32,400+32`, or `-` for none; nil when it is something else.
  private static func ranges(_ text: ArraySlice<UInt8>, within size: Int) -> [Range<Int>]? {
    if text.elementsEqual("-".utf8) { return [] }
    var ranges: [Range<Int>] = []
    for part in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let numbers = part.split(separator: UInt8(ascii: "+"), omittingEmptySubsequences: false)
        .compactMap(WordReader.number)
      guard numbers.count == 2, numbers[1] > 0, numbers[1] <= size, numbers[0] <= size - numbers[1]
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
