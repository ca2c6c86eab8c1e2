/// The buckets of a release that are in the store already while others are laid out.
struct FinishedBuckets: Sendable {
  let site: SiteFolder
  /// Those taken over, by place.
  let shared: [String: ReleaseManifest.Bucket]
  /// Those made, by place.
  let made: [String: ReleaseManifest.Bucket]
  /// Whether something leaks: then the release comes to nothing, and buckets are missing.
  let leaks: Bool

  /// Where a bucket lies in the store.
  func folder(_ path: String) throws(PublishFault) -> String {
    guard let bucket = made[path] ?? shared[path] else { throw .damaged(path) }
    return site.bucket(bucket.name)
  }
}
