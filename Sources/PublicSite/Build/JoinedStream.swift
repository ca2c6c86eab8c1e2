import Glibc

/// A file that is written piece by piece, with its digest. Not for two threads at once.
final class JoinedStream {
  private let path: String
  private let file: Int32
  private let feed: any DigestFeed
  private var size = 0
  private var isOpen = true

  /// Begins the file; one that a build left there when it was cut off is overwritten.
  init(_ path: String, _ feed: any DigestFeed) throws(PublishFault) {
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw ReleaseFolder.fault("open", path) }
    self.path = path
    self.feed = feed
  }

  deinit { if isOpen { close(file) } }

  func append(_ bytes: ArraySlice<UInt8>) throws(PublishFault) {
    try ReleaseFolder.write(bytes, to: file, of: path)
    bytes.withUnsafeBytes { feed.update($0) }
    size += bytes.count
  }

  /// Ends the file.
  ///
  /// - Parameter head: what it began with.
  func finish(_ head: [UInt8]) throws(PublishFault) -> JoinedFile {
    isOpen = false
    guard close(file) == 0 else { throw ReleaseFolder.fault("close", path) }
    return JoinedFile(place: path, size: size, digest: feed.finish(), head: head)
  }
}
