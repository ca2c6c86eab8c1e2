/// What of the live site is not as its build left it.
public enum CheckSite {
  /// The files of the live release that are gone or changed, by path; nil when nothing is live.
  ///
  /// - Parameters:
  ///   - site: the folder `site`.
  ///   - digest: hexadecimal SHA-256 of bytes.
  public static func damage(
    of site: String, digest: ([UInt8]) -> String
  ) throws(PublishFault) -> (files: Int, damaged: [String])? {
    guard let live = try SiteFolder(site).live() else { return nil }
    var damaged: [String] = []
    for (path, entry) in live.manifest.entries.sorted(by: { $0.key < $1.key }) {
      guard let bytes = try ReleaseFolder.read("\(live.path)/\(path)"),
        bytes.count == entry.size, digest(bytes) == entry.digest
      else {
        damaged.append(path)
        continue
      }
    }
    return (live.manifest.entries.count, damaged)
  }
}
