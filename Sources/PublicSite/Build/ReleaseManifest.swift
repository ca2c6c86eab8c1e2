import Quantities

/// What a release consists of: its buckets by place, the folders of links that lead to them, and
/// from what state of the ledger it was made. Kept beside the release and never served.
struct ReleaseManifest: Sendable {
  struct Bucket: Hashable, Sendable {
    /// Its name in the store.
    let name: String
    /// Nil for what is always made.
    let stamp: Stamp?
    /// Files in it.
    let files: Int
    /// Bytes of its files.
    let size: Int
  }

  /// Entries of the log that it shows.
  var logSize: Int64 = 0
  /// The day it was built for.
  var builtOn = Day(number: 0)
  /// What stands for the secrets that were known.
  var secretMark = "-"
  /// Withdrawals and redactions that it knows.
  var erasures = 0
  /// By place in the release.
  var buckets: [String: Bucket] = [:]
  /// The names of its folders of links.
  var folders: Set<String> = []

  init() {}

  /// Reads a manifest; nil when it is damaged.
  init?(reading bytes: [UInt8]) {
    var reader = WordReader(bytes)
    guard reader.takes("release"), let log = reader.number(),
      let day = reader.word().flatMap({ Day(String(decoding: $0, as: UTF8.self)) }),
      let mark = reader.word(), let erasures = reader.rest().flatMap(WordReader.number)
    else { return nil }
    (logSize, builtOn, self.erasures) = (Int64(log), day, erasures)
    secretMark = String(decoding: mark, as: UTF8.self)
    while reader.takes("bucket") {
      guard let name = reader.word(), let stamp = reader.word(), let files = reader.number(),
        let size = reader.number(), let path = reader.rest()
      else { return nil }
      buckets[String(decoding: path, as: UTF8.self)] = Bucket(
        name: String(decoding: name, as: UTF8.self), stamp: Stamp(stamp), files: files,
        size: size)
    }
    while reader.takes("folder") {
      guard let name = reader.rest() else { return nil }
      folders.insert(String(decoding: name, as: UTF8.self))
    }
    guard reader.rest()?.elementsEqual("end".utf8) == true, reader.isAtEnd else { return nil }
  }

  /// Files of the release.
  var files: Int { buckets.values.reduce(0) { $0 + $1.files } }
  /// Bytes of all files.
  var size: Int { buckets.values.reduce(0) { $0 + $1.size } }

  /// The manifest as text.
  var bytes: [UInt8] {
    var text = "release \(logSize) \(builtOn) \(secretMark) \(erasures)\n"
    for (path, bucket) in buckets.sorted(by: { $0.key < $1.key }) {
      let stamp = bucket.stamp?.description ?? "-"
      text += "bucket \(bucket.name) \(stamp) \(bucket.files) \(bucket.size) \(path)\n"
    }
    for folder in folders.sorted() { text += "folder \(folder)\n" }
    return Array((text + "end\n").utf8)
  }
}
