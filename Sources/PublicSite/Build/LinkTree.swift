/// The folders of a release: of what they hold only the top is its own.
///
/// Every other folder is a folder of links that is named by what it holds and shared between
/// releases, as buckets are: so a release costs what differs from those before, and nothing for
/// what is as it was. A folder that holds files too is one of links and hard links, since nothing
/// can be put into a bucket. All links are relative, so that the whole folder `site` can be moved.
struct LinkTree {
  let site: SiteFolder
  /// Hexadecimal SHA-256.
  let digest: ([UInt8]) -> String
  /// Whether every folder is made anew, even one that is there already.
  let full: Bool
  private let buckets: [String: ReleaseManifest.Bucket]
  /// The names in each folder that has folders below it.
  private var below: [String: [String]] = [:]
  /// The folders that the release consists of, each under what it was named for.
  private var made: [String: String] = [:]

  init(
    of manifest: ReleaseManifest, in site: SiteFolder, full: Bool,
    digest: @escaping ([UInt8]) -> String
  ) {
    self.site = site
    self.full = full
    self.digest = digest
    buckets = manifest.buckets
    var known: Set<String> = [""]
    for path in buckets.keys {
      var path = path
      while known.insert(path).inserted {
        let slash = path.lastIndex(of: "/")
        let above = slash.map { String(path[..<$0]) } ?? ""
        below[above, default: []].append(
          slash.map { String(path[path.index(after: $0)...]) } ?? path)
        path = above
      }
    }
  }

  /// Builds the folders of the release that are not there, and the release.
  ///
  /// - Returns: the names of the folders.
  mutating func build(_ release: String) throws(PublishFault) -> Set<String> {
    let links = try links(in: "")
    let root = site.path(of: release)
    guard let folder = try OpenFolder(root) else { throw ReleaseFolder.fault("open", root) }
    // A build that did not get to its end upon what was there begins once more.
    try ReleaseFolder.empty(root)
    try fill(folder, "", links)
    return Set(made.values)
  }

  /// The links of a folder, by name. Releases and folders of links lie equally deep in `site`.
  private mutating func links(
    in path: String
  ) throws(PublishFault) -> [(name: String, target: String)] {
    var links: [(name: String, target: String)] = []
    for name in (below[path] ?? []).sorted() {
      let place = BucketMaker.join(path, name)
      if below[place] != nil {
        links.append((name, "../../tree/\(try folder(at: place))"))
      } else if let bucket = buckets[place] {
        links.append((name, "../../store/\(bucket.name)"))
      }
    }
    return links
  }

  /// The name of a folder of links, which is made unless it is there.
  private mutating func folder(at path: String) throws(PublishFault) -> String {
    let links = try links(in: path)
    var text = "\(buckets[path]?.name ?? "-")\n"
    for link in links { text += "\(link.name) \(link.target)\n" }
    let name = String(digest(Array(text.utf8)).prefix(32))
    if let made = made[name] { return made }
    if !full, try ReleaseFolder.isThere(site.folder(name)) {
      made[name] = name
      return name
    }
    let free = try SiteFolder.freeName(for: name) { site.folder($0) }
    let beside = site.folder(".new-" + free)
    try ReleaseFolder.remove(beside)
    try fill(try OpenFolder(creating: beside), path, links)
    try ReleaseFolder.move(beside, to: site.folder(free))
    made[name] = free
    return free
  }

  /// Puts links, and the files of the bucket that lies at the same place, into a folder.
  private func fill(
    _ folder: OpenFolder, _ path: String, _ links: [(name: String, target: String)]
  ) throws(PublishFault) {
    for link in links { try folder.link(link.name, to: link.target) }
    guard let bucket = buckets[path] else { return }
    let store = site.bucket(bucket.name)
    guard let files = try site.manifest(ofBucket: bucket.name), let old = try OpenFolder(store)
    else { throw .damaged(store) }
    for name in files.entries.keys.sorted() { try folder.take(name, from: old) }
  }
}
