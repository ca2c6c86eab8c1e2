import PublicSite
import Sealing

/// SHA-256 of a site's file that is fed piece by piece.
final class SiteDigest: DigestFeed {
  private let stream: DigestStream

  init() {
    do {
      stream = try DigestStream(.sha256)
    } catch {
      preconditionFailure("SHA-256 is there, or no package could have been opened: \(error)")
    }
  }

  func update(_ bytes: UnsafeRawBufferPointer) { stream.update(bytes) }

  func finish() -> String {
    do {
      return try stream.finish().hex
    } catch {
      preconditionFailure("SHA-256 was there when it began: \(error)")
    }
  }
}
