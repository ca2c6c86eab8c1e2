import BankExchange
import DropBox
import Ledger
import Sealing

/// A consumed package as the archive holds it, whole and unchanged.
struct ArchivedPackage {
  /// The digest of its manifest.
  let digest: Digest
  /// The manifest, verified again.
  let opened: OpenedPackage
  /// Where its files lie.
  let folder: String

  /// Reads a package back: nil when its manifest is gone, its signature is not of the key that
  /// the ledger names, or a file is not what the manifest says.
  init?(_ entry: PackageEntry, in archive: PackageArchive, keys: [BankKey]) throws {
    guard let key = keys.first(where: { $0.keyId == entry.keyId }), let name = entry.archivedAs
    else { return nil }
    try self.init(name, in: archive, key: PublicKey(spki: key.spki))
  }

  /// Reads a package of ours back, signed with any of our keys.
  init?(_ entry: OutboxEntry, in archive: PackageArchive, keys: [PublicKey]) throws {
    for key in keys {
      if let package = try ArchivedPackage(entry.archivedAs, in: archive, key: key) {
        self = package
        return
      }
    }
    return nil
  }

  private init?(_ name: String, in archive: PackageArchive, key publicKey: PublicKey) throws {
    let algorithm = publicKey.suite.digestAlgorithm
    guard let digest = Digest(algorithm, hex: name),
      let manifest = try archive.read(
        PackageFileName.manifest, of: digest, limit: ExchangeLimits.manifestBytes),
      try Digest.of(manifest, algorithm) == digest,
      let opened = try Self.open(manifest, digest, in: archive, publicKey)
    else { return nil }
    self.digest = digest
    self.opened = opened
    folder = archive.path(of: digest)
    for file in ManifestDecoder.decode(opened).files ?? [] {
      guard PackageFileName(file.name) != nil,
        try Digest.ofFile(folder + "/" + file.name, algorithm)?.hex == file.digest
      else { return nil }
    }
  }

  /// The signature is manifest.sig, or one that came beside another that had verified before.
  private static func open(
    _ manifest: [UInt8], _ digest: Digest, in archive: PackageArchive, _ key: PublicKey
  ) throws -> OpenedPackage? {
    let others = try archive.names(digest).filter { $0.hasPrefix("_signature-") }
    for name in [PackageFileName.signature] + others {
      let limit = ExchangeLimits.signatureBytes
      guard let signature = try archive.read(name, of: digest, limit: limit) else { continue }
      let outcome = Sealing.open(manifest: manifest, signature: signature, keys: [key])
      if case .opened(let opened) = outcome { return opened }
    }
    return nil
  }
}
