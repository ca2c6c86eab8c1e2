import Glibc

/// A release: folders and links that lead to the buckets of the store.
///
/// A bucket with others below its place is a folder of hard links, since nothing can be put into a
/// bucket; every other one is a relative link, so that the whole folder `site` can be moved.
struct LinkTree {
  let site: SiteFolder
  let release: String

  /// Builds the tree.
  func build(_ manifest: ReleaseManifest) throws(PublishFault) {
    let root = site.path(of: release)
    var folder = try ReleaseFolder(creating: root)
    let paths = manifest.buckets.keys.sorted()
    var above: Set<Substring> = []
    for path in paths {
      var rest = path[...]
      while let slash = rest.lastIndex(of: "/") {
        rest = rest[..<slash]
        above.insert(rest)
      }
      if !path.isEmpty { above.insert("") }
    }
    for path in paths {
      guard let bucket = manifest.buckets[path] else { continue }
      if above.contains(path[...]) || path.isEmpty {
        try fill(&folder, path, bucket)
      } else {
        let depth = path.utf8.count { $0 == UInt8(ascii: "/") }
        let up = String(repeating: "../", count: depth + 2)
        try folder.makeFolder(of: path)
        let place = root + "/" + path
        guard symlink(up + "store/" + bucket.name, place) == 0 else {
          throw ReleaseFolder.fault("symlink", place)
        }
      }
    }
  }

  private func fill(
    _ folder: inout ReleaseFolder, _ path: String, _ bucket: ReleaseManifest.Bucket
  ) throws(PublishFault) {
    let store = site.bucket(bucket.name)
    guard let files = try site.manifest(ofBucket: bucket.name) else {
      throw .damaged(store + ".manifest")
    }
    for name in files.entries.keys.sorted() {
      try folder.take(name, from: store, as: BucketMaker.join(path, name))
    }
  }
}
