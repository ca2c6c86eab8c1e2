/// Manifest and signature of a taken package, as far as they could be read.
public struct PackageHead: Hashable, Sendable {
  /// The bytes of manifest.json.
  public let manifest: [UInt8]?
  /// The bytes of manifest.sig.
  public let signature: [UInt8]?
  /// Why one of them is nil (P102, P104, P105).
  public let findings: [FileFinding]
}

extension TakenPackage {
  /// Copies manifest.json and manifest.sig into the staging area, up to their limits, and gives
  /// the bytes of the copies. EXCHANGE §4, first step.
  public func copyHead(into staging: StagingArea) throws(DropBoxFault) -> PackageHead {
    var findings: [FileFinding] = []
    let folder = try folder()
    let manifest = try copy(
      PackageFileName.manifest, limit: ExchangeLimits.manifestBytes, from: folder, into: staging,
      &findings)
    let signature = try copy(
      PackageFileName.signature, limit: ExchangeLimits.signatureBytes, from: folder,
      into: staging, &findings)
    return PackageHead(manifest: manifest, signature: signature, findings: findings)
  }

  private func copy(
    _ name: String, limit: Int64, from folder: OpenFolder, into staging: StagingArea,
    _ findings: inout [FileFinding]
  ) throws(DropBoxFault) -> [UInt8]? {
    switch try folder.plainFile(EntryName(name)) {
    case .problem(let problem):
      findings.append(FileFinding(name: name, problem: problem))
    case .opened(let file, let size):
      if size <= limit, let bytes = try file.readAll(limit: limit) {
        try staging.write(name, bytes)
        return bytes
      }
      findings.append(FileFinding(name: name, problem: .overLimit(limit)))
    }
    return nil
  }
}
