import Disclosure

/// A folder of the release that is laid out and not yet made.
struct PlannedBucket {
  /// Its place in the release; empty for the top.
  let path: String
  /// A number of all that its files are made from; nil when they are always made.
  let stamp: Stamp?
  /// The step under which its time is told.
  let step: PublishSite.Step
  /// Lays out its files, given those of the release before by name: what has its stamp there
  /// already need not be read. What the steps before have made is there to be read.
  let files: (BaseFiles, FinishedBuckets) throws -> [PlannedFile]
}

/// The files of a bucket in the release before.
struct BaseFiles: Sendable {
  /// The bucket's name in the store.
  var name: String?
  var folder: String?
  var manifest: BucketManifest?

  /// Whether a file is there with this stamp.
  func has(_ name: String, _ stamp: Stamp) -> Bool {
    manifest?.entries[name]?.stamp == stamp
  }
}

/// A file that is laid out and not yet made.
struct PlannedFile: Sendable {
  let name: String
  /// A number of all that it is made from; nil when it is always made.
  let stamp: Stamp?
  let content: Content

  /// Where its bytes come from.
  enum Content: Sendable {
    /// They are made.
    case made(@Sendable () throws -> RenderedFile)
    /// They lie ready.
    case joined(JoinedFile)
  }

  init(name: String, stamp: Stamp?, joined: JoinedFile) {
    self.name = name
    self.stamp = stamp
    content = .joined(joined)
  }

  init(name: String, stamp: Stamp?, make: @escaping @Sendable () throws -> RenderedFile) {
    self.name = name
    self.stamp = stamp
    content = .made(make)
  }
}

/// A file's content, with what the build needs to know of it.
struct RenderedFile: Sendable {
  var bytes: [UInt8]
  /// What a reader sees of it, when it is packed.
  var readAs: [UInt8]?
  /// Addresses it links to, but for those of its pieces; some of them twice.
  var links: [SiteAddress] = []
  /// Where random bytes of the log stand, which the leak scan passes over.
  var quiet: [Range<Int>] = []
  /// What it shares with other files, and where in it that stands.
  var pieces: [(place: Int, piece: FramePiece)] = []

  /// The places of the file itself that are passed over when it is read again: all of it, when what
  /// a reader sees is something else.
  var silent: [Range<Int>] { readAs == nil ? quiet : bytes.isEmpty ? [] : [0..<bytes.count] }
}

extension [UInt8] {
  /// The bytes with `#` at some places.
  func silenced(at places: [Range<Int>]) -> [UInt8] {
    var bytes = self
    for place in places {
      for index in place { bytes[index] = UInt8(ascii: "#") }
    }
    return bytes
  }
}
