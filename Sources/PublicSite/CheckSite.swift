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
    let folder = try SiteFolder(site)
    guard let release = try folder.live(), let manifest = try folder.manifest(of: release) else {
      return nil
    }
    var damaged: [String] = []
    var files = 0
    for (path, bucket) in manifest.buckets.sorted(by: { $0.key < $1.key }) {
      files += bucket.files
      guard let kept = try folder.manifest(ofBucket: bucket.name) else {
        damaged.append(path.isEmpty ? "index.html" : path)
        continue
      }
      for (name, entry) in kept.entries.sorted(by: { $0.key < $1.key }) {
        let place = BucketMaker.join(path, name)
        guard let bytes = try ReleaseFolder.read("\(folder.path(of: release))/\(place)"),
          bytes.count == entry.size, digest(bytes) == entry.digest
        else {
          damaged.append(place)
          continue
        }
      }
    }
    return (files, damaged.sorted())
  }
}
