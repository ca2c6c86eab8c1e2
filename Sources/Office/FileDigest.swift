import DropBox
import Sealing

extension Digest {
  /// The digest of a file of ours, read piece by piece; nil when it is not there.
  static func ofFile(_ path: String, _ algorithm: DigestAlgorithm) throws -> Digest? {
    let digest = try DigestStream(algorithm)
    do {
      try FileSource(path).forEachPiece(digest.update)
    } catch let fault as DropBoxFault {
      guard fault.isMissingFile else { throw fault }
      return nil
    }
    return try digest.finish()
  }
}
