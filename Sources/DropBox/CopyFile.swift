public import Sealing

/// A listed file that was copied.
public struct CopiedFile: Hashable, Sendable {
  /// Its name.
  public let name: PackageFileName
  /// Bytes copied: exactly the listed size.
  public let size: Int64
  /// Digest of the copied bytes.
  public let digest: Digest
  /// The first bytes, at most 64, from which the media type is told (F503).
  public let firstBytes: [UInt8]
}

/// What came of copying a listed file.
public enum CopyOutcome: Hashable, Sendable {
  /// A whole copy lies in the staging area.
  case copied(CopiedFile)
  /// The sender's mistake; nothing lies in the staging area.
  case refused(FileProblem)
}

extension TakenPackage {
  /// Copies a listed file into the staging area while hashing, never more than its listed size.
  ///
  /// Whether the listed size is within the limits (P105) is for the caller to check before.
  public func copyFile(
    _ name: PackageFileName, expectedSize: Int64, algorithm: DigestAlgorithm,
    into staging: StagingArea
  ) throws(DropBoxFault) -> CopyOutcome {
    let entry = EntryName(name.text)
    let source: OpenFile
    switch try folder().plainFile(entry) {
    case .problem(let problem): return .refused(problem)
    case .opened(_, let size) where size > expectedSize: return .refused(.longer)
    case .opened(_, let size) where size < expectedSize: return .refused(.shorter(size))
    case .opened(let file, _): source = file
    }
    let staged = try staging.folder()
    var copy = FileCopy(name: name, expectedSize: expectedSize)
    // After a fault a partial copy stays; it goes with the staging area.
    let outcome = try copy.run(from: source, to: staged.newFile(entry), algorithm)
    if case .refused = outcome { try staged.unlink(entry) }
    return outcome
  }
}

/// One copying of one file.
private struct FileCopy {
  let name: PackageFileName
  let expectedSize: Int64
  private var copied: Int64 = 0
  private var firstBytes: [UInt8] = []

  init(name: PackageFileName, expectedSize: Int64) {
    self.name = name
    self.expectedSize = expectedSize
  }

  mutating func run(
    from source: OpenFile, to target: OpenFile, _ algorithm: DigestAlgorithm
  ) throws(DropBoxFault) -> CopyOutcome {
    let stream = try sealing(source.path) { () throws(SealingFault) in
      try DigestStream(algorithm)
    }
    if let problem = try copyBytes(from: source, to: target, stream) { return .refused(problem) }
    try target.sync()
    let digest = try sealing(source.path) { () throws(SealingFault) in try stream.finish() }
    return .copied(
      CopiedFile(name: name, size: copied, digest: digest, firstBytes: firstBytes))
  }

  private mutating func copyBytes(
    from source: OpenFile, to target: OpenFile, _ digest: DigestStream
  ) throws(DropBoxFault) -> FileProblem? {
    let buffer = Buffer(count: 256 << 10)
    while copied < expectedSize {
      let wanted = Int(min(Int64(buffer.raw.count), expectedSize - copied))
      let count = try source.read(
        into: UnsafeMutableRawBufferPointer(rebasing: buffer.raw[..<wanted]))
      if count == 0 { return .shorter(copied) }
      let bytes = UnsafeRawBufferPointer(rebasing: buffer.raw[..<count])
      digest.update(bytes)
      try target.write(bytes)
      firstBytes.append(contentsOf: bytes.prefix(64 - firstBytes.count))
      copied += Int64(count)
    }
    // One byte more tells whether the file grew since it was opened.
    let one = UnsafeMutableRawBufferPointer(rebasing: buffer.raw[..<1])
    return try source.read(into: one) == 0 ? nil : .longer
  }
}
