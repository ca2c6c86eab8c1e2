/// How much a delivery brought, whatever it is: what a bank's quota counts. EXCHANGE §1.
public struct PackageSize: Hashable, Sendable {
  /// Bytes of all plain files, listed or not; at most 4 TiB.
  public internal(set) var bytes: Int64 = 0
  /// Entries of any kind, folders among them; at most a million.
  public internal(set) var files = 0

  /// So a sum over a million packages still fits, however large a file says it is.
  static let mostBytes: Int64 = 4 << 40
  static let mostFiles = 1_000_000
  /// No package has folders at all; one that lies deeper counts as many files as a package may
  /// have.
  static let deepest = 32
}

extension TakenPackage {
  /// Counts what the folder holds, with everything below it. Nothing is read and no link followed.
  public func measure() throws(DropBoxFault) -> PackageSize {
    var size = PackageSize()
    try folder().measure(into: &size, depth: 1)
    size.bytes = min(size.bytes, PackageSize.mostBytes)
    return size
  }
}

extension OpenFolder {
  fileprivate func measure(into size: inout PackageSize, depth: Int) throws(DropBoxFault) {
    guard depth <= PackageSize.deepest else {
      size.files = min(PackageSize.mostFiles, size.files + ExchangeLimits.files)
      return
    }
    var folders: [EntryName] = []
    try forEachName { name throws(DropBoxFault) in
      guard let status = try status(of: name) else { return true }
      size.files += 1
      if status.kind == .folder { folders.append(name) }
      if status.kind == .plain {
        size.bytes =
          min(PackageSize.mostBytes, size.bytes) + min(PackageSize.mostBytes, status.size)
      }
      return size.files < PackageSize.mostFiles
    }
    for name in folders where size.files < PackageSize.mostFiles {
      try folder(name).measure(into: &size, depth: depth + 1)
    }
  }
}
