import Ledger
public import Quantities
import Sealing

/// The newest checkpoint of the transparency log that went out. COMMAND `log show`.
public struct PublishedLogHead: Sendable {
  /// Which log it is.
  public let origin: String
  /// Its entries.
  public let size: Int64
  /// The root over them, in base64 as in the note.
  public let root: String
  /// The signed note.
  public let checkpoint: String
  /// When it went live first.
  public let publishedAt: Instant
}

extension Office {
  /// The newest checkpoint that went out.
  ///
  /// - Throws: ``OfficeRefusal`` when none did.
  public func publishedLogHead() throws -> PublishedLogHead {
    guard let head = try ledger.read({ try $0.lastLogHead() }) else {
      throw OfficeRefusal(.state, folder, "还没有公布过透明日志", "请先用 publish 发布")
    }
    return PublishedLogHead(
      origin: head.origin, size: head.size,
      root: String(decoding: Base64.encode(head.root), as: UTF8.self),
      checkpoint: head.checkpoint, publishedAt: head.publishedAt)
  }
}
