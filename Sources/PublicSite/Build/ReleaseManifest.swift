import Quantities

/// What a release consists of: its buckets by place, and from what state of the ledger it was made.
/// Kept beside the release and never served.
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

  init() {}

  /// Reads a manifest; nil when it is damaged.
  init?(reading bytes: [UInt8]) {
    var isWhole = false
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: false)
      switch (words[0], words.count) {
      case ("release", 5):
        guard let log = Int64(words[1]), let day = Day(words[2]), let erasures = Int(words[4])
        else { return nil }
        (logSize, builtOn, self.erasures) = (log, day, erasures)
        secretMark = String(words[3])
      case ("bucket", 6):
        guard let files = Int(words[3]), let size = Int(words[4]) else { return nil }
        buckets[String(words[5])] = Bucket(
          name: String(words[1]), stamp: Stamp(words[2]), files: files, size: size)
      case ("end", 1): isWhole = true
      default: return nil
      }
    }
    guard isWhole else { return nil }
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
    return Array((text + "end\n").utf8)
  }
}
